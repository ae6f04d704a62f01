package vn.nuong.ingest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import vn.nuong.ingest.IngestService;
import vn.nuong.ingest.IngestSettings;
import vn.nuong.ingest.RandomStream;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;

/** One ingest between the real servers, for a site of its own with a bucket of its own, and the device that publishes to it. */
final class Run implements AutoCloseable {

    private static final List<String> PROPERTIES =
            List.of("soil_moisture_20cm", "soil_moisture_30cm", "rain", "battery");

    final RandomStream stream;
    private final String site;
    private final Path folder;
    private final InfluxSettings influx;
    private final Vertx vertx = Vertx.vertx();
    private final MqttSession device;
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private IngestService ingest;
    private ReadingStore store;

    // How ingest gets there; as it is, or through a proxy.
    String broker;
    String influxUrl;
    Clock wall = Clock.systemUTC();
    Journal.Settings journal = Journal.Settings.DEFAULT;

    Run(Servers servers, RandomStream stream, String site, Path folder) {
        this.stream = stream;
        this.site = site;
        this.folder = folder;
        this.influx = servers.influx.newBucket();
        this.broker = servers.mosquitto();
        this.influxUrl = influx.url();
        this.device = new MqttSession(new MqttSettings(servers.mosquitto(), "device-" + site, null, null, null));
        device.start().orTimeout(30, TimeUnit.SECONDS).join();
    }

    InfluxSettings influx() {
        return influx;
    }

    Run start() {
        store = new InfluxReadingStore(new InfluxSettings(influxUrl, influx.org(), influx.bucket(), influx.token()));
        ingest = IngestService.start(
                vertx,
                new IngestSettings(
                        new MqttSettings(broker, "ingest-" + site, null, null, null),
                        1,
                        List.of(site),
                        folder.resolve("data"),
                        journal,
                        null),
                store,
                SiteConfig.sampleSite(),
                wall,
                new HttpService.Address("127.0.0.1", 0));
        return this;
    }

    void stop() {
        ingest.close();
        store.close();
        ingest = null;
    }

    IngestService ingest() {
        return ingest;
    }

    /** Hands so many messages to the device's session, which publishes them whatever happens. */
    void publish(int messages) {
        publish(stream.take(messages));
    }

    void publish(List<RandomStream.Message> messages) {
        messages.forEach(m -> sent.add(device.publish(m.topic(), m.payload(), false)));
    }

    /** Waits until Mosquitto has all that was published. */
    void published() {
        sent.forEach(s -> s.orTimeout(60, TimeUnit.SECONDS).join());
        sent.clear();
    }

    Accounting accounting() {
        return ingest.accounting();
    }

    String health() throws IOException {
        return get("http://127.0.0.1:" + ingest.port() + "/health", null);
    }

    /** Waits until everything published is received and dealt with. */
    Accounting received() {
        published();
        Awaitility.await("all is received")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> accounting().received() >= stream.readings() && ingest.isSettled());
        return accounting();
    }

    /** Everything is in InfluxDB, once, with its first value, and the accounting says so. */
    void expectAll() throws IOException {
        received();
        // What the broker sends once more counts as received too, so something may still be on its way.
        Awaitility.await("all is stored")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(accounting().stored())
                        .as("%s", accounting())
                        .isGreaterThanOrEqualTo(stream.distinct()));
        Accounting accounting = received();
        assertThat(accounting.addsUp()).as("%s", accounting).isTrue();
        assertThat(accounting.stored()).isEqualTo(stream.distinct());
        expectStored();
    }

    void expectStored() throws IOException {
        long counted = 0;
        for (String property : PROPERTIES) {
            JsonNode count = ask("SELECT COUNT(\"" + property + "\") FROM \"readings\"");
            counted += count.path("values").path(0).path(1).asLong();
        }
        assertThat(counted).as("counted in InfluxDB").isEqualTo(stream.distinct());
        JsonNode all = ask("SELECT \"device\", \"" + String.join("\", \"", PROPERTIES) + "\" FROM \"readings\"");
        Map<RandomStream.Key, Double> stored = new HashMap<>();
        for (JsonNode row : all.path("values")) {
            for (int i = 0; i < PROPERTIES.size(); i++) {
                JsonNode value = row.path(2 + i);
                if (!value.isNull()) {
                    stored.put(
                            new RandomStream.Key(
                                    row.path(1).asText(),
                                    PROPERTIES.get(i),
                                    row.path(0).asLong()),
                            value.asDouble());
                }
            }
        }
        assertThat(stored).isEqualTo(stream.expected());
    }

    private JsonNode ask(String query) throws IOException {
        String answer = get(
                influx.url() + "/query?epoch=ns&db=" + influx.bucket() + "&q="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8),
                influx.token());
        return Json.parse(answer.getBytes(StandardCharsets.UTF_8))
                .path("results")
                .path(0)
                .path("series")
                .path(0);
    }

    private String get(String url, String token) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Token " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        device.close();
        if (ingest != null) {
            stop();
        }
        vertx.close().await();
    }
}
