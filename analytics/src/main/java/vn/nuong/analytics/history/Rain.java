package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** What a rain gauge saw. Rain that was not watched is unknown, never zero. Immutable. */
public final class Rain {

    /** A period counts when the gauge was heard for this share of it: 18 of 24 hours. */
    static final double LEAST_COVERED = 0.75;

    /** More in a day than falls on earth (the record is 1825 mm, Réunion 1966); nothing above is believed. */
    static final double IMPOSSIBLE_MM_PER_DAY = 1000;

    /** A gauge heard this recently is only late, not silent. */
    static final Duration LATE = Duration.ofHours(6);

    private static final Rain NONE =
            new Rain(new Series("", PropertyKey.of(ObservedProperty.RAIN), new TreeMap<>(), Series.DEFAULT_INTERVAL));

    private final Series falls;

    private Rain(Series falls) {
        this.falls = falls;
    }

    /** No gauge. */
    public static Rain none() {
        return NONE;
    }

    /** From rain since the previous reading. */
    static Rain sincePrevious(Series series) {
        return new Rain(series);
    }

    /** From a counter: differences; where it fell the gauge restarted, and what it shows fell since. */
    static Rain counter(Series series) {
        NavigableMap<Instant, Double> falls = new TreeMap<>();
        Double before = null;
        for (Map.Entry<Instant, Double> entry : series.values().entrySet()) {
            double total = entry.getValue();
            if (before != null) {
                falls.put(entry.getKey(), total >= before ? total - before : total);
            }
            before = total;
        }
        return new Rain(series.with(falls));
    }

    public boolean isMeasured() {
        return !falls.values().isEmpty();
    }

    /** Rain in mm by the time of the reading that reported it. */
    public NavigableMap<Instant, Double> falls() {
        return falls.values();
    }

    /** The gauge's device; empty when there is none. */
    public String device() {
        return falls.device();
    }

    /** Rain in {@code (from, to]}, mm; empty when the gauge was not heard for long enough of it. */
    public OptionalDouble sum(Instant from, Instant to) {
        Instant newest = falls.findNewest().orElse(null);
        if (newest == null) {
            return OptionalDouble.empty();
        }
        // The last minutes may simply not have been reported yet.
        Instant end = newest.isBefore(to) && !newest.plus(LATE).isBefore(to) ? newest : to;
        if (!end.isAfter(from)) {
            return OptionalDouble.of(0);
        }
        double hours = Duration.between(from, end).toMillis();
        if (falls.covered(from, end).toMillis() < LEAST_COVERED * hours) {
            return OptionalDouble.empty();
        }
        double sum = falls.within(from, to).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double days = Math.max(1, Duration.between(from, to).toHours() / 24.0);
        return sum > IMPOSSIBLE_MM_PER_DAY * days ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }
}
