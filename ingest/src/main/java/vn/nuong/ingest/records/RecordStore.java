package vn.nuong.ingest.records;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.review.ReviewQueue;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.watch.DeviceAlertTable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;

/**
 * Ingest's own records, in one SQLite file: up to where the journal has been dealt with, the accounting, the dead letters, the
 * conflicts, the ledger by device and day, and what is known of every device. Each table has a class of its own; what belongs
 * together is written together here.
 *
 * <p>Of dead letters and conflicts the newest {@value #KEPT} are kept; their counts are kept for good.
 *
 * <p>Blocking; thread-safe. Whatever cannot be read or written throws {@link StoreException}.
 */
public final class RecordStore implements AutoCloseable, ReviewQueue {

    /** How many dead letters, and how many conflicts, are kept. */
    public static final int KEPT = 100_000;

    private static final String COUNT_STORED = "count_stored";

    private final RecordFile file;
    private final MetaTable meta;
    private final CounterTables counters;
    private final DeadLetterTable deadLetters;
    private final ConflictTable conflicts;
    private final DeviceTable devices;
    private final LedgerTable ledger;
    private final AboutTable abouts;

    private RecordStore(RecordFile file, int kept) {
        this.file = file;
        this.meta = new MetaTable(file);
        this.counters = new CounterTables(file);
        this.deadLetters = new DeadLetterTable(file, kept);
        this.conflicts = new ConflictTable(file, kept);
        this.devices = new DeviceTable(file);
        this.ledger = new LedgerTable(file);
        this.abouts = new AboutTable(file);
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
                MetaTable.set(connection, "lanes", Sql.text(lanes));
                MetaTable.set(connection, "last_received_ns", "" + checkpoint.lastReceivedNs());
            }
            CounterTables.add(connection, checkpoint.accounting());
            DeadLetterTable.remove(connection, checkpoint.retried);
            List<Long> ids = deadLetters.keep(connection, checkpoint.deadLetters);
            conflicts.keep(connection, checkpoint.conflicts);
            for (AboutMessage about : checkpoint.abouts) {
                AboutTable.keep(connection, about);
            }
            DeviceTable.keep(connection, checkpoint.devices);
            LedgerTable.add(connection, checkpoint.ledger);
            return ids;
        });
    }

    /** Up to where the journal has been dealt with; empty before the first checkpoint. */
    public Optional<Lanes> lanes() {
        return meta.find("lanes").map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), Lanes.class));
    }

    /** When the last message dealt with came, nanoseconds since 1970; 0 before the first. */
    public long lastReceivedNs() {
        return meta.find("last_received_ns").map(Long::parseLong).orElse(0L);
    }

    /** How ingest was last subscribed. */
    public Subscription subscription() {
        return meta.find("subscription")
                .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), Subscription.class))
                .orElse(Subscription.NONE);
    }

    /** Notes how ingest is subscribed from now on. */
    public void subscription(Subscription subscription) {
        file.write(connection -> {
            MetaTable.set(connection, "subscription", Sql.text(subscription));
            return subscription;
        });
    }

    /** What the broker was last known to have read the acknowledgements of. */
    public Confirmed confirmed() {
        return meta.find("confirmed")
                .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), Confirmed.class))
                .orElse(Confirmed.NOTHING);
    }

    /** Notes what the broker is known to have read the acknowledgements of. */
    public void confirmed(Confirmed confirmed) {
        file.write(connection -> {
            MetaTable.set(connection, "confirmed", Sql.text(confirmed));
            return confirmed;
        });
    }

    /** Whether these records come from a version that did not count what it stored: {@link #countStored} is then due. */
    public boolean lacksStoredCount() {
        return meta.find(COUNT_STORED).isPresent();
    }

    /** Begins the accounting with what the store holds. */
    public void countStored(long stored) {
        file.write(connection -> {
            Accounting before = accounting();
            long others = before.duplicate() + before.conflicting() + before.deadLetteredTotal();
            CounterTables.add(connection, new Accounting(stored + others - before.received(), stored, 0, 0, Map.of()));
            return MetaTable.remove(connection, COUNT_STORED);
        });
    }

    public Accounting accounting() {
        return counters.read();
    }

    /** What is known of every device ever heard. */
    public List<DeviceRow> devices() {
        return devices.all();
    }

    /** What the ledger says of every device in all. */
    public Map<DeviceId, DeviceTotals> totals() {
        return ledger.totals();
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
        return deadLetters.page(site, device, reason, before, limit);
    }

    public Optional<DeadLetter> findDeadLetter(long id) {
        return deadLetters.find(id);
    }

    /** Whether a message of this digest already lies in the dead letters. */
    public boolean isDeadLetter(Digest digest) {
        return deadLetters.holds(digest);
    }

    /** Conflicts, newest first; of one device unless it is null. */
    public List<Conflict> conflicts(@Nullable String site, @Nullable String device, int limit) {
        return conflicts.find(site, device, limit);
    }

    /**
     * The ledger by device and day, of {@code [from, to]}; of one device unless it is null. Days on which nothing came are not
     * in it.
     */
    public List<LedgerRow> ledger(@Nullable String site, @Nullable String device, LocalDate from, LocalDate to) {
        return ledger.find(site, device, from, to);
    }

    /** What devices last said of themselves and ingest could read. */
    public Map<DeviceId, DeviceAbout> abouts() {
        return abouts.read();
    }

    /** For each device the message about itself that came last, good or bad. */
    public Map<DeviceId, Digest> lastAbouts() {
        return abouts.last();
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
        return devices.due(limit);
    }

    @Override
    public int length() {
        return devices.dueCount();
    }

    @Override
    public void done(Due due, Map<LocalDate, Integer> flaggedByDay) {
        file.write(connection -> {
            LedgerTable.flag(connection, due.site(), due.device(), flaggedByDay);
            return DeviceTable.clean(connection, due);
        });
    }

    @Override
    public void close() {
        file.close();
    }
}
