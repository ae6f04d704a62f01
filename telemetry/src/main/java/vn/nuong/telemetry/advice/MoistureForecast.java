package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Soil moisture expected at one probe, hourly to 24 h and six-hourly to 7 days, if nothing is watered. With an outlook of the weather its
 * rain is in it; without one, the rain that may come is in the width of the quantiles alone.
 *
 * @param issued when it was made, by the clock of the evaluation
 * @param depthCm depth it is for, cm
 * @param method what makes it 24 h ahead
 * @param points expected volumetric moisture, in order of time
 * @param skill 1 − SSE/SSE(persistence) of what makes it, 24 h ahead, on readings it never saw; at most 0 where nothing beats persistence;
 *     null when it was not measured
 * @param skillSource where that skill was measured
 * @param leads what makes it at each lead that is reckoned, and its skill; between them it is interpolated
 * @param weatherWays ways of the outlook's weather that it is made from; 0 when the weather to come is not known
 * @param notes why it is wider, or not by the model, than it might be
 */
public record MoistureForecast(
        Instant issued,
        int depthCm,
        Method method,
        List<Point> points,
        @Nullable Double skill,
        @Nullable Text skillSource,
        List<Lead> leads,
        int weatherWays,
        List<Text> notes) {

    public MoistureForecast {
        points = List.copyOf(points);
        leads = leads == null ? List.of() : List.copyOf(leads); // forecasts stored by earlier versions have none
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** Without leads and notes. */
    public MoistureForecast(
            Instant issued,
            int depthCm,
            Method method,
            List<Point> points,
            @Nullable Double skill,
            @Nullable Text skillSource) {
        this(issued, depthCm, method, points, skill, skillSource, List.of(), 0, List.of());
    }

    /** What makes a forecast. */
    public enum Method {
        /** The trained model: physical columns adapted to the probe, with networks on what they leave where that was shown to help. */
        LEARNED,
        /** How the plot's soil dries when no water comes. */
        PHYSICS,
        /** The last reading. */
        PERSISTENCE
    }

    /**
     * @param hours ahead
     * @param by what makes it: {@code networks}, {@code columns}, {@code recession} or {@code persistence}
     * @param skill as above, of this lead
     */
    public record Lead(int hours, String by, @Nullable Double skill) {}

    /**
     * @param time the time it is expected for
     * @param soilMoisture m³/m³
     * @param low 10th percentile, m³/m³; null when not known
     * @param high 90th percentile
     * @param q25 25th percentile
     * @param median 50th percentile
     * @param q75 75th percentile
     */
    public record Point(
            Instant time,
            double soilMoisture,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double q25,
            @Nullable Double median,
            @Nullable Double q75) {

        /** With the outer percentiles alone. */
        public Point(Instant time, double soilMoisture, @Nullable Double low, @Nullable Double high) {
            this(time, soilMoisture, low, high, null, null, null);
        }
    }
}
