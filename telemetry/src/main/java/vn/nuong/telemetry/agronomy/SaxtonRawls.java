package vn.nuong.telemetry.agronomy;

/**
 * Soil water characteristics from texture and organic matter.
 *
 * <p>Source: Saxton &amp; Rawls (2006), Soil water characteristic estimates by texture and organic matter for hydrologic
 * solutions, Soil Sci. Soc. Am. J. 70, 1569–1578, Eqs. 1–5, 15, 16, 18. Sand and clay enter as fractions, organic matter
 * in percent. The regression has no salinity, gravel or density term here.
 */
public final class SaxtonRawls {
    private SaxtonRawls() {}

    /**
     * Water contents at 1500 kPa, 33 kPa and saturation, and the saturated conductivity.
     *
     * @param sand sand, fraction of mass, 0 to 1
     * @param clay clay, fraction of mass, 0 to 0.6 (the limit of the published data)
     * @param organicMatterPercent organic matter, % of mass, 0 to 8 (the limit of the published data)
     * @throws IllegalArgumentException outside those ranges, or if sand and clay exceed 1 together
     */
    public static SoilWater of(double sand, double clay, double organicMatterPercent) {
        check(sand, clay, organicMatterPercent);
        double s = sand;
        double c = clay;
        double om = organicMatterPercent;

        double t1500 = -0.024 * s + 0.487 * c + 0.006 * om + 0.005 * s * om - 0.013 * c * om + 0.068 * s * c + 0.031;
        double theta1500 = t1500 + (0.14 * t1500 - 0.02); // Eq. 1

        double t33 = -0.251 * s + 0.195 * c + 0.011 * om + 0.006 * s * om - 0.027 * c * om + 0.452 * s * c + 0.299;
        double theta33 = t33 + (1.283 * t33 * t33 - 0.374 * t33 - 0.015); // Eq. 2

        double thetaS33 = saturationTo33(s, c, om);

        double thetaS = theta33 + thetaS33 - 0.097 * s + 0.043; // Eq. 5
        double lambda = (Math.log(theta33) - Math.log(theta1500)) / (Math.log(1500) - Math.log(33)); // Eqs. 15, 18
        double ks = 1930 * Math.pow(thetaS - theta33, 3 - lambda); // Eq. 16
        return new SoilWater(theta33, theta1500, thetaS, ks);
    }

    /**
     * Tension at which air enters a saturated soil, kPa; 0 where the regression, in coarse sands, gives less.
     *
     * @param sand as in {@link #of}
     * @param clay as in {@link #of}
     * @param organicMatterPercent as in {@link #of}
     * @throws IllegalArgumentException as in {@link #of}
     */
    public static double airEntryKpa(double sand, double clay, double organicMatterPercent) {
        check(sand, clay, organicMatterPercent);
        double s33 = saturationTo33(sand, clay, organicMatterPercent);
        double t = -21.67 * sand
                - 27.93 * clay
                - 81.97 * s33
                + 71.12 * sand * s33
                + 8.29 * clay * s33
                + 14.05 * sand * clay
                + 27.16;
        return Math.max(0, t + (0.02 * t * t - 0.113 * t - 0.70)); // Eq. 4
    }

    /** Water between saturation and 33 kPa, m³/m³. */
    private static double saturationTo33(double s, double c, double om) {
        double t = 0.278 * s + 0.034 * c + 0.022 * om - 0.018 * s * om - 0.027 * c * om - 0.584 * s * c + 0.078;
        return t + (0.636 * t - 0.107); // Eq. 3
    }

    private static void check(double sand, double clay, double organicMatterPercent) {
        Limits.within("sand", sand, 0, 1, "(fraction)");
        Limits.within("clay", clay, 0, 0.6, "(fraction)");
        Limits.within("organic matter", organicMatterPercent, 0, 8, "%");
        Limits.within("sand and clay together", sand + clay, 0, 1, "(fraction)");
    }
}
