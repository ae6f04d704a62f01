package vn.nuong.ingest.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import vn.nuong.ingest.quality.Judge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.quality.Window;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/**
 * Reviews some whole local days of a plot: judges every reading of every device, writes the flags that changed and the aggregates of
 * the hours and days that have a changed reading or flag. For one thread.
 */
final class PlotReview {

    private static final int BATCH = 2_000;

    /** A device's measured times that changed: {@code fromNs} to {@code toNs}, both included. */
    record Changed(long fromNs, long toNs) {
        boolean holds(long ns) {
            return ns >= fromNs && ns <= toNs;
        }
    }

    private record ReadingId(String device, PropertyKey key, long ns) {}

    private final ReadingStore store;
    private final LongSupplier nowNs;
    private final String site;
    private final ZoneId zone;
    private final PlotContext context;
    private final Map<String, Changed> changed;

    /** Flagged readings of each device on each day that has a changed reading or flag. */
    private final Map<String, Map<LocalDate, Integer>> flaggedByDay = new HashMap<>();

    /** @param changed by device what came since the last review; a device that is not in it has nothing new */
    PlotReview(
            ReadingStore store,
            LongSupplier nowNs,
            String site,
            ZoneId zone,
            PlotContext context,
            Map<String, Changed> changed) {
        this.store = store;
        this.nowNs = nowNs;
        this.site = site;
        this.zone = zone;
        this.context = context;
        this.changed = Map.copyOf(changed);
    }

    Map<String, Map<LocalDate, Integer>> flaggedByDay() {
        return flaggedByDay;
    }

    /** @param fromNs and {@code toNs} (not included): starts of local days */
    void review(List<StoredSeries> found, long fromNs, long toNs) {
        Map<ReadingId, Judge.Caught> caught = new HashMap<>();
        Window window =
                new Window(context, found.stream().map(StoredSeries::series).toList());
        for (Judge.Caught one : Judge.judge(window, fromNs, toNs)) {
            caught.put(new ReadingId(one.device(), one.key(), one.measuredNs()), one);
        }
        List<Flagged> flags = new ArrayList<>();
        List<Aggregate> aggregates = new ArrayList<>();
        Map<String, Set<Long>> touchedDays = new HashMap<>();
        for (StoredSeries series : found) {
            review(series, caught, fromNs, toNs, flags, aggregates, touchedDays);
        }
        write(flags, aggregates);
        for (StoredSeries series : found) {
            count(series, caught, touchedDays.getOrDefault(series.device(), Set.of()), fromNs, toNs);
        }
    }

    private void review(
            StoredSeries series,
            Map<ReadingId, Judge.Caught> caught,
            long fromNs,
            long toNs,
            List<Flagged> flags,
            List<Aggregate> aggregates,
            Map<String, Set<Long>> touchedDays) {
        Changed ofDevice = changed.getOrDefault(series.device(), new Changed(1, 0));
        List<Aggregator.Judged> judged = new ArrayList<>(series.size());
        Set<Long> hours = new HashSet<>();
        Set<Long> days = new HashSet<>();
        for (int i = 0; i < series.size(); i++) {
            long ns = series.time(i);
            Set<Flag> now = series.flags(i);
            if (ns >= fromNs && ns < toNs) {
                Judge.Caught verdict = caught.get(new ReadingId(series.device(), series.key(), ns));
                Set<Flag> before = now;
                now = verdict == null ? Set.of() : verdict.flags();
                boolean differs = !now.equals(before);
                if (differs) {
                    String why = verdict == null ? "" : verdict.why();
                    flags.add(new Flagged(site, series.device(), series.key(), ns, now, why, nowNs.getAsLong()));
                }
                if (differs || ofDevice.holds(ns)) {
                    hours.add(Aggregator.hourOf(ns));
                    days.add(Aggregator.dayOf(ns, zone));
                }
            }
            judged.add(new Aggregator.Judged(ns, series.value(i), !now.isEmpty()));
        }
        if (!days.isEmpty()) {
            aggregates.addAll(Aggregator.of(site, series.device(), series.key(), judged, hours, days, zone));
            touchedDays.computeIfAbsent(series.device(), d -> new HashSet<>()).addAll(days);
        }
    }

    /** Flags first: an aggregate that is missing after a failure is written when the device is reviewed again. */
    private void write(List<Flagged> flags, List<Aggregate> aggregates) {
        for (int i = 0; i < flags.size(); i += BATCH) {
            store.write(List.of(), flags.subList(i, Math.min(flags.size(), i + BATCH)));
        }
        for (int i = 0; i < aggregates.size(); i += BATCH) {
            store.writeAggregates(aggregates.subList(i, Math.min(aggregates.size(), i + BATCH)));
        }
    }

    private void count(
            StoredSeries series, Map<ReadingId, Judge.Caught> caught, Set<Long> days, long fromNs, long toNs) {
        if (days.isEmpty()) {
            return;
        }
        Map<LocalDate, Integer> ofDevice = flaggedByDay.computeIfAbsent(series.device(), d -> new TreeMap<>());
        for (int i = 0; i < series.size(); i++) {
            long ns = series.time(i);
            if (ns >= fromNs && ns < toNs && days.contains(Aggregator.dayOf(ns, zone))) {
                boolean flagged = caught.containsKey(new ReadingId(series.device(), series.key(), ns));
                ofDevice.merge(date(ns), flagged ? 1 : 0, Integer::sum);
            }
        }
    }

    private LocalDate date(long ns) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)), zone);
    }
}
