package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Basal crop coefficient of a crop that does not cover all of the ground: young, pruned, or planted wide.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eq. 98, with the density coefficient that Allen &amp; Pereira (2009), Irrig. Sci. 28,
 * 17–34, made of it.
 */
public final class CoverCoefficient {

    /** Kc of dry bare soil, no unit (FAO-56 p. 188: 0.15 to 0.20). */
    public static final double BARE_SOIL = 0.15;

    /** How much more than its cover a crop transpires at most, no unit (FAO-56 Eq. 98). */
    private static final double MOST_OF_COVER = 2;

    private CoverCoefficient() {}

    /**
     * Share of full transpiration, 0 to 1: min(1, 2·fc, fc^(1/(1+h))).
     *
     * @param cover share of the ground covered fc, 0 to 1
     * @param heightM crop height h, m
     */
    public static double density(double cover, double heightM) {
        double fc = Limits.within("ground cover", cover, 0, 1, "");
        return Math.min(1, Math.min(MOST_OF_COVER * fc, Math.pow(fc, 1 / (1 + heightM))));
    }

    /**
     * Basal crop coefficient Kcb, no unit (FAO-56 Eq. 98).
     *
     * @param cover share of the ground covered, 0 to 1
     * @param heightM crop height, m
     * @param full Kcb under full cover
     */
    public static double basal(double cover, double heightM, double full) {
        return BARE_SOIL + density(cover, heightM) * (full - BARE_SOIL); // Eq. 98
    }
}
