package vn.nuong.portal.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/**
 * The alerts about devices, each as its newest message tells it, and what of them still waits to be mailed. One that has ended
 * before its beginning was mailed is mailed once. Thread-safe.
 */
public final class DeviceAlertStore {

    private final Database database;

    public DeviceAlertStore(Database database) {
        this.database = database;
    }

    /**
     * Keeps what a message says.
     *
     * @param received by the wall clock
     * @param mailDue whether beginnings and ends are to be mailed
     * @return false when it says nothing new: it came again, or after a newer one
     */
    public boolean put(DeviceAlert alert, Instant received, boolean mailDue) {
        return database.with(c -> {
            DeviceAlert known = find(c, alert.id());
            if (known == null) {
                try (var insert =
                        c.prepareStatement("INSERT INTO device_alert (id, opened, closed, received, alert, mail_due)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")) {
                    insert.setString(1, alert.id());
                    insert.setLong(2, Times.toEpochNanos(alert.openedAt()));
                    setTime(insert, 3, alert.closedAt());
                    insert.setLong(4, Times.toEpochNanos(received));
                    insert.setString(5, json(alert));
                    insert.setInt(6, mailDue ? 1 : 0);
                    insert.executeUpdate();
                }
                return true;
            }
            if (known.equals(alert) || !known.isOpen() || alert.isOpen() && isOlder(alert, known)) {
                return false;
            }
            boolean ended = !alert.isOpen();
            try (var update = c.prepareStatement("UPDATE device_alert SET closed = ?, received = ?, alert = ?,"
                    + " mail_due = MAX(mail_due, ?) WHERE id = ?")) {
                setTime(update, 1, alert.closedAt());
                update.setLong(2, Times.toEpochNanos(received));
                update.setString(3, json(alert));
                update.setInt(4, mailDue && ended ? 1 : 0);
                update.setString(5, alert.id());
                update.executeUpdate();
            }
            return true;
        });
    }

    /** An open alert only grows. */
    private static boolean isOlder(DeviceAlert alert, DeviceAlert known) {
        return alert.silent().size() < known.silent().size();
    }

    /** Those that hold, newest first. */
    public List<DeviceAlert> findOpen() {
        return database.with(c -> {
            try (var select = c.prepareStatement(
                    "SELECT alert FROM device_alert WHERE closed IS NULL ORDER BY opened DESC, id")) {
                return alerts(select);
            }
        });
    }

    /** How many hold. */
    public int countOpen() {
        return database.with(c -> {
            try (var select = c.prepareStatement("SELECT COUNT(*) FROM device_alert WHERE closed IS NULL");
                    ResultSet row = select.executeQuery()) {
                return row.getInt(1);
            }
        });
    }

    /** Those that ended last, newest end first. */
    public List<DeviceAlert> findClosed(int limit) {
        return database.with(c -> {
            try (var select = c.prepareStatement(
                    "SELECT alert FROM device_alert WHERE closed IS NOT NULL ORDER BY closed DESC, id LIMIT ?")) {
                select.setInt(1, limit);
                return alerts(select);
            }
        });
    }

    /** Those whose beginning or end is to be mailed, oldest first. */
    public List<DeviceAlert> findUnmailed() {
        return database.with(c -> {
            try (var select =
                    c.prepareStatement("SELECT alert FROM device_alert WHERE mail_due = 1 ORDER BY received, id")) {
                return alerts(select);
            }
        });
    }

    /** Notes that the mail server has taken the mail about an alert; should it have ended meanwhile, that is still to be mailed. */
    public void mailed(DeviceAlert alert) {
        database.with(c -> {
            try (var update =
                    c.prepareStatement("UPDATE device_alert SET mail_due = 0 WHERE id = ? AND (closed IS NULL) = ?")) {
                update.setString(1, alert.id());
                update.setInt(2, alert.isOpen() ? 1 : 0);
                return update.executeUpdate();
            }
        });
    }

    private static @Nullable DeviceAlert find(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT alert FROM device_alert WHERE id = ?")) {
            select.setString(1, id);
            List<DeviceAlert> found = alerts(select);
            return found.isEmpty() ? null : found.get(0);
        }
    }

    private static void setTime(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setLong(index, Times.toEpochNanos(time));
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
