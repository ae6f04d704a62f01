package vn.nuong.analytics.agronomy.nutrient;

import org.jspecify.annotations.Nullable;

/**
 * What a laboratory's soil pH says for tea.
 *
 * <p>Source: Thái Nguyên extension advice: below pH(KCl) 4 lime first, at pruning, a month apart from nitrogen; tea does
 * poorly above pH 6.
 */
public enum Acidity {
    /** Lime first. */
    LIME_NEEDED,
    /** Workable. */
    SUITABLE,
    /** Above 6 in water: not acid enough for tea. */
    TOO_ALKALINE,
    /** No soil test. */
    UNKNOWN;

    /** pH in water is about 0.5–1 above pH in KCl; the smaller difference is used. */
    private static final double WATER_ABOVE_KCL = 0.5;

    private static final double HIGHEST_PH_WATER = 6;

    /**
     * Judges a soil test.
     *
     * @param test the test, or null
     * @param limeBelowPhKcl pH in KCl below which lime comes first
     */
    public static Acidity of(@Nullable SoilTest test, double limeBelowPhKcl) {
        if (test == null) {
            return UNKNOWN;
        }
        double inKcl = test.method() == SoilTest.PhMethod.KCL ? test.ph() : test.ph() - WATER_ABOVE_KCL;
        if (inKcl < limeBelowPhKcl) {
            return LIME_NEEDED;
        }
        return inKcl > HIGHEST_PH_WATER - WATER_ABOVE_KCL ? TOO_ALKALINE : SUITABLE;
    }
}
