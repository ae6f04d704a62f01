package vn.nuong.analytics.agronomy.water;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Soil moisture at a depth.
 *
 * @param depthM depth below the surface, m, 0 to 3
 * @param theta soil moisture θ, m³/m³, 0 to 1
 * @param fieldCapacity this probe's own reading at field capacity, m³/m³, or null to use the soil's; a probe's own
 *     cancels its additive error
 */
public record ProbeReading(
        double depthM, double theta, @Nullable Double fieldCapacity) {
    public ProbeReading {
        Limits.within("probe depth", depthM, 0, 3, "m");
        Limits.within("soil moisture at " + depthM + " m", theta, 0, 1, "m³/m³");
        if (fieldCapacity != null) {
            Limits.within("field capacity at " + depthM + " m", fieldCapacity, 0, 1, "m³/m³");
        }
    }

    /** A reading judged by the soil's field capacity. */
    public static ProbeReading of(double depthM, double theta) {
        return new ProbeReading(depthM, theta, null);
    }
}
