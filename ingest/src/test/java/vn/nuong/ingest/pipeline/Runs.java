package vn.nuong.ingest.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.register.DeviceRegister;
import vn.nuong.ingest.register.DeviceState;
import vn.nuong.ingest.store.MemoryStore;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.time.Times;

/** A pipeline over one data folder and one store, run again and again as after restarts and crashes. */
final class Runs implements AutoCloseable {

    static final String TOPIC = "nuong/pilot/probe/readings";

    final MemoryStore store = new MemoryStore();
    final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    final List<Long> told = Collections.synchronizedList(new ArrayList<>());
    private Path folder;
    private final InstantSource wall;
    RecordStore records;
    Journal journal;
    IngestPipeline pipeline;

    Runs(Path folder, InstantSource wall) {
        this.folder = folder;
        this.wall = wall;
        start();
    }

    void start() {
        records = RecordStore.open(folder.resolve("records.db"));
        journal = Journal.open(folder.resolve("journal"), Journal.Settings.DEFAULT);
        long last = Math.max(records.lastReceivedNs(), journal.lastReceivedNs());
        SteadyClock clock = new SteadyClock(wall, System::nanoTime, Times.ofEpochNanos(last));
        pipeline = new IngestPipeline(new IngestPipeline.Parts(
                journal,
                store,
                records,
                new DeviceRegister(records.devices()),
                PayloadParser::parse,
                point -> List.of(),
                new NoDevices(),
                clock,
                null,
                new IngestMetrics(new SimpleMeterRegistry(), records.accounting()),
                (id, letter, device) -> told.add(id)));
        pipeline.start();
    }

    /** Ends in order, and starts again. */
    void restart() {
        close();
        start();
    }

    /** As when somebody removed the data folder, but not the store. */
    void restartWithoutRecords() {
        close();
        folder = folder.resolve("another");
        start();
    }

    /** Ends as a killed process does: nothing is noted any more. */
    void afterCrash() {
        store.failWith(MemoryStore.Failure.NONE);
        restart();
    }

    void send(String payload) {
        send(TOPIC, payload.getBytes(StandardCharsets.UTF_8), false, false);
    }

    void sendAgain(String payload) {
        send(TOPIC, payload.getBytes(StandardCharsets.UTF_8), false, true);
    }

    /** @param packetId tells it from others when the broker sends it once more */
    void send(String payload, int packetId, boolean duplicate) {
        send(TOPIC, payload.getBytes(StandardCharsets.UTF_8), false, duplicate, packetId);
    }

    void send(String topic, byte[] payload, boolean retained, boolean duplicate) {
        send(topic, payload, retained, duplicate, 0);
    }

    private void send(String topic, byte[] payload, boolean retained, boolean duplicate, int packetId) {
        pipeline.accept(new Delivery(
                topic,
                payload,
                retained,
                duplicate,
                1,
                1,
                packetId,
                () -> acknowledged.add(new String(payload, StandardCharsets.UTF_8))));
    }

    /** Waits until everything sent is dealt with. */
    Accounting settled(int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.size() >= messages && pipeline.isSettled());
        return records.accounting();
    }

    Accounting settled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(pipeline::isSettled);
        return records.accounting();
    }

    List<DeadLetter> deadLetters() {
        return records.deadLetters(null, null, null, Long.MAX_VALUE, 1000);
    }

    @Override
    public void close() {
        pipeline.close();
        journal.close();
        records.close();
    }

    private static final class NoDevices implements Devices {
        final AtomicInteger heard = new AtomicInteger();

        @Override
        public ZoneId zone(String site, String device) {
            return ZoneId.of("Asia/Ho_Chi_Minh");
        }

        @Override
        public void heard(DeviceState device, Point point, boolean live) {
            heard.incrementAndGet();
        }

        @Override
        public void refusedTime(DeviceState device, long measuredNs, long receivedNs) {}

        @Override
        public boolean isLate(DeviceState device, long measuredNs, long receivedNs) {
            return receivedNs - measuredNs > Duration.ofMinutes(15).toNanos();
        }

        @Override
        public void described(AboutMessage about) {}
    }
}
