package vn.nuong.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.spool.Spool;
import vn.nuong.gateway.spool.SpoolException;
import vn.nuong.gateway.spool.SpooledMessage;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.ClocklessPayload;

/**
 * Takes what devices publish into the spool, many messages at a time, and acknowledges them then. While the spool is full or
 * its disk fails nothing is acknowledged: messages stay in the local broker and are asked for no faster than they fit.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Spool spool;
    private final Clock clock;
    private final Runnable appended;
    private final BlockingQueue<Arrival> arrived = new ArrayBlockingQueue<>(BATCH);
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong taken = new AtomicLong();
    private volatile @Nullable String trouble; // null while all is well
    private Instant lastReceived = Instant.MIN; // only used by whoever delivers

    private record Arrival(Delivery delivery, Instant received) {}

    /** @param appended called after each batch */
    SpoolWriter(Spool spool, Clock clock, Runnable appended) {
        this.spool = spool;
        this.clock = clock;
        this.appended = appended;
        this.thread = new Thread(this::run, "gateway-spool-writer");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Handles a delivery; waits while too many are waiting already, which in time stops the broker from sending. */
    void accept(Delivery delivery) {
        Arrival arrival = new Arrival(delivery, received());
        try {
            while (!isClosed() && !arrived.offer(arrival, 200, TimeUnit.MILLISECONDS)) {
                LOG.debug("waiting for the spool to take what has arrived");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // unacknowledged, it comes again
        }
    }

    /** Two messages never get the same time, which would make one of two measurements of a device without a clock. */
    private Instant received() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant next = lastReceived.plusNanos(1_000);
        boolean stoodStill = now.isBefore(next) && now.plusSeconds(1).isAfter(next); // more is a clock that was set
        lastReceived = stoodStill ? next : now;
        return lastReceived;
    }

    /** Why nothing is taken in just now, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Messages taken into the spool since the start. */
    long taken() {
        return taken.get();
    }

    private void run() {
        List<Arrival> batch = new ArrayList<>();
        try {
            while (!isClosed()) {
                batch.clear();
                Arrival first = arrived.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    arrived.drainTo(batch, BATCH - 1);
                    write(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void write(List<Arrival> batch) throws InterruptedException {
        List<SpooledMessage> messages = batch.stream().map(SpoolWriter::message).toList();
        while (!isClosed()) {
            String why = tryToAppend(messages);
            if (why == null) {
                break;
            }
            if (!why.equals(trouble)) {
                LOG.warn("devices' messages stay in the local broker: {}", why);
            }
            trouble = why;
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        if (isClosed()) {
            return; // unacknowledged, they come again
        }
        if (trouble != null) {
            LOG.info("the spool takes messages again");
            trouble = null;
        }
        batch.forEach(arrival -> arrival.delivery.acknowledge().run());
        taken.addAndGet(batch.size());
        appended.run();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private @Nullable String tryToAppend(List<SpooledMessage> messages) {
        if (spool.isFull()) {
            return "the spool is full; bring the broker upstream back or raise its limit";
        }
        try {
            spool.append(messages);
            return null;
        } catch (SpoolException e) {
            LOG.debug("spool", e);
            return String.valueOf(e.getMessage());
        }
    }

    private static SpooledMessage message(Arrival arrival) {
        Delivery delivery = arrival.delivery;
        Topic topic = Topic.find(delivery.topic()).orElse(null);
        // Written down here, the time stays the same however often the message is sent upstream.
        byte[] payload = topic instanceof Topic.Readings
                ? ClocklessPayload.withTime(delivery.payload(), arrival.received)
                : delivery.payload();
        // A broker marks as retained only what it had kept; a description is always kept upstream.
        boolean about = topic instanceof Topic.About;
        return new SpooledMessage(0, delivery.topic(), payload, about, arrival.received);
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
