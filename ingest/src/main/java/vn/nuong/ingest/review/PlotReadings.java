package vn.nuong.ingest.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.nuong.ingest.quality.Judge;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** Reads what a review looks at out of the store, page by page. Blocks; for one thread. */
final class PlotReadings {

    private static final int PAGE = 5_000;

    private final ReadingStore store;
    private final int most;

    /** @param most readings that are held at once */
    PlotReadings(ReadingStore store, int most) {
        this.store = store;
        this.most = most;
    }

    /** Every series of some devices measured in {@code [fromNs, toNs)}; empty when those are more readings than are held at once. */
    Optional<List<StoredSeries>> find(String site, List<String> devices, long fromNs, long toNs) {
        List<StoredSeries> all = new ArrayList<>();
        int size = 0;
        for (String device : devices) {
            Map<PropertyKey, StoredSeries> series = new LinkedHashMap<>();
            ReadingQuery query = ReadingQuery.all(PAGE).ofDevice(site, device).between(fromNs, toNs);
            for (Position next = null; ; ) {
                StoredPage page = store.find(query.behind(next));
                add(page, device, series);
                size += page.readings().size();
                if (size > most) {
                    return Optional.empty();
                }
                next = page.next();
                if (next == null) {
                    break;
                }
            }
            all.addAll(series.values());
        }
        return Optional.of(all);
    }

    private static void add(StoredPage page, String device, Map<PropertyKey, StoredSeries> series) {
        for (Reading reading : page.readings()) {
            series.computeIfAbsent(reading.key(), k -> new StoredSeries(device, k))
                    .add(Times.toEpochNanos(reading.measured()), reading.value(), reading.flags());
        }
    }

    /** The same series; one that stands still until a time with its past before, because only that tells since when. */
    List<StoredSeries> withPlateaus(String site, List<StoredSeries> found, long fromNs, long untilNs) {
        List<StoredSeries> all = new ArrayList<>();
        for (StoredSeries series : found) {
            all.add(
                    Judge.needsMore(series.series(), untilNs)
                            ? series.behind(past(site, series, untilNs - Judge.PLATEAU_NS, fromNs))
                            : series);
        }
        return all;
    }

    private StoredSeries past(String site, StoredSeries series, long fromNs, long toNs) {
        StoredSeries past = new StoredSeries(series.device(), series.key());
        ReadingQuery query = ReadingQuery.all(PAGE)
                .ofDevice(site, series.device())
                .ofProperty(series.key().name(), series.key().depthCm())
                .between(fromNs, toNs);
        for (Position next = null; ; ) {
            StoredPage page = store.find(query.behind(next));
            for (Reading reading : page.readings()) {
                if (reading.key().equals(series.key())) {
                    past.add(Times.toEpochNanos(reading.measured()), reading.value(), reading.flags());
                }
            }
            next = page.next();
            if (next == null || past.size() > most) {
                return past;
            }
        }
    }
}
