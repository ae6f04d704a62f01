package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How complete one device's day is, in measured times ("lần đo"). It adds up:
 *
 * <pre>expected + extra = onTime + late + missing</pre>
 *
 * <p>Within a span of length L a device of interval I measures ⌊L/I⌋ or ⌈L/I⌉ times, depending on where in the span it begins;
 * whichever is nearer to what came is expected, so that neither a missing nor an extra time is made up. Of today, times that are
 * still on their way ({@link SilenceRule#lateAfter}) are not expected yet.
 *
 * @param expected null while the device's interval is not known, as are {@code missing} and {@code extra}
 * @param onTime came within {@link SilenceRule#lateAfter}
 * @param late came later
 * @param missing did not come
 * @param extra more than expected: a device that also measures between its intervals, or declares a longer one than it has
 * @param learned whether the interval was learned, since the device declares none
 */
public record Completeness(
        LocalDate day,
        @Nullable Long expected,
        long onTime,
        long late,
        @Nullable Long missing,
        @Nullable Long extra,
        boolean learned) {

    /**
     * @param zone the site's
     * @param interval the device's; null while it is not known
     * @param firstMeasured the oldest measured time of the device that is stored; null when there is none
     * @param now by the steady clock
     */
    public static Completeness of(
            LocalDate day,
            ZoneId zone,
            Rhythm.@Nullable Interval interval,
            @Nullable Instant firstMeasured,
            Instant now,
            DayCounts counts) {
        if (interval == null) {
            return new Completeness(day, null, counts.onTime(), counts.late(), null, null, false);
        }
        long expected = firstMeasured == null ? 0 : expected(day, zone, interval, firstMeasured, now, counts.came());
        return new Completeness(
                day,
                expected,
                counts.onTime(),
                counts.late(),
                Math.max(0, expected - counts.came()),
                Math.max(0, counts.came() - expected),
                interval.learned());
    }

    private static long expected(
            LocalDate day, ZoneId zone, Rhythm.Interval interval, Instant firstMeasured, Instant now, long came) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant(); // 23 or 25 hours later where clocks are changed
        boolean first = firstMeasured.isAfter(begin);
        Instant from = first ? firstMeasured : begin;
        Instant arrived = earlier(end, now.minus(SilenceRule.lateAfter(interval)));
        long most = count(from, earlier(end, now), interval.measured(), true);
        // On the first day it is known where in the span the device began: at its beginning.
        long least = count(from, arrived, interval.measured(), first);
        return Math.max(least, Math.min(most, came));
    }

    private static long count(Instant from, Instant to, Duration every, boolean roundUp) {
        if (!to.isAfter(from)) {
            return 0;
        }
        long spanNs = Duration.between(from, to).toNanos();
        long everyNs = every.toNanos();
        return roundUp ? (spanNs + everyNs - 1) / everyNs : spanNs / everyNs;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The share of what was expected that came, 0 to 1; null while nothing is. */
    public @Nullable Double share() {
        if (expected == null || expected == 0 || missing == null) {
            return null;
        }
        return (double) (expected - missing) / expected;
    }
}
