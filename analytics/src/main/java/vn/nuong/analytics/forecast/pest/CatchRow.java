package vn.nuong.analytics.forecast.pest;

/**
 * A week of a series.
 *
 * @param line of the file, for messages
 * @param year calendar year
 * @param week of the year, 1 to 53
 * @param value catch or damage, 0 or more; NaN when it was not recorded or is unusable
 * @param weather in the order of {@link CatchFile#WEATHER}; NaN where it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // read only in this package, a row is never compared
record CatchRow(int line, int year, int week, double value, double[] weather) {}
