package vn.nuong.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.records.Accounting;
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

    /** What was told on {@code nuong/+/+/errors}, by topic. */
    final Map<String, List<String>> errors = new ConcurrentHashMap<>();

    private final LocalBroker broker;
    private IngestService ingest;
    private JsonClient http;

    Site(Path folder, ReadingStore store, Clock wall) {
        this.folder = folder;
        broker = LocalBroker.start(
                new LocalBroker.Settings("127.0.0.1", 0, folder.resolve("broker"), accounts()),
                (topic, payload) -> published.incrementAndGet());
        device = session("device");
        startIngest(store, wall);
    }

    static List<LocalBroker.Account> accounts() {
        return List.of(
                new LocalBroker.Account("device", "d", List.of("nuong/#"), List.of("nuong/+/+/errors")),
                new LocalBroker.Account(
                        "ingest",
                        "i",
                        List.of("nuong/+/+/errors", "nuong/+/alerts"),
                        List.of("nuong/+/+/readings", "nuong/+/+/about")));
    }

    /** One more connection as the device's. */
    MqttSession session(String clientId) {
        MqttSession session =
                new MqttSession(new MqttSettings("tcp://127.0.0.1:" + broker.port(), clientId, "device", "d", null));
        session.subscribe("nuong/+/+/errors", delivery -> {
            errors.computeIfAbsent(delivery.topic(), t -> Collections.synchronizedList(new ArrayList<>()))
                    .add(new String(delivery.payload(), StandardCharsets.UTF_8));
            delivery.acknowledge().run();
        });
        session.start().orTimeout(20, TimeUnit.SECONDS).join();
        return session;
    }

    void startIngest(ReadingStore store, Clock wall) {
        ingest = IngestService.start(
                vertx,
                IngestSettings.of(
                        new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-ingest", "ingest", "i", null),
                        folder.resolve("data")),
                store,
                SiteConfig.sampleSite(),
                wall,
                new HttpService.Address("127.0.0.1", 0));
        http = new JsonClient(URI.create("http://127.0.0.1:" + ingest.port()));
    }

    void stopBroker() {
        broker.close();
    }

    void stopIngest() {
        ingest.close();
    }

    void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    void publish(String topic, byte[] payload, boolean retained) {
        device.publish(topic, payload, retained).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Publishes all and waits for the broker. */
    void publish(List<RandomStream.Message> messages) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        messages.forEach(m -> sent.add(device.publish(m.topic(), m.payload(), false)));
        sent.forEach(s -> s.orTimeout(60, TimeUnit.SECONDS).join());
    }

    Accounting accounting() {
        return ingest.accounting();
    }

    /** How many readings the store holds, counted there. */
    long count() {
        return ingest.count();
    }

    /** Waits until so many readings in all are dealt with, and nothing waits. */
    Accounting received(long readings) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> accounting().received() >= readings && ingest.isSettled());
        return accounting();
    }

    JsonNode get(String path, Map<String, String> query) throws IOException {
        return http.get(path, query);
    }

    JsonNode post(String path, Object body) throws IOException {
        return http.post(path, body, JsonNode.class);
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
