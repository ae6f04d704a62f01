package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * One day of the root-zone water balance.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 85, 86, 88. <b>Order within the day: water arrives first, then the crop
 * drinks</b>, as in FAO-56 Example 38. What the root zone cannot hold at field capacity leaves as deep percolation
 * before evapotranspiration; Eq. 88 taken literally would subtract the day's evapotranspiration first. Ks is taken after
 * the water arrived. What runs off over the surface ({@link RootZoneRunoff}) has been taken off the water before; capillary rise is not
 * modelled.
 *
 * @param depletionStartMm Dr at the start of the day, mm
 * @param waterMm rain and net irrigation entering the soil, mm
 * @param ks stress coefficient Ks, 0 to 1
 * @param etcMm actual crop evapotranspiration Ks·ETc, mm
 * @param deepPercolationMm DP, mm
 * @param depletionEndMm Dr at the end, mm; start − water + evapotranspiration + percolation
 */
public record DailyStep(
        double depletionStartMm,
        double waterMm,
        double ks,
        double etcMm,
        double deepPercolationMm,
        double depletionEndMm) {

    /**
     * Steps one day.
     *
     * @param depletionMm Dr at the start of the day, mm, 0 to {@code tawMm}
     * @param waterMm rain and net irrigation, mm, 0 to 5000
     * @param etcMm crop evapotranspiration without stress Kc·ETo, mm/day, 0 to 30
     * @param tawMm total available water, mm, above 0
     * @param fraction depletion fraction p, 0.1 to 0.8
     */
    public static DailyStep of(double depletionMm, double waterMm, double etcMm, double tawMm, double fraction) {
        Limits.within("root-zone depletion", depletionMm, 0, tawMm, "mm");
        Limits.within("water", waterMm, 0, 5000, "mm");
        Limits.within("crop evapotranspiration", etcMm, 0, 30, "mm/day");
        Limits.within("depletion fraction", fraction, 0.1, 0.8, "");

        double percolation = Math.max(0, waterMm - depletionMm); // Eq. 88, water early in the day
        double afterWater = Math.max(0, depletionMm - waterMm); // Eq. 86: 0 <= Dr
        double ks = WaterStress.coefficient(afterWater, tawMm, fraction); // Eq. 84
        double actual = Math.min(ks * etcMm, tawMm - afterWater); // Eqs. 81, 86: Dr <= TAW
        double end = Math.min(tawMm, afterWater + actual); // Eq. 85; the limit only takes off rounding
        return new DailyStep(depletionMm, waterMm, ks, actual, percolation, end);
    }
}
