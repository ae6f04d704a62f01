package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * How much a dry root zone slows a crop.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 83, 84 and the note to Table 22; AquaCrop's curve as an alternative.
 */
public final class WaterStress {
    private WaterStress() {}

    /**
     * Depletion fraction p for the day's demand, 0.1 to 0.8 (FAO-56, note to Table 22).
     *
     * @param tableFraction p at ETc 5 mm/day
     * @param etcMm crop evapotranspiration without stress, mm/day
     */
    public static double depletionFraction(double tableFraction, double etcMm) {
        return Limits.clamp(tableFraction + 0.04 * (5 - etcMm), 0.1, 0.8);
    }

    /**
     * Readily available water RAW, mm (FAO-56 Eq. 83).
     *
     * @param tawMm total available water, mm
     * @param fraction depletion fraction p
     */
    public static double readilyAvailableMm(double tawMm, double fraction) {
        return fraction * tawMm; // Eq. 83
    }

    /**
     * Stress coefficient Ks, 1 (none) to 0 (at wilting point) (FAO-56 Eq. 84).
     *
     * @param depletionMm root-zone depletion Dr, mm
     * @param tawMm total available water, mm, above 0
     * @param fraction depletion fraction p, below 1
     */
    public static double coefficient(double depletionMm, double tawMm, double fraction) {
        return Limits.clamp((tawMm - depletionMm) / ((1 - fraction) * tawMm), 0, 1); // Eq. 84
    }

    /**
     * Stress coefficient Ks with AquaCrop's convex curve instead of Eq. 84's line, 1 (none) to 0.
     *
     * <p>Source: Raes, Steduto, Hsiao, Fereres (2009), AquaCrop, Agron. J. 101, 438–447, shape factor 1.5.
     *
     * @param depletionMm root-zone depletion Dr, mm
     * @param tawMm total available water, mm, above 0
     * @param fraction depletion fraction p, below 1
     */
    public static double aquaCrop(double depletionMm, double tawMm, double fraction) {
        double relative = (depletionMm / tawMm - fraction) / (1 - fraction);
        double shape = 1.5;
        return Limits.clamp(1 - (Math.exp(shape * relative) - 1) / (Math.exp(shape) - 1), 0, 1);
    }
}
