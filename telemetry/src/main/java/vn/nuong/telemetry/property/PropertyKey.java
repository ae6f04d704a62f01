package vn.nuong.telemetry.property;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one value of a payload is about: a property, and where it is not unique on a device its depth or its species.
 *
 * <p>Written as in a payload: {@code soil_moisture_20cm}, {@code trap_count_empoasca_onukii}, {@code rain}.
 *
 * @param property what is observed
 * @param depthCm depth below the surface in cm, 1 to {@value #MAX_DEPTH_CM}; only for properties of the soil, null when the
 *     device did not say
 * @param species lower-case scientific name joined by underscores; only and always for trap counts
 */
public record PropertyKey(
        ObservedProperty property,
        @Nullable Integer depthCm,
        @Nullable String species) {

    /** Deepest probe that is believed, cm. */
    public static final int MAX_DEPTH_CM = 500;

    private static final Pattern DEPTH = Pattern.compile("(.+)_([1-9][0-9]{0,3})cm");
    private static final Pattern SPECIES = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final String TRAP_PREFIX = ObservedProperty.TRAP_COUNT.code() + "_";

    public PropertyKey {
        if (depthCm != null && property.where() != ObservedProperty.Where.IN_SOIL) {
            throw new IllegalArgumentException(property.code() + " is not measured in the soil: it has no depth ("
                    + depthCm + " cm); leave the depth out of its name");
        }
        if (depthCm != null && (depthCm < 1 || depthCm > MAX_DEPTH_CM)) {
            throw new IllegalArgumentException(
                    "depth " + depthCm + " cm is outside 1.." + MAX_DEPTH_CM + " cm; give the depth of the probe");
        }
        if ((species != null) != (property == ObservedProperty.TRAP_COUNT)) {
            throw new IllegalArgumentException(
                    "a species belongs to trap_count and to nothing else, as in trap_count_empoasca_onukii");
        }
        if (species != null && !SPECIES.matcher(species).matches()) {
            throw new IllegalArgumentException("species \"" + species + "\" is not written as " + SPECIES.pattern());
        }
    }

    public static PropertyKey of(ObservedProperty property) {
        return new PropertyKey(property, null, null);
    }

    public static PropertyKey of(ObservedProperty property, int depthCm) {
        return new PropertyKey(property, depthCm, null);
    }

    /** The key of catches of one species, named in lower case with underscores. */
    public static PropertyKey trapCount(String species) {
        return new PropertyKey(ObservedProperty.TRAP_COUNT, null, species);
    }

    /**
     * Reads a key as written in a payload or a table.
     *
     * @throws IllegalArgumentException naming the key and the nearest known property, when it is not one
     */
    public static PropertyKey parse(String text) {
        Optional<ObservedProperty> plain = ObservedProperty.find(text);
        if (plain.isPresent()) {
            return PropertyKey.of(plain.get());
        }
        if (text.startsWith(TRAP_PREFIX)) {
            return trapCount(text.substring(TRAP_PREFIX.length()));
        }
        Matcher depth = DEPTH.matcher(text);
        if (depth.matches()) {
            Optional<ObservedProperty> property = ObservedProperty.find(depth.group(1));
            if (property.isPresent()) {
                return new PropertyKey(property.get(), Integer.valueOf(depth.group(2)), null);
            }
        }
        throw new IllegalArgumentException("unknown property \"" + abbreviate(text) + "\"; the nearest known one is \""
                + nearest(text) + "\", all are listed in docs/telemetry.md");
    }

    /** The property without depth, as the API names it: {@code soil_moisture}, {@code trap_count_empoasca_onukii}. */
    public String name() {
        return species == null ? property.code() : TRAP_PREFIX + species;
    }

    /** The whole key as {@link #parse} reads it. */
    public String code() {
        return depthCm == null ? name() : name() + "_" + depthCm + "cm";
    }

    @Override
    public String toString() {
        return code();
    }

    private static String nearest(String text) {
        return Arrays.stream(ObservedProperty.values())
                .map(ObservedProperty::code)
                .min((a, b) -> Integer.compare(editDistance(text, a), editDistance(text, b)))
                .orElseThrow();
    }

    /** Levenshtein distance over at most the first 60 characters. */
    private static int editDistance(String left, String right) {
        String a = abbreviate(left);
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60);
    }
}
