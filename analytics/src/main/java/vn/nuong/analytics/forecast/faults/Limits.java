package vn.nuong.analytics.forecast.faults;

/**
 * From where on a probe is suspect; learned at the training stations, or {@link #usual}.
 *
 * @param drift standard deviations of the mean of three weeks
 * @param step standard deviations of the mean of four days
 * @param response standard deviations by which rises fell short
 * @param noise times its usual scatter
 * @param temperature usual deviations of what a degree changes
 */
record Limits(double drift, double step, double response, double noise, double temperature) {

    /** Nothing is suspect: to see what sound records come to. */
    static final Limits NONE = new Limits(1e9, 1e9, 1e9, 1e9, 1e9);

    double of(Fault fault) {
        return switch (fault) {
            case DRIFT -> drift;
            case STEP -> step;
            case RESPONSE -> response;
            case NOISE -> noise;
            case TEMPERATURE -> temperature;
            case AIR -> 1;
        };
    }
}
