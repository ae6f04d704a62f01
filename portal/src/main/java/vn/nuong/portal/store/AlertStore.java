package vn.nuong.portal.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/** The alerts received, and which of them still wait to be mailed. Thread-safe. */
public final class AlertStore {

    private final Database database;

    public AlertStore(Database database) {
        this.database = database;
    }

    /**
     * Keeps an alert.
     *
     * @param received by the wall clock
     * @param mailDue whether it is to be mailed
     * @return false when an alert of this id was already there: it then stays as it is
     */
    public boolean add(Alert alert, Instant received, boolean mailDue) {
        return database.with(c -> {
            try (var insert = c.prepareStatement(
                    "INSERT INTO alert (id, at, received, alert, mail_due) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, alert.id());
                insert.setLong(2, Times.toEpochNanos(alert.at()));
                insert.setLong(3, Times.toEpochNanos(received));
                insert.setString(4, new String(Json.write(alert), StandardCharsets.UTF_8));
                insert.setInt(5, mailDue ? 1 : 0);
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** The newest alerts, newest first. */
    public List<Alert> findNewest(int limit) {
        return database.with(c -> {
            try (var select =
                    c.prepareStatement("SELECT alert FROM alert ORDER BY received DESC, at DESC, id LIMIT ?")) {
                select.setInt(1, limit);
                return alerts(select);
            }
        });
    }

    /** The alerts whose mail was not yet sent, oldest first. */
    public List<Alert> findUnmailed() {
        return database.with(c -> {
            try (var select = c.prepareStatement(
                    "SELECT alert FROM alert WHERE mail_due = 1 AND mailed IS NULL ORDER BY received, id")) {
                return alerts(select);
            }
        });
    }

    /** Notes that the mail server has taken the mail. */
    public void mailed(String id, Instant when) {
        int updated = database.with(c -> {
            try (var update = c.prepareStatement("UPDATE alert SET mailed = ? WHERE id = ?")) {
                update.setLong(1, Times.toEpochNanos(when));
                update.setString(2, id);
                return update.executeUpdate();
            }
        });
        if (updated != 1) {
            throw new IllegalArgumentException("there is no alert \"" + id + "\" to note as mailed");
        }
    }

    private static List<Alert> alerts(PreparedStatement select) throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                alerts.add(Json.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), Alert.class));
            }
        }
        return alerts;
    }
}
