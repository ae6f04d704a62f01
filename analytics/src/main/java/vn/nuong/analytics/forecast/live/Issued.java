package vn.nuong.analytics.forecast.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One hour of a forecast as it was issued, and what came.
 *
 * @param start hour of the observation that it starts from
 * @param horizonHours how far ahead of that, h
 * @param depthCm of the probe, cm
 * @param version of the learned model
 * @param before what was read at the start, m³/m³
 * @param learned what the learned model expected, m³/m³; null when it gave no answer
 * @param low 10th percentile of the same; null without a band
 * @param high 90th percentile of the same; null without a band
 * @param physics what the physics expected, m³/m³
 * @param came what was read, m³/m³; null while it has not come
 */
record Issued(
        Instant start,
        int horizonHours,
        int depthCm,
        String version,
        double before,
        @Nullable Double learned,
        @Nullable Double low,
        @Nullable Double high,
        double physics,
        @Nullable Double came) {

    Instant valid() {
        return start.plusSeconds(3600L * horizonHours);
    }
}
