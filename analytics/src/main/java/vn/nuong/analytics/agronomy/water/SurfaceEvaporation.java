package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Evaporation from the bare, wetted part of the surface: the soil half of the dual crop coefficient.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 7, Eqs. 71–77 and its errata. Water arrives before the day's
 * evaporation, as in FAO-56 Example 35. Transpiration from the surface layer is not taken off.
 *
 * @param tewMm total evaporable water TEW, mm
 * @param rewMm readily evaporable water REW, mm, from 0; above TEW no soil has it, and Eq. 74 as written then leaves no evaporation at
 *     all (Kr 0), which is what pyfao56 reckons; not TEW itself, where it divides by 0
 */
public record SurfaceEvaporation(double tewMm, double rewMm) {
    public SurfaceEvaporation {
        Limits.within("total evaporable water", tewMm, 1e-6, 200, "mm");
        if (!(rewMm >= 0 && rewMm != tewMm)) {
            throw new IllegalArgumentException("readily evaporable water " + rewMm
                    + " mm must be 0 or more and below total evaporable water " + tewMm + " mm; see FAO-56 Table 19");
        }
    }

    /**
     * One day's evaporation.
     *
     * @param kr reduction coefficient Kr, 0 to 1
     * @param ke evaporation coefficient Ke
     * @param evaporationMm E = Ke·ETo over the whole surface, mm
     * @param depletionMm De of the wetted part at the day's end, mm
     */
    public record Day(double kr, double ke, double evaporationMm, double depletionMm) {}

    /**
     * Total evaporable water, mm (FAO-56 Eq. 73).
     *
     * @param fieldCapacity θFC, m³/m³
     * @param wiltingPoint θWP, m³/m³
     * @param depthM depth dried by evaporation Ze, m, 0.10 to 0.15
     */
    public static double totalEvaporableMm(double fieldCapacity, double wiltingPoint, double depthM) {
        return 1000 * (fieldCapacity - 0.5 * wiltingPoint) * depthM; // Eq. 73
    }

    /**
     * Upper limit of evaporation and transpiration together Kcmax, no unit (FAO-56 Eq. 72).
     *
     * @param kcb basal crop coefficient
     * @param u2 wind speed at 2 m, m/s
     * @param rhMinPercent lowest relative humidity, %
     * @param heightM crop height, m
     */
    public static double upperLimit(double kcb, double u2, double rhMinPercent, double heightM) {
        return Math.max(1.2 + CropCoefficient.climateTerm(u2, rhMinPercent, heightM), kcb + 0.05); // Eq. 72
    }

    /**
     * Share of the surface that is both bare and wetted, few (FAO-56 Eq. 75).
     *
     * @param bareShare 1 − fc, share not shaded by the crop, 0.01 to 1
     * @param wettedShare fw: 1 after rain or sprinklers, 0.3–0.4 under drip
     */
    public static double exposedWetted(double bareShare, double wettedShare) {
        return Math.min(bareShare, wettedShare); // Eq. 75
    }

    /**
     * Reduction coefficient Kr, 0 to 1 (FAO-56 Eq. 74).
     *
     * @param depletionMm De, mm
     */
    public double reduction(double depletionMm) {
        return Limits.clamp((tewMm - depletionMm) / (tewMm - rewMm), 0, 1); // Eq. 74
    }

    /**
     * Evaporation coefficient Ke, no unit (FAO-56 Eq. 71).
     *
     * @param kr reduction coefficient
     * @param few share bare and wetted
     * @param kcb basal crop coefficient
     * @param kcMax upper limit Kcmax
     */
    public static double coefficient(double kr, double few, double kcb, double kcMax) {
        return Math.min(kr * (kcMax - kcb), few * kcMax); // Eq. 71
    }

    /**
     * Steps one day.
     *
     * @param depletionMm De at the start, mm, 0 to TEW
     * @param rainMm rain, mm
     * @param irrigationMm irrigation over the whole surface, mm
     * @param wettedShare fw, 0.01 to 1
     * @param few share bare and wetted, 0.01 to 1
     * @param kcb basal crop coefficient
     * @param kcMax Kcmax
     * @param etoMm reference evapotranspiration, mm
     */
    public Day day(
            double depletionMm,
            double rainMm,
            double irrigationMm,
            double wettedShare,
            double few,
            double kcb,
            double kcMax,
            double etoMm) {
        Limits.within("surface depletion", depletionMm, 0, tewMm, "mm");
        Limits.within("wetted share", wettedShare, 0.01, 1, "");
        Limits.within("bare and wetted share", few, 0.01, 1, "");
        double wet = Math.max(0, depletionMm - rainMm - irrigationMm / wettedShare);
        double kr = reduction(wet);
        double ke = coefficient(kr, few, kcb, kcMax);
        double end = Math.min(tewMm, wet + ke * etoMm / few); // Eq. 77
        return new Day(kr, ke, (end - wet) * few, end);
    }
}
