package vn.nuong.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;

/** An ingest of the sample site with a broker of its own, on the embedded store. */
public final class RunningIngest implements AutoCloseable {

    private final Path folder;
    private final Clock wall;
    private final Vertx vertx = Vertx.vertx();
    private final LocalBroker broker;
    private final MqttSession device;
    private final HttpClient http = HttpClient.newHttpClient();
    private ReadingStore store;
    private IngestService ingest;

    /** @param folder its data folder, and beside it the broker's */
    public RunningIngest(Path folder, Clock wall) {
        this.folder = folder;
        this.wall = wall;
        broker = LocalBroker.start(
                new LocalBroker.Settings(
                        "127.0.0.1",
                        0,
                        folder.resolveSibling(folder.getFileName() + "-broker"),
                        List.of(
                                new LocalBroker.Account("device", "d", List.of("nuong/#"), List.of()),
                                new LocalBroker.Account(
                                        "ingest",
                                        "i",
                                        List.of("nuong/#"),
                                        List.of("nuong/+/+/readings", "nuong/+/+/about")))),
                (topic, payload) -> {});
        device = new MqttSession(new MqttSettings("tcp://127.0.0.1:" + broker.port(), "device", "device", "d", null));
        device.start().orTimeout(20, TimeUnit.SECONDS).join();
        store = SqliteReadingStore.open(DataFolder.open(folder).readings());
        ingest = startService();
    }

    private IngestService startService() {
        return IngestService.start(
                vertx,
                IngestSettings.of(
                        new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-ingest", "ingest", "i", null),
                        folder),
                store,
                SiteConfig.sampleSite(),
                wall,
                new HttpService.Address("127.0.0.1", 0));
    }

    /** Ends it in order. */
    public void stop() {
        ingest.close();
        store.close();
    }

    /** Starts it again on the same folder. */
    public void start() {
        store = SqliteReadingStore.open(DataFolder.open(folder).readings());
        ingest = startService();
    }

    public ReadingStore store() {
        return store;
    }

    /** Publishes a message of readings; returns once the broker has it. */
    public void publish(String ofDevice, String payload) {
        publish("nuong/pilot/" + ofDevice + "/readings", payload, false);
    }

    public void publish(String topic, String payload, boolean retained) {
        device.publish(topic, payload.getBytes(StandardCharsets.UTF_8), retained)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Waits until so many readings were received in all, and all of them are dealt with. */
    public Accounting received(long readings) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ingest.accounting().received() >= readings && ingest.isSettled());
        return ingest.accounting();
    }

    /** What is in the last checkpoint. */
    public Accounting accounting() {
        return ingest.accounting();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + ingest.port());
    }

    public JsonNode get(String path) throws IOException {
        return new JsonClient(uri()).get(path, Map.of());
    }

    /** The bare answer, whatever its status. */
    public HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The bare answer to a body. */
    public HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri().resolve(path))
                        .header("content-type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        stop();
        device.close();
        broker.close();
        vertx.close().await();
    }
}
