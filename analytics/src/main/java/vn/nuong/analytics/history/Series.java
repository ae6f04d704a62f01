package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * Values of one property of one device, in order of measured time. Immutable.
 *
 * @param device the device
 * @param key the property with its depth or species
 * @param values value by measured time, in the property's unit
 * @param interval the usual time between two of them
 */
public record Series(String device, PropertyKey key, NavigableMap<Instant, Double> values, Duration interval) {

    /** Assumed between readings when a device neither said nor showed it. */
    static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);

    /** A reading speaks for the time since the one before, for this many usual intervals at most. */
    private static final double REACH = 1.5;

    public Series {
        values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
    }

    /** With the interval that its readings show: their median distance. */
    static Series of(String device, PropertyKey key, NavigableMap<Instant, Double> values) {
        List<Duration> steps = new ArrayList<>();
        Instant before = null;
        for (Instant time : values.keySet()) {
            if (before != null) {
                steps.add(Duration.between(before, time));
            }
            before = time;
        }
        Collections.sort(steps);
        return new Series(device, key, values, steps.isEmpty() ? DEFAULT_INTERVAL : steps.get(steps.size() / 2));
    }

    /** The same series with other values. */
    Series with(NavigableMap<Instant, Double> others) {
        return new Series(device, key, others, interval);
    }

    public Optional<Instant> findNewest() {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.lastKey());
    }

    /** Values measured in {@code (from, to]}: a reading tells of the time before it. */
    NavigableMap<Instant, Double> within(Instant from, Instant to) {
        return from.isAfter(to) ? new TreeMap<>() : values.subMap(from, false, to, true);
    }

    /** How much of {@code (from, to]} the readings speak for. */
    Duration covered(Instant from, Instant to) {
        Duration reach = Duration.ofMillis((long) (interval.toMillis() * REACH));
        Duration sum = Duration.ZERO;
        Instant told = from; // what lies before is counted already
        for (Instant time : within(from, to.plus(reach)).keySet()) {
            Instant start = time.minus(reach);
            Instant begin = start.isAfter(told) ? start : told;
            Instant end = time.isBefore(to) ? time : to;
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
                told = end;
            }
        }
        return sum;
    }
}
