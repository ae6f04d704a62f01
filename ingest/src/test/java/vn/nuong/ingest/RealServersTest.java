package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import vn.nuong.ingest.influx.InfluxContainer;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.RequiresDocker;

/** The whole way through the real Mosquitto and the real InfluxDB, with one of them away for a while. */
@RequiresDocker
class RealServersTest {

    private static final String MOSQUITTO_CONF = """
            listener 1883
            allow_anonymous true
            persistence true
            persistence_location /mosquitto/data/
            max_queued_messages 0
            max_inflight_messages 1000
            """;

    @TempDir
    Path folder;

    @Test
    void publishedIsStoredPlusRefusedThoughInfluxIsAwayAndIngestIsStartedAgain() {
        Vertx vertx = Vertx.vertx();
        try (GenericContainer<?> mosquitto = new GenericContainer<>("eclipse-mosquitto:2")
                        .withExposedPorts(1883)
                        .withCopyToContainer(Transferable.of(MOSQUITTO_CONF), "/mosquitto/config/mosquitto.conf");
                InfluxContainer influx = new InfluxContainer();
                ReadingStore store = new InfluxReadingStore(influx.newBucket());
                RecordStore records = RecordStore.open(folder.resolve("records.db"))) {
            mosquitto.start();
            String broker = "tcp://" + mosquitto.getHost() + ":" + mosquitto.getMappedPort(1883);
            try (MqttSession device = new MqttSession(new MqttSettings(broker, "device", null, null, null))) {
                device.start().orTimeout(30, TimeUnit.SECONDS).join();
                RandomStream stream = new RandomStream(7);
                IngestService ingest = start(vertx, broker, store, records);
                long readings = publish(device, stream.take(500));

                influx.pause();
                readings += publish(device, stream.take(300));
                influx.unpause();
                awaitEverything(ingest, readings);

                ingest.close();
                readings += publish(device, stream.take(300)); // Mosquitto keeps them
                ingest = start(vertx, broker, store, records);
                awaitEverything(ingest, readings);
                Counts counts = ingest.counts();
                ingest.close();

                assertThat(counts.stored() + counts.rejectedTotal()).isEqualTo(readings);
                assertThat(counts.stored()).isEqualTo(stream.distinct());
            }
        } finally {
            vertx.close().await();
        }
    }

    private static IngestService start(Vertx vertx, String broker, ReadingStore store, RecordStore records) {
        return IngestService.start(
                vertx,
                new MqttSettings(broker, "nuong-ingest", null, null, null),
                store,
                records,
                SiteConfig.sampleSite(),
                Clock.systemUTC(),
                new HttpService.Address("127.0.0.1", 0));
    }

    private static long publish(MqttSession device, List<RandomStream.Message> messages) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        long readings = 0;
        for (RandomStream.Message m : messages) {
            sent.add(device.publish(m.topic(), m.payload(), false));
            readings += m.readings();
        }
        sent.forEach(CompletableFuture::join);
        device.publish("nuong/pilot/d1/about", "{\"name\":\"d1\"}".getBytes(StandardCharsets.UTF_8), true)
                .join();
        return readings;
    }

    private static void awaitEverything(IngestService ingest, long readings) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            Counts counts = ingest.counts();
            return counts.stored() + counts.rejectedTotal() >= readings;
        });
    }
}
