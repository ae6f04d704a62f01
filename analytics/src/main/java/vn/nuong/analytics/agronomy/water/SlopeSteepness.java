package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Slope steepness factor S of the Revised Universal Soil Loss Equation: how much more soil a slope loses to rain than one of 9 % does, all
 * else alike. Source: Renard et al. (1997), USDA Agriculture Handbook 703, Eqs. 4-4 and 4-5, after McCool et al. (1987).
 */
public final class SlopeSteepness {

    private static final double STEEP = 0.09;

    private SlopeSteepness() {}

    /**
     * S = 10.8 sin θ + 0.03 below 9 %, 16.8 sin θ − 0.50 from there on; about 1 at 9 %.
     *
     * @param percent fall in metres on 100 m of level distance, 0 to 150
     */
    public static double of(double percent) {
        Limits.within("slope", percent, 0, 150, "%");
        double tangent = percent / 100;
        double sine = tangent / Math.hypot(1, tangent);
        return tangent < STEEP ? 10.8 * sine + 0.03 : 16.8 * sine - 0.50;
    }
}
