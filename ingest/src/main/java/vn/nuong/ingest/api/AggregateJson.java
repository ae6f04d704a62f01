package vn.nuong.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.telemetry.time.Times;

/**
 * A series over one hour or day.
 *
 * @param property without depth, such as {@code soil_moisture}
 * @param depthCm cm; null for what has none
 * @param unit UCUM code
 * @param start of the hour (UTC) or of the site's day
 * @param mean null, like min, max and sum, when every reading was flagged
 * @param count readings it rests on
 * @param flagged readings left out because a quality test caught them
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AggregateJson(
        String site,
        String device,
        String property,
        @Nullable Integer depthCm,
        String unit,
        Instant start,
        @Nullable Double mean,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double sum,
        int count,
        int flagged) {

    public static AggregateJson of(Aggregate aggregate) {
        return new AggregateJson(
                aggregate.site(),
                aggregate.device(),
                aggregate.key().name(),
                aggregate.key().depthCm(),
                aggregate.key().property().unit(),
                Times.ofEpochNanos(aggregate.startNs()),
                number(aggregate.mean()),
                number(aggregate.min()),
                number(aggregate.max()),
                number(aggregate.sum()),
                aggregate.count(),
                aggregate.flagged());
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
