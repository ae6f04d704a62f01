package vn.nuong.telemetry.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as text: ISO-8601 with an offset, nothing else. */
public final class Times {

    private Times() {}

    /**
     * Reads an ISO-8601 date and time with its offset, such as {@code 2026-11-23T00:15:00Z} or
     * {@code 2026-11-23T07:15:00+07:00}.
     *
     * @throws IllegalArgumentException naming the text and what is missing
     */
    public static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "time \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                            + "\" is not an ISO-8601 time with an offset; write it as 2026-11-23T00:15:00Z or"
                            + " 2026-11-23T07:15:00+07:00",
                    e);
        }
    }

    /** Nanoseconds since 1970-01-01T00:00:00Z, as the stores keep time. Covers the years 1678 to 2261. */
    public static long toEpochNanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** The same, with the earliest or latest time that a store can keep for what lies beyond: for the limits of a search. */
    public static long toEpochNanosOrLimit(Instant time) {
        if (time.isBefore(ofEpochNanos(Long.MIN_VALUE))) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(ofEpochNanos(Long.MAX_VALUE)) ? Long.MAX_VALUE : toEpochNanos(time);
    }

    public static Instant ofEpochNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
