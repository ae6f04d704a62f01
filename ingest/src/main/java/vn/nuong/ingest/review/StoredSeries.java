package vn.nuong.ingest.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import vn.nuong.ingest.quality.Series;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/** Readings of one series as the store has them, in order of measured time, each with the flags it carries. */
final class StoredSeries {

    private final String device;
    private final PropertyKey key;
    private long[] times = new long[64];
    private double[] values = new double[64];
    private final List<Set<Flag>> flags = new ArrayList<>();
    private int size;

    StoredSeries(String device, PropertyKey key) {
        this.device = device;
        this.key = key;
    }

    String device() {
        return device;
    }

    PropertyKey key() {
        return key;
    }

    void add(long ns, double value, Set<Flag> carried) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = ns;
        values[size] = value;
        flags.add(carried);
        size++;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    Set<Flag> flags(int i) {
        return flags.get(i);
    }

    Series series() {
        return new Series(device, key, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
    }

    /** This series behind an earlier part of itself. */
    StoredSeries behind(StoredSeries earlier) {
        for (int i = 0; i < size; i++) {
            earlier.add(times[i], values[i], flags.get(i));
        }
        return earlier;
    }
}
