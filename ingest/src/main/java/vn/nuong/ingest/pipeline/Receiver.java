package vn.nuong.ingest.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.journal.Draft;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.journal.JournalException;
import vn.nuong.ingest.journal.JournalFullException;
import vn.nuong.ingest.records.Confirmed;
import vn.nuong.telemetry.mqtt.Answer;

/**
 * Takes messages from the broker, puts them into the journal, and only then acknowledges: many at once, with one wait for the
 * disk. While the journal takes nothing (a full disk) nothing is acknowledged, and the broker keeps what is to come; it is tried
 * again until it works.
 */
final class Receiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Messages that wait for the disk at most; then the connections are no longer read. */
    private static final int MAX_WAITING = 4_096;

    private static final int MAX_APPEND = 2_048;
    private static final int MAX_APPEND_BYTES = 8 * 1024 * 1024;

    /** How far the journal may run ahead of a store that works, bytes: what comes faster is better left to the broker. */
    static final long MAX_AHEAD_BYTES = 16L * 1024 * 1024;

    private static final long POLL_MS = 100;
    private static final long ROOM_EVERY_NS = 1_000_000;

    private final Journal journal;
    private final Redeliveries redeliveries;
    private final LongSupplier received;
    private final Flow flow;
    private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable String trouble;
    private volatile boolean stopping;

    /** What the receiver asks of those who come after it. */
    interface Flow {
        /** Bytes of the journal that are not dealt with although the store works; 0 while it does not. */
        long aheadBytes();

        /** Messages were appended. */
        void appended();
    }

    /** @param received gives every message its received time, nanoseconds since 1970, never the same twice */
    Receiver(Journal journal, Redeliveries redeliveries, LongSupplier received, Flow flow) {
        this.journal = journal;
        this.redeliveries = redeliveries;
        this.received = received;
        this.flow = flow;
        this.thread = new Thread(this::run, "ingest-receiver");
    }

    void start() {
        thread.start();
    }

    /**
     * Takes one message; waits while too many wait already. Safe from any thread.
     *
     * @return false when it is stopping, and the message is left to the broker
     */
    boolean accept(Arrival arrival) {
        try {
            boolean taken = false;
            while (!taken && !stopping) {
                taken = waiting.offer(arrival, POLL_MS, TimeUnit.MILLISECONDS);
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes an answer, behind the messages that came before it. Safe from any thread. */
    void accept(Answer answer) {
        accept(Arrival.answer(() -> {
            redeliveries.answered(answer, journal.end());
            answer.taken().run();
        }));
    }

    /** What the broker is known to have read the acknowledgements of. */
    Confirmed confirmed() {
        return redeliveries.confirmed();
    }

    /** Messages put into the journal and acknowledged since the start. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Why the journal takes nothing just now; null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        List<Arrival> batch = new ArrayList<>(MAX_APPEND);
        try {
            while (!stopping) {
                batch.clear();
                Arrival first = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    Arrival answer = gather(first, batch);
                    if (!batch.isEmpty()) {
                        awaitRoom();
                        append(batch, drafts(batch));
                    }
                    if (answer != null && !stopping) {
                        answer.durable().run();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = "the receiver ended: " + e;
            LOG.error("ingest takes no more messages: the receiver ended", e);
        }
    }

    /** @return the answer that ended the batch; null when it did not end with one */
    private @Nullable Arrival gather(Arrival first, List<Arrival> batch) {
        int bytes = 0;
        Arrival next = first;
        while (next != null && next.message()) {
            batch.add(next);
            bytes += next.payload().length;
            next = batch.size() < MAX_APPEND && bytes < MAX_APPEND_BYTES ? waiting.poll() : null;
        }
        return next;
    }

    private void awaitRoom() {
        while (!stopping && flow.aheadBytes() > MAX_AHEAD_BYTES) {
            LockSupport.parkNanos(ROOM_EVERY_NS);
        }
    }

    private List<Draft> drafts(List<Arrival> batch) {
        List<Draft> drafts = new ArrayList<>(batch.size());
        for (Arrival a : batch) {
            boolean again = redeliveries.note(a, journal.end());
            drafts.add(new Draft(
                    received.getAsLong(),
                    a.topic(),
                    a.payload(),
                    a.retained(),
                    a.duplicate(),
                    a.packet(),
                    again,
                    a.retryOf()));
        }
        return drafts;
    }

    private void append(List<Arrival> batch, List<Draft> drafts) {
        Backoff backoff = new Backoff();
        while (!stopping) {
            try {
                journal.append(drafts);
            } catch (JournalException e) {
                if (e instanceof JournalFullException && batch.size() > 1) {
                    int half = batch.size() / 2;
                    append(batch.subList(0, half), drafts.subList(0, half)); // there may be room for a part of them
                    append(batch.subList(half, batch.size()), drafts.subList(half, drafts.size()));
                    return;
                }
                if (trouble == null) {
                    LOG.error("nothing is acknowledged any more, and the broker keeps what comes: {}", e.getMessage());
                }
                trouble = String.valueOf(e.getMessage());
                backoff.await(() -> stopping);
                continue;
            }
            if (trouble != null) {
                trouble = null;
                LOG.info("the journal takes messages again");
            }
            flow.appended();
            batch.forEach(a -> a.durable().run());
            acknowledged.addAndGet(batch.size());
            return;
        }
    }

    /** Stops taking messages. What is not in the journal is not acknowledged, and the broker sends it again. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
