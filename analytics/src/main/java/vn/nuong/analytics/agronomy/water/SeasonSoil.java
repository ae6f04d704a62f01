package vn.nuong.analytics.agronomy.water;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * A season's soil: one for all depths, or layers.
 *
 * @param fieldCapacity θFC, m³/m³, used without layers
 * @param wiltingPoint θWP, m³/m³, used without layers
 * @param initial θ at the start, m³/m³, used without layers
 * @param layers the layers, or null; with them water that has left the roots but not the profile is remembered
 * @param surfaceDepthM Ze, depth that evaporation dries, m, 0.02 to 0.3 (0.10 to 0.15 in FAO-56)
 * @param rewMm readily evaporable water, mm (Table 19); below {@link #totalEvaporableMm}, or there is no evaporation
 * @param curveNumber curve number II, 1 to 100
 */
public record SeasonSoil(
        double fieldCapacity,
        double wiltingPoint,
        double initial,
        @Nullable SoilProfile layers,
        double surfaceDepthM,
        double rewMm,
        double curveNumber) {
    public SeasonSoil {
        if (layers == null) {
            SoilProfile.checkSoil(fieldCapacity, wiltingPoint, initial);
        }
        Limits.within("depth of the evaporation layer", surfaceDepthM, 0.02, 0.3, "m");
        Limits.within("curve number", curveNumber, 1, 100, "");
    }

    /** Total evaporable water TEW, mm (FAO-56 Eq. 73). */
    public double totalEvaporableMm() {
        return layers == null
                ? SurfaceEvaporation.totalEvaporableMm(fieldCapacity, wiltingPoint, surfaceDepthM)
                : layers.totalEvaporableMm(surfaceDepthM);
    }

    /** The evaporation layer (FAO-56 Eq. 74). */
    SurfaceEvaporation surface() {
        return new SurfaceEvaporation(totalEvaporableMm(), rewMm);
    }

    double totalAvailableMm(double depthM) {
        return layers == null
                ? 1000 * (fieldCapacity - wiltingPoint) * depthM // Eq. 82
                : layers.totalAvailableMm(depthM);
    }

    double initialDepletionMm(double depthM) {
        return layers == null
                ? 1000 * (fieldCapacity - initial) * depthM // Eq. 87
                : layers.initialDepletionMm(depthM);
    }
}
