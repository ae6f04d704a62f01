package vn.nuong.ingest.influx;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.DeviceSummary;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.ingest.store.WriteOutcome;
import vn.nuong.telemetry.reading.Reading;

/**
 * Readings in InfluxDB 2: measurement {@code reading}; tags {@code site}, {@code device}, {@code property} (without depth)
 * and, where there is one, {@code depth} in cm; fields {@code value} (float), {@code received} (integer, nanoseconds since
 * 1970) and {@code quality} (string). Written as line protocol and durable when InfluxDB answers 204; read by InfluxQL.
 *
 * <p>InfluxDB would let a second point of the same series and time replace the first. So what is not newer than its series
 * is looked up before it is written; what is newer, nearly everything, costs no question. This holds as long as ingest is the
 * only one that writes.
 */
public final class InfluxReadingStore implements ReadingStore {

    /** Points in one request, as InfluxDB advises. */
    private static final int POINTS_PER_REQUEST = 5_000;

    private static final Comparator<Reading> ORDER = Comparator.comparing(Position::of);

    private final InfluxSettings settings;
    private final InfluxConnection influx;
    private @Nullable Map<InfluxPoints.Series, Long> newest; // by series, ns; null when it must be asked for again

    public InfluxReadingStore(InfluxSettings settings) {
        this.settings = settings;
        this.influx = new InfluxConnection(settings);
    }

    @Override
    public synchronized WriteOutcome write(List<Reading> readings) {
        try {
            return asking(() -> writeNew(readings));
        } catch (StoreException e) {
            newest = null; // some may have arrived
            throw e;
        }
    }

    private WriteOutcome writeNew(List<Reading> readings) {
        Map<Position, Reading> firsts = new LinkedHashMap<>();
        for (Reading r : readings) {
            firsts.putIfAbsent(Position.of(r), r);
        }
        Map<Position, Reading> there = findThere(firsts);
        List<Reading> duplicates = new ArrayList<>();
        List<Reading> missing = new ArrayList<>();
        for (Reading r : readings) {
            Position at = Position.of(r);
            Reading stored = there.get(at);
            if (firsts.get(at) != r || (stored != null && !isSame(stored, r))) {
                duplicates.add(r);
            } else if (stored == null) {
                missing.add(r);
            }
        }
        List<WriteOutcome.Refused> refused = new ArrayList<>();
        for (int i = 0; i < missing.size(); i += POINTS_PER_REQUEST) {
            write(missing.subList(i, Math.min(missing.size(), i + POINTS_PER_REQUEST)), refused);
        }
        missing.forEach(
                r -> newest().merge(InfluxPoints.Series.of(r), Position.of(r).timeNs(), Math::max));
        return new WriteOutcome(readings.size() - duplicates.size() - refused.size(), duplicates, refused);
    }

    private static boolean isSame(Reading stored, Reading reading) {
        return stored.received().equals(reading.received()) && stored.value() == reading.value();
    }

    /** Of these readings those whose series already has one at that time, as it is stored. */
    private Map<Position, Reading> findThere(Map<Position, Reading> readings) {
        Map<LateTimes.Device, List<Long>> late = new HashMap<>();
        readings.forEach((at, r) -> {
            Long newestOfSeries = newest().get(InfluxPoints.Series.of(r));
            if (newestOfSeries != null && at.timeNs() <= newestOfSeries) {
                late.computeIfAbsent(new LateTimes.Device(r.site(), r.device()), d -> new ArrayList<>())
                        .add(at.timeNs());
            }
        });
        Map<Position, Reading> there = new HashMap<>();
        late.forEach((device, times) -> {
            for (LateTimes.Range range : LateTimes.ranges(times)) {
                ReadingQuery query = ReadingQuery.all(1).ofDevice(device.site(), device.device());
                for (Reading stored : influx.select(query, range.firstNs(), range.lastNs() + 1, null)) {
                    there.put(Position.of(stored), stored);
                }
            }
        });
        return there;
    }

    private Map<InfluxPoints.Series, Long> newest() {
        Map<InfluxPoints.Series, Long> known = newest;
        if (known == null) {
            known = influx.newestTimes();
            newest = known;
        }
        return known;
    }

    /** Writes; when InfluxDB finds fault with the request, finds out with which points by halving it. */
    private void write(List<Reading> readings, List<WriteOutcome.Refused> refused) {
        try {
            influx.write()
                    .writeRecords(
                            settings.bucket(),
                            settings.org(),
                            WritePrecision.NS,
                            readings.stream().map(InfluxPoints::line).toList());
        } catch (InfluxException e) {
            if (e.status() != 400 && e.status() != 413 && e.status() != 422) {
                throw e;
            }
            if (readings.size() == 1) {
                refused.add(new WriteOutcome.Refused(readings.get(0), String.valueOf(e.getMessage())));
                return;
            }
            int half = readings.size() / 2;
            write(readings.subList(0, half), refused);
            write(readings.subList(half, readings.size()), refused);
        }
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        return asking(() -> StoredPage.of(findOneMore(query), query.limit()));
    }

    /**
     * InfluxDB orders by time alone. Wherever it was cut, the last time is asked for whole, so that readings of the same time
     * can be put in order here.
     */
    private List<Reading> findOneMore(ReadingQuery query) {
        List<Reading> found = new ArrayList<>();
        long from = query.fromNs();
        Position after = query.after();
        if (after != null && after.timeNs() >= from) {
            if (after.timeNs() >= query.toNs()) {
                return found;
            }
            influx.select(query, after.timeNs(), after.timeNs() + 1, null).stream()
                    .filter(r -> Position.of(r).compareTo(after) > 0)
                    .sorted(ORDER)
                    .forEach(found::add);
            from = after.timeNs() + 1;
        }
        while (found.size() <= query.limit() && from < query.toNs()) {
            int limit = query.limit() + 1;
            List<Reading> chunk = new ArrayList<>(influx.select(query, from, query.toNs(), limit));
            boolean whole = chunk.size() < limit;
            if (!whole) {
                long last = Position.of(chunk.get(chunk.size() - 1)).timeNs();
                chunk.removeIf(r -> Position.of(r).timeNs() == last);
                chunk.addAll(influx.select(query, last, last + 1, null));
                from = last + 1;
            }
            chunk.sort(ORDER);
            found.addAll(chunk);
            if (whole) {
                break;
            }
        }
        return found.size() > query.limit() ? found.subList(0, query.limit() + 1) : found;
    }

    @Override
    public long count() {
        return asking(influx::count);
    }

    @Override
    public List<DeviceSummary> devices() {
        return asking(influx::devices);
    }

    @Override
    public void check() {
        asking(() -> {
            influx.check();
            return true;
        });
    }

    @Override
    public void close() {
        influx.close();
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (InfluxException e) {
            String status = e.status() == 0 ? "" : " (" + e.status() + ")";
            String hint =
                    e.status() == 401 || e.status() == 403 ? "; give a token that may read and write the bucket" : "";
            throw new StoreException(
                    "InfluxDB at " + settings.url() + ", bucket " + settings.bucket() + ": " + e.getMessage() + status
                            + hint,
                    e);
        }
    }
}
