package vn.nuong.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * Messages on disk in the order in which they came, until they are upstream. What {@link #append} returned from survives a
 * killed process and a power cut (SQLite, write-ahead log, synchronous=FULL). Thread-safe.
 */
public final class Spool implements AutoCloseable {

    private final Connection connection;
    private final long maxBytes;
    private long depth;
    private long bytes;

    private Spool(Connection connection, long maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens the file, making it when it is missing.
     *
     * @param maxBytes from this size on {@link #isFull()} says so
     * @throws UncheckedIOException when the folder cannot be made
     * @throws SpoolException when the file cannot be used
     */
    public static Spool open(Path file, long maxBytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the spool's folder " + file.getParent() + ": " + e, e);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(5_000);
        try {
            Spool spool = new Spool(config.createConnection("jdbc:sqlite:" + file), maxBytes);
            spool.prepare();
            return spool;
        } catch (SQLException e) {
            throw new SpoolException("cannot open the spool " + file + ": " + e.getMessage(), e);
        }
    }

    private synchronized void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // AUTOINCREMENT: an id is never used again, so that the order holds when the table has run empty.
            statement.execute("CREATE TABLE IF NOT EXISTS spool (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " topic TEXT NOT NULL, payload BLOB NOT NULL, retained INTEGER NOT NULL,"
                    + " received INTEGER NOT NULL, size INTEGER NOT NULL)");
            try (ResultSet rows = statement.executeQuery("SELECT count(*), coalesce(sum(size), 0) FROM spool")) {
                rows.next();
                depth = rows.getLong(1);
                bytes = rows.getLong(2);
            }
        }
        connection.setAutoCommit(false);
    }

    /**
     * Adds messages at the end, all or none; on disk once it returns. Their ids are ignored.
     *
     * @throws SpoolException when the disk does not take them
     */
    public synchronized void append(List<SpooledMessage> messages) {
        long added = messages.stream().mapToLong(SpooledMessage::size).sum();
        transaction("write to", () -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO spool (topic, payload, retained, received, size) VALUES (?, ?, ?, ?, ?)")) {
                for (SpooledMessage message : messages) {
                    insert.setString(1, message.topic());
                    insert.setBytes(2, message.payload());
                    insert.setBoolean(3, message.retained());
                    insert.setLong(4, message.received().toEpochMilli());
                    insert.setLong(5, message.size());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
        depth += messages.size();
        bytes += added;
    }

    /** The next messages after this id (0 for the first), oldest first, at most {@code limit}. */
    public synchronized List<SpooledMessage> after(long id, int limit) {
        List<SpooledMessage> found = new ArrayList<>();
        transaction("read", () -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, topic, payload, retained, received FROM spool WHERE id > ? ORDER BY id LIMIT ?")) {
                select.setLong(1, id);
                select.setInt(2, limit);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new SpooledMessage(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getBytes(3),
                                rows.getBoolean(4),
                                Instant.ofEpochMilli(rows.getLong(5))));
                    }
                }
            }
        });
        return found;
    }

    /** Removes messages that are upstream. Those not there are passed over. */
    public synchronized void remove(List<SpooledMessage> messages) {
        List<SpooledMessage> removed = new ArrayList<>();
        transaction("clear", () -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM spool WHERE id = ?")) {
                for (SpooledMessage message : messages) {
                    delete.setLong(1, message.id());
                    if (delete.executeUpdate() == 1) {
                        removed.add(message);
                    }
                }
            }
        });
        depth -= removed.size();
        bytes -= removed.stream().mapToLong(SpooledMessage::size).sum();
    }

    /** How many messages wait. */
    public synchronized long depth() {
        return depth;
    }

    /** About how much they take, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Whether it has reached its limit. */
    public synchronized boolean isFull() {
        return bytes >= maxBytes;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SpoolException("cannot close the spool: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(String what, Work work) {
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw new SpoolException("cannot " + what + " the spool: " + e.getMessage(), e);
        }
    }
}
