package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.testing.MutableClock;

class SiteWatchTest implements DeviceWatch.Field {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final Instant HELD = NOW.plus(IngestAlert.HELD);

    private final List<DeviceAlert> published = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private Path file;
    private RecordStore records;
    private SiteWatch watch;
    private @Nullable String trouble;

    @BeforeEach
    void start(@TempDir Path dir) {
        file = dir.resolve("records.db");
        records = RecordStore.open(file);
        watch = watch();
    }

    @AfterEach
    void end() {
        watch.close();
        records.close();
    }

    private SiteWatch watch() {
        return new SiteWatch(
                new SteadyClock(new MutableClock(NOW.toString()), () -> 0, Instant.EPOCH),
                records,
                this,
                "pilot",
                ZoneId.of("Asia/Ho_Chi_Minh"),
                false,
                () -> true,
                () -> trouble,
                this::publish);
    }

    @Override
    public List<WatchedDevice> devices() {
        return List.of();
    }

    @Override
    public Levels levels(String site, String device) {
        throw new AssertionError("nothing is silent");
    }

    private CompletableFuture<Void> publish(String topic, byte[] payload) {
        assertThat(topic).isEqualTo("nuong/pilot/alerts");
        published.add(Json.read(payload, DeviceAlert.class));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void publishesAnAlertUntilTheBrokerHasAcknowledgedIt() {
        trouble = "the disk is full";
        watch.tick(NOW);
        assertThat(published).isEmpty();
        watch.tick(HELD);
        watch.tick(HELD.plusSeconds(10));
        assertThat(published).hasSize(2);
        assertThat(published.get(0)).isEqualTo(published.get(1));
        assertThat(published.get(0).sentence().en()).contains("the disk is full");

        answers.get(0).completeExceptionally(new IllegalStateException("connection lost"));
        answers.get(1).complete(null);
        watch.tick(HELD.plusSeconds(20));
        assertThat(published).hasSize(2);
        assertThat(records.newestDeviceAlerts(10)).containsExactly(published.get(0));
    }

    @Test
    void goesOnPublishingWhatAnEarlierProcessCouldNot() {
        trouble = "the disk is full";
        watch.tick(NOW);
        watch.tick(HELD);
        watch.close();
        watch = watch();

        watch.tick(HELD.plusSeconds(10));
        assertThat(published).hasSize(2);
        assertThat(published.get(1)).isEqualTo(published.get(0));
    }

    @Test
    void tellsWhatItCannotKeepAndKeepsItOnceItCan() throws SQLException {
        records.close(); // it holds the file alone
        execute("""
                CREATE TRIGGER full BEFORE INSERT ON device_alerts WHEN NEW.closed_ns IS NULL
                BEGIN SELECT RAISE(FAIL, 'disk full'); END""");
        records = RecordStore.open(file);
        watch.close();
        watch = watch();
        trouble = "the disk is full";
        watch.tick(NOW);
        watch.tick(HELD);
        assertThat(published).hasSize(1);
        assertThat(records.newestDeviceAlerts(10)).isEmpty();

        trouble = null;
        watch.tick(HELD.plusSeconds(10));
        watch.tick(HELD.plusSeconds(10).plus(IngestAlert.AWAY)); // closed, and now it can be kept
        assertThat(records.newestDeviceAlerts(10))
                .singleElement()
                .returns(published.get(0).id(), DeviceAlert::id)
                .returns(false, DeviceAlert::isOpen);
    }

    @Test
    void closesItsOwnWhenAllIsWellAgain() {
        trouble = "the disk is full";
        watch.tick(NOW);
        watch.tick(HELD);
        trouble = null;
        watch.tick(HELD.plusSeconds(10));
        watch.tick(HELD.plusSeconds(10).plus(IngestAlert.AWAY));

        DeviceAlert closed = published.get(published.size() - 1);
        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.id()).isEqualTo(published.get(0).id());
        assertThat(new String(Json.write(closed), StandardCharsets.UTF_8)).contains("Đã nhận lại");
    }
}
