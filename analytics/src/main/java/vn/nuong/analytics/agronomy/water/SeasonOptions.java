package vn.nuong.analytics.agronomy.water;

/**
 * How a season is reckoned where there is a choice.
 *
 * @param runoff take runoff off the rain ({@link CurveNumberRunoff}); otherwise all of it enters the soil
 * @param constantFraction keep the depletion fraction p as tabulated, instead of adjusting it to ETc each day
 * @param aquaCropStress take Ks from AquaCrop's curve instead of FAO-56 Eq. 84
 * @param adjustKcb bring Kcb mid and Kcb end to the season's wind and humidity (FAO-56 Eq. 70)
 * @param tallReference ETo is of the tall reference crop (alfalfa), whose Kcmax is 1
 */
public record SeasonOptions(
        boolean runoff, boolean constantFraction, boolean aquaCropStress, boolean adjustKcb, boolean tallReference) {

    /** FAO-56 as it stands: none of them. */
    public static SeasonOptions defaults() {
        return new SeasonOptions(false, false, false, false, false);
    }
}
