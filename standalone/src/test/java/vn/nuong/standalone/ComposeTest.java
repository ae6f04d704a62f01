package vn.nuong.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.testing.RequiresDocker;

/** The shipped docker-compose.yml, once, with what {@code nuong init} writes: real Mosquitto, real InfluxDB, TLS. */
@RequiresDocker
class ComposeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration BUILD_AND_START = Duration.ofMinutes(6);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final String project = "nuong-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> environment = new TreeMap<>();
    private int httpPort;
    private int mqttPort;

    @BeforeEach
    void makeSecretsAndPorts() throws IOException {
        for (String module : List.of("device-sim", "gateway", "ingest", "analytics", "portal")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
                assertThat(files)
                        .as("%s is not packaged; images hold what ./mvnw verify packages before this test", module)
                        .anyMatch(f -> f.toString().endsWith(".jar"));
            }
        }
        int code = Nuong.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                .execute("init", "--dir", folder.toString());
        assertThat(code).isZero();
        httpPort = freePort();
        mqttPort = freePort();
        environment.put("NUONG_HTTP_PORT", "" + httpPort);
        environment.put("NUONG_MQTT_TLS_PORT", "" + mqttPort);
        environment.put("NUONG_DEVICES_MQTT_PORT", "" + freePort());
    }

    @AfterEach
    void takeEverythingDown() {
        assertThat(compose("down", "--volumes", "--timeout", "10").code()).isZero();
    }

    @Test
    void carriesReadingsFromDevicesAndFromATlsProbeToAdviceOnThePage() throws Exception {
        Result up = compose("up", "--build", "--detach");
        assertThat(up.code()).as(up.output()).isZero();

        JsonClient portal = new JsonClient(URI.create("http://127.0.0.1:" + httpPort));
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertFourStatementsForThreePlots(portal.get("/api/v1/advice", Map.of())));
            assertThat(portal.get("/api/v1/accounting", Map.of()).path("stored").asLong())
                    .isGreaterThan(10_000);
            publishOverTls();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(portal.get("/api/v1/readings", Map.of("device", "my-probe"))
                                    .path("readings"))
                            .singleElement()
                            .satisfies(
                                    r -> assertThat(r.path("value").asDouble()).isEqualTo(3.61)));
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError(compose("logs", "--tail", "15").output(), e);
        }
        assertNobodyIsRoot();
    }

    @Test
    void composeRefusesToStartWithoutInit() throws IOException {
        Path nothing = Files.createFile(folder.resolve("empty.env"));
        Result config = run(
                environment,
                "docker",
                "compose",
                "--project-directory",
                ROOT.toString(),
                "--env-file",
                nothing.toString(),
                "config");
        assertThat(config.code()).isNotZero();
        assertThat(config.output()).contains("run ./nuong init first");
    }

    private void publishOverTls() throws Exception {
        String password = Files.readAllLines(folder.resolve(".env")).stream()
                .filter(l -> l.startsWith("NUONG_PROBE_MQTT_PASSWORD="))
                .map(l -> l.substring(l.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        try (MqttSession probe = new MqttSession(new MqttSettings(
                "ssl://localhost:" + mqttPort,
                "a-first-real-probe",
                "probe",
                password,
                folder.resolve(".nuong/mosquitto/ca.crt")))) {
            probe.start().get(30, SECONDS);
            String payload =
                    "{\"time\": \"" + Instant.now().minusSeconds(60) + "\", \"readings\": {\"battery\": 3.61}}";
            probe.publish("nuong/pilot/my-probe/readings", payload.getBytes(StandardCharsets.UTF_8), false)
                    .get(30, SECONDS);
        }
    }

    private void assertNobodyIsRoot() {
        String[] containers = compose("ps", "--quiet").output().strip().split("\\s+");
        assertThat(containers).hasSize(7);
        for (String container : containers) {
            assertThat(run(Map.of(), "docker", "inspect", "--format", "{{.Config.User}}", container)
                            .output()
                            .strip())
                    .matches("[1-9][0-9]*:[0-9]+");
        }
    }

    private static void assertFourStatementsForThreePlots(JsonNode answer) {
        assertThat(answer.path("advice"))
                .hasSize(3)
                .allSatisfy(advice -> assertThat(advice.path("statements")).hasSize(4));
    }

    private Result compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--project-name",
                project,
                "--project-directory",
                ROOT.toString(),
                "--env-file",
                folder.resolve(".env").toString()));
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    /** How a command ended, and what it said. */
    private record Result(int code, String output) {}

    private static Result run(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Path output = Files.createTempFile("nuong-compose", ".txt");
            try {
                Process process = builder.redirectOutput(output.toFile()).start();
                if (!process.waitFor(BUILD_AND_START.toSeconds(), SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            String.join(" ", command) + " does not end: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
