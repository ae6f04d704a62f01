package vn.nuong.analytics.forecast;

import java.util.OptionalDouble;

/**
 * How much a probe's moisture usually changes in a day: the mean of |θ(t) − θ(t − 24 h)| over the three weeks before. The width of a
 * forecast's band is given in it, because one probe swings by 5 m³/m³ in a hundred where another hardly moves.
 */
final class UsualChange {

    private static final int HOURS = 21 * 24;
    private static final int LEAST_PAIRS = 72;

    /** A probe that hardly moved still has this uncertainty, m³/m³: about its resolution. */
    private static final double FLOOR = 0.001;

    private UsualChange() {}

    /** @return m³/m³, or empty when fewer than three days can be compared with the day before */
    static OptionalDouble before(HourlySeries soil, long now) {
        double sum = 0;
        int pairs = 0;
        for (long h = Math.max(now - HOURS + 1, soil.firstHour() + 24); h <= now; h++) {
            double change = Math.abs(soil.at(h) - soil.at(h - 24));
            if (!Double.isNaN(change)) {
                sum += change;
                pairs++;
            }
        }
        return pairs < LEAST_PAIRS ? OptionalDouble.empty() : OptionalDouble.of(Math.max(FLOOR, sum / pairs));
    }
}
