package vn.nuong.analytics.retrain;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How often the model is trained anew. */
public enum Cadence {
    OFF(null),
    WEEKLY(Duration.ofDays(7)),
    MONTHLY(Duration.ofDays(30));

    private final @Nullable Duration every;

    Cadence(@Nullable Duration every) {
        this.every = every;
    }

    /** From the begin of one to that of the next; null when never. */
    @Nullable
    Duration every() {
        return every;
    }

    /** @throws IllegalArgumentException when it is none of off, weekly and monthly */
    public static Cadence of(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("NUONG_RETRAIN is \"" + text + "\"; write off, weekly or monthly", e);
        }
    }
}
