package vn.nuong.analytics.forecast.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.nuong.analytics.forecast.train.Samples.Sample;
import vn.nuong.telemetry.advice.Text;

/**
 * Who may see which months. Three parts that never overlap, also not through a forecast's target: what the weights are fitted on, what
 * the settings are chosen on, and what only the final score sees.
 *
 * @param fit for the weights
 * @param choose for the shrinkage and the bands; the final weights are then fitted on both
 * @param unseen for the score, by situation
 */
record Splits(List<Sample> fit, List<Sample> choose, List<Unseen> unseen) {

    static final List<Integer> LEADS = List.of(6, 12, 18, 24);

    /** Wufeng's probes at 20, 30 and 50 cm are sound from this day on. */
    static final Instant WUFENG_SOUND = Instant.parse("2022-01-18T00:00:00Z");

    private static final Instant WUFENG_CHOOSE = Instant.parse("2022-02-23T00:00:00Z");
    private static final Instant WUFENG_UNSEEN = Instant.parse("2022-03-01T00:00:00Z");
    private static final Instant WUFENG_END = Instant.parse("2022-06-01T00:00:00Z");
    static final List<Integer> WUFENG_DEPTHS = List.of(20, 30, 50);

    private static final Instant KANSAS_FIT = Instant.parse("2021-07-01T00:00:00Z");
    private static final Instant KANSAS_CHOOSE = Instant.parse("2023-01-01T00:00:00Z");
    private static final Instant KANSAS_UNSEEN = Instant.parse("2023-07-01T00:00:00Z");
    private static final Instant KANSAS_END = Instant.parse("2024-07-01T00:00:00Z");
    private static final Set<String> KANSAS_STATIONS_TO_CHOOSE = Set.of("station-04", "station-09");
    private static final Set<String> KANSAS_STATIONS_UNSEEN = Set.of("station-06", "station-10");
    static final List<Integer> KANSAS_PROBES = List.of(5, 20, 40);
    private static final List<Integer> KANSAS_DEPTHS = List.of(20, 40);
    private static final int KANSAS_EVERY_HOURS = 3;

    /**
     * @param site as in the report
     * @param months which of its months
     * @param where the same for people
     * @param depthCm depth of the probes
     * @param decides whether its skill decides between the model and the physics
     * @param samples what came there, by recording
     */
    record Unseen(String site, String months, Text where, int depthCm, boolean decides, List<Sample> samples) {}

    /** @param kansas the Kings Creek stations; none to train on Wufeng alone */
    static Splits of(Recording wufeng, List<Recording> kansas) {
        List<Sample> fit = new ArrayList<>();
        List<Sample> choose = new ArrayList<>();
        List<Unseen> unseen = new ArrayList<>();
        for (Recording station : kansas) {
            if (KANSAS_STATIONS_UNSEEN.contains(station.name())) {
                continue;
            }
            for (int depth : KANSAS_DEPTHS) {
                if (!KANSAS_STATIONS_TO_CHOOSE.contains(station.name())) {
                    fit.addAll(kansas(station, depth, KANSAS_FIT, KANSAS_CHOOSE));
                }
                choose.addAll(kansas(station, depth, KANSAS_CHOOSE, KANSAS_UNSEEN));
            }
        }
        for (int depth : WUFENG_DEPTHS) {
            fit.addAll(Samples.of(wufeng, depth, WUFENG_SOUND, WUFENG_CHOOSE, 1, LEADS));
            choose.addAll(Samples.of(wufeng, depth, WUFENG_CHOOSE, WUFENG_UNSEEN, 1, LEADS));
            unseen.add(new Unseen(
                    "wufeng",
                    "2022-03 to 2022-05",
                    new Text(
                            "đo ở Wufeng (Đài Loan), tháng 3–5/2022, những tháng mô hình chưa từng thấy",
                            "measured at Wufeng (Taiwan), March to May 2022, months the model never saw"),
                    depth,
                    true,
                    Samples.of(wufeng, depth, WUFENG_UNSEEN, WUFENG_END, 1, LEADS)));
        }
        for (int depth : kansas.isEmpty() ? List.<Integer>of() : KANSAS_DEPTHS) {
            unseen.add(unseenKansas("kings-creek, unseen stations", true, depth, kansas));
            unseen.add(unseenKansas("kings-creek, stations seen before", false, depth, kansas));
        }
        return new Splits(fit, choose, unseen);
    }

    private static Unseen unseenKansas(String site, boolean stationsUnseen, int depth, List<Recording> kansas) {
        List<Sample> samples = new ArrayList<>();
        for (Recording station : kansas) {
            if (KANSAS_STATIONS_UNSEEN.contains(station.name()) == stationsUnseen) {
                samples.addAll(kansas(station, depth, KANSAS_UNSEEN, KANSAS_END));
            }
        }
        Text where = stationsUnseen
                ? new Text(
                        "đo ở Kansas (Mỹ), 7/2023–6/2024, ở những trạm mô hình chưa từng thấy",
                        "measured in Kansas, July 2023 to June 2024, at stations the model never saw")
                : new Text(
                        "đo ở Kansas (Mỹ), 7/2023–6/2024, những tháng mô hình chưa từng thấy",
                        "measured in Kansas, July 2023 to June 2024, months the model never saw");
        return new Unseen(site, "2023-07 to 2024-06", where, depth, false, samples);
    }

    private static List<Sample> kansas(Recording station, int depth, Instant from, Instant until) {
        return Samples.of(station, depth, from, until, KANSAS_EVERY_HOURS, LEADS);
    }
}
