package vn.nuong.ingest.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.DeviceTotals;
import vn.nuong.ingest.records.LedgerRow;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.watch.Completeness;
import vn.nuong.ingest.watch.DayCounts;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** The ledger with what was to be expected, by device and day. Days on which nothing came are in it. Blocks; thread-safe. */
public final class Days {

    /** The most that is answered at once: a month of 3,000 devices. */
    static final int MAX_ROWS = 100_000;

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    private final RecordStore records;
    private final ReadingStore store;
    private final KnownDevices known;
    private final InstantSource clock;
    private final Map<FirstDay, Instant> firstMeasured = new ConcurrentHashMap<>();

    private record FirstDay(DeviceId id, LocalDate day) {}

    /** @param known the devices' intervals, and whose days count for them */
    public Days(RecordStore records, ReadingStore store, KnownDevices known, InstantSource clock) {
        this.records = records;
        this.store = store;
        this.known = known;
        this.clock = clock;
    }

    /** Today where a device of the site stands. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), known.zone("", ""));
    }

    /**
     * By site, device and day; of one device unless it is null.
     *
     * @param to the last day; later ones than today are left out
     * @throws IllegalArgumentException when that is more than {@value #MAX_ROWS} days of devices
     */
    public List<CompletenessJson> find(@Nullable String site, @Nullable String device, LocalDate from, LocalDate to) {
        Set<DeviceId> ids = new TreeSet<>();
        for (DeviceRow row : records.devices()) {
            if ((site == null || site.equals(row.site())) && (device == null || device.equals(row.device()))) {
                ids.add(row.id());
            }
        }
        LocalDate begin = from.isBefore(EARLIEST) ? EARLIEST : from;
        Map<DeviceId, Map<LocalDate, LedgerRow>> ledger = new HashMap<>();
        for (LedgerRow day : records.ledger(site, device, begin, to)) {
            ledger.computeIfAbsent(new DeviceId(day.site(), day.device()), id -> new HashMap<>())
                    .put(day.day(), day);
        }
        Map<DeviceId, DeviceTotals> totals = records.totals();
        List<CompletenessJson> days = new ArrayList<>();
        ids.forEach(id -> addDays(
                new Device(
                        id,
                        known.zone(id.site(), id.device()),
                        known.interval(id),
                        totals.getOrDefault(id, DeviceTotals.NONE).firstDay()),
                ledger.getOrDefault(id, Map.of()),
                begin,
                to,
                days));
        return days;
    }

    private record Device(
            DeviceId id,
            ZoneId zone,
            Rhythm.@Nullable Interval interval,
            @Nullable LocalDate firstDay) {}

    private void addDays(
            Device device,
            Map<LocalDate, LedgerRow> ledger,
            LocalDate from,
            LocalDate to,
            List<CompletenessJson> into) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, device.zone());
        LocalDate oldest = oldest(device, ledger);
        LocalDate begin = oldest.isAfter(from) ? oldest : from;
        LocalDate end = to.isAfter(today) ? today : to;
        if (into.size() + Math.max(0, ChronoUnit.DAYS.between(begin, end)) > MAX_ROWS) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is more than " + MAX_ROWS
                    + " days of all devices; ask for fewer days, or for one device");
        }
        for (LocalDate day = begin; !day.isAfter(end); day = day.plusDays(1)) {
            into.add(json(device, day, ledger.get(day), now));
        }
    }

    private static LocalDate oldest(Device device, Map<LocalDate, LedgerRow> ledger) {
        LocalDate oldest = device.firstDay() == null ? LocalDate.MAX : device.firstDay();
        for (LocalDate day : ledger.keySet()) {
            oldest = day.isBefore(oldest) ? day : oldest;
        }
        return oldest;
    }

    private CompletenessJson json(Device device, LocalDate day, @Nullable LedgerRow row, Instant now) {
        DayCounts counts = row == null
                ? DayCounts.NONE
                : new DayCounts(
                        row.onTime(),
                        row.late(),
                        row.stored(),
                        row.duplicate(),
                        row.conflicting(),
                        Math.max(0, row.refused()),
                        row.flagged());
        Rhythm.Interval interval = device.interval();
        Completeness complete = Completeness.of(day, device.zone(), interval, firstMeasured(device, day), now, counts);
        return new CompletenessJson(
                device.id().site(),
                device.id().device(),
                day,
                interval == null ? null : Long.valueOf(interval.measured().toSeconds()),
                complete.learned(),
                complete.expected(),
                counts.onTime(),
                counts.late(),
                complete.missing(),
                complete.extra(),
                counts.stored(),
                counts.duplicate(),
                counts.conflicting(),
                counts.refused(),
                counts.flagged());
    }

    /** The oldest measured time is looked up for the first day only, once; on all others it is enough that it lies before. */
    private @Nullable Instant firstMeasured(Device device, LocalDate day) {
        LocalDate first = device.firstDay();
        if (first == null || day.isBefore(first)) {
            return null;
        }
        Instant begin = first.atStartOfDay(device.zone()).toInstant();
        if (device.interval() == null || day.isAfter(first)) {
            return begin;
        }
        return firstMeasured.computeIfAbsent(new FirstDay(device.id(), first), f -> {
            ReadingQuery oldest = ReadingQuery.all(1)
                    .ofDevice(f.id().site(), f.id().device())
                    .between(Times.toEpochNanosOrLimit(begin), Long.MAX_VALUE);
            return store.find(oldest).readings().stream()
                    .findFirst()
                    .map(Reading::measured)
                    .orElse(begin);
        });
    }
}
