package vn.nuong.analytics.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.alert.AlertState;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/**
 * Advice as it was given, in an SQLite file of its own. An advice is stored together with where the alerts stand after it and the
 * alerts it caused, in one transaction: after a crash either all of it happened or nothing. Thread-safe.
 */
public final class AdviceStore implements AutoCloseable {

    private final Connection connection;

    private AdviceStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens or makes the file.
     *
     * @throws IOException naming the file, when it cannot be used
     */
    public static AdviceStore open(Path file) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL"); // an alert that was sent must not be forgotten
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS advice (plot TEXT NOT NULL, at_ns INTEGER NOT NULL, version TEXT"
                                + " NOT NULL, json BLOB NOT NULL, PRIMARY KEY (plot, at_ns)) WITHOUT ROWID");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS alert_state (plot TEXT NOT NULL, topic TEXT NOT NULL, json BLOB"
                                + " NOT NULL, PRIMARY KEY (plot, topic)) WITHOUT ROWID");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS alert (id TEXT PRIMARY KEY, at_ns INTEGER NOT NULL, json BLOB NOT"
                                + " NULL, sent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID");
            }
            connection.setAutoCommit(false);
            return new AdviceStore(connection);
        } catch (SQLException e) {
            throw new IOException("cannot use the advice store " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Stores what came of one evaluation.
     *
     * @param advice the advice; empty when it says the same as the one before and need not be kept
     * @param states where the alerts of the plot stand now
     * @param alerts alerts to be sent
     */
    public synchronized void save(
            String plot, Optional<Advice> advice, Map<AdviceTopic, AlertState> states, List<Alert> alerts)
            throws IOException {
        transaction("store advice for " + plot, () -> {
            if (advice.isPresent()) {
                Advice a = advice.get();
                run(
                        "INSERT OR REPLACE INTO advice VALUES (?, ?, ?, ?)",
                        plot,
                        Times.toEpochNanos(a.at()),
                        a.version(),
                        Json.write(a));
            }
            for (Map.Entry<AdviceTopic, AlertState> state : states.entrySet()) {
                byte[] json = Json.mapper().writerFor(AlertState.class).writeValueAsBytes(state.getValue());
                run(
                        "INSERT OR REPLACE INTO alert_state VALUES (?, ?, ?)",
                        plot,
                        state.getKey().name(),
                        json);
            }
            for (Alert alert : alerts) {
                run(
                        "INSERT OR IGNORE INTO alert (id, at_ns, json) VALUES (?, ?, ?)",
                        alert.id(),
                        Times.toEpochNanos(alert.at()),
                        Json.write(alert));
            }
        });
    }

    /** The newest advice for a plot. */
    public Optional<Advice> findLatest(String plot) throws IOException {
        return history(plot, null, null, 1).stream().findFirst();
    }

    /** Advice given in {@code [from, to)}, newest first. */
    public synchronized List<Advice> history(String plot, @Nullable Instant from, @Nullable Instant to, int limit)
            throws IOException {
        return query(
                "read advice for " + plot,
                "SELECT json FROM advice WHERE plot = ? AND at_ns >= ? AND at_ns < ? ORDER BY at_ns DESC LIMIT ?",
                Advice.class,
                plot,
                from == null ? Long.MIN_VALUE : Times.toEpochNanosOrLimit(from),
                to == null ? Long.MAX_VALUE : Times.toEpochNanosOrLimit(to),
                limit);
    }

    /** Where the alert of a matter stands. */
    public synchronized AlertState alertState(String plot, AdviceTopic topic) throws IOException {
        return query(
                        "read the alerts' state of " + plot,
                        "SELECT json FROM alert_state WHERE plot = ? AND topic = ?",
                        AlertState.class,
                        plot,
                        topic.name())
                .stream()
                .findFirst()
                .orElseGet(AlertState::start);
    }

    /** Alerts that the broker has not acknowledged yet, oldest first. */
    public synchronized List<Alert> unsentAlerts() throws IOException {
        return query("read alerts", "SELECT json FROM alert WHERE sent = 0 ORDER BY at_ns", Alert.class);
    }

    /** Marks an alert as acknowledged by the broker. */
    public synchronized void markSent(String alertId) throws IOException {
        transaction("mark alert " + alertId, () -> run("UPDATE alert SET sent = 1 WHERE id = ?", alertId));
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("cannot close the advice store: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException, IOException;
    }

    private void transaction(String what, Work work) throws IOException {
        try {
            try {
                work.run();
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException("cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private <T> List<T> query(String what, String sql, Class<T> type, Object... values) throws IOException {
        List<T> rows = new ArrayList<>();
        transaction(what, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(Json.read(result.getBytes(1), type));
                    }
                }
            }
        });
        return rows;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
