package vn.nuong.ingest.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.Confirmed;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.Lanes;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.register.DeviceRegister;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.mqtt.Answer;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.time.Times;

/**
 * A message's way: into the journal and acknowledged ({@link Receiver}), parsed ({@link JournalFeed}), settled ({@link Settler}),
 * and noted in a checkpoint, behind which the journal is let go. Each has a thread of its own, so that none waits for another's
 * disk or network.
 */
public final class IngestPipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);

    /** How long what is settled may wait for its checkpoint, ms. What is not in one is done again after a crash. */
    private static final long CHECKPOINT_MS = 500;

    /** How old waiting messages must be, when the store is back, for live ones to go before them, ms. */
    private static final long OVERTAKE_AFTER_MS = 2_000;

    private static final long DRAIN_MS = 10_000;
    private static final long POLL_MS = 50;

    private final Journal journal;
    private final RecordStore records;
    private final IngestMetrics metrics;
    private final DeadLetterListener listener;
    private final Receiver receiver;
    private final JournalFeed feed;
    private final Settler settler;
    private final Thread thread;
    private final SteadyClock clock;
    private volatile Lanes done;
    private volatile long settledTo;
    private volatile long checkpointed;
    private volatile long oldestUnsettledNs;
    private volatile @Nullable String recordsTrouble;
    private volatile boolean stopping;
    private boolean storeWasAway;
    private long checkpointDue = System.nanoTime();

    /** Is told of dead letters once they are in the records. */
    public interface DeadLetterListener {
        void kept(long id, DeadLetter letter, @Nullable DeviceId device);
    }

    /**
     * What a pipeline is made of.
     *
     * @param keepRaw how old a reading may be when it comes; null for any age
     */
    public record Parts(
            Journal journal,
            ReadingStore store,
            RecordStore records,
            DeviceRegister register,
            Parser parser,
            Judge judge,
            Devices devices,
            SteadyClock clock,
            @Nullable Duration keepRaw,
            IngestMetrics metrics,
            DeadLetterListener listener) {}

    public IngestPipeline(Parts parts) {
        this.journal = parts.journal();
        this.records = parts.records();
        this.metrics = parts.metrics();
        this.listener = parts.listener();
        this.clock = parts.clock();
        Lanes from = records.lanes().orElseGet(() -> new Lanes(List.of(), journal.start(), 0));
        journal.beginAt(from.live()); // one that was lost, or put back from a backup, begins behind what is done
        if (from.oldest() < journal.start()) {
            throw new StoreException(
                    "the journal begins at " + journal.start() + ", but messages from " + from.oldest()
                            + " on are not dealt with: journal and records are not of one data folder; restore both from"
                            + " the same backup",
                    null);
        }
        this.done = from;
        this.settledTo = from.live();
        this.checkpointed = from.live();
        this.receiver =
                new Receiver(journal, Redeliveries.of(journal, records.confirmed()), parts.clock()::next, new Flow());
        this.feed = new JournalFeed(journal, from, parts.parser());
        this.settler = new Settler(
                parts.store(),
                records,
                parts.register(),
                parts.judge(),
                parts.devices(),
                parts.keepRaw() == null ? Long.MAX_VALUE : parts.keepRaw().toNanos(),
                () -> stopping);
        this.thread = new Thread(this::run, "ingest-settler");
        metrics.watch(this);
    }

    /** Begins with what an earlier process left in the journal. */
    public void start() {
        if (journal.end() - done.live() > JournalFeed.MAX_BATCH_BYTES) {
            feed.overtake(); // much is left: live messages do not wait for it
        }
        feed.start();
        thread.start();
        receiver.start();
    }

    /** Takes one message; it is acknowledged once it is on disk. Waits while too much waits. Safe from any thread. */
    public void accept(Delivery delivery) {
        receiver.accept(Arrival.of(delivery));
    }

    /** Takes the broker's answer, which says what it will not send again. Waits while too much waits. Safe from any thread. */
    public void accept(Answer answer) {
        receiver.accept(answer);
    }

    /** What the broker is known to have read the acknowledgements of; to be kept in the records. */
    public Confirmed confirmed() {
        return receiver.confirmed();
    }

    /**
     * Lets dead letters be tried again.
     *
     * @return completes once they wait in the journal; what becomes of them shows in the accounting
     * @throws IllegalArgumentException when only the beginning of one was kept
     */
    public CompletableFuture<Void> retry(List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            if (letter.isCut()) {
                throw new IllegalArgumentException("of dead letter " + letter.id() + " only the first "
                        + letter.payload().length + " of " + letter.payloadLength()
                        + " bytes were kept; let the device send it again");
            }
        }
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (DeadLetter letter : letters) {
            CompletableFuture<Void> durable = new CompletableFuture<>();
            all.add(durable);
            if (!receiver.accept(Arrival.retry(letter, () -> durable.complete(null)))) {
                throw new StoreException("ingest is stopping; try again once it runs", null);
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Why messages are not acknowledged or not stored just now; empty while all is well. */
    public Optional<String> trouble() {
        for (String trouble : new String[] {receiver.trouble(), feed.trouble(), recordsTrouble, settler.trouble()}) {
            if (trouble != null) {
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    /** Parts of the journal that could not be read, and were left out. */
    public List<String> damage() {
        return feed.damage();
    }

    /** Why the store takes nothing just now; empty while it does. */
    public Optional<String> storeTrouble() {
        return Optional.ofNullable(settler.trouble());
    }

    /** How often something was tried again since the start, because the store was away. */
    public long storeRetries() {
        return settler.retries();
    }

    /** Why what was acknowledged is not settled just now, though the store may answer; empty while it is. */
    public Optional<String> settlingTrouble() {
        return Optional.ofNullable(feed.trouble() == null ? recordsTrouble : feed.trouble());
    }

    /** Why nothing is acknowledged just now; empty while the journal takes messages. */
    public Optional<String> journalTrouble() {
        return Optional.ofNullable(receiver.trouble());
    }

    /** Messages acknowledged to the broker since the start. */
    public long acknowledged() {
        return receiver.acknowledged();
    }

    /** Bytes of the journal whose messages are not settled. */
    public long waitingBytes() {
        return Math.max(0, journal.end() - settledTo) + done.waitingBytes();
    }

    /** Whether everything in the journal is dealt with and in a checkpoint. */
    public boolean isSettled() {
        return checkpointed >= journal.end() && done.waiting().isEmpty();
    }

    /** How long the oldest unsettled message has waited, ms; 0 when none waits. */
    public long lagMs() {
        long oldest = oldestUnsettledNs;
        return oldest == 0 || waitingBytes() == 0
                ? 0
                : Math.max(0, clock.millis() - Times.ofEpochNanos(oldest).toEpochMilli());
    }

    /** How far received times are ahead of the machine's clock, since that was set back, s. */
    public double clockAheadSeconds() {
        return clock.ahead().toMillis() / 1000.0;
    }

    /** Whether so much waits that other work had better stand back. */
    public boolean isBusy() {
        return waitingBytes() > JournalFeed.MAX_BATCH_BYTES / 8;
    }

    private final class Flow implements Receiver.Flow {
        @Override
        public long aheadBytes() {
            return settler.trouble() != null || recordsTrouble != null ? 0 : journal.end() - settledTo;
        }

        @Override
        public void appended() {
            feed.appended();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                Batch batch = feed.poll(POLL_MS);
                if (batch != null) {
                    settle(batch);
                }
                if (!settler.pending().isEmpty() && isCheckpointDue()) {
                    writeCheckpoint();
                }
            }
            if (!settler.pending().isEmpty()) {
                writeCheckpoint();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            recordsTrouble = "ingest stores nothing any more: " + e;
            LOG.error("ingest stores nothing any more", e);
        }
    }

    private void settle(Batch batch) {
        long began = System.nanoTime();
        oldestUnsettledNs = batch.messages().get(0).entry().receivedNs();
        Optional<Settler.Settled> settled = settler.settle(batch);
        if (settled.isEmpty()) {
            return; // stopping: the journal keeps it
        }
        metrics.settled(batch, System.nanoTime() - began);
        settledTo = Math.max(settledTo, batch.after().live());
        done = batch.after();
        oldestUnsettledNs = 0;
        storeWasAway |= settled.get().wasAway();
        if (storeWasAway && batch.live()) {
            storeWasAway = false;
            if (clock.millis() - Times.ofEpochNanos(batch.lastReceivedNs()).toEpochMilli() > OVERTAKE_AFTER_MS) {
                LOG.info("what came while the store was away is stored beside live messages, not before them");
                feed.overtake();
            }
        }
    }

    private boolean isCheckpointDue() {
        return !done.waiting().isEmpty() || System.nanoTime() - checkpointDue >= 0;
    }

    private void writeCheckpoint() {
        settler.noteDevices();
        Checkpoint checkpoint = settler.pending();
        Backoff backoff = new Backoff();
        while (true) {
            try {
                List<Long> ids = records.write(checkpoint);
                if (recordsTrouble != null) {
                    LOG.info("the records can be written again");
                    recordsTrouble = null;
                }
                settler.written();
                checkpointed = done.live();
                metrics.accounted(checkpoint.accounting());
                checkpointDue = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CHECKPOINT_MS);
                journal.releaseBefore(done.oldest(), Redeliveries.MEMORY_BYTES);
                List<Checkpoint.NewDeadLetter> letters = checkpoint.deadLetters();
                for (int i = 0; i < ids.size(); i++) {
                    listener.kept(
                            ids.get(i), letters.get(i).letter(), letters.get(i).device());
                }
                return;
            } catch (StoreException e) {
                if (recordsTrouble == null) {
                    LOG.error("nothing more is stored until the records can be written: {}", e.getMessage());
                }
                recordsTrouble = String.valueOf(e.getMessage());
                if (stopping) {
                    return; // done again from the journal
                }
                backoff.await(() -> stopping);
            }
        }
    }

    /**
     * Takes no more messages, stores what waits as long as the store takes it, for {@value #DRAIN_MS} ms at most, and notes it;
     * the rest stays in the journal.
     */
    @Override
    public void close() {
        receiver.close();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        while (waitingBytes() > 0 && trouble().isEmpty() && thread.isAlive() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
        stopping = true;
        feed.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
