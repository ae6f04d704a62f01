package vn.nuong.analytics.agronomy.soil;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Soil moisture from the apparent dielectric permittivity that a probe measures.
 *
 * <p>Source: Topp, Davis, Annan (1980), Electromagnetic determination of soil water content, Water Resour. Res. 16,
 * 574–582, Eq. 7, for mineral soils.
 */
public final class Topp {
    private Topp() {}

    /**
     * Volumetric soil moisture θ, m³/m³.
     *
     * @param permittivity apparent relative permittivity ε, no unit, 1 (air) to 81 (water)
     */
    public static double soilMoisture(double permittivity) {
        double e = Limits.within("permittivity", permittivity, 1, 81, "");
        return -5.3e-2 + 2.92e-2 * e - 5.5e-4 * e * e + 4.3e-6 * e * e * e; // Eq. 7
    }
}
