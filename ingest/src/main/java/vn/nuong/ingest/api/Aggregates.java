package vn.nuong.ingest.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.time.Times;

/** Hourly and daily values of devices. Blocks; thread-safe. */
public final class Aggregates {

    private final ReadingStore store;

    public Aggregates(ReadingStore store) {
        this.store = store;
    }

    /**
     * By start and property.
     *
     * @param property only this one, without depth; null for all
     * @param depthCm only this depth; null for all
     */
    public List<AggregateJson> find(
            Aggregate.Resolution resolution,
            String site,
            String device,
            Instant from,
            Instant to,
            @Nullable String property,
            @Nullable Integer depthCm) {
        return store
                .findAggregates(
                        resolution, site, device, Times.toEpochNanosOrLimit(from), Times.toEpochNanosOrLimit(to))
                .stream()
                .filter(a -> property == null || property.equals(a.key().name()))
                .filter(a -> depthCm == null || depthCm.equals(a.key().depthCm()))
                .map(AggregateJson::of)
                .toList();
    }
}
