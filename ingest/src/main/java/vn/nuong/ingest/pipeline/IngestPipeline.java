package vn.nuong.ingest.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.InDoubt;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.mqtt.Delivery;

/**
 * Gathers messages into batches and has them written one batch after the other, on a worker thread; a store that is away is
 * tried again until it is back. Its state belongs to its event loop.
 *
 * <p>A batch is written as soon as the one before is done, or {@value #LINGER_MS} ms after its first message. Waiting
 * messages are limited in number by MQTT itself (65,535 unacknowledged ones on a session) and in size here.
 */
public final class IngestPipeline extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);

    /** Most messages in one batch. */
    static final int MAX_BATCH = 2_000;

    static final long LINGER_MS = 20;

    /** Most bytes of waiting messages, after which the broker is no longer listened to. */
    static final int MAX_WAITING_BYTES = 64 * 1024 * 1024;

    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 10_000;
    private static final long CONFIRM_EVERY_MS = 1_000;

    private final ReadingStore store;
    private final RecordStore records;
    private final Clock wall;
    private final MeterRegistry metrics;
    private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
    private final AtomicInteger connection = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Deque<Incoming> waiting = new ArrayDeque<>();
    private @Nullable BatchWriter writer;
    private @Nullable WorkerExecutor worker;
    private @Nullable Context loop;
    private Instant lastReceived = Instant.EPOCH;
    private volatile @Nullable String trouble;
    private volatile boolean stopping;
    private boolean writing;
    private boolean timed;
    private @Nullable Promise<Void> idle;
    private @Nullable Long retryTimer;

    public IngestPipeline(ReadingStore store, RecordStore records, Clock wall, MeterRegistry metrics) {
        this.store = store;
        this.records = records;
        this.wall = wall;
        this.metrics = metrics;
        metrics.gauge("nuong.ingest.waiting.bytes", room, r -> MAX_WAITING_BYTES - r.availablePermits());
    }

    @Override
    public Future<?> start() {
        loop = context;
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("ingest-writer", 1, 5, TimeUnit.MINUTES);
        worker = executor;
        vertx.setPeriodic(CONFIRM_EVERY_MS, t -> confirm());
        return executor.executeBlocking(() -> {
                    for (InDoubt message : records.inDoubt()) {
                        lastReceived = message.received().isAfter(lastReceived) ? message.received() : lastReceived;
                    }
                    return new BatchWriter(store, records, wall);
                })
                .onSuccess(w -> writer = w);
    }

    /** Another connection to the broker begins. Safe from any thread. */
    public void connecting() {
        connection.incrementAndGet();
    }

    /**
     * Takes one message. It is acknowledged once it is durable; a message taken while stopping is left to the broker. Called
     * by one thread at a time, which waits while too much is waiting already.
     */
    public void accept(Delivery delivery) {
        Incoming message = new Incoming(delivery, stamp(), connection.get());
        room.acquireUninterruptibly(Math.min(message.weight(), MAX_WAITING_BYTES));
        Context on = loop;
        if (stopping || on == null) {
            return;
        }
        on.runOnContext(v -> {
            waiting.add(message);
            writeSoon();
        });
    }

    /** How many readings were acknowledged since the start, refused ones included. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Why the store does not take what waits; empty while it does. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Ends the writing: what is being written is finished when the store takes it, the rest is left to the broker.
     *
     * @return completes when nothing is being written any more; fails when the store does not take what was begun
     */
    public Future<Void> finish() {
        stopping = true;
        room.release(MAX_WAITING_BYTES); // nobody waits for room any more
        Promise<Void> done = Promise.promise();
        Context on = loop;
        if (on == null) {
            return Future.succeededFuture();
        }
        on.runOnContext(v -> {
            waiting.clear();
            Long retry = retryTimer;
            if (retry != null && vertx.cancelTimer(retry)) {
                done.fail("the store is away: " + trouble); // unacknowledged, so the broker keeps the batch
            } else if (writing) {
                idle = done;
            } else {
                done.complete();
            }
        });
        return done.future();
    }

    /** Forgets the messages in doubt: the session ended in order after {@link #finish()}, so the broker knows them settled. */
    public Future<Void> endedInOrder() {
        BatchWriter w = writer;
        WorkerExecutor on = worker;
        if (w == null || on == null) {
            return Future.succeededFuture();
        }
        return on.executeBlocking(() -> {
            w.confirmAll();
            return null;
        });
    }

    /** Now, and never the same twice: the time is what a message's readings are known by when it comes again. */
    private Instant stamp() {
        Instant now = wall.instant();
        if (!now.isAfter(lastReceived) && Duration.between(now, lastReceived).toSeconds() < 1) {
            now = lastReceived.plusNanos(1);
        }
        lastReceived = now;
        return now;
    }

    private void writeSoon() {
        if (writing || waiting.isEmpty() || stopping) {
            return;
        }
        if (waiting.size() >= MAX_BATCH) {
            writeNext();
        } else if (!timed) {
            timed = true;
            vertx.setTimer(LINGER_MS, t -> {
                timed = false;
                if (!writing && !waiting.isEmpty() && !stopping) {
                    writeNext();
                }
            });
        }
    }

    private void writeNext() {
        List<Incoming> messages = new ArrayList<>();
        int of = waiting.element().connection();
        while (messages.size() < MAX_BATCH
                && !waiting.isEmpty()
                && waiting.element().connection() == of) {
            messages.add(waiting.remove());
        }
        writing = true;
        attempt(new Batch(messages), 0);
    }

    private void attempt(Batch batch, int failures) {
        BatchWriter w = Objects.requireNonNull(writer);
        long start = System.nanoTime();
        Objects.requireNonNull(worker).executeBlocking(() -> w.write(batch)).onComplete(done -> {
            if (done.succeeded()) {
                Timer.builder("nuong.ingest.write")
                        .description("Time to make a batch durable, its last attempt")
                        .register(metrics)
                        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                finished(batch, done.result());
            } else {
                failed(batch, failures, done.cause());
            }
        });
    }

    private void finished(Batch batch, BatchWriter.Done done) {
        if (trouble != null) {
            LOG.info("the store takes readings again");
            trouble = null;
        }
        batch.messages.forEach(m -> room.release(Math.min(m.weight(), MAX_WAITING_BYTES)));
        acknowledged.addAndGet(done.acknowledged());
        measure(done);
        writing = false;
        Promise<Void> waitingForIdle = idle;
        if (waitingForIdle != null) {
            waitingForIdle.tryComplete();
        } else if (!waiting.isEmpty()) {
            writeNext();
        }
    }

    private void failed(Batch batch, int failures, Throwable cause) {
        trouble = String.valueOf(cause.getMessage());
        if (failures % 20 == 0) {
            if (cause instanceof StoreException) {
                LOG.warn("cannot store {} messages, trying again until it works: {}", batch.messages.size(), trouble);
            } else {
                LOG.error("cannot store {} messages, trying again until it works", batch.messages.size(), cause);
            }
        }
        Promise<Void> waitingForIdle = idle;
        if (waitingForIdle != null) {
            waitingForIdle.tryFail(cause); // unacknowledged, so the broker keeps them
            return;
        }
        long longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS << Math.min(failures, 10));
        long delay = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        retryTimer = vertx.setTimer(delay, t -> {
            retryTimer = null;
            attempt(batch, failures + 1);
        });
    }

    private void confirm() {
        BatchWriter w = writer;
        if (w == null || writing || stopping) {
            return;
        }
        int now = connection.get();
        Objects.requireNonNull(worker)
                .executeBlocking(() -> {
                    w.confirm(now);
                    return null;
                })
                .onFailure(e -> LOG.warn("cannot note which messages the broker knows as settled", e));
    }

    private void measure(BatchWriter.Done done) {
        count("nuong.ingest.acknowledged", "Readings acknowledged to the broker", done.acknowledged());
        count("nuong.ingest.stored", "Readings stored", done.stored());
        count("nuong.ingest.abouts.refused", "Messages about devices that were refused", done.aboutsRefused());
        done.refused()
                .forEach(r -> Counter.builder("nuong.ingest.refused")
                        .description("Readings refused")
                        .tag("reason", r.reason().code())
                        .register(metrics)
                        .increment());
        DistributionSummary.builder("nuong.ingest.batch")
                .description("Messages written together")
                .register(metrics)
                .record(done.messages());
    }

    private void count(String name, String description, int readings) {
        Counter.builder(name).description(description).register(metrics).increment(readings);
    }
}
