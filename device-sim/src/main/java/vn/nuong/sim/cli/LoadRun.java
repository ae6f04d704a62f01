package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import vn.nuong.sim.load.Load;
import vn.nuong.sim.load.LoadSummary;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;

/** Publishes a load and reckons what was acknowledged. A device keeps to one connection, which keeps its order. */
final class LoadRun implements AutoCloseable {

    /** Messages on their way at once on each connection. */
    private static final int MAX_IN_FLIGHT = 1_000;

    private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

    private final Load load;
    private final String site;
    private final Surroundings surroundings;
    private final List<Lane> lanes = new ArrayList<>();
    private final BitSet acknowledged = new BitSet(); // guarded by itself
    private @Nullable Throwable failure; // guarded by acknowledged; the first that a message was given up for
    private Instant began;
    private long start;
    private long lastAcknowledged; // guarded by acknowledged
    private int published;

    /** A connection, and the places for messages on their way over it. */
    private record Lane(Connection connection, Semaphore places) {}

    LoadRun(Load load, String site, Surroundings surroundings) {
        this.load = load;
        this.site = site;
        this.surroundings = surroundings;
        this.began = surroundings.wall().instant();
    }

    /** Adds a connection, to be closed with this. */
    void add(Connection connection) {
        lanes.add(new Lane(connection, new Semaphore(MAX_IN_FLIGHT)));
    }

    /** Publishes, retained, what the devices are: simulated. Returns when all of it is acknowledged. */
    void describe() throws InterruptedException, ExecutionException {
        long seconds = load.interval().toSeconds();
        Integer interval = seconds > DeviceAbout.MAX_INTERVAL_S ? null : (int) seconds;
        List<Outbox> outboxes = lanes.stream()
                .map(lane -> new Outbox(lane.connection, site, Outbox.MAX_IN_FLIGHT))
                .toList();
        for (int device = 0; device < load.devices(); device++) {
            String id = load.id(device);
            outboxes.get(device % lanes.size())
                    .about(id, new DeviceAbout(id, interval, List.of(20), Origin.SIMULATED, "nuong simulate", null));
        }
        for (Outbox outbox : outboxes) {
            outbox.drained().get();
        }
    }

    /**
     * Publishes all messages; returns when all of them are acknowledged.
     *
     * @param rate messages a second; null for as fast as the broker takes them
     */
    void publish(@Nullable Double rate, Progress progress) throws InterruptedException, ExecutionException {
        List<String> topics = new ArrayList<>();
        for (int device = 0; device < load.devices(); device++) {
            topics.add(new Topic.Readings(site, load.id(device)).name());
        }
        began = surroundings.wall().instant();
        start = surroundings.nanoTime().getAsLong();
        for (int message = 0; message < load.count(); message++) {
            if (rate != null) {
                awaitDue(message, rate);
            }
            int device = load.device(message);
            Lane lane = lanes.get(device % lanes.size());
            lane.places.acquire();
            send(message, topics.get(device), lane);
            progress.step();
        }
        for (Lane lane : lanes) {
            lane.places.acquire(MAX_IN_FLIGHT);
        }
        synchronized (acknowledged) {
            if (failure != null) {
                throw new ExecutionException("a message was given up", failure);
            }
        }
    }

    private void awaitDue(int message, double rate) throws InterruptedException {
        long early =
                start + (long) (message / rate * 1e9) - surroundings.nanoTime().getAsLong();
        if (early >= SHORTEST_SLEEP_NANOS) {
            surroundings.sleeper().sleep(Duration.ofNanos(early));
        }
    }

    private void send(int message, String topic, Lane lane) {
        CompletableFuture<Void> done = lane.connection.publish(topic, load.payload(message), false);
        published++;
        var unused = done.whenComplete((nothing, problem) -> {
            synchronized (acknowledged) {
                if (problem == null) {
                    acknowledged.set(message);
                    lastAcknowledged = surroundings.nanoTime().getAsLong();
                } else if (failure == null) {
                    failure = problem;
                }
            }
            lane.places.release();
        });
    }

    /** What was acknowledged so far. */
    LoadSummary summary() {
        BitSet so;
        Duration took;
        synchronized (acknowledged) {
            so = (BitSet) acknowledged.clone();
            took = so.isEmpty() ? Duration.ZERO : Duration.ofNanos(lastAcknowledged - start);
        }
        long sentAgain =
                lanes.stream().mapToLong(lane -> lane.connection.sentAgain()).sum();
        return LoadSummary.of(load, site, published, so, sentAgain, began, took);
    }

    /** One line of a summary, for a person. */
    static void say(LoadSummary summary, PrintWriter err) {
        err.println(String.format(
                Locale.ROOT,
                "%d devices, %d of %d messages acknowledged (%d readings) in %.1f s, %.0f messages/s, %d sent again",
                summary.devices(),
                summary.messagesAcknowledged(),
                summary.messagesPublished(),
                summary.readingsAcknowledged(),
                summary.seconds(),
                summary.rate(),
                summary.messagesSentAgain()));
        err.flush();
    }

    static void write(LoadSummary summary, Path file) throws IOException {
        byte[] json = Json.write(summary);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        Files.write(file, line);
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.connection.close());
    }
}
