package vn.nuong.ingest.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;

/** What the tables of the records have in common: columns that may be empty, columns that hold JSON, and conditions. */
final class Sql {

    private Sql() {}

    /** Adds a condition, unless the value is null. */
    static void and(StringBuilder sql, List<Object> arguments, String column, @Nullable String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            arguments.add(value);
        }
    }

    static void set(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }

    static @Nullable Long longOrNull(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    static <T> List<T> list(String json, TypeReference<List<T>> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the records hold \"" + json + "\", which they never wrote", e);
        }
    }

    /** Forgets the oldest rows of a table but so many. */
    static void trim(Connection connection, String table, int kept) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE id <= (SELECT MAX(id) FROM " + table + ") - ?")) {
            delete.setInt(1, kept);
            delete.executeUpdate();
        }
    }
}
