package vn.nuong.ingest.watch;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/**
 * Alerts about devices in SQLite, and which of them still wait to be published. Works on the connection it is given, within the
 * transaction that is open there; commits nothing itself.
 */
public final class DeviceAlertTable {

    /** What makes the table, where it is missing. */
    public static final List<String> SCHEMA =
            List.of("""
            CREATE TABLE IF NOT EXISTS device_alerts(
              id TEXT PRIMARY KEY, site TEXT NOT NULL, device TEXT,
              opened_ns INTEGER NOT NULL, closed_ns INTEGER, alert TEXT NOT NULL, published INTEGER NOT NULL)
            WITHOUT ROWID""", "CREATE INDEX IF NOT EXISTS device_alerts_by_time ON device_alerts(opened_ns)");

    private DeviceAlertTable() {}

    /** Keeps an alert as it is now; it has to be published again. */
    public static void put(Connection connection, DeviceAlert alert) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("INSERT OR REPLACE INTO device_alerts VALUES (?, ?, ?, ?, ?, ?, 0)")) {
            put.setString(1, alert.id());
            put.setString(2, alert.site());
            put.setString(3, alert.device());
            put.setLong(4, Times.toEpochNanos(alert.openedAt()));
            Instant closed = alert.closedAt();
            if (closed == null) {
                put.setNull(5, Types.INTEGER);
            } else {
                put.setLong(5, Times.toEpochNanos(closed));
            }
            put.setString(6, json(alert));
            put.executeUpdate();
        }
    }

    /** Those that the watch begins with: open ones, and those opened since {@code from}; oldest first. */
    public static List<DeviceAlert> findOpenOrSince(Connection connection, Instant from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT alert FROM device_alerts WHERE closed_ns IS NULL OR opened_ns >= ? ORDER BY opened_ns, id")) {
            select.setLong(1, Times.toEpochNanosOrLimit(from));
            return alerts(select);
        }
    }

    /** The newest, newest first. */
    public static List<DeviceAlert> findNewest(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT alert FROM device_alerts ORDER BY opened_ns DESC, id LIMIT ?")) {
            select.setInt(1, limit);
            return alerts(select);
        }
    }

    /** Those that were not published as they are now, in the order in which they were opened. */
    public static List<DeviceAlert> findUnpublished(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT alert FROM device_alerts WHERE published = 0 ORDER BY opened_ns, id")) {
            return alerts(select);
        }
    }

    /** Notes that the broker has acknowledged an alert; one that has changed meanwhile still waits. */
    public static void published(Connection connection, DeviceAlert alert) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE device_alerts SET published = 1 WHERE id = ? AND alert = ?")) {
            update.setString(1, alert.id());
            update.setString(2, json(alert));
            update.executeUpdate();
        }
    }

    /** Removes alerts that were closed before a time and are published. */
    public static void removeClosedBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM device_alerts WHERE closed_ns < ? AND published = 1")) {
            delete.setLong(1, Times.toEpochNanosOrLimit(time));
            delete.executeUpdate();
        }
    }

    private static String json(DeviceAlert alert) {
        return new String(Json.write(alert), StandardCharsets.UTF_8);
    }

    private static List<DeviceAlert> alerts(PreparedStatement select) throws SQLException {
        List<DeviceAlert> alerts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                alerts.add(Json.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), DeviceAlert.class));
            }
        }
        return alerts;
    }
}
