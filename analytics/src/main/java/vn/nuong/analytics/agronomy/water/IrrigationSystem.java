package vn.nuong.analytics.agronomy.water;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * What a plot is watered with.
 *
 * @param applicationEfficiency Ea, the share of pumped water that reaches the root zone, 0.3 to 1; sprinklers 0.75–0.85
 * @param pumpM3PerHour what the pump gives, m³/h, or null if not known
 * @param areaM2 plot area, m², above 0
 * @param applicationRateMmPerHour rate where the sprinklers are standing, mm/h, or null to spread the pump's water over
 *     the whole plot at once
 */
public record IrrigationSystem(
        double applicationEfficiency,
        @Nullable Double pumpM3PerHour,
        double areaM2,
        @Nullable Double applicationRateMmPerHour) {

    /** Sprinklers, middle of 0.75–0.85. From memory of the literature; a default to be configured. */
    public static final double SPRINKLER_EFFICIENCY = 0.80;

    public IrrigationSystem {
        Limits.within("application efficiency", applicationEfficiency, 0.3, 1, "");
        Limits.within("plot area", areaM2, 1, 1e7, "m²");
        if (pumpM3PerHour != null) {
            Limits.within("pump flow", pumpM3PerHour, 0.01, 10_000, "m³/h");
        }
        if (applicationRateMmPerHour != null) {
            Limits.within("application rate", applicationRateMmPerHour, 0.01, 1000, "mm/h");
        }
    }

    /** Sprinklers over the whole plot at once. */
    public static IrrigationSystem sprinklers(double areaM2, @Nullable Double pumpM3PerHour) {
        return new IrrigationSystem(SPRINKLER_EFFICIENCY, pumpM3PerHour, areaM2, null);
    }

    /** The rate at which water falls on the soil, mm/h, or null when neither it nor the pump is known. */
    public @Nullable Double rateMmPerHour() {
        if (applicationRateMmPerHour != null) {
            return applicationRateMmPerHour;
        }
        return pumpM3PerHour == null ? null : pumpM3PerHour * 1000 / areaM2;
    }
}
