package vn.nuong.telemetry.payload;

import java.time.Instant;
import java.util.Optional;

/**
 * Guesses what a bare number was meant to be as a time, to tell a maker how to write it. Never to take it: seconds and
 * milliseconds are both sent, and one taken for the other is another century.
 */
final class EpochTimes {

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private EpochTimes() {}

    /** How to write the time that a plain number gives; empty when it gives none, or when the text is no plain number. */
    static Optional<String> meant(String number) {
        if (number.isEmpty()
                || number.length() > 30
                || !number.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                || number.indexOf('.') != number.lastIndexOf('.')
                || number.equals(".")) {
            return Optional.empty();
        }
        return meant(Double.parseDouble(number));
    }

    /** How to write the time that the number gives in seconds or in a part of one since 1970; empty when it gives none. */
    static Optional<String> meant(double number) {
        return as(number, 1, "seconds")
                .or(() -> as(number, 1_000, "milliseconds"))
                .or(() -> as(number, 1_000_000, "microseconds"))
                .or(() -> as(number, 1_000_000_000, "nanoseconds"));
    }

    private static Optional<String> as(double value, double perSecond, String unit) {
        double seconds = value / perSecond;
        if (!(seconds < LATEST.getEpochSecond()) || seconds < PayloadParser.EARLIEST.getEpochSecond()) {
            return Optional.empty();
        }
        return Optional.of("in " + unit + " since 1970 it would be \""
                + Instant.ofEpochMilli(Math.round(seconds * 1000)) + "\": write that");
    }
}
