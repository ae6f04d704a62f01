package vn.nuong.portal.diary;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.site.Plot;

/**
 * A diary form as a person filled it in: either it becomes a line, or it is shown again with what was typed and what is wrong.
 *
 * @param kind which form
 * @param values what was typed, by field
 * @param errors what is wrong, by field
 */
public record DiaryForm(Kind kind, Map<String, String> values, Map<String, Text> errors) {

    private static final Text WHEN_MISSING = new Text("Chưa ghi ngày.", "The date is missing.");
    private static final Text WHEN_FUTURE = new Text("Ngày này còn ở phía trước.", "That is in the future.");
    private static final Text WHEN_TOO_FAR = new Text(
            "Chỉ ghi trước được " + Diary.PLAN_DAYS + " ngày. Xem lại ngày.",
            "Plans reach " + Diary.PLAN_DAYS + " days ahead; check the day.");
    private static final Text WHEN_LONG_AGO =
            new Text("Xem lại năm: ngày này xưa quá.", "Check the year: too long ago.");
    private static final Text NO_NUMBER = new Text("Hãy ghi ít nhất một con số.", "Write at least one number.");

    /** The forms of the diary page. */
    public enum Kind {
        IRRIGATION(
                new Text("Ghi lần tưới", "Record an irrigation"),
                List.of(
                        Field.of("when", "Bắt đầu tưới lúc", "Pump started at", "datetime-local"),
                        Field.number("pump_minutes", "Chạy bơm (phút)", "Pump (minutes)"),
                        Field.number("volume_m3", "Nước (khối, m³)", "Water (m³)"),
                        Field.number("energy_kwh", "Điện (số, kWh)", "Electricity (kWh)"))),
        PICKING(
                new Text("Ghi lứa hái", "Record a picking round"),
                List.of(
                        Field.of("when", "Ngày hái (ghi trước được)", "Day (may be planned)", "date"),
                        Field.number("fresh_kg", "Chè tươi (kg)", "Fresh leaf (kg)"),
                        Field.number("made_tea_kg", "Chè khô (kg)", "Made tea (kg)"),
                        Field.number("price_vnd_per_kg", "Giá chè khô (đồng/kg)", "Price of made tea (đồng/kg)"))),
        INPUT(
                new Text("Ghi phân, thuốc, vật tư", "Record fertiliser, pesticide, supplies"),
                List.of(
                        Field.of("when", "Ngày (ghi trước được)", "Day (may be planned)", "date"),
                        Field.of("what", "Tên (như trên bao)", "Name (as on the bag)", "text"),
                        Field.number("quantity", "Bao nhiêu", "How much"),
                        Field.of("unit", "Đơn vị (kg, lít…)", "Unit (kg, l…)", "text"),
                        Field.number("cost_vnd", "Tiền (đồng)", "Cost (đồng)"),
                        Field.of("sprayed_at", "Nếu phun: phun xong lúc", "If sprayed: done at", "time"),
                        Field.number(
                                "rain_fast_hours",
                                "Nhãn thuốc: mấy giờ sau mới được ướt",
                                "Label: hours until it may get wet"))),
        LABOUR(
                new Text("Ghi công làm", "Record labour"),
                List.of(
                        Field.of("when", "Ngày (ghi trước được)", "Day (may be planned)", "date"),
                        Field.of("what", "Việc gì", "What work", "text"),
                        Field.number("hours", "Tổng số giờ của mọi người", "Hours of all people"),
                        Field.number("cost_vnd", "Tiền công (đồng)", "Wages (đồng)")));

        private final Text title;
        private final List<Field> fields;

        Kind(Text title, List<Field> fields) {
            this.title = title;
            this.fields = fields;
        }

        public Text title() {
            return title;
        }

        public List<Field> fields() {
            return fields;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException when there is no such form */
        public static Kind parse(String code) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("kind \"" + code + "\" is none of irrigation, picking, input, labour");
        }
    }

    /**
     * @param name as in the address and the API
     * @param label for people
     * @param type of the HTML input
     * @param numeric whether a number is expected
     */
    public record Field(String name, Text label, String type, boolean numeric) {
        static Field of(String name, String vi, String en, String type) {
            return new Field(name, new Text(vi, en), type, false);
        }

        static Field number(String name, String vi, String en) {
            return new Field(name, new Text(vi, en), "text", true);
        }
    }

    /** What became of a form. */
    public sealed interface Outcome {}

    /** A line to keep. */
    public record Accepted(DiaryEntry entry) implements Outcome {}

    /** To be corrected. */
    public record Rejected(DiaryForm form) implements Outcome {}

    public DiaryForm {
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
    }

    /** An empty form, with an id of its own so that sending it twice writes one line. */
    public static DiaryForm empty(Kind kind, Plot plot, Clock clock) {
        LocalDateTime now =
                LocalDateTime.ofInstant(clock.instant(), plot.place().timeZone());
        String when = kind == Kind.IRRIGATION
                ? now.withSecond(0).withNano(0).toString()
                : now.toLocalDate().toString();
        return new DiaryForm(kind, Map.of("id", UUID.randomUUID().toString(), "when", when), Map.of());
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable Text error(String field) {
        return errors.get(field);
    }

    /**
     * Reads a form that was sent.
     *
     * @param typed gives what was typed in a field; null for a field that was not sent
     * @param language decides what "1.200" means
     */
    public static Outcome read(
            Kind kind, Plot plot, Clock clock, Language language, Function<String, @Nullable String> typed) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Text> errors = new LinkedHashMap<>();
        Map<String, Double> numbers = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("id"));
        kind.fields().forEach(field -> names.add(field.name()));
        for (String name : names) {
            String value = typed.apply(name);
            values.put(name, value == null ? "" : value.strip());
        }
        String id = values.getOrDefault("id", "");
        if (id.isEmpty() || id.length() > 64) {
            values.put("id", UUID.randomUUID().toString());
        }
        for (Field field : kind.fields()) {
            String value = values.getOrDefault(field.name(), "");
            if (field.numeric() && !value.isEmpty()) {
                try {
                    numbers.put(field.name(), parseNumber(value, language));
                } catch (NumberFormatException e) {
                    errors.put(
                            field.name(),
                            new Text(
                                    "\"" + value + "\" không phải là số, ví dụ đúng: 12,5",
                                    "\"" + value + "\" is not a number such as 12.5"));
                }
            }
        }
        Instant when = when(kind, plot, clock, values.getOrDefault("when", ""), errors);
        boolean named = kind == Kind.INPUT || kind == Kind.LABOUR;
        String what = values.getOrDefault("what", "");
        if (named && what.isEmpty()) {
            errors.put("what", new Text("Chưa ghi tên.", "The name is missing."));
        }
        if (named && what.length() > 200) {
            errors.put("what", new Text("Tên dài quá 200 chữ.", "The name is longer than 200 characters."));
        }
        LocalTime sprayedAt = time(values.getOrDefault("sprayed_at", ""), errors);
        boolean planned = when != null && when.isAfter(clock.instant());
        if (!named && !planned && numbers.isEmpty() && errors.isEmpty()) {
            errors.put(kind.fields().get(1).name(), NO_NUMBER);
        }
        if (errors.isEmpty() && when != null) {
            try {
                return new Accepted(entry(kind, plot, values, numbers, when, sprayedAt));
            } catch (IllegalArgumentException e) {
                errors.put(
                        fieldOf(kind, String.valueOf(e.getMessage())),
                        new Text("Số này không thể đúng, xem lại đơn vị.", "That cannot be right; check the unit."));
            }
        }
        return new Rejected(new DiaryForm(kind, values, errors));
    }

    /** The field that a message of {@link DiaryEntry} begins with, or the first number. */
    private static String fieldOf(Kind kind, String message) {
        return kind.fields().stream()
                .map(Field::name)
                .filter(message::startsWith)
                .findFirst()
                .orElse(kind.fields().get(1).name());
    }

    private static @Nullable Instant when(Kind kind, Plot plot, Clock clock, String text, Map<String, Text> errors) {
        try {
            LocalDateTime local = kind == Kind.IRRIGATION
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
            Instant when = local.atZone(plot.place().timeZone()).toInstant();
            if (kind == Kind.IRRIGATION && when.isAfter(clock.instant())) {
                errors.put("when", WHEN_FUTURE);
            } else if (when.isAfter(clock.instant().plus(Duration.ofDays(Diary.PLAN_DAYS)))) {
                errors.put("when", WHEN_TOO_FAR);
            } else if (when.isBefore(Diary.EARLIEST)) {
                errors.put("when", WHEN_LONG_AGO);
            }
            return when;
        } catch (DateTimeException e) {
            errors.put(
                    "when",
                    text.isEmpty()
                            ? WHEN_MISSING
                            : new Text("\"" + text + "\" không phải là ngày.", "\"" + text + "\" is not a date."));
            return null;
        }
    }

    private static @Nullable LocalTime time(String text, Map<String, Text> errors) {
        try {
            return text.isEmpty() ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            errors.put(
                    "sprayed_at",
                    new Text(
                            "\"" + text + "\" không phải là giờ, ví dụ đúng: 08:30",
                            "\"" + text + "\" is not a time such as 08:30"));
            return null;
        }
    }

    private static DiaryEntry entry(
            Kind kind,
            Plot plot,
            Map<String, String> values,
            Map<String, Double> numbers,
            Instant when,
            @Nullable LocalTime sprayedAt) {
        String id = values.getOrDefault("id", "");
        String what = values.getOrDefault("what", "");
        String unit = values.getOrDefault("unit", "");
        LocalDate date = LocalDate.ofInstant(when, plot.place().timeZone());
        return switch (kind) {
            case IRRIGATION ->
                new DiaryEntry.IrrigationDone(
                        id,
                        plot.id(),
                        when,
                        numbers.get("pump_minutes"),
                        numbers.get("volume_m3"),
                        numbers.get("energy_kwh"));
            case PICKING ->
                new DiaryEntry.Picking(
                        id,
                        plot.id(),
                        date,
                        numbers.get("fresh_kg"),
                        numbers.get("made_tea_kg"),
                        numbers.get("price_vnd_per_kg"));
            case INPUT ->
                new DiaryEntry.Input(
                        id,
                        plot.id(),
                        date,
                        what,
                        numbers.get("quantity"),
                        unit.isEmpty() ? null : unit,
                        numbers.get("cost_vnd"),
                        sprayedAt,
                        numbers.get("rain_fast_hours"));
            case LABOUR ->
                new DiaryEntry.Labour(id, plot.id(), date, what, numbers.get("hours"), numbers.get("cost_vnd"));
        };
    }

    /**
     * Reads a number as people type it. With both signs the last one is the decimal one. With one sign, groups of three digits
     * after the language's own thousands sign are thousands ("150.000" đồng), anything else is decimals, since many phones offer
     * one sign only.
     *
     * @throws NumberFormatException when it is not a number
     */
    static double parseNumber(String text, Language language) {
        String plain = text.replace(" ", "").replace("\u00a0", "");
        if (!plain.matches("[0-9.,]{1,20}")) {
            throw new NumberFormatException(text);
        }
        char thousands = language == Language.VI ? '.' : ',';
        int lastComma = plain.lastIndexOf(',');
        int lastPoint = plain.lastIndexOf('.');
        if (lastComma >= 0 && lastPoint >= 0) {
            char grouping = lastComma > lastPoint ? '.' : ',';
            plain = plain.replace(String.valueOf(grouping), "");
        } else if (plain.matches("[1-9][0-9]{0,2}(" + (thousands == '.' ? "\\." : ",") + "[0-9]{3})+")) {
            plain = plain.replace(String.valueOf(thousands), "");
        }
        return new BigDecimal(plain.replace(',', '.')).doubleValue();
    }
}
