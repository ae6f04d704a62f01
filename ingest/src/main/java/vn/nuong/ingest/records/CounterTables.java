package vn.nuong.ingest.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The accounting, in the records: tables {@code counters} and {@code dead_counts}. */
final class CounterTables {

    private final RecordFile file;

    CounterTables(RecordFile file) {
        this.file = file;
    }

    Accounting read() {
        return file.read(
                "SELECT 0, name, readings FROM counters UNION ALL SELECT 1, reason, readings FROM dead_counts",
                rows -> {
                    Map<String, Long> counters = new HashMap<>();
                    Map<String, Long> dead = new TreeMap<>();
                    while (rows.next()) {
                        (rows.getInt(1) == 0 ? counters : dead).put(rows.getString(2), rows.getLong(3));
                    }
                    dead.values().removeIf(n -> n == 0);
                    return new Accounting(
                            counters.getOrDefault("received", 0L),
                            counters.getOrDefault("stored", 0L),
                            counters.getOrDefault("duplicate", 0L),
                            counters.getOrDefault("conflicting", 0L),
                            dead);
                });
    }

    /** Adds to what was counted. */
    static void add(Connection connection, Accounting added) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "INSERT INTO counters VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET readings = readings + excluded.readings")) {
            Map<String, Long> counts = Map.of(
                    "received", added.received(),
                    "stored", added.stored(),
                    "duplicate", added.duplicate(),
                    "conflicting", added.conflicting());
            add(add, counts);
        }
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO dead_counts VALUES (?, ?)"
                + " ON CONFLICT(reason) DO UPDATE SET readings = readings + excluded.readings")) {
            add(add, added.deadLettered());
        }
    }

    private static void add(PreparedStatement add, Map<String, Long> counts) throws SQLException {
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (count.getValue() != 0) {
                add.setString(1, count.getKey());
                add.setLong(2, count.getValue());
                add.executeUpdate();
            }
        }
    }
}
