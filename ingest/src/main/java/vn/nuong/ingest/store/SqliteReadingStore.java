package vn.nuong.ingest.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.sqlite.SqliteFile;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * Readings in one SQLite file, for the demonstration and for a single small machine; {@link SqliteSchema} says how they lie.
 * One connection writes, another reads; with the write-ahead log neither waits for the other. SQLite takes every reading, so
 * none is ever refused.
 */
public final class SqliteReadingStore implements ReadingStore {

    private record Series(String site, String device, PropertyKey key) {}

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
     * Opens the file, made where it is missing, brought up to date where an earlier version wrote it.
     *
     * @throws StoreException when it cannot be written or was made by a newer version
     */
    public static SqliteReadingStore open(Path file) {
        Connection writer = SqliteFile.open(file, SqliteSchema.MIGRATIONS);
        return new SqliteReadingStore(file, writer, SqliteFile.connect(file));
    }

    /**
     * Opens the file only to read it, beside the process that writes it if there is one. Writing into it fails.
     *
     * @throws StoreException when there is none, or another version wrote it
     */
    public static SqliteReadingStore openToRead(Path file) {
        Connection reader = SqliteReader.open(file, SqliteSchema.MIGRATIONS.size());
        return new SqliteReadingStore(file, reader, reader);
    }

    /**
     * Writes a copy of the file as it is now, beside the process that writes it if there is one.
     *
     * @throws StoreException when there is none, another version wrote it, or the copy cannot be written
     */
    public static void copy(Path file, Path copy) {
        SqliteReader.copy(file, SqliteSchema.MIGRATIONS.size(), copy);
    }

    @Override
    public List<RefusedReading> write(List<Point> points, List<Flagged> flags) {
        change("cannot write readings into", () -> {
            upsertReadings(points);
            upsertFlags(flags);
        });
        return List.of();
    }

    private void upsertReadings(List<Point> points) throws SQLException {
        try (PreparedStatement upsert = writer.prepareStatement("""
                INSERT INTO readings(series, time_ns, value, received_ns, time_source) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT(series, time_ns) DO UPDATE SET value = excluded.value,
                  received_ns = excluded.received_ns, time_source = excluded.time_source""")) {
            for (Point point : points) {
                for (Point.Value value : point.values()) {
                    upsert.setLong(1, seriesId(point.site(), point.device(), value.key()));
                    upsert.setLong(2, point.measuredNs());
                    upsert.setDouble(3, value.value() + 0.0); // -0.0 + 0.0 is 0.0
                    upsert.setLong(4, point.receivedNs());
                    upsert.setString(
                            5,
                            point.timeSource() == TimeSource.DEVICE
                                    ? null
                                    : point.timeSource().code());
                    upsert.executeUpdate();
                }
            }
        }
    }

    private void upsertFlags(List<Flagged> flags) throws SQLException {
        try (PreparedStatement upsert =
                writer.prepareStatement("INSERT OR REPLACE INTO flags VALUES (?, ?, ?, ?, ?)")) {
            for (Flagged flagged : flags) {
                upsert.setLong(1, seriesId(flagged.site(), flagged.device(), flagged.key()));
                upsert.setLong(2, flagged.measuredNs());
                upsert.setString(3, FlagCodes.join(flagged.flags()));
                upsert.setString(4, flagged.why());
                upsert.setLong(5, flagged.judgedNs());
                upsert.executeUpdate();
            }
        }
    }

    private long seriesId(String site, String device, PropertyKey key) throws SQLException {
        Series series = new Series(site, device, key);
        Long known = ids.get(series);
        if (known != null) {
            return known;
        }
        for (String sql : List.of(
                "INSERT OR IGNORE INTO series(site, device, key) VALUES (?, ?, ?) RETURNING id",
                "SELECT id FROM series WHERE site = ? AND device = ? AND key = ?")) {
            try (PreparedStatement statement = writer.prepareStatement(sql)) {
                statement.setString(1, site);
                statement.setString(2, device);
                statement.setString(3, key.code());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        ids.put(series, row.getLong(1));
                        return row.getLong(1);
                    }
                }
            }
        }
        throw new SQLException("the series of " + key + " of " + device + " is neither made nor found");
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        return read(() -> {
            List<SeriesMerge.Series> wanted = new ArrayList<>();
            for (SeriesMerge.Series series : series(query.site(), query.device())) {
                if (query.wants(series.site(), series.device(), series.key())) {
                    wanted.add(series);
                }
            }
            try (SeriesMerge merge = new SeriesMerge(reader, wanted, query)) {
                return StoredPage.of(merge.take(query.limit() + 1), query.limit());
            }
        });
    }

    @Override
    public List<Flagged> findFlags(String site, String device, long fromNs, long toNs) {
        return read(() -> {
            List<Flagged> found = new ArrayList<>();
            try (PreparedStatement select = reader.prepareStatement("SELECT time_ns, tests, why, judged_ns FROM flags"
                    + " WHERE series = ? AND time_ns >= ? AND time_ns < ?")) {
                for (SeriesMerge.Series series : series(site, device)) {
                    select.setLong(1, series.id());
                    select.setLong(2, fromNs);
                    select.setLong(3, toNs);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            found.add(new Flagged(
                                    site,
                                    device,
                                    series.key(),
                                    rows.getLong(1),
                                    FlagCodes.parse(rows.getString(2)),
                                    rows.getString(3),
                                    rows.getLong(4)));
                        }
                    }
                }
            }
            found.sort(Comparator.comparingLong(Flagged::measuredNs)
                    .thenComparing(f -> f.key().code()));
            return found;
        });
    }

    @Override
    public void writeAggregates(List<Aggregate> aggregates) {
        change("cannot write aggregates into", () -> {
            for (Aggregate.Resolution resolution : Aggregate.Resolution.values()) {
                try (PreparedStatement upsert = writer.prepareStatement(
                        "INSERT OR REPLACE INTO " + table(resolution) + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                    for (Aggregate aggregate : aggregates) {
                        if (aggregate.resolution() == resolution) {
                            upsert(upsert, aggregate);
                        }
                    }
                }
            }
        });
    }

    private void upsert(PreparedStatement upsert, Aggregate aggregate) throws SQLException {
        upsert.setLong(1, seriesId(aggregate.site(), aggregate.device(), aggregate.key()));
        upsert.setLong(2, aggregate.startNs());
        double[] values = {aggregate.mean(), aggregate.min(), aggregate.max(), aggregate.sum()};
        for (int i = 0; i < values.length; i++) {
            if (aggregate.count() == 0) {
                upsert.setNull(3 + i, Types.REAL);
            } else {
                upsert.setDouble(3 + i, values[i] + 0.0);
            }
        }
        upsert.setInt(7, aggregate.count());
        upsert.setInt(8, aggregate.flagged());
        upsert.executeUpdate();
    }

    @Override
    public List<Aggregate> findAggregates(
            Aggregate.Resolution resolution, String site, String device, long fromNs, long toNs) {
        return read(() -> {
            List<Aggregate> found = new ArrayList<>();
            try (PreparedStatement select =
                    reader.prepareStatement("SELECT start_ns, mean, min, max, sum, count, flagged FROM "
                            + table(resolution) + " WHERE series = ? AND start_ns >= ? AND start_ns < ?")) {
                for (SeriesMerge.Series series : series(site, device)) {
                    select.setLong(1, series.id());
                    select.setLong(2, fromNs);
                    select.setLong(3, toNs);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            found.add(aggregate(resolution, series, rows));
                        }
                    }
                }
            }
            found.sort(Comparator.comparingLong(Aggregate::startNs)
                    .thenComparing(a -> a.key().code()));
            return found;
        });
    }

    private static Aggregate aggregate(Aggregate.Resolution resolution, SeriesMerge.Series series, ResultSet row)
            throws SQLException {
        int count = row.getInt(6);
        return new Aggregate(
                resolution,
                series.site(),
                series.device(),
                series.key(),
                row.getLong(1),
                count == 0 ? Double.NaN : row.getDouble(2),
                count == 0 ? Double.NaN : row.getDouble(3),
                count == 0 ? Double.NaN : row.getDouble(4),
                count == 0 ? Double.NaN : row.getDouble(5),
                count,
                row.getInt(7));
    }

    private static String table(Aggregate.Resolution resolution) {
        return switch (resolution) {
            case HOUR -> "hourly";
            case DAY -> "daily";
        };
    }

    @Override
    public long count() {
        return read(() -> {
            try (PreparedStatement count = reader.prepareStatement("SELECT COUNT(*) FROM readings");
                    ResultSet row = count.executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    @Override
    public Map<String, Long> newestTimes() {
        return read(() -> {
            Map<String, Long> newest = new HashMap<>();
            try (PreparedStatement select = reader.prepareStatement("""
                            SELECT site, device,
                              MAX((SELECT MAX(time_ns) FROM readings WHERE series = series.id)) AS newest_ns
                            FROM series GROUP BY site, device HAVING newest_ns NOT NULL""");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    newest.put(rows.getString(1) + "/" + rows.getString(2), rows.getLong(3));
                }
            }
            return newest;
        });
    }

    /** Series by series, so that readings coming in meanwhile wait for one series at most. */
    @Override
    public void removeBefore(long ns) {
        for (SeriesMerge.Series series : read(() -> series(null, null))) {
            change("cannot remove readings from", () -> {
                for (String table : List.of("readings", "flags")) {
                    try (PreparedStatement delete =
                            writer.prepareStatement("DELETE FROM " + table + " WHERE series = ? AND time_ns < ?")) {
                        delete.setLong(1, series.id());
                        delete.setLong(2, ns);
                        delete.executeUpdate();
                    }
                }
            });
        }
    }

    @Override
    public void check() {
        read(() -> {
            try (PreparedStatement select = reader.prepareStatement("SELECT 1 FROM series LIMIT 1")) {
                return select.execute();
            }
        });
    }

    /** Series of a site and a device; null does not narrow the choice. For the reading connection. */
    private List<SeriesMerge.Series> series(@Nullable String site, @Nullable String device) throws SQLException {
        List<String> names = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT id, site, device, key FROM series WHERE TRUE");
        if (site != null) {
            sql.append(" AND site = ?");
            names.add(site);
        }
        if (device != null) {
            sql.append(" AND device = ?");
            names.add(device);
        }
        List<SeriesMerge.Series> found = new ArrayList<>();
        try (PreparedStatement select = reader.prepareStatement(sql.toString())) {
            for (int i = 0; i < names.size(); i++) {
                select.setString(i + 1, names.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new SeriesMerge.Series(
                            row.getLong(1), row.getString(2), row.getString(3), PropertyKey.parse(row.getString(4))));
                }
            }
        }
        return found;
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

    private interface Change {
        void make() throws SQLException;
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private synchronized void change(String failure, Change change) {
        try {
            change.make();
            writer.commit();
        } catch (SQLException | RuntimeException e) {
            ids.clear(); // may hold series that the rollback takes back
            SqliteFile.rollback(writer, e);
            throw SqliteFile.failed(failure, file, e);
        }
    }

    private <T> T read(Question<T> question) {
        synchronized (reading) {
            try {
                return question.ask();
            } catch (SQLException e) {
                throw SqliteFile.failed("cannot read", file, e);
            }
        }
    }
}
