package vn.nuong.ingest.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Single values by their name, in the records: table {@code meta}. */
final class MetaTable {

    private final RecordFile file;

    MetaTable(RecordFile file) {
        this.file = file;
    }

    Optional<String> find(String name) {
        return file.read(
                "SELECT value FROM meta WHERE name = ?",
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty(),
                name);
    }

    static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)")) {
            put.setString(1, name);
            put.setString(2, value);
            put.executeUpdate();
        }
    }

    /** @return how many were there */
    static int remove(Connection connection, String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM meta WHERE name = ?")) {
            delete.setString(1, name);
            return delete.executeUpdate();
        }
    }
}
