package vn.nuong.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.Confirmed;

/**
 * Asks the broker again and again whether it has read the acknowledgements, and notes for the next start what it will not send
 * again. A note that cannot be written is tried again at the next turn; nothing waits for it.
 */
final class Confirmations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    /** How long an ingest that is killed may have known it without a note, ms. */
    private static final long EVERY_MS = 500;

    private final Runnable ask;
    private final Supplier<Confirmed> confirmed;
    private final Consumer<Confirmed> records;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "ingest-confirmations");
        made.setDaemon(true);
        return made;
    });
    private Confirmed noted; // only that thread's, like what follows
    private boolean trouble;

    /**
     * @param ask has the broker asked on every connection
     * @param confirmed what it is known to have read the acknowledgements of
     * @param records writes a note of it, or throws {@link vn.nuong.ingest.store.StoreException}
     */
    Confirmations(Runnable ask, Supplier<Confirmed> confirmed, Consumer<Confirmed> records) {
        this.ask = ask;
        this.confirmed = confirmed;
        this.records = records;
        this.noted = confirmed.get();
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::turn, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    void turn() {
        Confirmed now = confirmed.get();
        if (!now.equals(noted)) {
            note(now);
        }
        ask.run();
    }

    private void note(Confirmed now) {
        try {
            records.accept(now);
            noted = now;
            trouble = false;
        } catch (RuntimeException e) { // whatever it is, the next turn may do without it
            if (!trouble) {
                LOG.warn("what the broker has read cannot be noted; tried again: {}", e.getMessage());
            }
            trouble = true;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the last note of what the broker has read took longer than 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
