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
        Limits.within("sand", sand, 0, 1, "(fraction)");
        Limits.within("clay", clay, 0, 0.6, "(fraction)");
        Limits.within("organic matter", organicMatterPercent, 0, 8, "%");
        Limits.within("sand and clay together", sand + clay, 0, 1, "(fraction)");
        double s = sand;
        double c = clay;
        double om = organicMatterPercent;

        double t1500 = -0.024 * s + 0.487 * c + 0.006 * om + 0.005 * s * om - 0.013 * c * om + 0.068 * s * c + 0.031;
        double theta1500 = t1500 + (0.14 * t1500 - 0.02); // Eq. 1

        double t33 = -0.251 * s + 0.195 * c + 0.011 * om + 0.006 * s * om - 0.027 * c * om + 0.452 * s * c + 0.299;
        double theta33 = t33 + (1.283 * t33 * t33 - 0.374 * t33 - 0.015); // Eq. 2

        double tS33 = 0.278 * s + 0.034 * c + 0.022 * om - 0.018 * s * om - 0.027 * c * om - 0.584 * s * c + 0.078;
        double thetaS33 = tS33 + (0.636 * tS33 - 0.107); // Eq. 3

        double thetaS = theta33 + thetaS33 - 0.097 * s + 0.043; // Eq. 5
        double lambda = (Math.log(theta33) - Math.log(theta1500)) / (Math.log(1500) - Math.log(33)); // Eqs. 15, 18
        double ks = 1930 * Math.pow(thetaS - theta33, 3 - lambda); // Eq. 16
        return new SoilWater(theta33, theta1500, thetaS, ks);
    }
}
