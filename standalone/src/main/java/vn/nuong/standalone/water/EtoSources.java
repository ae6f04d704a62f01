package vn.nuong.standalone.water;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ETo and the Kcmax of a season's days were made from, for what is to be said of it. */
final class EtoSources {

    /** What {@code method} of a reckoned day has where something was not measured, or was moved into limits. */
    private static final Map<String, String> ASSUMED = Map.of(
            "humidity=air_temperature_min", "humidity from air_temperature_min",
            "humidity=relative_humidity_max", "humidity from relative_humidity_max alone",
            "humidity=relative_humidity_min", "humidity from relative_humidity_min alone",
            "radiation=temperature_range", "radiation from the temperature range",
            "radiation=sunshine_hours", "radiation from sunshine_hours",
            "wind=default_2", "wind of 2 m/s");

    /** Notes of it by how they go on, without the day's own numbers. */
    private static final Map<String, String> NOTES = Map.of(
            "taken_as_100", "relative humidity above 100 taken as 100 %",
            "is_hardly_of_air", "relative humidity of 1 % or less taken as it stands",
            "note=radiation_only", "radiation below 9 % of clear sky taken as it stands",
            "note=radiation_in_the_whole_file", "radiation of a file that is doubtfully dark taken as it stands",
            "note=dew_point", "dew point above air_temperature_min taken as it stands",
            "is_not_used", "solar_radiation that contradicts solar_radiation_mj left out",
            "_MJ", "radiation just beyond what the sun gives taken as that");

    private final Tally reckoned = new Tally();
    private final Tally surface = new Tally();
    private final EtoComparison comparison = new EtoComparison();
    private int days;
    private int impossible;
    private @Nullable String firstImpossible;

    /**
     * Takes in a day.
     *
     * @param eto what its weather gives
     * @param given ETo as the table gives it, which is then used, or null
     */
    void add(CsvTable.Row row, EtoRow eto, @Nullable Double given) {
        if (given == null) {
            days++;
            for (String word : eto.method().split(" ")) {
                String assumed = word.startsWith("note=") ? note(word) : ASSUMED.get(word);
                if (assumed != null) {
                    reckoned.add(assumed);
                }
            }
        } else {
            Double mm = eto.mm();
            comparison.add(given, mm == null ? Double.NaN : mm);
            if (eto.why() != null && row.text(DailyEto.TMIN) != null && row.text(DailyEto.TMAX) != null) {
                impossible++;
                firstImpossible = firstImpossible == null ? "line " + row.line() + ": " + eto.why() : firstImpossible;
            }
        }
        if (row.text(DailyEto.WIND) == null) {
            surface.add("wind of 2 m/s");
        }
        if (row.text(DailyEto.RHMIN) == null) {
            String vapour = row.text(DailyEto.EA) != null
                    ? DailyEto.EA
                    : row.text(DailyEto.DEW) != null
                            ? DailyEto.DEW
                            : row.text(DailyEto.TMIN) != null ? DailyEto.TMIN : null;
            surface.add(
                    vapour == null || row.text(DailyEto.TMAX) == null
                            ? "relative_humidity_min 45 %"
                            : "relative_humidity_min from " + vapour + " and " + DailyEto.TMAX);
        }
    }

    private static String note(String word) {
        return NOTES.entrySet().stream()
                .filter(entry -> word.startsWith(entry.getKey()) || word.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> word.startsWith("note=radiation_")
                        ? "radiation above 1.1 of clear sky taken as it stands"
                        : word.substring("note=".length()));
    }

    /** What is to be said, a sentence each. */
    List<String> notes(CsvTable table) {
        List<String> notes = new ArrayList<>();
        if (days > 0) {
            notes.add("ETo of " + days + " days was reckoned from their weather"
                    + (reckoned.isEmpty() ? "" : ", with " + reckoned));
        }
        if (!surface.isEmpty()) {
            notes.add("for Kcmax (FAO-56 Eq. 72) there was taken " + surface);
        }
        if (impossible > 0) {
            notes.add(impossible + (impossible == 1 ? " day holds" : " days hold")
                    + " what cannot be, and their eto_mm was taken as it stands; look at " + firstImpossible);
        } else if (DailyEto.isFraction(table, DailyEto.RHMIN)) {
            notes.add("relative_humidity_min looks like fractions and is taken as it stands; multiply it by 100");
        }
        String differs = comparison.note(YamlSeason.ETO);
        if (differs != null) {
            notes.add(differs);
        }
        return notes;
    }
}
