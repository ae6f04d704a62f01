package vn.nuong.portal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;

class DeviceAlertStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-22T07:00:00Z");
    private static final Text WORDS = new Text("im lặng", "silent");

    @TempDir
    Path folder;

    Database database;
    DeviceAlertStore store;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        store = new DeviceAlertStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anAlertThatComesAgainSaysNothingNew() {
        assertThat(store.put(alert("a", 1), NOW, true)).isTrue();
        assertThat(store.put(alert("a", 1), NOW, true)).isFalse();
        assertThat(store.findOpen()).containsExactly(alert("a", 1));
        assertThat(store.countOpen()).isOne();
    }

    @Test
    void anAlertThatGrowsIsShownGrownAndNotMailedAgain() {
        store.put(alert("a", 1), NOW, true);
        store.mailed(alert("a", 1));
        assertThat(store.put(alert("a", 3), NOW, true)).isTrue();
        assertThat(store.put(alert("a", 1), NOW, true)).as("the message before").isFalse();
        assertThat(store.findOpen()).containsExactly(alert("a", 3));
        assertThat(store.findUnmailed()).isEmpty();
    }

    @Test
    void anAlertThatEndsIsMailedAgainAndStaysEnded() {
        DeviceAlert closed = alert("a", 1).closed(NOW.plusSeconds(60), WORDS);
        store.put(alert("a", 1), NOW, true);
        store.mailed(alert("a", 1));
        assertThat(store.put(closed, NOW, true)).isTrue();
        assertThat(store.put(alert("a", 1), NOW, true)).isFalse();
        assertThat(store.findOpen()).isEmpty();
        assertThat(store.findClosed(10)).containsExactly(closed);
        assertThat(store.findUnmailed()).containsExactly(closed);
        store.mailed(closed);
        assertThat(store.findUnmailed()).isEmpty();
    }

    @Test
    void oneThatEndsWhileItsBeginningIsMailedIsStillToBeMailed() {
        DeviceAlert closed = alert("a", 1).closed(NOW.plusSeconds(60), WORDS);
        store.put(alert("a", 1), NOW, true);
        store.put(closed, NOW, true);
        store.mailed(alert("a", 1));
        assertThat(store.findUnmailed()).containsExactly(closed);
    }

    @Test
    void nothingIsMailedWithoutAMailServer() {
        store.put(alert("a", 1), NOW, false);
        store.put(alert("a", 1).closed(NOW, WORDS), NOW, false);
        assertThat(store.findUnmailed()).isEmpty();
    }

    @Test
    void theNewestComesFirst() {
        for (int i = 0; i < 4; i++) {
            Instant at = NOW.plusSeconds(i);
            store.put(alert("open" + i, 1, at), NOW, false);
            store.put(alert("closed" + i, 1, at).closed(at.plusSeconds(100 - 10 * i), WORDS), NOW, false);
        }
        assertThat(store.findOpen()).extracting(DeviceAlert::id).containsExactly("open3", "open2", "open1", "open0");
        assertThat(store.findClosed(2)).extracting(DeviceAlert::id).containsExactly("closed0", "closed1");
    }

    @Test
    void recordsOfTheVersionBeforeAreOpenedAndTheirAlertsRead() throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old.resolve("portal.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE alert (id TEXT PRIMARY KEY, at INTEGER NOT NULL, received INTEGER NOT NULL,"
                    + " alert TEXT NOT NULL, mail_due INTEGER NOT NULL, mailed INTEGER) WITHOUT ROWID");
            statement.execute("INSERT INTO alert VALUES ('irrigation-plot-1-1', 1, 1, '{\"id\":\"irrigation-plot-1-1\","
                    + "\"site\":\"pilot\",\"plot\":\"plot-1\",\"plot_name\":\"Nương mẫu 1\",\"at\":\"2026-03-22T07:00:00Z\","
                    + "\"topic\":\"irrigation\",\"decision\":\"irrigate\",\"sentence\":{\"vi\":\"Tưới\",\"en\":\"Water\"},"
                    + "\"sample\":true}', 1, NULL)");
        }
        try (Database opened = Database.open(old)) {
            assertThat(new AlertStore(opened).findUnmailed())
                    .extracting(Alert::plot)
                    .containsExactly("plot-1");
            assertThat(new DeviceAlertStore(opened).findOpen()).isEmpty();
        }
    }

    private static DeviceAlert alert(String id, int devices) {
        return alert(id, devices, NOW);
    }

    private static DeviceAlert alert(String id, int devices, Instant at) {
        List<DeviceAlert.Silent> silent = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            silent.add(new DeviceAlert.Silent("d" + i, "Đầu đo " + i, at.minusSeconds(2700)));
        }
        return new DeviceAlert(
                id,
                "pilot",
                null,
                DeviceAlert.Kind.SILENT,
                silent,
                at,
                null,
                DeviceAlert.Cause.GATEWAY,
                WORDS,
                WORDS,
                null,
                true);
    }
}
