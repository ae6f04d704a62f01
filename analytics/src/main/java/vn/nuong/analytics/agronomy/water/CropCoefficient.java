package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * A tabulated crop coefficient brought to the local climate.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 62, 65 and 70, whose inputs hold for u2 1–6 m/s, RHmin 20–80 % and h 0.1–10 m;
 * values beyond are taken at the limit. Only for coefficients of 0.45 and more; smaller ones are returned unchanged.
 */
public final class CropCoefficient {
    private static final double SMALLEST_ADJUSTED = 0.45;

    private CropCoefficient() {}

    /**
     * The adjusted coefficient, no unit.
     *
     * @param kcTable Kc mid or Kc end from a table
     * @param u2 mean wind speed at 2 m over the stage, m/s
     * @param rhMinPercent mean daily lowest relative humidity over the stage, %
     * @param heightM mean crop height h over the stage, m
     */
    public static double climateAdjusted(double kcTable, double u2, double rhMinPercent, double heightM) {
        if (kcTable < SMALLEST_ADJUSTED) {
            return kcTable;
        }
        return kcTable + climateTerm(u2, rhMinPercent, Limits.clamp(heightM, 0.1, 10)); // Eqs. 62, 65, 70
    }

    /** The climate term of Eqs. 62, 65, 70 and 72, no unit; wind and humidity are taken at their limits, height as it is. */
    static double climateTerm(double u2, double rhMinPercent, double heightM) {
        double wind = Limits.clamp(u2, 1, 6);
        double humidity = Limits.clamp(rhMinPercent, 20, 80);
        return (0.04 * (wind - 2) - 0.004 * (humidity - 45)) * Math.pow(heightM / 3, 0.3);
    }
}
