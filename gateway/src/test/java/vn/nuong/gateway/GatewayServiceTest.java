package vn.nuong.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.PROBE;
import static vn.nuong.gateway.broker.BrokerFixture.READER;
import static vn.nuong.gateway.broker.BrokerFixture.as;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.BrokerFixture;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.time.Times;

class GatewayServiceTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private LocalBroker local;
    private LocalBroker upstream;
    private MqttSession probe;
    private Inbox inbox;

    @BeforeEach
    void startBothBrokersAProbeAndAReader() throws Exception {
        local = closed(BrokerFixture.start(dir.resolve("local"), 0));
        upstream = closed(BrokerFixture.start(dir.resolve("upstream"), 0));
        inbox = new Inbox();
        MqttSession reader = closed(new MqttSession(as(READER, upstream.port(), "reader")));
        reader.subscribe("nuong/+/+/readings", inbox);
        reader.subscribe("nuong/+/+/about", inbox);
        reader.start().get(10, SECONDS);
        probe = closed(new MqttSession(as(PROBE, local.port(), "probe")));
        probe.start().get(10, SECONDS);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        vertx.close().await();
    }

    @Test
    void tellsADeviceOnTheLocalBrokerWhatWasNotTakenUpstream() throws Exception {
        GatewayService gateway = start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        await().until(
                        () -> get(gateway, "/metrics").body(),
                        body -> body.contains("nuong_gateway_upstream_connected 1.0"));
        Inbox errors = new Inbox();
        MqttSession device = closed(new MqttSession(as(PROBE, local.port(), "p1")));
        device.subscribe("nuong/pilot/p1/errors", errors);
        device.start().get(10, SECONDS);
        MqttSession ingest = closed(new MqttSession(as(READER, upstream.port(), "ingest")));
        ingest.start().get(10, SECONDS);
        ingest.publish("nuong/pilot/p1/errors", bytes("no such property"), false)
                .get(10, SECONDS);

        await().atMost(LONG).untilAsserted(() -> assertThat(errors.payloads).contains("no such property"));
    }

    @Test
    void forwardsReadingsAndKeepsDescriptionsForLateSubscribers() throws Exception {
        GatewayService gateway = start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        probe.publish("nuong/pilot/p1/about", bytes("what it is"), true).get(10, SECONDS);
        probe.publish("nuong/pilot/p1/readings", bytes("what it measured"), false)
                .get(10, SECONDS);

        await().untilAsserted(
                        () -> assertThat(inbox.payloads).containsExactlyInAnyOrder("what it is", "what it measured"));
        MqttSession late = closed(new MqttSession(as(READER, upstream.port(), "late")));
        Inbox lateInbox = new Inbox();
        late.subscribe("nuong/+/+/about", lateInbox);
        late.start().get(10, SECONDS);
        await().untilAsserted(() -> assertThat(lateInbox.payloads).containsExactly("what it is"));
        await().untilAsserted(() -> assertThat(gateway.spooled()).isZero());
        await().untilAsserted(() -> assertThat(get(gateway, "/metrics").body())
                .contains("nuong_gateway_received_total 2.0")
                .contains("nuong_gateway_forwarded_total 2.0")
                .contains("nuong_gateway_spooled 0.0")
                .contains("nuong_gateway_upstream_connected 1.0"));
        assertThat(get(gateway, "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void givesMessagesOfADeviceWithoutAClockItsOwnTimeOnceAndPassesOthersOnAsTheyAre() throws Exception {
        String clockless = "{\"readings\": {\"soil_moisture_20cm\": 0.312}}";
        String clocked = "{\"time\":  \"2026-11-24T00:00:00Z\", \"readings\": {\"battery\": 3.60}}";
        upstream.close();
        Instant before = Instant.now();
        GatewayService first = start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        probe.publish("nuong/pilot/p1/readings", bytes(clockless), false).get(10, SECONDS);
        probe.publish("nuong/pilot/p1/readings", bytes(clockless), false).get(10, SECONDS);
        probe.publish("nuong/pilot/p2/readings", bytes(clocked), false).get(10, SECONDS);
        await().until(() -> first.spooled() == 3);
        first.close();
        Instant spooled = Instant.now();
        start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        closed(BrokerFixture.start(dir.resolve("upstream"), upstream.port()));

        await().atMost(LONG).until(() -> inbox.payloads.stream().distinct().count() == 3);
        List<String> payloads = List.copyOf(inbox.payloads).stream().distinct().toList();
        assertThat(payloads.get(2)).isEqualTo(clocked);
        for (String payload : payloads.subList(0, 2)) {
            JsonNode json = Json.parse(bytes(payload));
            assertThat(Times.parse(json.path("time").asText())).isBetween(before.minusMillis(1), spooled);
            assertThat(json.path("time_source").asText()).isEqualTo("gateway");
            assertThat(payload).endsWith(clockless.substring(1));
        }
    }

    @Test
    void losesNothingAndKeepsEachDevicesOrderThroughAnOutageUpstreamAndARestart() throws Exception {
        int perDevice = 400;
        GatewayService first = start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        publish(0, perDevice / 4);
        await().atMost(LONG).until(() -> inbox.payloads.size() >= perDevice / 4);
        upstream.close();
        publish(perDevice / 4, perDevice / 2);
        await().atMost(LONG).until(() -> first.spooled() >= 2L * perDevice / 4);
        assertThat(get(first, "/health").body()).contains("\"connected\":false");
        first.close();
        publish(perDevice / 2, 3 * perDevice / 4);

        GatewayService second = start(GatewayService.DEFAULT_MAX_SPOOL_BYTES);
        publish(3 * perDevice / 4, perDevice);
        await().atMost(LONG).until(() -> second.spooled() >= 2L * 3 * perDevice / 4);
        closed(BrokerFixture.start(dir.resolve("upstream"), upstream.port()));

        List<String> numbers =
                IntStream.range(0, perDevice).mapToObj(String::valueOf).toList();
        for (String device : List.of("p1", "p2")) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(firstArrivals(device)).isEqualTo(numbers));
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(second.spooled()).isZero());
    }

    @Test
    void leavesMessagesInTheLocalBrokerWhileTheSpoolIsFullAndSaysSo() throws Exception {
        upstream.close();
        GatewayService gateway = start(20_000);
        publish(0, 1_000);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(get(gateway, "/health"))
                        .satisfies(health -> assertThat(health.statusCode()).isEqualTo(503))
                        .satisfies(health -> assertThat(health.body()).contains("the spool is full")));
        assertThat(gateway.spooled()).isLessThan(2_000);
        closed(BrokerFixture.start(dir.resolve("upstream"), upstream.port()));

        await().atMost(LONG).untilAsserted(() -> assertThat(firstArrivals("p1")).hasSize(1_000));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(get(gateway, "/health").statusCode()).isEqualTo(200));
    }

    private void publish(int from, int to) throws Exception {
        List<CompletableFuture<Void>> promises = new ArrayList<>();
        for (int i = from; i < to; i++) {
            for (String device : List.of("p1", "p2")) {
                promises.add(probe.publish("nuong/pilot/" + device + "/readings", bytes(device + " " + i), false));
            }
        }
        CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new)).get(30, SECONDS);
    }

    private List<String> firstArrivals(String device) {
        return List.copyOf(inbox.payloads).stream()
                .filter(text -> text.startsWith(device + " "))
                .distinct()
                .map(text -> text.substring(device.length() + 1))
                .toList();
    }

    private GatewayService start(long maxSpoolBytes) {
        return closed(GatewayService.start(
                as(READER, local.port(), "nuong-gateway"),
                as(PROBE, upstream.port(), "nuong-gateway"),
                dir.resolve("spool.db"),
                maxSpoolBytes,
                vertx,
                new HttpService.Address("127.0.0.1", 0)));
    }

    private <T extends AutoCloseable> T closed(T resource) {
        opened.add(resource);
        return resource;
    }

    private static HttpResponse<String> get(GatewayService gateway, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
