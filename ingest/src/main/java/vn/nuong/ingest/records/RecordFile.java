package vn.nuong.ingest.records;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import vn.nuong.ingest.sqlite.SqliteFile;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.ingest.store.StoreException;

/**
 * The SQLite file that the records lie in: one connection writes, another reads, so that neither waits for the other. Blocks;
 * thread-safe.
 */
public final class RecordFile implements AutoCloseable {

    private final Path file;
    private final Connection writer;
    private final Connection reader;
    private final Object reading = new Object();

    private RecordFile(Path file, Connection writer, Connection reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /** @throws StoreException when it cannot be written or was made by a newer version */
    static RecordFile open(Path file, List<List<String>> migrations) {
        Connection writer = SqliteFile.open(file, migrations);
        return new RecordFile(file, writer, SqliteFile.connect(file));
    }

    /**
     * The same, only to be read: beside the process that writes it, if there is one. Writing into it fails.
     *
     * @throws StoreException when there is none, or another version wrote it
     */
    static RecordFile openToRead(Path file, int version) {
        Connection reader = SqliteReader.open(file, version);
        return new RecordFile(file, reader, reader);
    }

    /** Statements that belong together. */
    public interface Change<T> {
        T make(Connection connection) throws SQLException;
    }

    /** Takes what a question returned. */
    public interface Rows<T> {
        T take(ResultSet rows) throws SQLException;
    }

    /**
     * All or nothing, and on disk once it returns.
     *
     * @throws StoreException when it could not be written; nothing of it was
     */
    public <T> T write(Change<T> change) {
        synchronized (writer) {
            try {
                T value = change.make(writer);
                writer.commit();
                return value;
            } catch (SQLException | RuntimeException e) {
                SqliteFile.rollback(writer, e);
                throw SqliteFile.failed("cannot write into", file, e);
            }
        }
    }

    /** Asks for what is committed. Values go into {@code ?} by {@code arguments}. */
    public <T> T read(String sql, Rows<T> rows, Object... arguments) {
        synchronized (reading) {
            try (var statement = reader.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                try (ResultSet found = statement.executeQuery()) {
                    return rows.take(found);
                }
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
        }
    }

    /** Asks several things of what is committed. */
    public <T> T ask(Change<T> question) {
        synchronized (reading) {
            try {
                return question.make(reader);
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
        }
    }

    @Override
    public void close() {
        try (reader;
                writer) {
            synchronized (writer) {
                if (!writer.getAutoCommit()) {
                    writer.rollback(); // what is open is nothing: every change commits or rolls back
                }
            }
        } catch (SQLException e) {
            throw SqliteFile.failed("cannot close", file, e);
        }
    }
}
