package vn.nuong.ingest.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#DRIFT}: soil moisture that creeps away day by day, as when a coating or the contact with the soil goes.
 *
 * <p>Source: this project's; ISMN has no such flag. Over ten days the daily medians move by at least {@code drift_m3_m3}, evenly, day after day, either away from
 * the median of at least two probes of the plot at the same depth, which stay together, or upwards while no water came: soil becomes wetter
 * in leaps, by rain, and never evenly without. The last of the ten days is flagged. A drift downwards looks like soil that dries; without
 * neighbours it cannot be told.
 */
final class Drift {

    static final int DAYS = 10;

    /** How far a day may lie off the straight line, as a share of the drift. */
    private static final double EVENLY = 0.15;

    /** How much the neighbours may move among themselves, as a share of the drift. */
    private static final double TOGETHER = 0.4;

    private static final int LEAST_READINGS = 4;

    private Drift() {}

    static void judge(Window window, Water water, Verdicts verdicts) {
        List<Series> probes = window.of(ObservedProperty.SOIL_MOISTURE).toList();
        for (Series series : probes) {
            if (series.size() == 0) {
                continue;
            }
            List<Series> neighbours = probes.stream()
                    .filter(s -> NeighboursDisagree.areNeighbours(series, s))
                    .toList();
            long firstDay = Math.floorDiv(series.time(0), Window.DAY_NS) + DAYS;
            long lastDay = Math.floorDiv(series.time(series.size() - 1), Window.DAY_NS);
            for (long day = firstDay; day <= lastDay; day++) {
                long fromNs = day * Window.DAY_NS;
                if (verdicts.wants(fromNs) || verdicts.wants(fromNs + Window.DAY_NS - 1)) {
                    String why = doubt(window, water, series, neighbours, day);
                    for (int i = series.from(fromNs);
                            why != null && i < series.size() && series.time(i) < fromNs + Window.DAY_NS;
                            i++) {
                        verdicts.add(series, series.time(i), Flag.DRIFT, why);
                    }
                }
            }
        }
    }

    private static @Nullable String doubt(
            Window window, Water water, Series series, List<Series> neighbours, long day) {
        double least = window.context().settings().driftM3PerM3();
        double[] own = medians(series, day);
        double[] apart = lessMedian(own, neighbours, day);
        double away = apart[DAYS] - apart[0];
        if (neighbours.size() >= NeighboursDisagree.LEAST
                && Math.abs(away) >= least
                && isEven(apart)
                && stayTogether(neighbours, day, TOGETHER * Math.abs(away))) {
            return Why.signed(away) + " " + Why.unit(series.property()) + " / " + DAYS + " d ↔ " + neighbours.size()
                    + ", ≥ " + Why.number(least);
        }
        double rise = own[DAYS] - own[0];
        return rise >= least
                        && isEven(own)
                        && water.wasLessThan(1, (day - DAYS - 2) * Window.DAY_NS, (day + 1) * Window.DAY_NS)
                        && !window.mayBeFrozen((day - DAYS) * Window.DAY_NS, (day + 1) * Window.DAY_NS)
                ? Why.signed(rise) + " " + Why.unit(series.property()) + " / " + DAYS + " d, < 1 mm, ≥ "
                        + Why.number(least)
                : null;
    }

    /** Whether every day is there and lies near the straight line from the first to the last. */
    static boolean isEven(double[] days) {
        double drift = days[DAYS] - days[0];
        for (int d = 0; d <= DAYS; d++) {
            double line = days[0] + drift * d / DAYS;
            if (!(Math.abs(days[d] - line) <= EVENLY * Math.abs(drift))) { // so that NaN is uneven too
                return false;
            }
        }
        return true;
    }

    private static boolean stayTogether(List<Series> neighbours, long day, double within) {
        for (Series neighbour : neighbours) {
            List<Series> others = new ArrayList<>(neighbours);
            others.remove(neighbour);
            double[] apart = lessMedian(medians(neighbour, day), others, day);
            if (!(Math.abs(apart[DAYS] - apart[0]) <= within)) {
                return false;
            }
        }
        return true;
    }

    /** Daily medians less the median of the others' on the day; NaN where there is none. */
    private static double[] lessMedian(double[] own, List<Series> others, long day) {
        double[] apart = new double[DAYS + 1];
        List<double[]> theirs = others.stream().map(s -> medians(s, day)).toList();
        for (int d = 0; d <= DAYS; d++) {
            int at = d;
            double[] sorted = theirs.stream().mapToDouble(m -> m[at]).sorted().toArray();
            apart[d] = sorted.length == 0 ? Double.NaN : own[d] - NeighboursDisagree.median(sorted);
        }
        return apart;
    }

    /** Medians of the days up to one, each from enough readings; NaN for the others. */
    private static double[] medians(Series series, long day) {
        double[] medians = new double[DAYS + 1];
        for (int d = 0; d <= DAYS; d++) {
            long fromNs = (day - DAYS + d) * Window.DAY_NS;
            int first = series.from(fromNs);
            int after = series.from(fromNs + Window.DAY_NS);
            double[] values = new double[Math.max(0, after - first)];
            for (int i = first; i < after; i++) {
                values[i - first] = series.value(i);
            }
            Arrays.sort(values);
            medians[d] = values.length < LEAST_READINGS ? Double.NaN : NeighboursDisagree.median(values);
        }
        return medians;
    }
}
