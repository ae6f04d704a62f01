package vn.nuong.ingest.quality;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#RISE_WITHOUT_WATER}: soil that becomes wetter although it neither rained nor was irrigated.
 *
 * <p>Source: ISMN D04 (Dorigo et al. 2013, Eqs. 1–3): a rise within 24 h, and less rain than {@code max(0.2, depth · 0.05 · 0.5 · 1000)}
 * mm, 1.25 mm at 5 cm. ISMN judges probes down to 10 cm; deeper ones, down to {@code rise_max_depth_cm}, are held to the rain of
 * 10 cm here. This project's: the least rise; that it stands out of the rises of the two days before, because dry soil reads wetter
 * in the heat of the day; rain of the day before the rise counts, because water takes time; and where another probe of
 * the plot becomes wetter too, water came and the gauge missed it. Not judged where soil may be frozen, or where it is not known
 * whether water came.
 */
final class RiseWithoutWater {

    private static final long WITHIN_NS = Window.DAY_NS;

    /** A rise stands out when none of the two days before was larger than this share of it. */
    private static final double USUAL_SHARE = 0.6;

    /** Another probe confirms a rise by this share of it, and at least so much, m³/m³. */
    private static final double CONFIRMING_SHARE = 0.2;

    private static final double CONFIRMING_LEAST = 0.008;

    private RiseWithoutWater() {}

    static void judge(Window window, Water water, Verdicts verdicts) {
        double least = window.context().settings().riseM3PerM3();
        window.of(ObservedProperty.SOIL_MOISTURE).forEach(series -> {
            Integer depth = series.key().depthCm();
            if (depth == null || depth > window.context().settings().riseMaxDepthCm()) {
                return;
            }
            int[] lowest = lowest(series);
            for (int i = 0; i < series.size(); i++) {
                double rise = series.value(i) - series.value(lowest[i]);
                if (rise >= least && verdicts.wants(series.time(i))) {
                    verdicts.add(
                            series,
                            series.time(i),
                            Flag.RISE_WITHOUT_WATER,
                            doubt(window, water, series, lowest, i, depth));
                }
            }
        });
    }

    private static @Nullable String doubt(Window window, Water water, Series series, int[] lowest, int i, int depthCm) {
        int base = lowest[i];
        double rise = series.value(i) - series.value(base);
        long since = series.time(base) - Window.DAY_NS;
        double mm = leastRainMm(depthCm);
        return !water.wasLessThan(mm, since, series.time(i))
                        || isUsual(series, lowest, base, rise)
                        || isConfirmed(window, series, series.time(base), series.time(i), rise)
                        || window.mayBeFrozen(series.time(base) - 2 * Window.DAY_NS, series.time(i))
                ? null
                : "+" + Why.value(rise, series.property()) + ", < " + Why.number(mm) + " mm / "
                        + Why.number(Math.rint((series.time(i) - since) / 3.6e12)) + " h";
    }

    /** Eq. 3: the rain that fills half of what a probe of 5 % accuracy cannot tell; ISMN's depths end at 10 cm. */
    static double leastRainMm(int depthCm) {
        return Math.max(0.2, Math.min(depthCm, 10) * 0.25);
    }

    private static boolean isUsual(Series series, int[] lowest, int base, double rise) {
        long since = series.time(base) - 2 * Window.DAY_NS;
        for (int i = base; i >= 0 && series.time(i) >= since; i--) {
            if (series.value(i) - series.value(lowest[i]) > USUAL_SHARE * rise) {
                return true;
            }
        }
        return false;
    }

    /** Whether another probe of the plot became wetter about then, or began to soon after. */
    static boolean isConfirmed(Window window, Series series, long fromNs, long toNs, double rise) {
        double least = Math.max(CONFIRMING_LEAST, CONFIRMING_SHARE * rise);
        return window.of(ObservedProperty.SOIL_MOISTURE)
                .filter(other -> other != series)
                .anyMatch(other -> largestRise(other, fromNs - 6 * Window.HOUR_NS, toNs + 6 * Window.HOUR_NS) >= least);
    }

    static double largestRise(Series series, long fromNs, long toNs) {
        double lowest = Double.POSITIVE_INFINITY;
        double rise = 0;
        for (int i = series.from(fromNs); i < series.size() && series.time(i) <= toNs; i++) {
            lowest = Math.min(lowest, series.value(i));
            rise = Math.max(rise, series.value(i) - lowest);
        }
        return rise;
    }

    /** For each reading the index of the lowest within 24 h up to it; of equals the last. */
    private static int[] lowest(Series series) {
        int[] lowest = new int[series.size()];
        Deque<Integer> rising = new ArrayDeque<>();
        for (int i = 0; i < lowest.length; i++) {
            while (!rising.isEmpty() && series.value(rising.peekLast()) >= series.value(i)) {
                rising.removeLast();
            }
            rising.addLast(i);
            while (series.time(i) - series.time(rising.getFirst()) > WITHIN_NS) {
                rising.removeFirst();
            }
            lowest[i] = rising.getFirst();
        }
        return lowest;
    }
}
