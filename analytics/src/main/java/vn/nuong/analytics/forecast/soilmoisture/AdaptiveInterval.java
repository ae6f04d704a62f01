package vn.nuong.analytics.forecast.soilmoisture;

/**
 * Keeps an 80 % interval honest at one station: whenever the hour of a forecast has come and its reading lay outside, that side is
 * stretched, otherwise it shrinks a little, so that in the long run each side misses its share (adaptive conformal inference, Gibbs and
 * Candès 2021, on the logarithm of the width). Not thread-safe; forecasts are to be settled in the order of their hours.
 */
final class AdaptiveInterval {

    /**
     * Somewhat fewer misses are aimed at than are wanted: an error is known only when its hour has come, so the width follows late and misses
     * about this much more.
     */
    private static final double LATE = 0.92;

    /** Step of the logarithm an hour; errors of neighbouring hours are nearly the same, so it is small. */
    private static final double STEP = 0.01;

    private static final double FARTHEST = Math.log(8);

    private final double aimLow;
    private final double aimHigh;
    private final double startLow;
    private final double startHigh;
    private double low;
    private double high;

    /**
     * @param low width below the forecast to begin with, in expected errors, greater than 0
     * @param high width above
     * @param missesLow share that may lie below, such as 0.1
     * @param missesHigh share that may lie above
     */
    AdaptiveInterval(double low, double high, double missesLow, double missesHigh) {
        aimLow = LATE * missesLow;
        aimHigh = LATE * missesHigh;
        startLow = Math.log(low);
        startHigh = Math.log(high);
        this.low = startLow;
        this.high = startHigh;
    }

    double low() {
        return Math.exp(low);
    }

    double high() {
        return Math.exp(high);
    }

    /** One more forecast's reading has come. */
    void settle(double observed, double lower, double upper) {
        low = near(low + STEP * ((observed < lower ? 1 : 0) - aimLow), startLow);
        high = near(high + STEP * ((observed > upper ? 1 : 0) - aimHigh), startHigh);
    }

    private static double near(double value, double start) {
        return Math.max(start - FARTHEST, Math.min(start + FARTHEST, value));
    }
}
