package vn.nuong.analytics.forecast.pest;

/**
 * Keeps the 80 % interval honest in one series: whenever the week of a forecast has come and its catch lay outside, that side is stretched,
 * otherwise it shrinks a little (adaptive conformal inference, Gibbs and Candès 2021, NeurIPS 34, on the logarithm of the width). Weeks in
 * which nothing was expected and nothing caught say nothing about the width and are passed over. Not thread-safe; forecasts are to be
 * settled in the order of their weeks.
 */
final class Stretch {

    private static final double STEP = 0.05;
    private static final double FARTHEST = Math.log(3);
    private static final double OUTSIDE = 1 - IntervalTable.INSIDE;

    /** Below this upper end, as log(1 + catch), an interval is nought and no more. */
    private static final double NOTHING = 0.05;

    private double logBelow;
    private double logAbove;

    double below() {
        return Math.exp(logBelow);
    }

    double above() {
        return Math.exp(logAbove);
    }

    /** One more forecast's catch has come; all as log(1 + catch). */
    void settle(double observed, double lower, double upper) {
        if (observed == 0 && upper < NOTHING) {
            return;
        }
        boolean twoSided = lower > 0;
        double allowed = twoSided ? OUTSIDE / 2 : OUTSIDE; // from nought, every miss is above
        logAbove = within(logAbove + STEP * ((observed > upper ? 1 : 0) - allowed));
        if (twoSided) {
            logBelow = within(logBelow + STEP * ((observed < lower ? 1 : 0) - allowed));
        }
    }

    private static double within(double value) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, value));
    }
}
