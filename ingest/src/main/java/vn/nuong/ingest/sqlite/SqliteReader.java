package vn.nuong.ingest.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.StoreException;

/** Opens SQLite files only to read them, beside the process that writes them if there is one. */
public final class SqliteReader {

    private SqliteReader() {}

    /**
     * Returns when a file is there and this user may read it.
     *
     * @param otherwise what to do where there is none
     * @throws StoreException saying which of the two does not hold
     */
    public static void requireReadable(Path file, String otherwise) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            if (Files.isReadable(file)) {
                return;
            }
        } catch (NoSuchFileException e) {
            throw new StoreException("there is no " + file + "; " + otherwise, e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "this user may not look into its folder", e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
        throw unreadable(file, "this user may not read it", null);
    }

    private static StoreException unreadable(Path file, String why, @Nullable Exception e) {
        return new StoreException(
                "cannot read " + file + ": " + why + "; run this as the user that ingest runs as, or give the right to"
                        + " read it",
                e);
    }

    /**
     * A connection that sees what is committed and changes nothing.
     *
     * @param version the schema version that is understood
     * @throws StoreException when there is no such file, it cannot be read, or another version wrote it
     */
    public static Connection open(Path file, int version) {
        requireReadable(file, "name the data folder that ingest was started with");
        Connection connection = SqliteFile.connect(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
            int found;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                found = row.getInt(1);
            }
            if (found != version) {
                throw new StoreException(
                        file + " has the schema version " + found + ", not " + version
                                + (found < version
                                        ? ": an earlier Nương wrote it; start this one's ingest on it once, which"
                                                + " brings it up to date"
                                        : ": a newer Nương wrote it; use that one"),
                        null);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof StoreException known ? known : SqliteFile.failed("cannot read", file, e);
        }
    }

    /**
     * Writes a copy of what is committed in a file now, while whoever writes that goes on.
     *
     * @param copy must not be there yet
     * @throws StoreException when there is no such file, another version wrote it, or the copy cannot be written
     */
    public static void copy(Path file, int version, Path copy) {
        try (Connection connection = open(file, version);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 0"); // or the copy could not be written either
            statement.execute("VACUUM INTO '" + copy.toAbsolutePath().toString().replace("'", "''") + "'");
        } catch (SQLException e) {
            throw SqliteFile.failed("cannot copy", file, e);
        }
    }
}
