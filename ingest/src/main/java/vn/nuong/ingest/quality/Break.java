package vn.nuong.ingest.quality;

import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#BREAK}: soil moisture that leaps from one quiet level to another. The first reading of the new level is flagged; which of
 * the two is right cannot be told.
 *
 * <p>Source: ISMN D07 and D08 (Dorigo et al. 2013, Eqs. 7–9): a change of more than 10 % of the value and of more than ten times the usual
 * change. ISMN tells a break by the second derivative; here both levels have to be quiet for {@value #QUIET_HOURS} h, which wet soil that drains is
 * not. A leap up is a break only where no water came and no other probe rose: after rain it is the rain (ISMN has no such
 * condition). Not judged where soil may be frozen.
 */
final class Break {

    static final int QUIET_HOURS = 12;

    private static final long QUIET_NS = QUIET_HOURS * Window.HOUR_NS;
    private static final int QUIET_READINGS = 4;

    /** The leap takes no longer than this, ns. */
    private static final long NEAR_NS = 3 * Window.HOUR_NS;

    private static final double SHARE = 0.1; // Eq. 7
    private static final double USUAL_CHANGES = 10; // Eq. 8

    /** Share of the leap within which the levels stay. */
    private static final double QUIET_SHARE = 0.25;

    private Break() {}

    static void judge(Window window, Water water, Verdicts verdicts) {
        double least = window.context().settings().breakM3PerM3();
        window.of(ObservedProperty.SOIL_MOISTURE).forEach(series -> {
            for (int i = 1; i < series.size(); i++) {
                double leap = series.value(i) - series.value(i - 1);
                if (Math.abs(leap) >= least
                        && verdicts.wants(series.time(i))
                        && isBreak(window, water, series, i, leap)) {
                    verdicts.add(
                            series,
                            series.time(i),
                            Flag.BREAK,
                            Why.number(series.value(i - 1)) + " → " + Why.value(series.value(i), series.property())
                                    + ", ≥ " + Why.number(least));
                }
            }
        });
    }

    private static boolean isBreak(Window window, Water water, Series series, int i, double leap) {
        long before = series.time(i - 1);
        long after = series.time(i);
        double size = Math.abs(leap);
        return after - before <= NEAR_NS
                && size > SHARE * series.value(i)
                && size > USUAL_CHANGES * series.usualChange(i - 1)
                && isQuiet(series, i - 1, before - QUIET_NS, before, QUIET_SHARE * size)
                && isQuiet(series, i, after, after + QUIET_NS, QUIET_SHARE * size)
                && !window.mayBeFrozen(before - 2 * Window.DAY_NS, after)
                && (leap < 0
                        || (water.wasLessThan(1, before - Window.DAY_NS, after)
                                && !RiseWithoutWater.isConfirmed(window, series, before, after, leap)));
    }

    /** Whether enough readings between two times stay near that of an index. */
    private static boolean isQuiet(Series series, int level, long fromNs, long toNs, double within) {
        int readings = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = series.from(fromNs); i < series.size() && series.time(i) <= toNs; i++) {
            if (Math.abs(series.value(i) - series.value(level)) > within) {
                return false;
            }
            readings++;
            first = Math.min(first, series.time(i));
            last = series.time(i);
        }
        return readings >= QUIET_READINGS && last - first >= QUIET_NS / 2;
    }
}
