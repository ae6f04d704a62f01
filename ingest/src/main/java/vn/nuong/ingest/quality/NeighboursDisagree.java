package vn.nuong.ingest.quality;

import java.util.List;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#NEIGHBOURS_DISAGREE}: soil moisture that changes otherwise than every other probe of the plot at its depth.
 *
 * <p>Source: the spatial consistency check of WMO-No. 488, Part V. Levels differ from place to place in one field, so the change within a
 * day is compared, with the median of at least {@value #LEAST} probes no more than {@value #DEPTH_CM} cm higher or lower, and only while those agree among themselves
 * within 0.04 m³/m³; these limits are this project's.
 */
final class NeighboursDisagree {

    static final int LEAST = 2;
    static final int DEPTH_CM = 5;
    private static final double AGREE = 0.04;
    private static final long NEAR_NS = 3 * Window.HOUR_NS;

    private NeighboursDisagree() {}

    static void judge(Window window, Verdicts verdicts) {
        double limit = window.context().settings().neighboursM3PerM3();
        List<Series> probes = window.of(ObservedProperty.SOIL_MOISTURE).toList();
        for (Series series : probes) {
            List<Series> neighbours =
                    probes.stream().filter(s -> areNeighbours(series, s)).toList();
            if (neighbours.size() < LEAST) {
                continue;
            }
            for (int i = 0; i < series.size(); i++) {
                long ns = series.time(i);
                double change = verdicts.wants(ns) ? change(series, ns) : Double.NaN;
                if (Double.isNaN(change)) {
                    continue;
                }
                double[] others = neighbours.stream()
                        .mapToDouble(s -> change(s, ns))
                        .filter(c -> !Double.isNaN(c))
                        .sorted()
                        .toArray();
                if (others.length >= LEAST && others[others.length - 1] - others[0] <= AGREE) {
                    double median = median(others);
                    if (Math.abs(change - median) > limit) {
                        verdicts.add(
                                series,
                                ns,
                                Flag.NEIGHBOURS_DISAGREE,
                                Why.signed(change) + " ↔ " + Why.signed(median) + " " + Why.unit(series.property())
                                        + " / 24 h, > " + Why.number(limit));
                    }
                }
            }
        }
    }

    static boolean areNeighbours(Series one, Series other) {
        Integer a = one.key().depthCm();
        Integer b = other.key().depthCm();
        return !one.device().equals(other.device()) && a != null && b != null && Math.abs(a - b) <= DEPTH_CM;
    }

    static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** Change within the day before a time; NaN when it was not measured. */
    private static double change(Series series, long ns) {
        int now = series.upTo(ns);
        int then = series.upTo(ns - Window.DAY_NS);
        return now < 0
                        || then < 0
                        || ns - series.time(now) > NEAR_NS
                        || ns - Window.DAY_NS - series.time(then) > NEAR_NS
                ? Double.NaN
                : series.value(now) - series.value(then);
    }
}
