package vn.nuong.sim.publish;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * Sends devices' messages, with a limit on how many wait for their acknowledgement, and knows up to which time everything is
 * acknowledged. Messages are to be sent in the order of {@link Message#sent()}. Thread-safe.
 */
public final class Outbox {

    /** Messages on their way at once, unless told otherwise. */
    public static final int MAX_IN_FLIGHT = 500;

    private final Publisher publisher;
    private final String site;
    private final Semaphore places;
    private final Deque<InFlight> inFlight = new ArrayDeque<>(); // guarded by itself, oldest first
    private @Nullable Instant acknowledgedTo; // guarded by inFlight
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong readingsAcknowledged = new AtomicLong();

    /** A message on its way. */
    private static final class InFlight {
        private final @Nullable Instant sent;
        private final CompletableFuture<Void> counted =
                new CompletableFuture<>(); // completes after its acknowledgement is counted
        private boolean acknowledged; // guarded by Outbox.inFlight

        InFlight(@Nullable Instant sent) {
            this.sent = sent;
        }
    }

    public Outbox(Publisher publisher, String site, int maxInFlight) {
        this.publisher = publisher;
        this.site = site;
        this.places = new Semaphore(maxInFlight);
    }

    /** Publishes, retained, what a device is. Waits while too much is on its way. */
    public void about(String device, DeviceAbout about) throws InterruptedException {
        publish(new Topic.About(site, device).name(), Json.write(about), true, null, 0);
    }

    /** Publishes readings. Waits while too much is on its way. */
    public void send(Message message) throws InterruptedException {
        publish(
                new Topic.Readings(site, message.device()).name(),
                message.payload(),
                false,
                message.sent(),
                message.readings().size());
        messages.incrementAndGet();
    }

    private void publish(String topic, byte[] payload, boolean retained, @Nullable Instant sent, int count)
            throws InterruptedException {
        places.acquire();
        InFlight message = new InFlight(sent);
        CompletableFuture<Void> done;
        synchronized (inFlight) { // so that an acknowledgement finds its message on the list
            readings.addAndGet(count);
            done = publisher.publish(topic, payload, retained);
            inFlight.add(message);
        }
        var unused = done.whenComplete((acknowledged, failure) -> {
            places.release();
            if (failure == null) {
                readingsAcknowledged.addAndGet(count);
                forgetAcknowledged(message);
                message.counted.complete(null);
            } else {
                message.counted.completeExceptionally(failure);
            }
        });
    }

    /** A message that failed stays on the list: nothing after it counts as safe. */
    private void forgetAcknowledged(InFlight message) {
        synchronized (inFlight) {
            message.acknowledged = true;
            while (!inFlight.isEmpty() && inFlight.getFirst().acknowledged) {
                Instant sent = inFlight.removeFirst().sent;
                if (sent != null) {
                    acknowledgedTo = sent;
                }
            }
        }
    }

    /** Completes when everything sent so far is acknowledged and counted; fails when a message was given up. */
    public CompletableFuture<Void> drained() {
        synchronized (inFlight) {
            return CompletableFuture.allOf(inFlight.stream().map(m -> m.counted).toArray(CompletableFuture[]::new));
        }
    }

    /** The sending time up to which every message is acknowledged; empty before the first. */
    public Optional<Instant> acknowledgedTo() {
        synchronized (inFlight) {
            return Optional.ofNullable(acknowledgedTo);
        }
    }

    /** Messages with readings handed over so far. */
    public long messages() {
        return messages.get();
    }

    /** Readings handed over so far. */
    public long readings() {
        return readings.get();
    }

    /** Readings whose message was acknowledged. */
    public long readingsAcknowledged() {
        return readingsAcknowledged.get();
    }
}
