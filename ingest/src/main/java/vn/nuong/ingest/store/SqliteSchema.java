package vn.nuong.ingest.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import vn.nuong.telemetry.property.ObservedProperty;

/**
 * How {@code readings.db} is laid out, version by version.
 *
 * <ol>
 *   <li>a reading with its {@code quality}, and for each series how many readings it has and how new they are
 *   <li>whose clock gave the time; flags with their reasons in a table of their own; hourly and daily aggregates. What was
 *       {@code out_of_range} has the flag {@code range}. How new a series is, is read from its readings.
 * </ol>
 *
 * <p>A text that is null: {@code time_source} of the device's own clock. A number that is null: an aggregate's {@code mean},
 * {@code min}, {@code max} and {@code sum} when every reading was flagged.
 */
final class SqliteSchema {

    private static final List<String> VERSION_1 = List.of("""
            CREATE TABLE series(
              id INTEGER PRIMARY KEY,
              site TEXT NOT NULL, device TEXT NOT NULL, key TEXT NOT NULL,
              readings INTEGER NOT NULL DEFAULT 0,
              newest_measured_ns INTEGER NOT NULL, newest_received_ns INTEGER NOT NULL,
              UNIQUE(site, device, key))""", """
            CREATE TABLE readings(
              series INTEGER NOT NULL, time_ns INTEGER NOT NULL,
              value REAL NOT NULL, received_ns INTEGER NOT NULL, quality TEXT NOT NULL,
              PRIMARY KEY(series, time_ns)) WITHOUT ROWID""");

    private static final List<String> VERSION_2 = List.of(
            """
            CREATE TABLE flags(
              series INTEGER NOT NULL, time_ns INTEGER NOT NULL,
              tests TEXT NOT NULL, why TEXT NOT NULL, judged_ns INTEGER NOT NULL,
              PRIMARY KEY(series, time_ns)) WITHOUT ROWID""",
            """
            INSERT INTO flags
              SELECT r.series, r.time_ns, 'range',
                COALESCE((SELECT r.value || p.why FROM (%s) AS p WHERE s.key GLOB p.pattern), ''), r.received_ns
              FROM readings AS r JOIN series AS s ON s.id = r.series WHERE r.quality = 'out_of_range'""".formatted(reasons()),
            "ALTER TABLE readings DROP COLUMN quality",
            "ALTER TABLE readings ADD COLUMN time_source TEXT",
            "ALTER TABLE series DROP COLUMN readings",
            "ALTER TABLE series DROP COLUMN newest_measured_ns",
            "ALTER TABLE series DROP COLUMN newest_received_ns",
            aggregates("hourly"),
            aggregates("daily"));

    static final List<List<String>> MIGRATIONS = List.of(VERSION_1, VERSION_2);

    private SqliteSchema() {}

    /** Why a reading of version 1 is out of range, by what its key looks like: no key looks like two of them. */
    private static String reasons() {
        return Arrays.stream(ObservedProperty.values())
                .flatMap(p -> patterns(p).stream().map(pattern -> reason(p, pattern)))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static List<String> patterns(ObservedProperty property) {
        return switch (property.where()) {
            case IN_SOIL -> List.of(property.code(), property.code() + "_[0-9]*cm");
            case IN_TRAP -> List.of(property.code() + "_*");
            default -> List.of(property.code());
        };
    }

    private static String reason(ObservedProperty property, String pattern) {
        return "SELECT '" + pattern + "' AS pattern, '" + OldQuality.outside(property) + "' AS why";
    }

    private static String aggregates(String table) {
        return """
            CREATE TABLE %s(
              series INTEGER NOT NULL, start_ns INTEGER NOT NULL,
              mean REAL, min REAL, max REAL, sum REAL, count INTEGER NOT NULL, flagged INTEGER NOT NULL,
              PRIMARY KEY(series, start_ns)) WITHOUT ROWID""".formatted(table);
    }
}
