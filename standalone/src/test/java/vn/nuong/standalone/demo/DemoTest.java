package vn.nuong.standalone.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;

/** The demonstration as a visitor tries it: in a process of its own, with a probe of his own, and with kill -9. */
class DemoTest {

    private static final String TOPIC = "nuong/pilot/my-probe/readings";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void takesAVisitorsReadingsAdvisesOnEveryPlotAndLosesNothingAcknowledgedAtAKill() throws Exception {
        Path data = folder.resolve("data");
        Instant measured = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600);
        List<Instant> acknowledged = new ArrayList<>();
        String credentials;
        try (DemoProcess demo = DemoProcess.start(data).awaitReady()) {
            credentials = Files.readString(demo.credentialsFile());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(demo.credentialsFile())))
                    .isEqualTo("rw-------");
            try (MqttSession probe = new MqttSession(demo.visitor())) {
                probe.start().get(10, SECONDS);
                publish(probe, """
                        {"time": "%s", "readings": {"soil_moisture_20cm": 0.312, "battery": 3.61,
                         "air_temperature": 900, "nonsense": 1}}""".formatted(measured));
                publish(probe, "no json at all");
                publish(probe, "{\"time\": \"2090-01-01T00:00:00Z\", \"readings\": {\"battery\": 3.7}}");
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertVisitorsReadings(demo, measured));
            await().atMost(PATIENCE).untilAsserted(() -> assertRefusals(demo));
            await().atMost(PATIENCE).untilAsserted(() -> assertFourStatementsForThreePlots(demo.get("/api/v1/advice")));

            try (MqttSession probe = new MqttSession(demo.visitor())) {
                probe.start().get(10, SECONDS);
                List<CompletableFuture<Void>> publishing = new ArrayList<>();
                for (int i = 1; i <= 300; i++) {
                    Instant time = measured.plusSeconds(i);
                    publishing.add(probe.publish(
                            TOPIC, bytes("{\"time\": \"" + time + "\", \"readings\": {\"battery\": 3.5}}"), false));
                    acknowledged.add(time);
                }
                CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new))
                        .get(60, SECONDS);
            }
            demo.kill(); // while ingest may still be busy with them
        }

        Path file = folder.resolve("summary.json");
        try (DemoProcess again = DemoProcess.start(data, "--for", "10s", "--summary", file.toString())
                .awaitReady()) {
            assertThat(Files.readString(again.credentialsFile()))
                    .contains(credentials
                            .lines()
                            .filter(l -> l.startsWith("password="))
                            .findFirst()
                            .orElseThrow());
            assertThat(measuredTimes(again.get("/api/v1/readings?device=my-probe&property=battery")))
                    .containsAll(acknowledged);
            assertThat(again.awaitEnd()).as(again.said().toString()).isZero();
        }
        JsonNode summary = Json.parse(Files.readAllBytes(file));
        assertAddsUp(summary);
        assertThat(summary.path("plots").properties())
                .hasSize(3)
                .allSatisfy(
                        plot -> assertThat(plot.getValue().path("statements")).hasSize(4));
    }

    @Test
    void endsInOrderAtSigtermWithItsSummaryOnAFolderOfAnEarlierVersion() throws Exception {
        Path file = folder.resolve("summary.json");
        makeFolderOfVersion1(folder.resolve("data/ingest"));
        try (DemoProcess demo = DemoProcess.start(folder.resolve("data"), "--summary", file.toString())
                .awaitReady()) {
            assertThat(DemoProcess.start(folder.resolve("data")).awaitEnd())
                    .as("a second demo on the same folder")
                    .isEqualTo(1);
            assertThat(measuredTimes(demo.get("/api/v1/readings?device=an-old-probe")))
                    .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(demo.get("/api/v1/deadletters").path("dead_letters").findValuesAsText("detail"))
                    .contains("from before");
            assertThat(demo.terminate()).isEqualTo(143);
            assertThat(demo.said()).last().asString().contains("stopped");
        }
        assertAddsUp(Json.parse(Files.readAllBytes(file)));
    }

    /** As the first version left its folder: a reading, and something that was refused. */
    private static void makeFolderOfVersion1(Path folder) throws Exception {
        Files.createDirectories(folder);
        write(
                folder.resolve("readings.db"),
                """
                CREATE TABLE series(
                  id INTEGER PRIMARY KEY,
                  site TEXT NOT NULL, device TEXT NOT NULL, key TEXT NOT NULL,
                  readings INTEGER NOT NULL DEFAULT 0,
                  newest_measured_ns INTEGER NOT NULL, newest_received_ns INTEGER NOT NULL,
                  UNIQUE(site, device, key))""",
                """
                CREATE TABLE readings(
                  series INTEGER NOT NULL, time_ns INTEGER NOT NULL,
                  value REAL NOT NULL, received_ns INTEGER NOT NULL, quality TEXT NOT NULL,
                  PRIMARY KEY(series, time_ns)) WITHOUT ROWID""",
                "INSERT INTO series VALUES (1, 'pilot', 'an-old-probe', 'battery', 1, 1767225600000000000, 1)",
                "INSERT INTO readings VALUES (1, 1767225600000000000, 3.6, 1767225601000000000, 'good')");
        write(
                folder.resolve("records.db"),
                """
                CREATE TABLE refusals(
                  id INTEGER PRIMARY KEY AUTOINCREMENT,
                  received_ns INTEGER NOT NULL, topic TEXT NOT NULL, payload TEXT NOT NULL,
                  reason TEXT NOT NULL, detail TEXT NOT NULL)""",
                "CREATE TABLE refused_counts(reason TEXT PRIMARY KEY, readings INTEGER NOT NULL)",
                """
                CREATE TABLE abouts(
                  site TEXT NOT NULL, device TEXT NOT NULL,
                  last_high INTEGER NOT NULL, last_low INTEGER NOT NULL, about TEXT,
                  PRIMARY KEY(site, device))""",
                """
                CREATE TABLE in_doubt(
                  number INTEGER PRIMARY KEY,
                  high INTEGER NOT NULL, low INTEGER NOT NULL, received_ns INTEGER NOT NULL,
                  settled INTEGER NOT NULL)""",
                "INSERT INTO refusals VALUES (1, 1767225601000000000, 'nuong/pilot/an-old-probe/readings', 'x', 'unparseable',"
                        + " 'from before')",
                "INSERT INTO refused_counts VALUES ('unparseable', 1)");
    }

    private static void write(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version = 1");
        }
    }

    private static void assertVisitorsReadings(DemoProcess demo, Instant measured) {
        JsonNode readings = demo.get("/api/v1/readings?device=my-probe").path("readings");
        assertThat(readings).hasSize(3);
        JsonNode moisture = StreamSupport.stream(readings.spliterator(), false)
                .filter(r -> r.path("property").asText().equals("soil_moisture"))
                .findFirst()
                .orElseThrow();
        assertThat(moisture.path("device").asText()).isEqualTo("my-probe");
        assertThat(moisture.path("depth_cm").asInt()).isEqualTo(20);
        assertThat(moisture.path("value").asDouble()).isEqualTo(0.312);
        assertThat(moisture.path("unit").asText()).isEqualTo("m3/m3");
        assertThat(Instant.parse(moisture.path("measured").asText())).isEqualTo(measured);
        assertThat(Instant.parse(moisture.path("received").asText())).isAfter(measured);
        assertThat(StreamSupport.stream(readings.spliterator(), false)
                        .map(r -> r.path("property").asText() + " "
                                + r.path("quality").asText()))
                .containsExactlyInAnyOrder("soil_moisture good", "battery good", "air_temperature out_of_range");
    }

    private static void assertRefusals(DemoProcess demo) {
        JsonNode refused = demo.get("/api/v1/deadletters");
        assertThat(StreamSupport.stream(refused.path("dead_letters").spliterator(), false)
                        .map(r -> r.path("reason").asText()))
                .containsExactlyInAnyOrder("unknown_property", "unparseable", "from_the_future");
        assertThat(refused.path("counts").path("unparseable").asInt()).isEqualTo(1);
    }

    private static void assertFourStatementsForThreePlots(JsonNode answer) {
        assertThat(answer.path("advice"))
                .hasSize(3)
                .allSatisfy(advice -> assertThat(advice.path("statements"))
                        .hasSize(4)
                        .allSatisfy(statement -> assertThat(
                                        statement.path("sentence").path("vi").asText())
                                .isNotBlank()));
    }

    private static void assertAddsUp(JsonNode summary) {
        long refused = StreamSupport.stream(summary.path("dead_lettered").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
        long received = summary.path("received").asLong();
        assertThat(received).isPositive().isEqualTo(summary.path("published").asLong());
        assertThat(summary.path("stored").asLong()
                        + summary.path("duplicate").asLong()
                        + summary.path("conflicting").asLong()
                        + refused)
                .isEqualTo(received);
        assertThat(summary.path("in_store").asLong())
                .isEqualTo(summary.path("stored").asLong());
    }

    private static List<Instant> measuredTimes(JsonNode page) {
        return StreamSupport.stream(page.path("readings").spliterator(), false)
                .map(r -> Instant.parse(r.path("measured").asText()))
                .toList();
    }

    private static void publish(MqttSession probe, String payload) throws Exception {
        probe.publish(TOPIC, bytes(payload), false).get(10, SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
