package vn.nuong.ingest.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.time.Times;

/** Readings that came again with another value, in the records: table {@code conflicts}. */
final class ConflictTable {

    private final RecordFile file;
    private final int kept;

    ConflictTable(RecordFile file, int kept) {
        this.file = file;
        this.kept = kept;
    }

    /** Conflicts, newest first; of one device unless it is null. */
    List<Conflict> find(@Nullable String site, @Nullable String device, int limit) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT site, device, key, measured_ns, kept, kept_received_ns, other,"
                + " other_received_ns FROM conflicts WHERE 1");
        Sql.and(sql, arguments, "site", site);
        Sql.and(sql, arguments, "device", device);
        arguments.add(limit);
        return file.read(
                sql + " ORDER BY id DESC LIMIT ?",
                rows -> {
                    List<Conflict> conflicts = new ArrayList<>();
                    while (rows.next()) {
                        conflicts.add(new Conflict(
                                rows.getString(1),
                                rows.getString(2),
                                PropertyKey.parse(rows.getString(3)),
                                Times.ofEpochNanos(rows.getLong(4)),
                                rows.getDouble(5),
                                Times.ofEpochNanos(rows.getLong(6)),
                                rows.getDouble(7),
                                Times.ofEpochNanos(rows.getLong(8))));
                    }
                    return conflicts;
                },
                arguments.toArray());
    }

    void keep(Connection connection, List<Conflict> conflicts) throws SQLException {
        if (conflicts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO conflicts(site, device, key, measured_ns,"
                        + " kept, kept_received_ns, other, other_received_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Conflict conflict : conflicts) {
                insert.setString(1, conflict.site());
                insert.setString(2, conflict.device());
                insert.setString(3, conflict.key().code());
                insert.setLong(4, Times.toEpochNanos(conflict.measured()));
                insert.setDouble(5, conflict.kept());
                insert.setLong(6, Times.toEpochNanos(conflict.keptReceived()));
                insert.setDouble(7, conflict.other());
                insert.setLong(8, Times.toEpochNanos(conflict.otherReceived()));
                insert.executeUpdate();
            }
        }
        Sql.trim(connection, "conflicts", kept);
    }
}
