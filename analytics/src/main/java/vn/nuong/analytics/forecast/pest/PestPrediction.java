package vn.nuong.analytics.forecast.pest;

/**
 * A forecast of a series and what came, as catches in the unit of the series, rounded as they are written.
 *
 * @param year of the week of issue
 * @param week of issue, 1 to 53
 * @param horizon weeks ahead
 * @param persistence the catch of the week of issue
 * @param seasonal what is usual at the target week
 * @param forecast exp(mean of log(1 + catch)) - 1
 * @param lower end of the 80 % interval
 * @param upper end of the 80 % interval
 * @param persistenceLower end of quantile persistence
 * @param persistenceUpper end of quantile persistence
 */
record PestPrediction(
        SeriesKey key,
        int year,
        int week,
        int horizon,
        double observed,
        double persistence,
        double seasonal,
        double forecast,
        double lower,
        double upper,
        double persistenceLower,
        double persistenceUpper) {}
