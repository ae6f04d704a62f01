package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * When to irrigate by depletion alone, evening by evening, without changing its mind at every wobble.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 8: irrigate before or at the moment when Dr reaches RAW, net I = Dr. Water
 * advised in the evening comes the day after, so tomorrow's Dr is what counts; tomorrow is taken to demand what today did.
 * RAW moves with each day's demand, so advice once given stands until that Dr is below {@value #RELEASE} of RAW.
 *
 * <p>A crop that ends is not brought to field capacity for nobody: no more is given than it still demands, and nothing once that
 * is less than half of what the soil holds for it; ripening crops suffer least from want of water (Doorenbos and Kassam 1979, FAO-33).
 * The shares are this project's choice.
 *
 * <p>Not thread-safe: one per field and season.
 */
public final class DepletionTrigger {

    /** Share of RAW below which advice to irrigate ends. */
    public static final double RELEASE = 0.9;

    /** Days left of a crop that does not end with the season, such as tea. */
    public static final double PERENNIAL = Double.POSITIVE_INFINITY;

    private static final double ENOUGH_SHARE = 0.5;

    private boolean irrigating;

    /**
     * What to do after a day.
     *
     * @param irrigate whether to irrigate
     * @param netMm net depth, mm: what brings the root zone to field capacity or what the crop still demands; 0 when not
     */
    public record Advice(boolean irrigate, double netMm) {}

    /**
     * An evening.
     *
     * @param depletionMm Dr at the day's end, mm, 0 to 10,000
     * @param rawMm RAW of the day, mm
     * @param tawMm TAW of the day, mm
     * @param demandMm what the crop takes in a day with enough water, mm: Kcb·ETo of the day
     * @param daysLeft days until the crop ends, at least 0, or {@link #PERENNIAL}
     */
    public record Evening(double depletionMm, double rawMm, double tawMm, double demandMm, double daysLeft) {
        public Evening {
            Limits.within("root-zone depletion", depletionMm, 0, 1e4, "mm");
        }

        /** Dr of tomorrow evening when nothing comes, mm. */
        double tomorrowMm() {
            return depletionMm + demandMm;
        }

        /** What the crop still demands until it ends, mm. */
        double demandLeftMm() {
            return daysLeft == PERENNIAL ? PERENNIAL : demandMm * daysLeft;
        }
    }

    /** Advice for an evening. */
    public Advice next(Evening evening) {
        boolean enough = evening.demandLeftMm() < ENOUGH_SHARE * (evening.tawMm() - evening.depletionMm());
        irrigating = !enough
                && evening.depletionMm() > 0
                && evening.tomorrowMm() >= (irrigating ? RELEASE : 1) * evening.rawMm();
        return new Advice(irrigating, irrigating ? Math.min(evening.depletionMm(), evening.demandLeftMm()) : 0);
    }
}
