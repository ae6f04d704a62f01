package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Shade trees over tea, as a stage of its season: while they stand the crop is FAO-56's shaded tea, which has the trees' water in it.
 *
 * <p>Source of the defaults: FAO-56 (Allen et al. 1998), Tables 12 and 17.
 *
 * @param from first day that they stand, or null when from the beginning
 * @param to last day, or null when to the end
 * @param kcb basal crop coefficient of shaded tea, 0 to 1.5
 * @param heightM height, m, 0.1 to 20
 */
public record ShadeTrees(@Nullable LocalDate from, @Nullable LocalDate to, GrowthStages.Curve kcb, double heightM) {

    /** Kcb of tea under shade trees (Table 17). */
    public static final GrowthStages.Curve SHADED_TEA = new GrowthStages.Curve(1.00, 1.10, 1.05);

    /** Height of tea with its shade trees, m (Table 12). */
    public static final double SHADED_TEA_M = 2;

    public ShadeTrees {
        Limits.within("initial basal crop coefficient under shade", kcb.ini(), 0, 1.5, "");
        Limits.within("mid-season basal crop coefficient under shade", kcb.mid(), 0, 1.5, "");
        Limits.within("final basal crop coefficient under shade", kcb.end(), 0, 1.5, "");
        Limits.within("height with shade trees", heightM, 0.1, 20, "m");
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("shade trees stand from " + from + " to " + to + "; exchange them");
        }
    }

    /** Whether they stand on a day. */
    public boolean standOn(LocalDate date) {
        return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
    }

    /**
     * What they transpire beside a hedge's own Kcb: trees are not cut with it.
     *
     * @param withoutShade mid-season Kcb of the full hedge without them
     */
    public double beside(double withoutShade) {
        return Math.max(0, kcb.mid() - withoutShade);
    }
}
