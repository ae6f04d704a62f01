package vn.nuong.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;

/** A broker, a device and ingest in one process, over one folder. */
final class Site implements AutoCloseable {

    static final String TOPIC = "nuong/pilot/my-probe/readings";

    final Path folder;
    final Vertx vertx = Vertx.vertx();
    final AtomicLong published = new AtomicLong();
    final MqttSession device;
    private final LocalBroker broker;
    private RecordStore records;
    private IngestService ingest;
    private JsonClient http;

    Site(Path folder, ReadingStore store, Clock wall) {
        this.folder = folder;
        broker = LocalBroker.start(
                new LocalBroker.Settings(
                        "127.0.0.1",
                        0,
                        folder.resolve("broker"),
                        List.of(
                                new LocalBroker.Account("device", "d", List.of("nuong/#"), List.of()),
                                new LocalBroker.Account(
                                        "ingest", "i", List.of(), List.of("nuong/+/+/readings", "nuong/+/+/about")))),
                (topic, payload) -> published.incrementAndGet());
        device = new MqttSession(new MqttSettings("tcp://127.0.0.1:" + broker.port(), "device", "device", "d", null));
        device.start().orTimeout(20, TimeUnit.SECONDS).join();
        startIngest(store, wall);
    }

    void startIngest(ReadingStore store, Clock wall) {
        records = RecordStore.open(folder.resolve("records.db"));
        ingest = IngestService.start(
                vertx,
                new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-ingest", "ingest", "i", null),
                store,
                records,
                SiteConfig.sampleSite(),
                wall,
                new HttpService.Address("127.0.0.1", 0));
        http = new JsonClient(URI.create("http://127.0.0.1:" + ingest.port()));
    }

    void stopIngest() {
        ingest.close();
        records.close();
    }

    void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    void publish(String topic, byte[] payload, boolean retained) {
        device.publish(topic, payload, retained).orTimeout(30, TimeUnit.SECONDS).join();
    }

    Counts counts() {
        return ingest.counts();
    }

    /** Waits until ingest has acknowledged so many readings since it was started. */
    Counts acknowledged(long readings) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> counts().acknowledged() >= readings);
        return counts();
    }

    JsonNode get(String path, Map<String, String> query) throws IOException {
        return http.get(path, query);
    }

    int port() {
        return ingest.port();
    }

    @Override
    public void close() {
        stopIngest();
        device.close();
        broker.close();
        vertx.close().await();
    }
}
