package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Soil moisture expected over the next 24 hours if nothing is watered and no rain falls that is not foreseen.
 *
 * @param issued when it was made, by the clock of the evaluation
 * @param depthCm depth it is for, cm
 * @param method what made it: {@code learned}, {@code physics} where the learned model has no skill, or {@code persistence} where
 *     neither has: it stays as it is
 * @param points expected volumetric moisture, in order of time
 * @param skill 1 − SSE/SSE(persistence) of the learned model on months it never saw; null when there is no model
 * @param skillSource where and on what months that skill was measured
 */
public record MoistureForecast(
        Instant issued,
        int depthCm,
        Method method,
        List<Point> points,
        @Nullable Double skill,
        @Nullable Text skillSource) {

    public MoistureForecast {
        points = List.copyOf(points);
    }

    public enum Method {
        LEARNED,
        PHYSICS,
        PERSISTENCE
    }

    /**
     * @param time the time it is expected for
     * @param soilMoisture m³/m³
     * @param low 10th percentile, m³/m³; null when not known
     * @param high 90th percentile, m³/m³; null when not known
     */
    public record Point(
            Instant time,
            double soilMoisture,
            @Nullable Double low,
            @Nullable Double high) {}
}
