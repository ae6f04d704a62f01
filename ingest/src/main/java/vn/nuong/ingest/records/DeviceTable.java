package vn.nuong.ingest.records;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.nuong.ingest.review.ReviewQueue;

/** What is known of every device, and what of its readings waits for a review, in the records: table {@code devices}. */
final class DeviceTable {

    private static final TypeReference<List<DeviceRow.Gap>> GAPS = new TypeReference<>() {};

    private final RecordFile file;

    DeviceTable(RecordFile file) {
        this.file = file;
    }

    /** What is known of every device ever heard. */
    List<DeviceRow> all() {
        return file.read(
                "SELECT site, device, newest_ns, gaps, first_received_ns, last_received_ns, dirty_from_ns, dirty_to_ns,"
                        + " dirty_since_ns, change, watch FROM devices ORDER BY site, device",
                rows -> {
                    List<DeviceRow> devices = new ArrayList<>();
                    while (rows.next()) {
                        devices.add(new DeviceRow(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getLong(3),
                                Sql.list(rows.getString(4), GAPS),
                                rows.getLong(5),
                                rows.getLong(6),
                                Sql.longOrNull(rows, 7),
                                Sql.longOrNull(rows, 8),
                                Sql.longOrNull(rows, 9),
                                rows.getLong(10),
                                rows.getString(11)));
                    }
                    return devices;
                });
    }

    static void keep(Connection connection, Map<DeviceId, DeviceRow> devices) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(site, device) DO UPDATE SET"
                        + " newest_ns = excluded.newest_ns, gaps = excluded.gaps,"
                        + " last_received_ns = excluded.last_received_ns, watch = excluded.watch,"
                        // Joined to what is still to be reviewed, which the reviewer may have done meanwhile.
                        + " dirty_from_ns = MIN(COALESCE(dirty_from_ns, excluded.dirty_from_ns),"
                        + " COALESCE(excluded.dirty_from_ns, dirty_from_ns)),"
                        + " dirty_to_ns = MAX(COALESCE(dirty_to_ns, excluded.dirty_to_ns),"
                        + " COALESCE(excluded.dirty_to_ns, dirty_to_ns)),"
                        + " dirty_since_ns = COALESCE(dirty_since_ns, excluded.dirty_since_ns),"
                        + " change = change + (excluded.dirty_from_ns IS NOT NULL)")) {
            for (DeviceRow device : devices.values()) {
                put.setString(1, device.site());
                put.setString(2, device.device());
                put.setLong(3, device.newestNs());
                put.setString(4, device.gaps().isEmpty() ? "[]" : Sql.text(device.gaps()));
                put.setLong(5, device.firstReceivedNs());
                put.setLong(6, device.lastReceivedNs());
                Sql.set(put, 7, device.dirtyFromNs());
                Sql.set(put, 8, device.dirtyToNs());
                Sql.set(put, 9, device.dirtySinceNs());
                put.setLong(10, device.change());
                put.setString(11, device.watch());
                put.executeUpdate();
            }
        }
    }

    /** Devices that wait for a review, the longest waiting first. */
    List<ReviewQueue.Due> due(int limit) {
        return file.read(
                "SELECT site, device, dirty_from_ns, dirty_to_ns, change FROM devices WHERE dirty_since_ns IS NOT NULL"
                        + " ORDER BY dirty_since_ns LIMIT ?",
                rows -> {
                    List<ReviewQueue.Due> due = new ArrayList<>();
                    while (rows.next()) {
                        due.add(new ReviewQueue.Due(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)));
                    }
                    return due;
                },
                limit);
    }

    /** How many devices wait for a review. */
    int dueCount() {
        return file.read("SELECT COUNT(*) FROM devices WHERE dirty_since_ns IS NOT NULL", rows -> rows.getInt(1));
    }

    /** What was due is reviewed, unless more came meanwhile. */
    static int clean(Connection connection, ReviewQueue.Due due) throws SQLException {
        try (PreparedStatement clean =
                connection.prepareStatement("UPDATE devices SET dirty_from_ns = NULL, dirty_to_ns = NULL,"
                        + " dirty_since_ns = NULL WHERE site = ? AND device = ? AND change = ?")) {
            clean.setString(1, due.site());
            clean.setString(2, due.device());
            clean.setLong(3, due.change());
            return clean.executeUpdate();
        }
    }
}
