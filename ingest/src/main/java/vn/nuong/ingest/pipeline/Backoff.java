package vn.nuong.ingest.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long to wait between attempts that fail: twice as long each time, up to a limit, less a random part, so that many who wait
 * for one server do not all come at once. For one thread.
 */
final class Backoff {

    private static final long FIRST_MS = 50;
    private static final long LAST_MS = 5_000;
    private static final long LOOK_EVERY_MS = 50;

    private int failures;

    /** Waits for the next attempt, as long as {@code stopping} does not hold. */
    void await(BooleanSupplier stopping) {
        await(stopping, Optional.empty());
    }

    /** The same; at least as long as the server asked for, but not longer than the limit. */
    void await(BooleanSupplier stopping, Optional<Duration> atLeast) {
        long longest = Math.min(LAST_MS, FIRST_MS << Math.min(failures++, 10));
        long delay = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        long asked = Math.min(LAST_MS, atLeast.map(Duration::toMillis).orElse(0L));
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(delay, asked));
        while (!stopping.getAsBoolean() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
    }

    int failures() {
        return failures;
    }
}
