package vn.nuong.ingest.review;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.time.Times;

/**
 * Removes raw readings that are older than they are to be kept, once an hour; their hourly and daily aggregates stay. What is
 * still to be reviewed waits, since aggregates are made from it.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofHours(1);

    /** Readings are removed by whole days, so that a day's aggregates never rest on a part of it. */
    private static final Duration STEP = Duration.ofDays(1);

    private final Duration keepRaw;
    private final ReadingStore store;
    private final ReviewQueue queue;
    private final InstantSource clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "ingest-retention"));

    /** @param keepRaw how long raw readings are kept */
    public Retention(Duration keepRaw, ReadingStore store, ReviewQueue queue, InstantSource clock) {
        this.keepRaw = keepRaw;
        this.store = store;
        this.queue = queue;
        this.clock = clock;
    }

    /** Begins, with a first look in a minute. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 60, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void look() {
        try {
            remove();
        } catch (StoreException e) {
            LOG.warn("readings older than {} days are removed later: {}", keepRaw.toDays(), e.getMessage());
        } catch (RuntimeException e) { // the next look comes all the same
            LOG.error("could not remove old readings", e);
        }
    }

    /** Looks once; returns the time before which raw readings are gone, nanoseconds since 1970. */
    long remove() {
        Instant limit = clock.instant().minus(keepRaw).minus(STEP);
        long before = Times.toEpochNanos(limit);
        for (ReviewQueue.Due due : queue.due(Integer.MAX_VALUE)) {
            before = Math.min(before, due.fromNs() - STEP.toNanos());
        }
        store.removeBefore(before);
        return before;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
