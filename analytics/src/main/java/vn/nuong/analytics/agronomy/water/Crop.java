package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * What the water balance needs to know about a crop.
 *
 * @param name the crop, as configuration names it
 * @param kcIni crop coefficient at the start of the season, 0.1 to 1.5
 * @param kcMid crop coefficient in mid-season
 * @param kcEnd crop coefficient at the end
 * @param heightM height h, m, 0.05 to 10
 * @param rootDepthM depth of the absorbing roots Zr, m, 0.1 to 3
 * @param depletionFraction p at ETc 5 mm/day, 0.1 to 0.8: the share of available water used without stress
 */
public record Crop(
        String name,
        double kcIni,
        double kcMid,
        double kcEnd,
        double heightM,
        double rootDepthM,
        double depletionFraction) {

    public Crop {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a crop needs a name; give one, such as \"tea\"");
        }
        Limits.within("initial crop coefficient of " + name, kcIni, 0.1, 1.5, "");
        Limits.within("mid-season crop coefficient of " + name, kcMid, 0.1, 1.5, "");
        Limits.within("final crop coefficient of " + name, kcEnd, 0.1, 1.5, "");
        Limits.within("height of " + name, heightM, 0.05, 10, "m");
        Limits.within("root depth of " + name, rootDepthM, 0.1, 3, "m");
        Limits.within("depletion fraction of " + name, depletionFraction, 0.1, 0.8, "");
    }

    /**
     * Tea without shade trees: Kc 0.95/1.00/1.00, height 1.5 m, p 0.40 (FAO-56 Tables 12 and 22).
     *
     * <p>FAO-56 gives 0.9–1.5 m of roots; tea raised from cuttings has no taproot and absorbs at 5–50 cm, so the default
     * is 0.5 m.
     */
    public static Crop tea() {
        return new Crop("tea", 0.95, 1.00, 1.00, 1.5, 0.5, 0.40);
    }

    /** Tea under shade trees, their water included: Kc 1.10/1.15/1.15, height 2 m, p 0.45; roots as {@link #tea()}. */
    public static Crop shadedTea() {
        return new Crop("shaded tea", 1.10, 1.15, 1.15, 2.0, 0.5, 0.45);
    }
}
