package vn.nuong.ingest.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.journal.JournalDamagedException;
import vn.nuong.ingest.journal.Reader;
import vn.nuong.ingest.records.Lanes;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.time.Times;

/**
 * Reads the journal in order, parses its messages, and hands them on in batches, a little ahead of whoever settles them. After
 * an outage live messages go first, and beside them what waited.
 */
final class JournalFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);

    /** Messages of a batch at most. */
    static final int MAX_BATCH = 5_000;

    /** Bytes of a batch at most. */
    static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** How long a batch may gather before it is handed on, ms. */
    private static final long LINGER_MS = 20;

    private static final long POLL_MS = 50;

    private final Journal journal;
    private final Parser parser;
    private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private Lanes lanes;
    private @Nullable Reader live;
    private @Nullable Reader waiting;
    private boolean waitingsTurn; // after live messages, so that these never keep waiting ones from being done
    private final List<String> damage = new CopyOnWriteArrayList<>();
    private volatile boolean overtake;
    private volatile boolean stopping;
    private volatile @Nullable String trouble;

    JournalFeed(Journal journal, Lanes from, Parser parser) {
        this.journal = journal;
        this.lanes = from;
        this.parser = parser;
        this.thread = new Thread(this::run, "ingest-feed");
    }

    void start() {
        thread.start();
    }

    /** The next batch; null when there is none yet. */
    @Nullable
    Batch poll(long timeoutMs) throws InterruptedException {
        return ready.poll(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Lets what is appended from now on go before what is in the journal already. */
    void overtake() {
        overtake = true;
    }

    /** Messages were appended. Safe from any thread. */
    void appended() {
        LockSupport.unpark(thread);
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        try {
            while (!stopping) {
                Batch batch = next();
                boolean handedOn = batch == null;
                while (!handedOn && !stopping) {
                    handedOn = ready.offer(batch, POLL_MS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = "the journal cannot be read: " + e.getMessage();
            LOG.error("ingest stores no more messages: the journal cannot be read", e);
        } finally {
            close(live);
            close(waiting);
        }
    }

    private @Nullable Batch next() {
        if (overtake) {
            overtake = false;
            lanes = lanes.overtakeAt(journal.end());
            live = reopen(live, lanes.live());
        }
        Batch batch = null;
        if (waitingsTurn && !lanes.waiting().isEmpty()) {
            batch = nextWaiting();
        }
        waitingsTurn = batch == null;
        if (batch == null) {
            batch = nextLive();
        }
        if (batch == null && !lanes.waiting().isEmpty()) {
            batch = nextWaiting();
        }
        if (batch == null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
        return batch;
    }

    private @Nullable Batch nextLive() {
        if (lanes.live() >= journal.end()) {
            return null;
        }
        if (lanes.waiting().isEmpty()) {
            linger();
        }
        Reader reader = live == null ? reopen(null, lanes.live()) : live;
        live = reader;
        List<Entry> entries;
        try {
            entries = reader.next(MAX_BATCH, MAX_BATCH_BYTES, journal.end());
        } catch (JournalDamagedException e) {
            lanes = lanes.liveDone(resume(e, journal.end()));
            live = reopen(reader, lanes.live());
            return null;
        }
        if (entries.isEmpty()) {
            return null;
        }
        lanes = lanes.liveDone(entries.get(entries.size() - 1).next());
        return new Batch(parse(entries), true, lanes);
    }

    /** A few messages more make a batch that is worth its request, unless there are many already. */
    private void linger() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MS);
        while (!stopping
                && ready.isEmpty()
                && journal.end() - lanes.live() < MAX_BATCH_BYTES / 8
                && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private @Nullable Batch nextWaiting() {
        Lanes.Span span = lanes.waiting().get(0);
        Reader reader = waiting == null ? reopen(null, span.from()) : waiting;
        waiting = reader;
        List<Entry> entries;
        try {
            entries = reader.next(MAX_BATCH, MAX_BATCH_BYTES, span.to());
        } catch (JournalDamagedException e) {
            lanes = lanes.waitingDone(resume(e, span.to()));
            close(reader);
            waiting = null;
            return null;
        }
        if (entries.isEmpty()) {
            throw new IllegalStateException(
                    "the journal ends within what waits, at " + span.from() + " before " + span.to());
        }
        long done = entries.get(entries.size() - 1).next();
        lanes = lanes.waitingDone(done);
        if (done >= span.to()) { // the next part begins elsewhere
            close(reader);
            waiting = null;
        }
        return new Batch(parse(entries), false, lanes);
    }

    /** The disk has lost what was on it: said loudly, and what lies behind is dealt with all the same. */
    private long resume(JournalDamagedException e, long limit) {
        LOG.error("acknowledged messages cannot be read back from the disk, and are lost: {}", e.getMessage());
        damage.add(String.valueOf(e.getMessage()));
        return Math.min(e.resumeAt(), limit);
    }

    /** Parts of the journal that could not be read. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    private List<ParsedMessage> parse(List<Entry> entries) {
        List<ParsedMessage> messages = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            boolean about = Topic.isAbout(entry.topic());
            messages.add(new ParsedMessage(
                    entry,
                    about
                            ? null
                            : parser.parse(entry.topic(), entry.payload(), Times.ofEpochNanos(entry.receivedNs()))));
        }
        return messages;
    }

    private Reader reopen(@Nullable Reader old, long from) {
        close(old);
        return journal.reader(from);
    }

    private static void close(@Nullable Reader reader) {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
