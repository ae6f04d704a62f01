package vn.nuong.standalone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.testing.RequiresDocker;

/** {@code nuong ingest} alone, between the real Mosquitto and the real InfluxDB, with kill -9 and with another that takes over. */
@RequiresDocker
class IngestProcessTest {

    private static final String MOSQUITTO_CONF = """
            listener 1883
            allow_anonymous true
            persistence true
            persistence_location /mosquitto/data/
            max_queued_messages 0
            max_inflight_messages 1000
            """;

    @TempDir
    Path dir;

    @Test
    void keepsWhatItAcknowledgesThroughAKillWhileAnotherTakesOver() throws Exception {
        String token = UUID.randomUUID().toString();
        Path tokenFile = Files.writeString(dir.resolve("token"), token + "\n");
        Path data = dir.resolve("data");
        try (GenericContainer<?> mosquitto = new GenericContainer<>("eclipse-mosquitto:2")
                        .withExposedPorts(1883)
                        .withCopyToContainer(Transferable.of(MOSQUITTO_CONF), "/mosquitto/config/mosquitto.conf");
                GenericContainer<?> influx = influx(token)) {
            mosquitto.start();
            influx.start();
            String broker = "tcp://" + mosquitto.getHost() + ":" + mosquitto.getMappedPort(1883);
            List<String> more = List.of(
                    "--influx",
                    "http://" + influx.getHost() + ":" + influx.getMappedPort(8086),
                    "--influx-org",
                    "nuong",
                    "--influx-bucket",
                    "readings",
                    "--influx-token-file",
                    tokenFile.toString());
            try (IngestProcess first = IngestProcess.start(data, broker, more).awaitSaid("ready: ");
                    IngestProcess second =
                            IngestProcess.start(data, broker, more).awaitSaid("standing by until it ends")) {
                await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                    assertThat(second.ask("/health/live").statusCode()).isEqualTo(200);
                    assertThat(second.ask("/health/ready").statusCode()).isEqualTo(503);
                    assertThat(second.ask("/health/ready").body()).contains("standby");
                });
                long readings = publish(broker, 0, 400);
                first.stored(readings / 2);
                readings += publish(broker, 400, 800);
                first.kill();

                second.awaitSaid("ready: ");
                JsonNode accounting = second.stored(readings);
                assertThat(accounting.path("adds_up").asBoolean()).isTrue();
                assertThat(accounting.path("stored").asLong()).isEqualTo(readings);
                assertThat(accounting.path("in_store").asLong()).isEqualTo(readings);
                assertThat(second.terminate()).isEqualTo(143);
                assertThat(second.said())
                        .as("structured logs")
                        .allSatisfy(line -> assertThat(Json.parse(line.getBytes(StandardCharsets.UTF_8))
                                        .path("time")
                                        .asText())
                                .endsWith("Z"));
            }
        }
    }

    @Test
    void waitsForABrokerThatIsAway() throws Exception {
        try (IngestProcess waiting = IngestProcess.start(dir.resolve("data"), "tcp://127.0.0.1:1", List.of())
                .awaitSaid("trying again")) {
            assertThat(waiting.ask("/health/live").statusCode()).isEqualTo(200);
            assertThat(waiting.ask("/health/ready").body()).contains("\"id\":\"broker\",\"status\":\"DOWN\"");
            assertThat(waiting.terminate()).isEqualTo(143);
        }
    }

    private static GenericContainer<?> influx(String token) {
        return new GenericContainer<>("influxdb:2.7")
                .withExposedPorts(8086)
                .withEnv("DOCKER_INFLUXDB_INIT_MODE", "setup")
                .withEnv("DOCKER_INFLUXDB_INIT_USERNAME", "admin")
                .withEnv("DOCKER_INFLUXDB_INIT_PASSWORD", UUID.randomUUID().toString())
                .withEnv("DOCKER_INFLUXDB_INIT_ORG", "nuong")
                .withEnv("DOCKER_INFLUXDB_INIT_BUCKET", "readings")
                .withEnv("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN", token)
                .waitingFor(Wait.forHttp("/api/v2/buckets?org=nuong")
                        .forPort(8086)
                        .withHeader("Authorization", "Token " + token)
                        .forStatusCode(200));
    }

    /** @return how many readings that were, all different */
    private static long publish(String broker, int from, int to) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.DAYS);
        try (MqttSession device = new MqttSession(new MqttSettings(broker, "devices", null, null, null))) {
            device.start().orTimeout(30, TimeUnit.SECONDS).join();
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = from; i < to; i++) {
                String payload =
                        "{\"time\":\"" + start.plusSeconds(i) + "\",\"readings\":{\"battery\":3.6,\"rain\":0}}";
                sent.add(device.publish(
                        "nuong/pilot/probe-" + i % 7 + "/readings", payload.getBytes(StandardCharsets.UTF_8), false));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }
        return 2L * (to - from);
    }
}
