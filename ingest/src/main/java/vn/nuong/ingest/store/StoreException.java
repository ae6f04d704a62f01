package vn.nuong.ingest.store;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that does not do what it was asked just now: it is away, full or refuses the credentials. What was to be written
 * may or may not be there; writing it again is harmless.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 2;

    private final @Nullable Duration retryAfter;

    public StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /** @param retryAfter how long the store asks to be left alone; null when it does not say */
    public StoreException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the store asks to be left alone before it is asked again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
