package vn.nuong.analytics.forecast.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.json.Json;

/**
 * Forecasts as they were issued and what came, and who stepped aside, in an SQLite file of its own. Bounded: a plot keeps
 * {@link #KEPT} of forecasts and its last {@value #SWITCHES_KEPT} changes. Thread-safe.
 */
public final class ForecastLog implements AutoCloseable {

    /** Two months: the model page looks back one. */
    static final Duration KEPT = Duration.ofDays(62);

    static final int SWITCHES_KEPT = 50;

    private final Connection connection;

    private ForecastLog(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens or makes the file.
     *
     * @throws IOException naming the file, when it cannot be used
     */
    public static ForecastLog open(Path file) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=NORMAL"); // the last minutes before a power cut may be forgotten
                statement.execute("CREATE TABLE IF NOT EXISTS issued (plot TEXT NOT NULL, start_s INTEGER NOT NULL,"
                        + " horizon_h INTEGER NOT NULL, depth_cm INTEGER NOT NULL, version TEXT NOT NULL,"
                        + " was REAL NOT NULL, learned REAL, low REAL, high REAL, physics REAL NOT NULL, came REAL,"
                        + " PRIMARY KEY (plot, start_s, horizon_h)) WITHOUT ROWID");
                statement.execute("CREATE TABLE IF NOT EXISTS standing (plot TEXT NOT NULL, method TEXT NOT NULL,"
                        + " json BLOB NOT NULL, PRIMARY KEY (plot, method)) WITHOUT ROWID");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS switch (plot TEXT NOT NULL, at_ms INTEGER NOT NULL,"
                                + " method TEXT NOT NULL, json BLOB NOT NULL, PRIMARY KEY (plot, at_ms, method)) WITHOUT ROWID");
                // One an hour slot: the first that was issued in it.
                statement.execute("CREATE TABLE IF NOT EXISTS depletion (plot TEXT NOT NULL, slot INTEGER NOT NULL,"
                        + " lead_d INTEGER NOT NULL, version TEXT NOT NULL, issued_s INTEGER NOT NULL, balance_mm REAL NOT NULL,"
                        + " model_mm REAL NOT NULL, came_mm REAL, PRIMARY KEY (plot, slot, lead_d)) WITHOUT ROWID");
            }
            connection.setAutoCommit(false);
            return new ForecastLog(connection);
        } catch (SQLException e) {
            throw new IOException("cannot use the forecast log " + file + ": " + e.getMessage(), e);
        }
    }

    /** Keeps rows; a row of the same start and horizon that is there already stays as it was issued. What is too old is dropped. */
    synchronized void issue(String plot, List<Issued> rows) throws IOException {
        transaction("keep forecasts of " + plot, () -> {
            for (Issued r : rows) {
                run(
                        "INSERT OR IGNORE INTO issued VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                        plot,
                        r.start().getEpochSecond(),
                        r.horizonHours(),
                        r.depthCm(),
                        r.version(),
                        r.before(),
                        r.learned(),
                        r.low(),
                        r.high(),
                        r.physics());
            }
            if (!rows.isEmpty()) {
                run(
                        "DELETE FROM issued WHERE plot = ? AND start_s < ?",
                        plot,
                        rows.get(0).start().minus(KEPT).getEpochSecond());
            }
        });
    }

    /** Notes what came. */
    synchronized void came(String plot, List<Issued> rows) throws IOException {
        transaction("note what came in " + plot, () -> {
            for (Issued r : rows) {
                run(
                        "UPDATE issued SET came = ? WHERE plot = ? AND start_s = ? AND horizon_h = ?",
                        r.came(),
                        plot,
                        r.start().getEpochSecond(),
                        r.horizonHours());
            }
        });
    }

    /** Drops rows of which nothing can be told any more. */
    synchronized void drop(String plot, List<Issued> rows) throws IOException {
        transaction("drop forecasts of " + plot, () -> {
            for (Issued r : rows) {
                run(
                        "DELETE FROM issued WHERE plot = ? AND start_s = ? AND horizon_h = ?",
                        plot,
                        r.start().getEpochSecond(),
                        r.horizonHours());
            }
        });
    }

    /** The rows of a plot whose hour was between the two, both included, oldest first. */
    synchronized List<Issued> due(String plot, Instant since, Instant now) throws IOException {
        List<Issued> rows = new ArrayList<>();
        transaction("read forecasts of " + plot, () -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT start_s, horizon_h, depth_cm, version, was, learned, low, high, physics, came FROM issued"
                            + " WHERE plot = ? AND start_s + 3600 * horizon_h BETWEEN ? AND ? ORDER BY start_s, horizon_h")) {
                bind(statement, plot, since.getEpochSecond(), now.getEpochSecond());
                try (ResultSet r = statement.executeQuery()) {
                    while (r.next()) {
                        rows.add(new Issued(
                                Instant.ofEpochSecond(r.getLong(1)),
                                r.getInt(2),
                                r.getInt(3),
                                r.getString(4),
                                r.getDouble(5),
                                real(r, 6),
                                real(r, 7),
                                real(r, 8),
                                r.getDouble(9),
                                real(r, 10)));
                    }
                }
            }
        });
        return rows;
    }

    /**
     * A change of depletion that was expected, and what came.
     *
     * @param cameMm null while it has not come
     */
    record Depletion(
            Instant issued,
            int leadDays,
            String version,
            double balanceMm,
            double modelMm,
            @Nullable Double cameMm) {

        Instant valid() {
            return issued.plus(Duration.ofDays(leadDays));
        }

        long slot() {
            return issued.getEpochSecond() / 3600 / ModelWeight.EVERY_HOURS;
        }
    }

    /** Keeps changes of depletion as issued, as {@link #issue}. */
    synchronized void issueDepletion(String plot, List<Depletion> rows) throws IOException {
        transaction("keep forecasts of depletion of " + plot, () -> {
            for (Depletion r : rows) {
                run(
                        "INSERT OR IGNORE INTO depletion VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                        plot,
                        r.slot(),
                        r.leadDays(),
                        r.version(),
                        r.issued().getEpochSecond(),
                        r.balanceMm(),
                        r.modelMm());
            }
            if (!rows.isEmpty()) {
                run(
                        "DELETE FROM depletion WHERE plot = ? AND issued_s < ?",
                        plot,
                        rows.get(0).issued().minus(KEPT).getEpochSecond());
            }
        });
    }

    /** Notes what came of a row, or drops it where that is null. */
    synchronized void settleDepletion(String plot, List<Depletion> rows) throws IOException {
        transaction("note what came in " + plot, () -> {
            for (Depletion r : rows) {
                if (r.cameMm() == null) {
                    run(
                            "DELETE FROM depletion WHERE plot = ? AND slot = ? AND lead_d = ?",
                            plot,
                            r.slot(),
                            r.leadDays());
                } else {
                    run(
                            "UPDATE depletion SET came_mm = ? WHERE plot = ? AND slot = ? AND lead_d = ?",
                            r.cameMm(),
                            plot,
                            r.slot(),
                            r.leadDays());
                }
            }
        });
    }

    /** The rows of a plot whose day was between the two, both included, oldest first. */
    synchronized List<Depletion> dueDepletion(String plot, Instant since, Instant now) throws IOException {
        List<Depletion> rows = new ArrayList<>();
        transaction("read forecasts of depletion of " + plot, () -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT issued_s, lead_d, version, balance_mm, model_mm, came_mm FROM depletion"
                            + " WHERE plot = ? AND issued_s + 86400 * lead_d BETWEEN ? AND ? ORDER BY slot, lead_d")) {
                bind(statement, plot, since.getEpochSecond(), now.getEpochSecond());
                try (ResultSet r = statement.executeQuery()) {
                    while (r.next()) {
                        rows.add(new Depletion(
                                Instant.ofEpochSecond(r.getLong(1)),
                                r.getInt(2),
                                r.getString(3),
                                r.getDouble(4),
                                r.getDouble(5),
                                real(r, 6)));
                    }
                }
            }
        });
        return rows;
    }

    private static @Nullable Double real(ResultSet result, int column) throws SQLException {
        double value = result.getDouble(column);
        return result.wasNull() ? null : (Double) value;
    }

    synchronized Optional<Standing> standing(String plot, Method method) throws IOException {
        return query(
                        "read the standing of " + plot,
                        "SELECT json FROM standing WHERE plot = ? AND method = ?",
                        Standing.class,
                        plot,
                        method.name())
                .stream()
                .findFirst();
    }

    /** Keeps a standing, and the change that led to it if there was one. */
    synchronized void save(String plot, Method method, Standing standing, ModelUse.@Nullable Switch change)
            throws IOException {
        transaction("keep the standing of " + plot, () -> {
            run("INSERT OR REPLACE INTO standing VALUES (?, ?, ?)", plot, method.name(), Json.write(standing));
            if (change != null) {
                run(
                        "INSERT OR REPLACE INTO switch VALUES (?, ?, ?, ?)",
                        plot,
                        change.at().toEpochMilli(),
                        method.name(),
                        Json.write(change));
                run(
                        "DELETE FROM switch WHERE plot = ? AND at_ms < (SELECT MIN(at_ms) FROM (SELECT at_ms FROM switch"
                                + " WHERE plot = ? ORDER BY at_ms DESC LIMIT ?))",
                        plot,
                        plot,
                        SWITCHES_KEPT);
            }
        });
    }

    /** Changes up to then, the newest first. */
    synchronized List<ModelUse.Switch> switches(String plot, Instant now) throws IOException {
        return query(
                "read the changes of " + plot,
                "SELECT json FROM switch WHERE plot = ? AND at_ms <= ? ORDER BY at_ms DESC",
                ModelUse.Switch.class,
                plot,
                now.toEpochMilli());
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("cannot close the forecast log: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(String what, Work work) throws IOException {
        try {
            try {
                work.run();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException("cannot " + what + ": " + e.getMessage(), e);
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

    private void run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
