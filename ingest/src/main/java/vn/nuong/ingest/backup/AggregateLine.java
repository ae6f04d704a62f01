package vn.nuong.ingest.backup;

import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.telemetry.property.PropertyKey;

/** An aggregate; its values are null when every reading was flagged. */
record AggregateLine(
        Aggregate.Resolution resolution,
        String site,
        String device,
        String key,
        long startNs,
        @Nullable Double mean,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double sum,
        int count,
        int flagged) {

    static AggregateLine of(Aggregate aggregate) {
        return new AggregateLine(
                aggregate.resolution(),
                aggregate.site(),
                aggregate.device(),
                aggregate.key().code(),
                aggregate.startNs(),
                orNull(aggregate.mean()),
                orNull(aggregate.min()),
                orNull(aggregate.max()),
                orNull(aggregate.sum()),
                aggregate.count(),
                aggregate.flagged());
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    Aggregate aggregate() {
        return new Aggregate(
                resolution,
                site,
                device,
                PropertyKey.parse(key),
                startNs,
                orNaN(mean),
                orNaN(min),
                orNaN(max),
                orNaN(sum),
                count,
                flagged);
    }
}
