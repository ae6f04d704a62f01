package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** Ingest as a process of its own, killed again and again in the middle of its work. */
class KilledIngestTest {

    private static final int KILLS = 3 * Integer.getInteger("nuong.chaos.rounds", 1);
    private static final int MESSAGES_EACH = 1_500;

    @TempDir
    Path folder;

    private LocalBroker broker;
    private MqttSession device;

    @BeforeEach
    void start() {
        broker = LocalBroker.start(new LocalBroker.Settings("127.0.0.1", 0, folder.resolve("broker"), Site.accounts()));
        device = new MqttSession(new MqttSettings("tcp://127.0.0.1:" + broker.port(), "device", "device", "d", null));
        device.start().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void stop() {
        device.close();
        broker.close();
    }

    private IngestProcess ingest() throws Exception {
        return IngestProcess.start(
                folder,
                Map.of(
                        "NUONG_MQTT_URL", "tcp://127.0.0.1:" + broker.port(),
                        "NUONG_MQTT_USERNAME", "ingest",
                        "NUONG_MQTT_PASSWORD", "i",
                        "NUONG_STORE", "sqlite"));
    }

    private List<CompletableFuture<Void>> publish(List<RandomStream.Message> messages) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        messages.forEach(m -> sent.add(device.publish(m.topic(), m.payload(), false)));
        return sent;
    }

    private static void await(List<CompletableFuture<Void>> sent) {
        sent.forEach(s -> s.orTimeout(60, TimeUnit.SECONDS).join());
    }

    @Test
    void eachReadingIsStoredOnceAndAccountedForHoweverOftenIngestIsKilled() throws Exception {
        RandomStream stream = new RandomStream(42);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (IngestProcess ingest = ingest().ready()) {
                long before = ingest.accounting().path("received").asLong();
                sent.addAll(publish(stream.take(MESSAGES_EACH)));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> ingest.accounting().path("received").asLong() > before + 300);
            } // killed, and much is still on its way
        }
        await(sent);
        JsonNode accounting;
        try (IngestProcess ingest = ingest().ready()) {
            accounting = ingest.stored(stream.distinct());
            ingest.terminate();
        }

        assertThat(accounting.path("adds_up").asBoolean()).as("%s", accounting).isTrue();
        assertThat(accounting.path("stored").asLong()).isEqualTo(stream.distinct());
        expectStored(stream.expected());
    }

    @Test
    void anotherIngestStandsByAndGoesOnWhenTheFirstIsKilled() throws Exception {
        RandomStream stream = new RandomStream(43);
        try (IngestProcess first = ingest().ready();
                IngestProcess second = ingest()) {
            second.says("standing by");
            await(publish(stream.take(300)));
            assertThat(first.accounting().path("received").asLong()).isNotNegative();
            assertThat(second.log()).doesNotContain("ingest answers");

            first.kill();
            second.ready();
            await(publish(stream.take(300)));

            JsonNode accounting = second.stored(stream.distinct());
            assertThat(accounting.path("adds_up").asBoolean())
                    .as("%s", accounting)
                    .isTrue();
            assertThat(accounting.path("stored").asLong()).isEqualTo(stream.distinct());
            second.terminate();
        }
        expectStored(stream.expected());
    }

    /** What is in the files once nobody has them open. */
    private void expectStored(Map<RandomStream.Key, Double> expected) {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (SqliteReadingStore store = SqliteReadingStore.open(data.readings());
                RecordStore records = RecordStore.open(data.records())) {
            Map<RandomStream.Key, Double> stored = new HashMap<>();
            ReadingQuery query = new ReadingQuery(null, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE, 10_000, null);
            while (query != null) {
                StoredPage page = store.find(query);
                for (Reading r : page.readings()) {
                    stored.put(
                            new RandomStream.Key(r.device(), r.key().code(), Times.toEpochNanos(r.measured())),
                            r.value());
                }
                query = page.next() == null
                        ? null
                        : new ReadingQuery(null, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE, 10_000, page.next());
            }
            assertThat(stored).isEqualTo(expected);
            assertThat(store.count()).isEqualTo(expected.size());
            Accounting accounting = records.accounting();
            assertThat(accounting.addsUp()).as("%s", accounting).isTrue();
        }
    }
}
