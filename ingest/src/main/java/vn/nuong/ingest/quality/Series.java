package vn.nuong.ingest.quality;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** Readings of one property of one device, in order of measured time, no time twice. Immutable. */
public final class Series {

    private static final long USUAL_WITHIN_NS = 2 * Window.DAY_NS;

    private final String device;
    private final PropertyKey key;
    private final long[] times;
    private final double[] values;

    /**
     * @param times measured, nanoseconds since 1970, strictly rising; becomes the series'
     * @param values in the key's unit, as many; becomes the series'
     * @throws IllegalArgumentException when times do not rise
     */
    public Series(String device, PropertyKey key, long[] times, double[] values) {
        if (times.length != values.length) {
            throw new IllegalArgumentException(
                    key + " of " + device + " has " + times.length + " times and " + values.length + " values");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException(key + " of " + device + " has times that do not rise");
            }
        }
        this.device = device;
        this.key = key;
        this.times = times;
        this.values = values;
    }

    public String device() {
        return device;
    }

    public PropertyKey key() {
        return key;
    }

    ObservedProperty property() {
        return key.property();
    }

    public int size() {
        return times.length;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    /** Index of the first reading at or after a time; the size when there is none. */
    int from(long ns) {
        int i = Arrays.binarySearch(times, ns);
        return i >= 0 ? i : -i - 1;
    }

    /** Index of the last reading at or before a time; -1 when there is none. */
    int upTo(long ns) {
        int i = Arrays.binarySearch(times, ns);
        return i >= 0 ? i : -i - 2;
    }

    /** The readings that a predicate on their index keeps; this very series when it keeps all. */
    Series where(IntPredicate kept) {
        int[] indices = IntStream.range(0, times.length).filter(kept).toArray();
        return indices.length == times.length
                ? this
                : new Series(
                        device,
                        key,
                        IntStream.of(indices).mapToLong(i -> times[i]).toArray(),
                        IntStream.of(indices).mapToDouble(i -> values[i]).toArray());
    }

    /** Largest less smallest value measured in {@code [fromNs, toNs]}; NaN without a reading. */
    double spread(long fromNs, long toNs) {
        double min = Double.NaN;
        double max = Double.NaN;
        for (int i = from(fromNs); i < times.length && times[i] <= toNs; i++) {
            min = Double.isNaN(min) ? values[i] : Math.min(min, values[i]);
            max = Double.isNaN(max) ? values[i] : Math.max(max, values[i]);
        }
        return max - min;
    }

    /** Median of the changes between neighbouring readings within two days of one, those to and from itself left out. */
    double usualChange(int around) {
        int first = Math.max(1, around - 12);
        int last = Math.min(times.length - 1, around + 13);
        double[] changes = IntStream.rangeClosed(first, last)
                .filter(i -> i != around && i != around + 1)
                .filter(i -> Math.abs(times[i] - times[around]) <= USUAL_WITHIN_NS)
                .mapToDouble(i -> Math.abs(values[i] - values[i - 1]))
                .sorted()
                .toArray();
        return changes.length == 0 ? 0 : changes[changes.length / 2];
    }
}
