package vn.nuong.ingest.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** Reads all that a store holds, a piece at a time. */
final class StoreDump {

    private static final int PAGE = 10_000;
    private static final long SPAN_NS = Duration.ofDays(90).toNanos();
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    private final ReadingStore store;
    private final Map<String, Long> newestTimes;

    StoreDump(ReadingStore store) {
        this.store = store;
        this.newestTimes = store.newestTimes();
    }

    /** Every reading in order of measured time; returns how many. */
    long readings(OutputStream out) throws IOException {
        long readings = 0;
        Position after = null;
        do {
            StoredPage page = store.find(ReadingQuery.all(PAGE).behind(after));
            for (Reading reading : page.readings()) {
                Lines.write(ReadingLine.of(reading), out);
            }
            readings += page.readings().size();
            after = page.next();
        } while (after != null);
        return readings;
    }

    /** Every flag of these devices, and of those that the store knows; returns how many. */
    long flags(Set<DeviceId> devices, OutputStream out) throws IOException {
        long flags = 0;
        for (DeviceId id : with(devices)) {
            Span span = readingsOf(id);
            for (long from = span.fromNs(); from < span.toNs(); from += SPAN_NS) {
                List<Flagged> found =
                        store.findFlags(id.site(), id.device(), from, Math.min(from + SPAN_NS, span.toNs()));
                for (Flagged flagged : found) {
                    Lines.write(FlagLine.of(flagged), out);
                }
                flags += found.size();
            }
        }
        return flags;
    }

    /** Every aggregate of these devices, and of those that the store knows; returns how many. */
    long aggregates(Set<DeviceId> devices, OutputStream out) throws IOException {
        long aggregates = 0;
        for (DeviceId id : with(devices)) {
            List<Aggregate> days = store.findAggregates(
                    Aggregate.Resolution.DAY, id.site(), id.device(), Long.MIN_VALUE, Long.MAX_VALUE);
            write(days, out);
            aggregates += days.size();
            Span span = hoursOf(id, days);
            for (long from = span.fromNs(); from < span.toNs(); from += SPAN_NS) {
                List<Aggregate> hours = store.findAggregates(
                        Aggregate.Resolution.HOUR, id.site(), id.device(), from, Math.min(from + SPAN_NS, span.toNs()));
                write(hours, out);
                aggregates += hours.size();
            }
        }
        return aggregates;
    }

    private static void write(List<Aggregate> aggregates, OutputStream out) throws IOException {
        for (Aggregate aggregate : aggregates) {
            Lines.write(AggregateLine.of(aggregate), out);
        }
    }

    /** Times, the second exclusive. */
    private record Span(long fromNs, long toNs) {
        private static final Span NONE = new Span(0, 0);
    }

    private Set<DeviceId> with(Set<DeviceId> devices) {
        Set<DeviceId> all = new TreeSet<>(devices);
        newestTimes.keySet().forEach(id -> all.add(device(id)));
        return all;
    }

    private static DeviceId device(String siteAndDevice) {
        String[] parts = siteAndDevice.split("/", 2);
        return new DeviceId(parts[0], parts[1]);
    }

    private Span readingsOf(DeviceId id) {
        Long newest = newestTimes.get(id.site() + "/" + id.device());
        List<Reading> first =
                store.find(ReadingQuery.all(1).ofDevice(id.site(), id.device())).readings();
        return newest == null || first.isEmpty()
                ? Span.NONE
                : new Span(Times.toEpochNanos(first.get(0).measured()), newest + 1);
    }

    /** Hours are where days are, and where readings are whose day is not over. */
    private Span hoursOf(DeviceId id, List<Aggregate> days) {
        Span readings = readingsOf(id);
        long from = readings.equals(Span.NONE) ? Long.MAX_VALUE : readings.fromNs() - DAY_NS;
        long to = readings.equals(Span.NONE) ? Long.MIN_VALUE : readings.toNs() + DAY_NS;
        if (!days.isEmpty()) {
            from = Math.min(from, days.get(0).startNs() - DAY_NS);
            to = Math.max(to, days.get(days.size() - 1).startNs() + 2 * DAY_NS);
        }
        return from < to ? new Span(from, to) : Span.NONE;
    }
}
