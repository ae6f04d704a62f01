package vn.nuong.analytics.forecast.pest;

/**
 * A catch to come.
 *
 * @param weeks how many weeks ahead
 * @param forecast exp(mean of log(1 + catch)) - 1, 0 or more
 * @param lower end of the 80 % interval, 0 or more, not above the forecast
 * @param upper end of the 80 % interval, not below the forecast
 */
public record CatchAhead(int weeks, double forecast, double lower, double upper) {}
