package vn.nuong.ingest.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of every device on every day, in the records: table {@code ledger}. */
final class LedgerTable {

    private final RecordFile file;

    LedgerTable(RecordFile file) {
        this.file = file;
    }

    /**
     * The ledger by device and day, of {@code [from, to]}; of one device unless it is null. Days on which nothing came are not
     * in it.
     */
    List<LedgerRow> find(@Nullable String site, @Nullable String device, LocalDate from, LocalDate to) {
        List<Object> arguments = new ArrayList<>(List.of(from.toEpochDay(), to.toEpochDay()));
        StringBuilder sql = new StringBuilder("SELECT site, device, day, on_time, late, stored, duplicate, conflicting,"
                + " refused, flagged FROM ledger WHERE day >= ? AND day <= ?");
        Sql.and(sql, arguments, "site", site);
        Sql.and(sql, arguments, "device", device);
        return file.read(
                sql + " ORDER BY site, device, day",
                rows -> {
                    List<LedgerRow> days = new ArrayList<>();
                    while (rows.next()) {
                        days.add(new LedgerRow(
                                rows.getString(1),
                                rows.getString(2),
                                LocalDate.ofEpochDay(rows.getLong(3)),
                                rows.getInt(4),
                                rows.getInt(5),
                                rows.getInt(6),
                                rows.getInt(7),
                                rows.getInt(8),
                                rows.getInt(9),
                                rows.getInt(10)));
                    }
                    return days;
                },
                arguments.toArray());
    }

    /** What the ledger says of every device in all. */
    Map<DeviceId, DeviceTotals> totals() {
        return file.read(
                "SELECT site, device, MIN(day) FILTER (WHERE stored > 0), SUM(stored), SUM(conflicting), SUM(refused)"
                        + " FROM ledger GROUP BY site, device",
                rows -> {
                    Map<DeviceId, DeviceTotals> totals = new HashMap<>();
                    while (rows.next()) {
                        Long firstDay = Sql.longOrNull(rows, 3);
                        totals.put(
                                new DeviceId(rows.getString(1), rows.getString(2)),
                                new DeviceTotals(
                                        firstDay == null ? null : LocalDate.ofEpochDay(firstDay),
                                        rows.getLong(4),
                                        rows.getLong(5),
                                        rows.getLong(6)));
                    }
                    return totals;
                });
    }

    static void add(Connection connection, Map<LedgerKey, LedgerDay> ledger) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT(site, device, day) DO UPDATE SET"
                        + " on_time = on_time + excluded.on_time, late = late + excluded.late,"
                        + " stored = stored + excluded.stored, duplicate = duplicate + excluded.duplicate,"
                        + " conflicting = conflicting + excluded.conflicting, refused = refused + excluded.refused")) {
            for (Map.Entry<LedgerKey, LedgerDay> entry : ledger.entrySet()) {
                LedgerDay day = entry.getValue();
                put.setString(1, entry.getKey().site());
                put.setString(2, entry.getKey().device());
                put.setLong(3, entry.getKey().epochDay());
                put.setInt(4, day.onTime);
                put.setInt(5, day.late);
                put.setInt(6, day.stored);
                put.setInt(7, day.duplicate);
                put.setInt(8, day.conflicting);
                put.setInt(9, day.refused);
                put.executeUpdate();
            }
        }
    }

    /** So many readings are flagged on these days. */
    static void flag(Connection connection, String site, String device, Map<LocalDate, Integer> flaggedByDay)
            throws SQLException {
        try (PreparedStatement flagged =
                connection.prepareStatement("INSERT INTO ledger(site, device, day, flagged) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT(site, device, day) DO UPDATE SET flagged = excluded.flagged")) {
            for (Map.Entry<LocalDate, Integer> day : flaggedByDay.entrySet()) {
                flagged.setString(1, site);
                flagged.setString(2, device);
                flagged.setLong(3, day.getKey().toEpochDay());
                flagged.setInt(4, day.getValue());
                flagged.executeUpdate();
            }
        }
    }
}
