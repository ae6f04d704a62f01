package vn.nuong.ingest.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import vn.nuong.ingest.store.StoreException;

/**
 * Opens SQLite files: write-ahead log, every commit on disk before it returns ({@code synchronous=FULL}), and a schema
 * version in {@code user_version}. A writing connection is always inside a transaction and so holds the file's write lock: two
 * processes cannot write one file.
 */
public final class SqliteFile {

    private static final int BUSY_TIMEOUT_MS = 2_000;

    private SqliteFile() {}

    /**
     * A connection that writes, for a file made where it is missing. What an earlier version wrote is brought to the newest
     * schema, all of it or, when that fails, nothing.
     *
     * @param migrations the statements at {@code n} turn the schema version {@code n} into {@code n + 1}; version 0 is an empty
     *     file, and the newest version is as many as there are migrations
     * @throws StoreException when the file cannot be written, is being written by another process, or was made by a newer version
     */
    public static Connection open(Path file, List<List<String>> migrations) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
                if (!Files.isWritable(folder)) {
                    throw new IOException("the folder is not writable");
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write " + file + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); name a folder that this user may write",
                    e);
        }
        Connection connection = connect(file);
        try {
            migrate(connection, file, migrations);
            return connection;
        } catch (SQLException | RuntimeException e) {
            close(connection);
            if (e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY) {
                throw new StoreException(
                        file + " is written by another process; stop that one, or name another folder", e);
            }
            throw e instanceof StoreException known ? known : failed("cannot open", file, e);
        }
    }

    /** One more connection to a file that is open. */
    public static Connection connect(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        try {
            return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        } catch (SQLException e) {
            throw failed("cannot open", file, e);
        }
    }

    /**
     * Undoes the open transaction, so that the connection is in a new one; a failure of that joins the one that led here. After
     * some errors, such as a full disk, SQLite has undone it by itself; the driver does not know and begins no new one.
     */
    public static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException undone) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE"); // as the driver does; fails where a transaction is open after all
            } catch (SQLException e) {
                cause.addSuppressed(undone);
                cause.addSuppressed(e);
            }
        }
    }

    public static StoreException failed(String what, Path file, Exception cause) {
        return new StoreException(what + " " + file + ": " + cause.getMessage(), cause);
    }

    private static void migrate(Connection connection, Path file, List<List<String>> migrations) throws SQLException {
        refuseNewer(file, version(connection), migrations.size()); // before anything is changed or waited for
        connection.setAutoCommit(false); // holds the write lock from here on: what is read now stays so
        int found = version(connection);
        refuseNewer(file, found, migrations.size());
        if (found < migrations.size()) {
            try (Statement statement = connection.createStatement()) {
                for (List<String> migration : migrations.subList(found, migrations.size())) {
                    for (String sql : migration) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + migrations.size());
            }
            connection.commit();
        }
    }

    private static void refuseNewer(Path file, int found, int known) {
        if (found > known) {
            throw new StoreException(
                    file + " has the schema version " + found + ", newer than " + known
                            + ": it was written by a newer Nương; use that one, or name another folder",
                    null);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a SQLite connection does not close", e);
        }
    }
}
