package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * Rain that runs off a plot's surface, by curve number, with the root zone's depletion for the antecedent moisture: the curve number is
 * that of wet soil at field capacity, that of dry soil at wilting point, and goes evenly from one to the other. Immutable.
 *
 * <p>Source: ASCE Manual 70 (Jensen &amp; Allen 2016), Eqs. 14-12 to 14-15, with the root zone in the place of the surface layer in Eq.
 * 14-20, as SWAT goes by the soil profile (Neitsch et al. 2011, section 2:1.1.1). Curve numbers by hydrologic soil group: USDA TR-55
 * (1986), Table 2-2c, woods-grass combination (orchard or tree farm), good condition, which stands for a closed tea hedge with mulched rows;
 * none published for tea is known here. Groups by saturated conductivity: USDA NEH 630 (2009), Table 7-1, soils deeper than 1 m.
 *
 * @param curveNumber at average moisture (antecedent condition II), 1 to 100
 */
public record RootZoneRunoff(double curveNumber) {

    /** None ever: the abstraction of curve number 1 is 5 m of rain. */
    public static final RootZoneRunoff NONE = new RootZoneRunoff(1);

    /** Group A from here on, mm/h: 10 µm/s. */
    private static final double GROUP_A = 36;

    /** Group B: 4 µm/s. */
    private static final double GROUP_B = 14.4;

    /** Group C: 0.4 µm/s. */
    private static final double GROUP_C = 1.44;

    public RootZoneRunoff {
        Limits.within("curve number", curveNumber, 1, 100, "");
    }

    /** By how fast water passes the saturated soil. */
    public static RootZoneRunoff of(SoilWater soil) {
        double ks = soil.ksMmPerHour();
        return new RootZoneRunoff(ks > GROUP_A ? 32 : ks > GROUP_B ? 58 : ks > GROUP_C ? 72 : 79);
    }

    /**
     * Runoff of a day, mm, 0 to {@code rainMm}.
     *
     * @param rainMm rain, mm, 0 or more
     * @param depletionMm Dr before it, mm, 0 to {@code tawMm}
     * @param tawMm TAW, mm, above 0
     */
    public double runoffMm(double rainMm, double depletionMm, double tawMm) {
        double dryness = Limits.clamp(depletionMm / tawMm, 0, 1);
        double number =
                (1 - dryness) * CurveNumberRunoff.wet(curveNumber) + dryness * CurveNumberRunoff.dry(curveNumber);
        return CurveNumberRunoff.runoffMm(rainMm, number);
    }
}
