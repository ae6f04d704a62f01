package vn.nuong.portal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The portal's own records in one SQLite file: diary, alerts and when each advice last turned. One connection, used by one
 * thread at a time; what a call has written is on the disk when it returns. Thread-safe.
 */
public final class Database implements AutoCloseable {

    private static final String[] SCHEMA = {
        "CREATE TABLE IF NOT EXISTS diary (id TEXT PRIMARY KEY, plot TEXT NOT NULL, at INTEGER NOT NULL, entry TEXT NOT NULL)"
                + " WITHOUT ROWID",
        "CREATE INDEX IF NOT EXISTS diary_by_plot ON diary (plot, at)",
        "CREATE TABLE IF NOT EXISTS alert (id TEXT PRIMARY KEY, at INTEGER NOT NULL, received INTEGER NOT NULL,"
                + " alert TEXT NOT NULL, mail_due INTEGER NOT NULL, mailed INTEGER) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS device_alert (id TEXT PRIMARY KEY, opened INTEGER NOT NULL, closed INTEGER,"
                + " received INTEGER NOT NULL, alert TEXT NOT NULL, mail_due INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS turn (plot TEXT NOT NULL, topic TEXT NOT NULL, decision TEXT NOT NULL,"
                + " since INTEGER NOT NULL, PRIMARY KEY (plot, topic)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS health (id INTEGER PRIMARY KEY, checked INTEGER NOT NULL)"
    };

    private final Connection connection;

    /** What is done with the connection while no other thread has it. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens {@code portal.db} in the folder, making both when they are not there.
     *
     * @throws IllegalArgumentException naming the folder, when it cannot be written
     */
    public static Database open(Path folder) {
        try {
            Files.createDirectories(folder);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portal.db"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new Database(connection);
        } catch (IOException | SQLException e) {
            throw new IllegalArgumentException(
                    "cannot keep the portal's records in " + folder + ": " + e.getMessage()
                            + "; give a folder that can be written",
                    e);
        }
    }

    synchronized <T> T with(Work<T> work) {
        try {
            return work.run(connection);
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    "the portal's records cannot be used: " + e.getMessage(), new IOException(e));
        }
    }

    /**
     * Writes a little and waits until it is on the disk.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void checkWritable(long now) {
        int written = with(c -> {
            try (var insert = c.prepareStatement("INSERT OR REPLACE INTO health (id, checked) VALUES (1, ?)")) {
                insert.setLong(1, now);
                return insert.executeUpdate();
            }
        });
        if (written != 1) {
            throw new IllegalStateException("the portal's records took " + written + " rows instead of 1");
        }
    }

    @Override
    public void close() {
        with(c -> {
            c.close();
            return true;
        });
    }
}
