package vn.nuong.ingest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.Subscription;
import vn.nuong.ingest.store.StoreException;

/**
 * Notes how ingest is subscribed, for the next start. A note that cannot be written, as on a full disk, is tried again until it
 * can. Nothing is acknowledged by it; only a start with fewer connections or sites, after a kill before it was written, would not
 * know of the sessions to be ended. Thread-safe.
 */
final class SubscriptionNote implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionNote.class);
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** Does work later, and none any more once closed. */
    interface Later extends AutoCloseable {
        void run(Duration wait, Runnable work);

        @Override
        void close();
    }

    private final Consumer<Subscription> records;
    private final Later later;
    private Subscription noted; // guarded by this, like what follows
    private Subscription wanted;
    private Duration wait = FIRST_WAIT;
    private boolean isWaiting;
    private boolean closed;

    /** @param records writes a note, or throws {@link StoreException} */
    SubscriptionNote(Subscription noted, Consumer<Subscription> records, Later later) {
        this.noted = noted;
        this.wanted = noted;
        this.records = records;
        this.later = later;
    }

    /** Later on a thread of its own. */
    static Later onThread() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "ingest-subscription");
            made.setDaemon(true);
            return made;
        });
        return new Later() {
            @Override
            public void run(Duration wait, Runnable work) {
                var unused = thread.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }

    /** Writes it now, or else as soon as it can be written. What is noted already is not written again. */
    synchronized void write(Subscription subscription) {
        wanted = subscription;
        if (!isWaiting) {
            tryNow();
        }
    }

    private synchronized void tryAgain() {
        isWaiting = false;
        tryNow();
    }

    private void tryNow() {
        if (closed || wanted.equals(noted)) {
            return;
        }
        try {
            records.accept(wanted);
            noted = wanted;
            wait = FIRST_WAIT;
        } catch (StoreException e) {
            LOG.warn(
                    "how ingest is subscribed cannot be noted; tried again in {} s: {}",
                    wait.toSeconds(),
                    e.getMessage());
            isWaiting = true;
            later.run(wait, this::tryAgain);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        later.close();
    }
}
