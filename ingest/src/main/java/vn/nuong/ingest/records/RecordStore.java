package vn.nuong.ingest.records;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vn.nuong.ingest.sqlite.SqliteFile;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.payload.RawPayload;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.time.Times;

/**
 * Ingest's own records, in one SQLite file: what was refused and why, what devices say of themselves, and which messages the
 * broker may send again.
 *
 * <p>Of refusals the newest {@value #KEPT_REFUSALS} are kept to be shown; their counts by reason are kept for good. Counts
 * are of readings; a refused message about a device is shown among the refusals and not counted there, since it is no reading.
 *
 * <p>Blocking; thread-safe.
 */
public final class RecordStore implements AutoCloseable {

    /** How many refusals are kept to be shown. */
    public static final int KEPT_REFUSALS = 100_000;

    private static final int VERSION = 1;
    private static final List<String> SCHEMA =
            List.of("""
            CREATE TABLE refusals(
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              received_ns INTEGER NOT NULL, topic TEXT NOT NULL, payload TEXT NOT NULL,
              reason TEXT NOT NULL, detail TEXT NOT NULL)""", "CREATE TABLE refused_counts(reason TEXT PRIMARY KEY, readings INTEGER NOT NULL)", """
            CREATE TABLE abouts(
              site TEXT NOT NULL, device TEXT NOT NULL,
              last_high INTEGER NOT NULL, last_low INTEGER NOT NULL, about TEXT,
              PRIMARY KEY(site, device))""", """
            CREATE TABLE in_doubt(
              number INTEGER PRIMARY KEY,
              high INTEGER NOT NULL, low INTEGER NOT NULL, received_ns INTEGER NOT NULL, settled INTEGER NOT NULL)""");

    private final Path file;
    private final Connection connection;
    private final int keptRefusals;

    private RecordStore(Path file, Connection connection, int keptRefusals) {
        this.file = file;
        this.connection = connection;
        this.keptRefusals = keptRefusals;
    }

    /**
     * Opens the file, made where it is missing.
     *
     * @throws StoreException when it cannot be written or was made by a newer version
     */
    public static RecordStore open(Path file) {
        return open(file, KEPT_REFUSALS);
    }

    static RecordStore open(Path file, int keptRefusals) {
        return new RecordStore(file, SqliteFile.open(file, VERSION, SCHEMA), keptRefusals);
    }

    /** Remembers messages before anything of them is stored. */
    public void begin(List<InDoubt> messages) {
        if (messages.isEmpty()) {
            return;
        }
        write(() -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO in_doubt VALUES (?, ?, ?, ?, ?)")) {
                for (InDoubt message : messages) {
                    insert.setLong(1, message.number());
                    insert.setLong(2, message.digest().high());
                    insert.setLong(3, message.digest().low());
                    insert.setLong(4, Times.toEpochNanos(message.received()));
                    insert.setBoolean(5, message.settled());
                    insert.executeUpdate();
                }
            }
        });
    }

    /** Records what a batch leaves, all or nothing. */
    public void settle(Settlement settlement) {
        write(() -> {
            keep(settlement.refused());
            count(settlement.refused());
            keep(settlement.strayAbouts());
            for (AboutMessage message : settlement.abouts()) {
                if (message.refusal() != null) {
                    keep(List.of(message.refusal()));
                }
                keep(message);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE in_doubt SET settled = 1 WHERE number = ?")) {
                for (long number : settlement.settled()) {
                    update.setLong(1, number);
                    update.executeUpdate();
                }
            }
        });
    }

    /** Forgets messages that the broker will not send again. */
    public void forget(List<Long> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        write(() -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM in_doubt WHERE number = ?")) {
                for (long number : numbers) {
                    delete.setLong(1, number);
                    delete.executeUpdate();
                }
            }
        });
    }

    /** The messages that the broker may send again, oldest first. */
    public List<InDoubt> inDoubt() {
        return read("SELECT number, high, low, received_ns, settled FROM in_doubt ORDER BY number", rows -> {
            List<InDoubt> messages = new ArrayList<>();
            while (rows.next()) {
                messages.add(new InDoubt(
                        rows.getLong(1),
                        new Digest(rows.getLong(2), rows.getLong(3)),
                        Times.ofEpochNanos(rows.getLong(4)),
                        rows.getBoolean(5)));
            }
            return messages;
        });
    }

    /** The newest refusals, newest first. */
    public List<Refusal> newestRefusals(int limit) {
        return read(
                "SELECT received_ns, topic, payload, reason, detail FROM refusals ORDER BY id DESC LIMIT " + limit,
                rows -> {
                    List<Refusal> refusals = new ArrayList<>();
                    while (rows.next()) {
                        refusals.add(new Refusal(
                                Times.ofEpochNanos(rows.getLong(1)),
                                rows.getString(2),
                                RawPayload.of(rows.getString(3).getBytes(StandardCharsets.UTF_8)),
                                null,
                                Reason.valueOf(rows.getString(4).toUpperCase(Locale.ROOT)),
                                rows.getString(5)));
                    }
                    return refusals;
                });
    }

    /** Refused readings by the code of their reason, since the file was made; reasons that never occurred are left out. */
    public Map<String, Long> refusedByReason() {
        return read("SELECT reason, readings FROM refused_counts", rows -> {
            Map<String, Long> counts = new TreeMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        });
    }

    /** What devices last said of themselves and ingest could read. */
    public Map<DeviceId, DeviceAbout> abouts() {
        return read("SELECT site, device, about FROM abouts WHERE about IS NOT NULL", rows -> {
            Map<DeviceId, DeviceAbout> abouts = new TreeMap<>();
            while (rows.next()) {
                byte[] json = rows.getString(3).getBytes(StandardCharsets.UTF_8);
                abouts.put(new DeviceId(rows.getString(1), rows.getString(2)), Json.read(json, DeviceAbout.class));
            }
            return abouts;
        });
    }

    /** For each device the message about itself that came last, good or bad. */
    public Map<DeviceId, Digest> lastAbouts() {
        return read("SELECT site, device, last_high, last_low FROM abouts", rows -> {
            Map<DeviceId, Digest> digests = new HashMap<>();
            while (rows.next()) {
                digests.put(
                        new DeviceId(rows.getString(1), rows.getString(2)),
                        new Digest(rows.getLong(3), rows.getLong(4)));
            }
            return digests;
        });
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteFile.failed("cannot close", file, e);
        }
    }

    private void keep(List<Refusal> refusals) throws SQLException {
        if (refusals.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO refusals(received_ns, topic, payload, reason, detail) VALUES (?, ?, ?, ?, ?)")) {
            for (Refusal refusal : refusals) {
                insert.setLong(1, Times.toEpochNanos(refusal.received()));
                insert.setString(2, refusal.topic());
                insert.setString(3, refusal.payload().text());
                insert.setString(4, refusal.reason().code());
                insert.setString(5, refusal.detail());
                insert.executeUpdate();
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM refusals WHERE id <= (SELECT MAX(id) FROM refusals) - ?")) {
            delete.setInt(1, keptRefusals);
            delete.executeUpdate();
        }
    }

    private void count(List<Refusal> refusals) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO refused_counts VALUES (?, 1)"
                + " ON CONFLICT(reason) DO UPDATE SET readings = readings + 1")) {
            for (Refusal refusal : refusals) {
                add.setString(1, refusal.reason().code());
                add.executeUpdate();
            }
        }
    }

    private void keep(AboutMessage message) throws SQLException {
        // A refused message leaves what the device said before; an empty one takes it back.
        String update = message.refusal() == null ? ", about = excluded.about" : "";
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO abouts VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT(site, device) DO UPDATE SET last_high = excluded.last_high,"
                + " last_low = excluded.last_low" + update)) {
            put.setString(1, message.site());
            put.setString(2, message.device());
            put.setLong(3, message.digest().high());
            put.setLong(4, message.digest().low());
            DeviceAbout about = message.about();
            put.setString(5, about == null ? null : new String(Json.write(about), StandardCharsets.UTF_8));
            put.executeUpdate();
        }
    }

    private interface Change {
        void make() throws SQLException;
    }

    private interface Rows<T> {
        T take(ResultSet rows) throws SQLException;
    }

    private synchronized void write(Change change) {
        try {
            change.make();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            SqliteFile.rollback(connection, e);
            throw SqliteFile.failed("cannot write into", file, e);
        }
    }

    private synchronized <T> T read(String sql, Rows<T> rows) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            T value = rows.take(found);
            found.close();
            connection.commit();
            return value;
        } catch (SQLException e) {
            SqliteFile.rollback(connection, e);
            throw SqliteFile.failed("cannot read", file, e);
        }
    }
}
