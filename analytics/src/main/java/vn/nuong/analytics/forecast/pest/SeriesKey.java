package vn.nuong.analytics.forecast.pest;

import java.util.Comparator;
import java.util.Locale;

/**
 * What makes a series: a pest recorded in two units is two series.
 *
 * @param location where the trap or the field is
 * @param pest which pest or disease
 * @param unit what a count is of, such as {@code Number/Light trap}
 */
public record SeriesKey(String location, String pest, String unit) implements Comparable<SeriesKey> {

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::location)
            .thenComparing(SeriesKey::pest)
            .thenComparing(SeriesKey::unit);

    private static final double MOST_PERCENT = 100;

    /** No trap holds more; a larger number is a slip of the pen. */
    private static final double MOST_CAUGHT = 1e8;

    /** The largest value that there can be in the unit. */
    double most() {
        return unit.toLowerCase(Locale.ROOT).startsWith("percent") ? MOST_PERCENT : MOST_CAUGHT;
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return location + " / " + pest + " / " + unit;
    }
}
