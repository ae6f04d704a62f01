package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;

class DeviceAlertTableTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final Text WORDS = new Text("Đầu đo im lặng", "A probe is silent");

    Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (var statement = connection.createStatement()) {
            for (int twice = 0; twice < 2; twice++) {
                for (String sql : DeviceAlertTable.SCHEMA) {
                    statement.execute(sql);
                }
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void keepsTheNewestStateOfEachAlert() throws SQLException {
        DeviceAlert alert = alert("a", NOW);
        DeviceAlertTable.put(connection, alert);
        DeviceAlertTable.put(connection, alert.closed(NOW.plusSeconds(60), WORDS));

        assertThat(DeviceAlertTable.findNewest(connection, 10))
                .containsExactly(alert.closed(NOW.plusSeconds(60), WORDS));
    }

    @Test
    void theWatchBeginsWithOpenOnesAndThoseOfTheLastDay() throws SQLException {
        DeviceAlert old = alert("old", NOW.minus(Duration.ofDays(9)));
        DeviceAlert oldAndClosed =
                alert("closed", NOW.minus(Duration.ofDays(9))).closed(NOW, WORDS);
        DeviceAlert atTheLimit =
                alert("limit", NOW.minus(SilenceRule.REMEMBERED)).closed(NOW, WORDS);
        for (DeviceAlert alert : List.of(old, oldAndClosed, atTheLimit)) {
            DeviceAlertTable.put(connection, alert);
        }
        assertThat(DeviceAlertTable.findOpenOrSince(connection, NOW.minus(SilenceRule.REMEMBERED)))
                .containsExactly(old, atTheLimit);
    }

    @Test
    void oneThatChangedWhileItWasPublishedIsPublishedAgain() throws SQLException {
        DeviceAlert alert = alert("a", NOW);
        DeviceAlert closed = alert.closed(NOW.plusSeconds(60), WORDS);
        DeviceAlertTable.put(connection, alert);
        assertThat(DeviceAlertTable.findUnpublished(connection)).containsExactly(alert);
        DeviceAlertTable.put(connection, closed);
        DeviceAlertTable.published(connection, alert);
        assertThat(DeviceAlertTable.findUnpublished(connection)).containsExactly(closed);
        DeviceAlertTable.published(connection, closed);
        assertThat(DeviceAlertTable.findUnpublished(connection)).isEmpty();
    }

    @Test
    void onlyWhatIsClosedAndPublishedIsRemoved() throws SQLException {
        DeviceAlert open = alert("open", NOW);
        DeviceAlert waiting = alert("waiting", NOW).closed(NOW, WORDS);
        DeviceAlert done = alert("done", NOW).closed(NOW, WORDS);
        for (DeviceAlert alert : List.of(open, waiting, done)) {
            DeviceAlertTable.put(connection, alert);
        }
        DeviceAlertTable.published(connection, open);
        DeviceAlertTable.published(connection, done);

        DeviceAlertTable.removeClosedBefore(connection, NOW);
        assertThat(DeviceAlertTable.findNewest(connection, 10)).hasSize(3);
        DeviceAlertTable.removeClosedBefore(connection, NOW.plusNanos(1));
        assertThat(DeviceAlertTable.findNewest(connection, 10)).containsExactlyInAnyOrder(open, waiting);
    }

    private static DeviceAlert alert(String device, Instant openedAt) {
        return new DeviceAlert(
                "silent/pilot/" + device + "/1",
                "pilot",
                device,
                DeviceAlert.Kind.SILENT,
                List.of(new DeviceAlert.Silent(device, "Đầu đo", openedAt.minusSeconds(2700))),
                openedAt,
                null,
                DeviceAlert.Cause.UNKNOWN,
                WORDS,
                WORDS,
                null,
                true);
    }
}
