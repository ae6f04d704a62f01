package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** Ingest as a process of its own, killed again and again in the middle of its work. */
class KilledIngestTest {

    private static final int KILLS = 4;
    private static final int MESSAGES_EACH = 1_500;

    @TempDir
    Path folder;

    @Test
    void publishedIsStoredPlusRefusedHoweverOftenIngestIsKilled() throws Exception {
        LocalBroker.Settings settings = new LocalBroker.Settings(
                "127.0.0.1",
                0,
                folder.resolve("broker"),
                List.of(
                        new LocalBroker.Account("device", "d", List.of("nuong/#"), List.of()),
                        new LocalBroker.Account(
                                "ingest", "i", List.of(), List.of("nuong/+/+/readings", "nuong/+/+/about"))));
        try (LocalBroker broker = LocalBroker.start(settings);
                MqttSession device = new MqttSession(
                        new MqttSettings("tcp://127.0.0.1:" + broker.port(), "device", "device", "d", null))) {
            device.start().orTimeout(20, TimeUnit.SECONDS).join();
            RandomStream stream = new RandomStream(42);
            long readings = 0;
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int kill = 0; kill <= KILLS; kill++) {
                Process ingest = startIngest(broker.port());
                try {
                    int starts = kill + 1;
                    await().until(() -> Files.readString(log()).split("ingest answers on", -1).length > starts);
                    long before = stored();
                    for (RandomStream.Message m : stream.take(MESSAGES_EACH)) {
                        sent.add(device.publish(m.topic(), m.payload(), false));
                        readings += m.readings();
                    }
                    if (kill < KILLS) {
                        await().until(() -> stored() > before + 300); // and much is still on its way
                        continue;
                    }
                    sent.add(device.publish(
                            "nuong/pilot/last/readings", "the end".getBytes(StandardCharsets.UTF_8), false));
                    readings++;
                    sent.forEach(CompletableFuture::join);
                    await().until(() -> count("ingest-records.db", "refusals WHERE topic LIKE '%/last/%'") == 1);
                } finally {
                    ingest.destroyForcibly().waitFor();
                }
            }
            try (SqliteReadingStore store = SqliteReadingStore.open(folder.resolve("readings.db"));
                    RecordStore records = RecordStore.open(folder.resolve("ingest-records.db"))) {
                Map<String, Long> refused = records.refusedByReason();
                assertThat(store.count()).isEqualTo(stream.distinct());
                assertThat(store.count()
                                + refused.values().stream().mapToLong(n -> n).sum())
                        .isEqualTo(readings);
            }
        }
    }

    private long stored() throws SQLException {
        return count("readings.db", "readings");
    }

    /** Looks into a file that ingest has open. */
    private long count(String file, String from) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            return row.getLong(1);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }

    private Path log() {
        return folder.resolve("ingest.log");
    }

    private Process startIngest(int brokerPort) throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), "site: pilot\n");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "NUONG_MQTT_URL", "tcp://127.0.0.1:" + brokerPort,
                        "NUONG_MQTT_USERNAME", "ingest",
                        "NUONG_MQTT_PASSWORD", "i",
                        "NUONG_HTTP_PORT", "0",
                        "NUONG_STORE", "sqlite",
                        "NUONG_SITE", site.toString(),
                        "NUONG_DATA", folder.toString()));
        File log = log().toFile();
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
