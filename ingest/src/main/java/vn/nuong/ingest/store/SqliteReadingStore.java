package vn.nuong.ingest.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.nuong.ingest.sqlite.SqliteFile;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/**
 * Readings in one SQLite file, for the demonstration and for a single small machine. One connection writes, another reads;
 * with the write-ahead log neither waits for the other.
 *
 * <p>Besides its readings each series keeps how many they are and their newest times, written in the same transaction, so
 * that a list of devices costs as much as there are series.
 */
public final class SqliteReadingStore implements ReadingStore {

    private static final int VERSION = 1;
    private static final List<String> SCHEMA = List.of("""
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

    private record Series(String site, String device, String key) {}

    private record Place(long series, long timeNs) {}

    /** What a write adds to one series. */
    private static final class Added {
        long readings;
        long newestMeasuredNs = Long.MIN_VALUE;
        long newestReceivedNs = Long.MIN_VALUE;
    }

    private final Path file;
    private final Connection writer;
    private final Connection reader;
    private final Object reading = new Object();
    private final Map<Series, Long> ids = new HashMap<>();

    private SqliteReadingStore(Path file, Connection writer, Connection reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the file, made where it is missing.
     *
     * @throws StoreException when it cannot be written or was made by a newer version
     */
    public static SqliteReadingStore open(Path file) {
        Connection writer = SqliteFile.open(file, VERSION, SCHEMA);
        return new SqliteReadingStore(file, writer, SqliteFile.connect(file));
    }

    @Override
    public synchronized WriteOutcome write(List<Reading> readings) {
        try {
            WriteOutcome outcome = insert(readings);
            writer.commit();
            return outcome;
        } catch (SQLException | RuntimeException e) {
            ids.clear(); // may hold series that the rollback takes back
            SqliteFile.rollback(writer, e);
            throw SqliteFile.failed("cannot write readings into", file, e);
        }
    }

    private WriteOutcome insert(List<Reading> readings) throws SQLException {
        int stored = 0;
        List<Reading> duplicates = new ArrayList<>();
        Set<Place> now = new HashSet<>();
        Map<Long, Added> added = new HashMap<>();
        try (PreparedStatement insert =
                        writer.prepareStatement("INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?)");
                PreparedStatement find = writer.prepareStatement(
                        "SELECT value, received_ns FROM readings WHERE series = ? AND time_ns = ?")) {
            for (Reading r : readings) {
                long series = seriesId(r);
                long timeNs = Times.toEpochNanos(r.measured());
                long receivedNs = Times.toEpochNanos(r.received());
                insert.setLong(1, series);
                insert.setLong(2, timeNs);
                insert.setDouble(3, r.value());
                insert.setLong(4, receivedNs);
                insert.setString(5, r.quality().code());
                boolean first = now.add(new Place(series, timeNs));
                if (insert.executeUpdate() == 1) {
                    stored++;
                    Added a = added.computeIfAbsent(series, s -> new Added());
                    a.readings++;
                    a.newestMeasuredNs = Math.max(a.newestMeasuredNs, timeNs);
                    a.newestReceivedNs = Math.max(a.newestReceivedNs, receivedNs);
                } else if (first && isSame(find, series, timeNs, r.value(), receivedNs)) {
                    stored++;
                } else {
                    duplicates.add(r);
                }
            }
        }
        summarise(added);
        return new WriteOutcome(stored, duplicates, List.of());
    }

    private static boolean isSame(PreparedStatement find, long series, long timeNs, double value, long receivedNs)
            throws SQLException {
        find.setLong(1, series);
        find.setLong(2, timeNs);
        try (ResultSet row = find.executeQuery()) {
            return row.next() && row.getDouble(1) == value && row.getLong(2) == receivedNs;
        }
    }

    private void summarise(Map<Long, Added> added) throws SQLException {
        try (PreparedStatement update = writer.prepareStatement("""
                UPDATE series SET readings = readings + ?,
                  newest_measured_ns = MAX(newest_measured_ns, ?),
                  newest_received_ns = MAX(newest_received_ns, ?) WHERE id = ?""")) {
            for (var entry : added.entrySet()) {
                update.setLong(1, entry.getValue().readings);
                update.setLong(2, entry.getValue().newestMeasuredNs);
                update.setLong(3, entry.getValue().newestReceivedNs);
                update.setLong(4, entry.getKey());
                update.executeUpdate();
            }
        }
    }

    private long seriesId(Reading r) throws SQLException {
        Series series = new Series(r.site(), r.device(), r.key().code());
        Long known = ids.get(series);
        if (known != null) {
            return known;
        }
        try (PreparedStatement insert = writer.prepareStatement(
                "INSERT OR IGNORE INTO series(site, device, key, newest_measured_ns, newest_received_ns)"
                        + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, series.site());
            insert.setString(2, series.device());
            insert.setString(3, series.key());
            insert.setLong(4, Times.toEpochNanos(r.measured()));
            insert.setLong(5, Times.toEpochNanos(r.received()));
            insert.executeUpdate();
        }
        try (PreparedStatement find =
                writer.prepareStatement("SELECT id FROM series WHERE site = ? AND device = ? AND key = ?")) {
            find.setString(1, series.site());
            find.setString(2, series.device());
            find.setString(3, series.key());
            try (ResultSet row = find.executeQuery()) {
                long id = row.getLong(1);
                ids.put(series, id);
                return id;
            }
        }
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        synchronized (reading) {
            List<SeriesMerge.Series> wanted = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, site, device, key FROM series")) {
                while (row.next()) {
                    PropertyKey key = PropertyKey.parse(row.getString(4));
                    if (query.wants(row.getString(2), row.getString(3), key)) {
                        wanted.add(new SeriesMerge.Series(row.getLong(1), row.getString(2), row.getString(3), key));
                    }
                }
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
            try (SeriesMerge merge = new SeriesMerge(reader, wanted, query)) {
                return StoredPage.of(merge.take(query.limit() + 1), query.limit());
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
        }
    }

    @Override
    public long count() {
        synchronized (reading) {
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM readings")) {
                return row.getLong(1);
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot count the readings in", file, e);
            }
        }
    }

    @Override
    public List<DeviceSummary> devices() {
        synchronized (reading) {
            List<DeviceSummary> devices = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT site, device, SUM(readings), MAX(newest_measured_ns), MAX(newest_received_ns)
                            FROM series WHERE readings > 0 GROUP BY site, device ORDER BY site, device""")) {
                while (row.next()) {
                    devices.add(new DeviceSummary(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            Times.ofEpochNanos(row.getLong(4)),
                            Times.ofEpochNanos(row.getLong(5))));
                }
                return devices;
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read the devices in", file, e);
            }
        }
    }

    @Override
    public void check() {
        synchronized (reading) {
            try (Statement statement = reader.createStatement()) {
                statement.execute("SELECT 1 FROM series LIMIT 1");
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        synchronized (reading) {
            try {
                reader.close();
                writer.close();
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot close", file, e);
            }
        }
    }
}
