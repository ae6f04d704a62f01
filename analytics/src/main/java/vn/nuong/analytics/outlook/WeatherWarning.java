package vn.nuong.analytics.outlook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WeatherNotice;

/**
 * Frost or heat that an outlook holds likely. Hoar frost (sương muối) lies on leaves while a thermometer at 2 m still shows some degrees, in
 * clear calm nights; 4 °C, 35 °C and the chance of 0.3 are from memory of the literature, defaults to be confirmed.
 *
 * @param kind frost or heat
 * @param date the local day; of frost that of the night's morning
 * @param celsius mean of the members' lowest air temperature that night or highest that day, °C
 * @param chance share of the members beyond the limit, 0 to 1
 */
public record WeatherWarning(Kind kind, LocalDate date, double celsius, double chance) {

    /** What is warned of. */
    public enum Kind {
        FROST,
        HEAT
    }

    static final double FROST_C = 4;
    static final double HEAT_C = 35;
    static final double LEAST_CHANCE = 0.3;

    private static final int DAYS = 7;

    /** Those of the next seven local days, today's rest included; a night, from noon to noon, is one however often it freezes. */
    public static List<WeatherWarning> of(Outlook outlook, Instant now, ZoneId zone) {
        List<WeatherWarning> warnings = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant end = today.plusDays(DAYS).atStartOfDay(zone).toInstant();
        for (int day = 0; day <= DAYS; day++) {
            LocalDate date = today.plusDays(day);
            Instant evening =
                    date.minusDays(1).atTime(LocalTime.NOON).atZone(zone).toInstant();
            Instant noon = date.atTime(LocalTime.NOON).atZone(zone).toInstant();
            Instant dusk = evening.isBefore(now) ? now : evening;
            Instant dawn = noon.isAfter(end) ? end : noon;
            if (dusk.isBefore(dawn)) {
                add(warnings, Kind.FROST, date, outlook.lowest(dusk, dawn), share(outlook, m -> {
                    OptionalDouble lowest = m.lowest(dusk, dawn);
                    return lowest.isPresent() && lowest.getAsDouble() <= FROST_C;
                }));
            }
            if (day == DAYS) {
                break;
            }
            Instant midnight = date.atStartOfDay(zone).toInstant();
            Instant from = midnight.isBefore(now) ? now : midnight;
            Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
            add(warnings, Kind.HEAT, date, outlook.highest(from, to), share(outlook, m -> {
                OptionalDouble highest = m.highest(from, to);
                return highest.isPresent() && highest.getAsDouble() >= HEAT_C;
            }));
        }
        return warnings;
    }

    /** As advice carries it. */
    public WeatherNotice notice() {
        return new WeatherNotice(kind.name().toLowerCase(Locale.ROOT), date, celsius, chance, sentence());
    }

    /** The sentence for the farmer. */
    public Text sentence() {
        String vi = String.format(Locale.ROOT, "%.0f", celsius).replace("-", "−");
        String en = vi;
        String percent = String.format(Locale.ROOT, "%.0f", 100 * chance);
        String day = date.getDayOfMonth() + "/" + date.getMonthValue();
        return kind == Kind.FROST
                ? new Text(
                        "Đêm rạng ngày " + day + " có thể có sương muối (lạnh nhất khoảng " + vi + " °C, khả năng "
                                + percent + " %): tủ gốc, che chè con, sáng sớm phun rửa sương trước khi nắng lên.",
                        "Hoar frost may form in the night to " + date + " (about " + en + " °C at the lowest, chance "
                                + percent + " %): mulch, cover young tea, wash it off before the sun is up.")
                : new Text(
                        "Ngày " + day + " nắng nóng (cao nhất khoảng " + vi + " °C, khả năng " + percent
                                + " %): không phun thuốc, không bón phân, tưới sáng sớm nếu đất thiếu nước.",
                        "Heat on " + date + " (about " + en + " °C at the highest, chance " + percent
                                + " %): do not spray or fertilise, irrigate early where soil is short of water.");
    }

    private static double share(Outlook outlook, Function<Member, Boolean> beyond) {
        long count = outlook.members().stream().filter(beyond::apply).count();
        return outlook.isKnown() ? (double) count / outlook.members().size() : 0;
    }

    private static void add(
            List<WeatherWarning> warnings, Kind kind, LocalDate date, OptionalDouble celsius, double chance) {
        if (chance >= LEAST_CHANCE && celsius.isPresent()) {
            warnings.add(new WeatherWarning(kind, date, celsius.getAsDouble(), chance));
        }
    }
}
