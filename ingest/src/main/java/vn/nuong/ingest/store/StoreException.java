package vn.nuong.ingest.store;

import org.jspecify.annotations.Nullable;

/**
 * A store that does not do what it was asked just now: it is away, full or refuses the credentials. What was to be written
 * may or may not be there; writing it again is harmless.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
