package vn.nuong.analytics.forecast.soilmoisture;

/**
 * One row: what was forecast at one hour for another, and what came. m³/m³.
 *
 * @param hour of the issue, by index in the station's record
 * @param horizon hours until it is valid
 * @param observed what came
 * @param persistence what was read at the issue
 * @param forecast what is scored
 * @param lower of the 80 % interval
 * @param upper of it
 * @param quantiles as {@link Quantiles#SHARES}, ascending
 */
record Prediction(
        int hour,
        int horizon,
        double observed,
        double persistence,
        double forecast,
        double lower,
        double upper,
        double[] quantiles) {}
