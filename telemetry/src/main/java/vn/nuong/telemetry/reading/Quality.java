package vn.nuong.telemetry.reading;

import java.util.Locale;

/** How far a stored reading can be believed, in one word; {@link Flag} says why. The value itself is never changed. */
public enum Quality {
    GOOD,
    /** Outside the property's plausible range: shown, counted, and never used for advice. */
    OUT_OF_RANGE,
    /** Caught by another quality test: shown, counted, and never used for advice. */
    DOUBTFUL;

    /** As written in the API: {@code good}, {@code out_of_range}, {@code doubtful}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no quality is written so */
    public static Quality parse(String code) {
        return Quality.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
