package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Rain that runs off the surface, by curve number, with the surface layer's dryness for the antecedent moisture.
 *
 * <p>Source: ASCE Manual 70 (Jensen &amp; Allen 2016), Eqs. 14-12 to 14-20, pp. 451–454.
 */
public final class CurveNumberRunoff {
    private CurveNumberRunoff() {}

    /**
     * Runoff of a day, mm, 0 to {@code rainMm}.
     *
     * @param rainMm rain, mm
     * @param cn2 curve number at average moisture (antecedent condition II), 1 to 100
     * @param depletionMm De of the surface layer before the rain, mm
     * @param surface the surface layer
     */
    public static double runoffMm(double rainMm, double cn2, double depletionMm, SurfaceEvaporation surface) {
        return runoffMm(rainMm, curveNumber(cn2, depletionMm, surface));
    }

    /** Runoff of a day, mm, by the curve number of its moisture. */
    static double runoffMm(double rainMm, double curveNumber) {
        double storage = 250 * (100 / curveNumber - 1); // Eq. 14-12
        double abstracted = 0.2 * storage;
        if (rainMm <= abstracted) {
            return 0;
        }
        double excess = rainMm - abstracted;
        return Math.min(rainMm, excess * excess / (rainMm + 0.8 * storage)); // Eq. 14-13
    }

    /** The curve number of dry soil (antecedent condition I). */
    static double dry(double cn2) {
        return cn2 / (2.281 - 0.01281 * cn2); // Eq. 14-14
    }

    /** The curve number of wet soil (antecedent condition III). */
    static double wet(double cn2) {
        return cn2 / (0.427 + 0.00573 * cn2); // Eq. 14-15
    }

    /** The curve number between its values for dry and wet soil (Eqs. 14-14 to 14-20). */
    static double curveNumber(double cn2, double depletionMm, SurfaceEvaporation surface) {
        Limits.within("curve number", cn2, 1, 100, "");
        double dry = dry(cn2);
        double wet = wet(cn2);
        double wettest = 0.5 * surface.rewMm();
        double driest = 0.7 * surface.rewMm() + 0.3 * surface.tewMm();
        if (depletionMm <= wettest) {
            return wet; // Eq. 14-18
        }
        if (depletionMm >= driest) {
            return dry; // Eq. 14-19
        }
        return ((depletionMm - wettest) * dry + (driest - depletionMm) * wet) / (driest - wettest); // Eq. 14-20
    }
}
