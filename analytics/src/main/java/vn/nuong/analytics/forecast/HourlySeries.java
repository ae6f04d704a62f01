package vn.nuong.analytics.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;

/**
 * One value an hour, NaN where nothing was measured. The hour {@code h} (whole hours since 1970, UTC) holds what was measured after
 * {@code h − 1} and up to {@code h}, so nothing in it is later than its label. Immutable.
 */
public final class HourlySeries {

    private static final long SECONDS = 3600;
    private static final HourlySeries NONE = new HourlySeries(0, new double[0], 0);

    private final long firstHour;
    private final double[] values;
    private final int length;

    private HourlySeries(long firstHour, double[] values, int length) {
        this.firstHour = firstHour;
        this.values = values;
        this.length = length;
    }

    /** A series without a single value. */
    public static HourlySeries none() {
        return NONE;
    }

    /** The latest reading of each hour: for levels, such as soil moisture or temperature. */
    public static HourlySeries levels(NavigableMap<Instant, Double> readings) {
        return of(readings, false);
    }

    /** The sum of each hour's readings: for amounts since the reading before, such as rain. */
    public static HourlySeries sums(NavigableMap<Instant, Double> readings) {
        return of(readings, true);
    }

    private static HourlySeries of(NavigableMap<Instant, Double> readings, boolean sum) {
        if (readings.isEmpty()) {
            return NONE;
        }
        long first = hourHolding(readings.firstKey());
        double[] values = new double[Math.toIntExact(hourHolding(readings.lastKey()) - first + 1)];
        Arrays.fill(values, Double.NaN);
        for (Map.Entry<Instant, Double> reading : readings.entrySet()) {
            int i = Math.toIntExact(hourHolding(reading.getKey()) - first);
            values[i] = sum && !Double.isNaN(values[i]) ? values[i] + reading.getValue() : reading.getValue();
        }
        return new HourlySeries(first, values, values.length);
    }

    /** The hour whose label is the first whole hour not before this time. */
    public static long hourHolding(Instant time) {
        return -Math.floorDiv(-(time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0)), SECONDS);
    }

    /** The last hour that is over at this time. */
    public static long hourOver(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    public static Instant instant(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    /** The same series as if nothing after this hour had been measured yet. */
    HourlySeries upTo(long hour) {
        long kept = Math.max(0, Math.min(length, hour - firstHour + 1));
        return new HourlySeries(firstHour, values, (int) kept);
    }

    /** The value of the hour that holds this time, or NaN. */
    public double valueAt(Instant time) {
        return at(hourHolding(time));
    }

    /** The value of an hour, or NaN. */
    public double at(long hour) {
        long i = hour - firstHour;
        return i >= 0 && i < length ? values[(int) i] : Double.NaN;
    }

    /** The value of an hour or, where a single report is missing, of the hour before; or NaN. */
    double atOrJustBefore(long hour) {
        double value = at(hour);
        return Double.isNaN(value) ? at(hour - 1) : value;
    }

    public long firstHour() {
        return firstHour;
    }

    /** What the hours of a window {@code (last − hours, last]} come to; NaN where fewer than 9 in 10 of them were measured. */
    Window window(long last, int hours) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int n = 0;
        for (long h = last - hours + 1; h <= last; h++) {
            double value = at(h);
            if (!Double.isNaN(value)) {
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
                n++;
            }
        }
        return n >= 0.9 * hours ? new Window(sum * hours / n, sum / n, min, max) : Window.MISSING;
    }

    /**
     * @param sum sum, made up for the few hours missing
     * @param mean mean of the measured hours
     * @param min lowest
     * @param max highest
     */
    record Window(double sum, double mean, double min, double max) {
        static final Window MISSING = new Window(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
}
