package vn.nuong.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;

/**
 * Asks the store at the start whether it answers, and as long as it does not again and again, so that a wrong address, bucket or
 * token is known before the first message comes. Once messages come, the pipeline finds out by itself and tells.
 */
final class StoreCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);
    private static final long EVERY_S = 5;

    private final ReadingStore store;
    private final Supplier<Optional<String>> pipelineTrouble;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread named = new Thread(work, "ingest-store-check");
        named.setDaemon(true); // an answer that does not come holds up no end
        return named;
    });
    private volatile @Nullable String trouble;

    /** @param pipelineTrouble why the pipeline cannot store what it has just now; empty while it can, or has nothing */
    StoreCheck(ReadingStore store, Supplier<Optional<String>> pipelineTrouble) {
        this.store = store;
        this.pipelineTrouble = pipelineTrouble;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    if (look()) {
                        thread.shutdown();
                    }
                },
                0,
                EVERY_S,
                TimeUnit.SECONDS);
    }

    /** Looks once; returns whether no further look is needed. */
    boolean look() {
        try {
            store.check();
            if (trouble != null) {
                LOG.info("the store answers now");
            }
            trouble = null;
            return true;
        } catch (StoreException e) {
            if (pipelineTrouble.get().isPresent()) {
                trouble = null; // the pipeline tells of it from now on
                return true;
            }
            if (trouble == null) {
                LOG.warn("the store does not answer; messages are taken and wait in the journal: {}", e.getMessage());
            }
            trouble = String.valueOf(e.getMessage());
            return false;
        } catch (RuntimeException e) { // the next look comes all the same
            if (trouble == null) {
                LOG.error("cannot ask the store", e);
            }
            trouble = "cannot ask the store: " + e;
            return false;
        } finally {
            looked.countDown();
        }
    }

    /** Why the store does not answer, when it never did since the start; empty once it did. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The same once it was asked; a store that says nothing for so long does not answer. */
    Optional<String> troubleWithin(Duration time) {
        try {
            if (!looked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("it has said nothing for " + time.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return trouble();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
