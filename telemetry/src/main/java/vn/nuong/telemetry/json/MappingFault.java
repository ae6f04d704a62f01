package vn.nuong.telemetry.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says for a person what in a text that is sound JSON or YAML does not fit, without the names of our classes. */
public final class MappingFault {

    private static final int MOST_CHARACTERS = 100;

    /** Jackson names what it found only in its message. */
    private static final Pattern FOUND = Pattern.compile(" from ([\\w-]+) value");

    private static final Map<String, String> FOUND_KINDS = Map.of(
            "Array", "a list",
            "Object", "an object",
            "String", "a text",
            "Boolean", "true or false",
            "Integer", "a whole number",
            "Number", "a number",
            "Floating-point", "a number");

    private MappingFault() {}

    /** What does not fit, and where, such as {@code plots[0].area_m2 is the text "many", not a number}. */
    public static String explain(JsonMappingException e) {
        String where = where(e.getPath());
        Throwable cause = e.getCause();
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "unknown field \"" + where + "\""
                    + (known == null || known.isEmpty()
                            ? ""
                            : "; there may be "
                                    + known.stream()
                                            .map(String::valueOf)
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
        }
        if (cause instanceof InputCoercionException) {
            return subject(where) + " is a number that is too large; the largest is " + Integer.MAX_VALUE;
        }
        if (e instanceof InvalidFormatException bad) {
            return subject(where) + " is " + shown(bad.getValue()) + ", not " + kind(bad.getTargetType());
        }
        if (cause instanceof NullPointerException) {
            return subject(where) + " has an empty entry (null) in a list; fill it in or delete it";
        }
        if (cause instanceof IllegalArgumentException || cause instanceof DateTimeException) {
            return (where.isEmpty() ? "" : where + ": ") + cause.getMessage();
        }
        if (e instanceof InvalidTypeIdException unknown) {
            return kindOf(where, unknown);
        }
        if (e instanceof MismatchedInputException wrong) {
            return mismatch(where, wrong);
        }
        return (where.isEmpty() ? "" : where + ": ") + e.getOriginalMessage();
    }

    /** What tells kinds of lines apart, such as {@code kind} of a diary's. */
    private static String kindOf(String where, InvalidTypeIdException e) {
        Class<?> type = e.getBaseType().getRawClass();
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes known = type.getAnnotation(JsonSubTypes.class);
        String name = (where.isEmpty() ? "" : where + ".") + (info == null ? "type" : info.property());
        String found = e.getTypeId() == null ? " is missing" : " is " + shown(e.getTypeId());
        return known == null
                ? name + found
                : name + found + "; it may be "
                        + Arrays.stream(known.value())
                                .map(JsonSubTypes.Type::name)
                                .collect(Collectors.joining(", "));
    }

    private static String mismatch(String where, MismatchedInputException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("No content")) {
            return "it is empty";
        }
        if (message.startsWith("Trailing token")) {
            return "something follows the first value; send one";
        }
        Matcher found = FOUND.matcher(message);
        String what = found.find() ? FOUND_KINDS.get(found.group(1)) : null;
        return subject(where) + " is " + (what == null ? "something else" : what) + ", not " + kind(e.getTargetType());
    }

    private static String subject(String where) {
        return where.isEmpty() ? "it" : where;
    }

    private static String where(List<JsonMappingException.Reference> path) {
        StringBuilder where = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                where.append('[').append(step.getIndex()).append(']');
            } else {
                where.append(where.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return where.toString();
    }

    /** As it stands in a file. */
    private static String written(Object constant) {
        return new String(Json.write(constant), StandardCharsets.UTF_8).replace("\"", "");
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        String some = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
        return value instanceof CharSequence ? "the text \"" + some + "\"" : some;
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected here";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type == double.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (ZoneId.class.isAssignableFrom(type)) {
            return "a time zone such as Asia/Ho_Chi_Minh or +07:00";
        }
        if (type == LocalDate.class) {
            return "a day such as 2026-11-23";
        }
        if (type == LocalTime.class) {
            return "a time of day such as 08:30";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(MappingFault::written)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Instant.class) {
            return "a time such as 2026-11-23T00:15:00Z";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        return "what is expected here";
    }
}
