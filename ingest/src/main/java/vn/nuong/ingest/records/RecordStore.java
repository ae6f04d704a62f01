package vn.nuong.ingest.records;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.review.ReviewQueue;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.watch.DeviceAlertTable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.time.Times;

/**
 * Ingest's own records, in one SQLite file: up to where the journal has been dealt with, the accounting, the dead letters, the
 * conflicts, the ledger by device and day, and what is known of every device.
 *
 * <p>Of dead letters and conflicts the newest {@value #KEPT} are kept; their counts are kept for good.
 *
 * <p>Blocking; thread-safe. Whatever cannot be read or written throws {@link StoreException}.
 */
public final class RecordStore implements AutoCloseable, ReviewQueue {

    /** How many dead letters, and how many conflicts, are kept. */
    public static final int KEPT = 100_000;

    private static final TypeReference<List<DeadLetter.Item>> ITEMS = new TypeReference<>() {};
    private static final TypeReference<List<DeviceRow.Gap>> GAPS = new TypeReference<>() {};
    private static final String LETTER =
            "SELECT id, received_ns, topic, payload, payload_length, items FROM dead_letters";

    private final RecordFile file;
    private final int kept;

    private RecordStore(RecordFile file, int kept) {
        this.file = file;
        this.kept = kept;
    }

    /**
     * Opens the file, made where it is missing and brought up to date where an earlier version wrote it.
     *
     * @throws StoreException when it cannot be written or was made by a newer version
     */
    public static RecordStore open(Path path) {
        return open(path, KEPT);
    }

    static RecordStore open(Path path, int kept) {
        return new RecordStore(RecordFile.open(path, RecordSchema.MIGRATIONS), kept);
    }

    /**
     * Opens the file only to read it, beside the process that writes it if there is one.
     *
     * @throws StoreException when there is none, or another version wrote it
     */
    public static RecordStore openToRead(Path path) {
        return new RecordStore(RecordFile.openToRead(path, RecordSchema.MIGRATIONS.size()), KEPT);
    }

    /**
     * Writes a copy of the file as it is now, beside the process that writes it if there is one.
     *
     * @throws StoreException when there is none, another version wrote it, or the copy cannot be written
     */
    public static void copy(Path path, Path copy) {
        SqliteReader.copy(path, RecordSchema.MIGRATIONS.size(), copy);
    }

    /** The file itself, for whoever keeps a table of its own in it. */
    public RecordFile file() {
        return file;
    }

    /**
     * Writes a checkpoint, all or nothing.
     *
     * @return the ids of its new dead letters, in their order
     */
    public List<Long> write(Checkpoint checkpoint) {
        return file.write(connection -> {
            Lanes lanes = checkpoint.lanes();
            if (lanes != null) {
                setMeta(connection, "lanes", text(lanes));
                setMeta(connection, "last_received_ns", "" + checkpoint.lastReceivedNs());
            }
            count(connection, checkpoint.accounting());
            remove(connection, checkpoint.retried);
            List<Long> ids = keep(connection, checkpoint.deadLetters);
            keepConflicts(connection, checkpoint.conflicts);
            for (AboutMessage about : checkpoint.abouts) {
                keep(connection, about);
            }
            keepDevices(connection, checkpoint.devices);
            add(connection, checkpoint.ledger);
            return ids;
        });
    }

    /** Up to where the journal has been dealt with; empty before the first checkpoint. */
    public Optional<Lanes> lanes() {
        return findMeta("lanes").map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), Lanes.class));
    }

    /** When the last message dealt with came, nanoseconds since 1970; 0 before the first. */
    public long lastReceivedNs() {
        return findMeta("last_received_ns").map(Long::parseLong).orElse(0L);
    }

    /** How ingest was last subscribed. */
    public Subscription subscription() {
        return findMeta("subscription")
                .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), Subscription.class))
                .orElse(Subscription.NONE);
    }

    /** Notes how ingest is subscribed from now on. */
    public void subscription(Subscription subscription) {
        file.write(connection -> {
            setMeta(connection, "subscription", text(subscription));
            return subscription;
        });
    }

    /** Whether these records come from a version that did not count what it stored: {@link #countStored} is then due. */
    public boolean lacksStoredCount() {
        return findMeta("count_stored").isPresent();
    }

    /** Begins the accounting with what the store holds. */
    public void countStored(long stored) {
        file.write(connection -> {
            Accounting before = accounting();
            long others = before.duplicate() + before.conflicting() + before.deadLetteredTotal();
            count(connection, new Accounting(stored + others - before.received(), stored, 0, 0, Map.of()));
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM meta WHERE name = 'count_stored'")) {
                return delete.executeUpdate();
            }
        });
    }

    public Accounting accounting() {
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

    /** What is known of every device ever heard. */
    public List<DeviceRow> devices() {
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
                                list(rows.getString(4), GAPS),
                                rows.getLong(5),
                                rows.getLong(6),
                                longOrNull(rows, 7),
                                longOrNull(rows, 8),
                                longOrNull(rows, 9),
                                rows.getLong(10),
                                rows.getString(11)));
                    }
                    return devices;
                });
    }

    /** What the ledger says of every device in all. */
    public Map<DeviceId, DeviceTotals> totals() {
        return file.read(
                "SELECT site, device, MIN(day) FILTER (WHERE stored > 0), SUM(stored), SUM(conflicting), SUM(refused)"
                        + " FROM ledger GROUP BY site, device",
                rows -> {
                    Map<DeviceId, DeviceTotals> totals = new HashMap<>();
                    while (rows.next()) {
                        Long firstDay = longOrNull(rows, 3);
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

    /**
     * Dead letters, newest first.
     *
     * @param site only of this site; null for all
     * @param device only of this device; null for all
     * @param reason only with this reason, by its code; null for all
     * @param before only with a smaller id; {@link Long#MAX_VALUE} to begin with the newest
     */
    public List<DeadLetter> deadLetters(
            @Nullable String site, @Nullable String device, @Nullable String reason, long before, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(before));
        StringBuilder sql = new StringBuilder(LETTER + " WHERE id < ?");
        and(sql, arguments, "site", site);
        and(sql, arguments, "device", device);
        if (reason != null) {
            sql.append(" AND (reason = ? OR items LIKE ?)");
            arguments.add(reason);
            arguments.add("%\"reason\":\"" + reason + "\"%");
        }
        arguments.add(limit);
        return file.read(sql + " ORDER BY id DESC LIMIT ?", RecordStore::letters, arguments.toArray());
    }

    public Optional<DeadLetter> findDeadLetter(long id) {
        return file.read(LETTER + " WHERE id = ?", RecordStore::letters, id).stream()
                .findFirst();
    }

    /** Whether a message of this digest already lies in the dead letters. */
    public boolean isDeadLetter(Digest digest) {
        return file.read(
                "SELECT 1 FROM dead_letters WHERE digest_high = ? AND digest_low = ?",
                ResultSet::next,
                digest.high(),
                digest.low());
    }

    /** Conflicts, newest first; of one device unless it is null. */
    public List<Conflict> conflicts(@Nullable String site, @Nullable String device, int limit) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT site, device, key, measured_ns, kept, kept_received_ns, other,"
                + " other_received_ns FROM conflicts WHERE 1");
        and(sql, arguments, "site", site);
        and(sql, arguments, "device", device);
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

    /**
     * The ledger by device and day, of {@code [from, to]}; of one device unless it is null. Days on which nothing came are not
     * in it.
     */
    public List<LedgerRow> ledger(@Nullable String site, @Nullable String device, LocalDate from, LocalDate to) {
        List<Object> arguments = new ArrayList<>(List.of(from.toEpochDay(), to.toEpochDay()));
        StringBuilder sql = new StringBuilder("SELECT site, device, day, on_time, late, stored, duplicate, conflicting,"
                + " refused, flagged FROM ledger WHERE day >= ? AND day <= ?");
        and(sql, arguments, "site", site);
        and(sql, arguments, "device", device);
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

    /** What devices last said of themselves and ingest could read. */
    public Map<DeviceId, DeviceAbout> abouts() {
        return file.read("SELECT site, device, about FROM abouts WHERE about IS NOT NULL", rows -> {
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
        return file.read("SELECT site, device, last_high, last_low FROM abouts", rows -> {
            Map<DeviceId, Digest> digests = new HashMap<>();
            while (rows.next()) {
                digests.put(
                        new DeviceId(rows.getString(1), rows.getString(2)),
                        new Digest(rows.getLong(3), rows.getLong(4)));
            }
            return digests;
        });
    }

    /** Alerts about devices that are open, and those opened since. */
    public List<DeviceAlert> deviceAlertsSince(Instant from) {
        return file.ask(connection -> DeviceAlertTable.findOpenOrSince(connection, from));
    }

    /** Alerts about devices, the newest first. */
    public List<DeviceAlert> newestDeviceAlerts(int limit) {
        return file.ask(connection -> DeviceAlertTable.findNewest(connection, limit));
    }

    /** Alerts that the broker has not acknowledged as they are now. */
    public List<DeviceAlert> unpublishedDeviceAlerts() {
        return file.ask(DeviceAlertTable::findUnpublished);
    }

    /** Keeps alerts that were opened, grew or were closed, and forgets those that were over before a time. */
    public void keepDeviceAlerts(List<DeviceAlert> alerts, Instant forgetBefore) {
        if (alerts.isEmpty()) {
            return;
        }
        file.write(connection -> {
            for (DeviceAlert alert : alerts) {
                DeviceAlertTable.put(connection, alert);
            }
            DeviceAlertTable.removeClosedBefore(connection, forgetBefore);
            return alerts.size();
        });
    }

    /** The broker has acknowledged an alert. */
    public void publishedDeviceAlert(DeviceAlert alert) {
        file.write(connection -> {
            DeviceAlertTable.published(connection, alert);
            return alert;
        });
    }

    @Override
    public List<Due> due(int limit) {
        return file.read(
                "SELECT site, device, dirty_from_ns, dirty_to_ns, change FROM devices WHERE dirty_since_ns IS NOT NULL"
                        + " ORDER BY dirty_since_ns LIMIT ?",
                rows -> {
                    List<Due> due = new ArrayList<>();
                    while (rows.next()) {
                        due.add(new Due(
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

    @Override
    public int length() {
        return file.read("SELECT COUNT(*) FROM devices WHERE dirty_since_ns IS NOT NULL", rows -> rows.getInt(1));
    }

    @Override
    public void done(Due due, Map<LocalDate, Integer> flaggedByDay) {
        file.write(connection -> {
            try (PreparedStatement flagged =
                    connection.prepareStatement("INSERT INTO ledger(site, device, day, flagged) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT(site, device, day) DO UPDATE SET flagged = excluded.flagged")) {
                for (Map.Entry<LocalDate, Integer> day : flaggedByDay.entrySet()) {
                    flagged.setString(1, due.site());
                    flagged.setString(2, due.device());
                    flagged.setLong(3, day.getKey().toEpochDay());
                    flagged.setInt(4, day.getValue());
                    flagged.executeUpdate();
                }
            }
            try (PreparedStatement clean =
                    connection.prepareStatement("UPDATE devices SET dirty_from_ns = NULL, dirty_to_ns = NULL,"
                            + " dirty_since_ns = NULL WHERE site = ? AND device = ? AND change = ?")) {
                clean.setString(1, due.site());
                clean.setString(2, due.device());
                clean.setLong(3, due.change());
                return clean.executeUpdate();
            }
        });
    }

    @Override
    public void close() {
        file.close();
    }

    private Optional<String> findMeta(String name) {
        return file.read(
                "SELECT value FROM meta WHERE name = ?",
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty(),
                name);
    }

    private static void setMeta(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)")) {
            put.setString(1, name);
            put.setString(2, value);
            put.executeUpdate();
        }
    }

    private static void count(Connection connection, Accounting added) throws SQLException {
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

    private static void remove(Connection connection, List<Long> letters) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM dead_letters WHERE id = ?")) {
            for (long id : letters) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    private List<Long> keep(Connection connection, List<Checkpoint.NewDeadLetter> letters) throws SQLException {
        List<Long> ids = new ArrayList<>(letters.size());
        if (letters.isEmpty()) {
            return ids;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dead_letters(received_ns, topic, site,"
                + " device, payload, payload_length, reason, items, digest_high, digest_low)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
            for (Checkpoint.NewDeadLetter letter : letters) {
                DeadLetter dead = letter.letter();
                DeviceId device = letter.device();
                insert.setLong(1, Times.toEpochNanos(dead.received()));
                insert.setString(2, dead.topic());
                insert.setString(3, device == null ? null : device.site());
                insert.setString(4, device == null ? null : device.device());
                insert.setBytes(5, dead.payload());
                insert.setInt(6, dead.payloadLength());
                insert.setString(7, dead.items().get(0).reason().code());
                insert.setString(8, text(dead.items()));
                insert.setLong(9, letter.digest().high());
                insert.setLong(10, letter.digest().low());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    ids.add(row.getLong(1));
                }
            }
        }
        trim(connection, "dead_letters");
        return ids;
    }

    private void keepConflicts(Connection connection, List<Conflict> conflicts) throws SQLException {
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
        trim(connection, "conflicts");
    }

    private void trim(Connection connection, String table) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE id <= (SELECT MAX(id) FROM " + table + ") - ?")) {
            delete.setInt(1, kept);
            delete.executeUpdate();
        }
    }

    private static void keepDevices(Connection connection, Map<DeviceId, DeviceRow> devices) throws SQLException {
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
                put.setString(4, device.gaps().isEmpty() ? "[]" : text(device.gaps()));
                put.setLong(5, device.firstReceivedNs());
                put.setLong(6, device.lastReceivedNs());
                set(put, 7, device.dirtyFromNs());
                set(put, 8, device.dirtyToNs());
                set(put, 9, device.dirtySinceNs());
                put.setLong(10, device.change());
                put.setString(11, device.watch());
                put.executeUpdate();
            }
        }
    }

    private static void add(Connection connection, Map<LedgerKey, LedgerDay> ledger) throws SQLException {
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

    private static void keep(Connection connection, AboutMessage message) throws SQLException {
        // A refused message leaves what the device said before; an empty one takes it back.
        String update = message.isRefused() ? "" : ", about = excluded.about";
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO abouts VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT(site, device) DO UPDATE SET last_high = excluded.last_high,"
                + " last_low = excluded.last_low" + update)) {
            put.setString(1, message.site());
            put.setString(2, message.device());
            put.setLong(3, message.digest().high());
            put.setLong(4, message.digest().low());
            DeviceAbout about = message.about();
            put.setString(5, about == null ? null : text(about));
            put.executeUpdate();
        }
    }

    private static List<DeadLetter> letters(ResultSet rows) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        while (rows.next()) {
            letters.add(new DeadLetter(
                    rows.getLong(1),
                    Times.ofEpochNanos(rows.getLong(2)),
                    rows.getString(3),
                    rows.getBytes(4),
                    rows.getInt(5),
                    list(rows.getString(6), ITEMS)));
        }
        return letters;
    }

    private static void and(StringBuilder sql, List<Object> arguments, String column, @Nullable String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            arguments.add(value);
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }

    private static @Nullable Long longOrNull(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static <T> List<T> list(String json, TypeReference<List<T>> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("the records hold \"" + json + "\", which they never wrote", e);
        }
    }
}
