package vn.nuong.ingest.records;

import java.util.List;
import vn.nuong.ingest.watch.DeviceAlertTable;

/** The tables of the records, as each version added to the one before. Times are nanoseconds since 1970. */
final class RecordSchema {

    private RecordSchema() {}

    /** Statements that lead from one version to the next; the first from an empty file. */
    static final List<List<String>> MIGRATIONS = List.of(
            List.of("""
                    CREATE TABLE refusals(
                      id INTEGER PRIMARY KEY AUTOINCREMENT,
                      received_ns INTEGER NOT NULL, topic TEXT NOT NULL, payload TEXT NOT NULL,
                      reason TEXT NOT NULL, detail TEXT NOT NULL)""", """
                    CREATE TABLE refused_counts(reason TEXT PRIMARY KEY, readings INTEGER NOT NULL)""", """
                    CREATE TABLE abouts(
                      site TEXT NOT NULL, device TEXT NOT NULL,
                      last_high INTEGER NOT NULL, last_low INTEGER NOT NULL, about TEXT,
                      PRIMARY KEY(site, device))""", """
                    CREATE TABLE in_doubt(
                      number INTEGER PRIMARY KEY,
                      high INTEGER NOT NULL, low INTEGER NOT NULL, received_ns INTEGER NOT NULL,
                      settled INTEGER NOT NULL)"""),
            List.of(
                    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
                    "CREATE TABLE counters(name TEXT PRIMARY KEY, readings INTEGER NOT NULL)",
                    "CREATE TABLE dead_counts(reason TEXT PRIMARY KEY, readings INTEGER NOT NULL)",
                    """
                    CREATE TABLE dead_letters(
                      id INTEGER PRIMARY KEY AUTOINCREMENT,
                      received_ns INTEGER NOT NULL, topic TEXT NOT NULL, site TEXT, device TEXT,
                      payload BLOB NOT NULL, payload_length INTEGER NOT NULL,
                      reason TEXT NOT NULL, items TEXT NOT NULL,
                      digest_high INTEGER NOT NULL, digest_low INTEGER NOT NULL)""",
                    "CREATE INDEX dead_letters_digest ON dead_letters(digest_high, digest_low)",
                    "CREATE INDEX dead_letters_device ON dead_letters(site, device)",
                    """
                    CREATE TABLE conflicts(
                      id INTEGER PRIMARY KEY AUTOINCREMENT,
                      site TEXT NOT NULL, device TEXT NOT NULL, key TEXT NOT NULL, measured_ns INTEGER NOT NULL,
                      kept REAL NOT NULL, kept_received_ns INTEGER NOT NULL,
                      other REAL NOT NULL, other_received_ns INTEGER NOT NULL)""",
                    "CREATE INDEX conflicts_device ON conflicts(site, device)",
                    """
                    CREATE TABLE devices(
                      site TEXT NOT NULL, device TEXT NOT NULL,
                      newest_ns INTEGER NOT NULL, gaps TEXT NOT NULL,
                      first_received_ns INTEGER NOT NULL, last_received_ns INTEGER NOT NULL,
                      dirty_from_ns INTEGER, dirty_to_ns INTEGER, dirty_since_ns INTEGER,
                      change INTEGER NOT NULL, watch TEXT,
                      PRIMARY KEY(site, device)) WITHOUT ROWID""",
                    "CREATE INDEX devices_dirty ON devices(dirty_since_ns) WHERE dirty_since_ns IS NOT NULL",
                    """
                    CREATE TABLE ledger(
                      site TEXT NOT NULL, device TEXT NOT NULL, day INTEGER NOT NULL,
                      on_time INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,
                      stored INTEGER NOT NULL DEFAULT 0, duplicate INTEGER NOT NULL DEFAULT 0,
                      conflicting INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
                      flagged INTEGER NOT NULL DEFAULT 0,
                      PRIMARY KEY(site, device, day)) WITHOUT ROWID""",
                    // What the version before kept: its refusals become dead letters. It counted duplicates among them.
                    """
                    INSERT INTO dead_letters(received_ns, topic, payload, payload_length, reason, items,
                                             digest_high, digest_low)
                      SELECT received_ns, topic, CAST(payload AS BLOB), LENGTH(CAST(payload AS BLOB)), reason,
                             json_array(json_object('reason', reason, 'detail', detail)), 0, 0
                      FROM refusals WHERE reason <> 'duplicate' ORDER BY id""",
                    "INSERT INTO dead_counts SELECT reason, readings FROM refused_counts WHERE reason <> 'duplicate'",
                    """
                    INSERT INTO counters
                      SELECT 'duplicate', readings FROM refused_counts WHERE reason = 'duplicate'""",
                    "INSERT INTO meta SELECT 'count_stored', '1' WHERE EXISTS (SELECT 1 FROM refused_counts)"
                            + " OR EXISTS (SELECT 1 FROM in_doubt) OR EXISTS (SELECT 1 FROM abouts)",
                    DeviceAlertTable.SCHEMA.get(0),
                    DeviceAlertTable.SCHEMA.get(1),
                    "DROP TABLE refusals",
                    "DROP TABLE refused_counts",
                    "DROP TABLE in_doubt"));
}
