package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * A crop over a season, for the dual crop coefficient.
 *
 * @param stages lengths of its stages
 * @param kcb basal crop coefficient, 0 to 1.5 (FAO-56 Table 17)
 * @param heightIniM height at the start, m
 * @param heightMaxM greatest height, m (Table 12)
 * @param rootIniM root depth at the start, m
 * @param rootMaxM greatest root depth, m (Table 22)
 * @param depletionFraction p at ETc 5 mm/day, 0.1 to 0.8 (Table 22)
 */
public record SeasonCrop(
        GrowthStages stages,
        GrowthStages.Curve kcb,
        double heightIniM,
        double heightMaxM,
        double rootIniM,
        double rootMaxM,
        double depletionFraction) {
    public SeasonCrop {
        Limits.within("initial basal crop coefficient", kcb.ini(), 0, 1.5, "");
        Limits.within("mid-season basal crop coefficient", kcb.mid(), 0.01, 1.5, "");
        Limits.within("final basal crop coefficient", kcb.end(), 0, 1.5, "");
        Limits.within("initial height", heightIniM, 0, 20, "m");
        Limits.within("greatest height", heightMaxM, heightIniM, 20, "m");
        Limits.within("initial root depth", rootIniM, 0.01, 5, "m");
        Limits.within("greatest root depth", rootMaxM, rootIniM, 5, "m");
        Limits.within("depletion fraction", depletionFraction, 0.1, 0.8, "");
    }
}
