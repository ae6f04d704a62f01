package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * When to irrigate by depletion alone, day by day, without changing its mind at every wobble.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 8: irrigate at Dr ≥ RAW, net I = Dr. RAW moves with each day's demand, so
 * advice once given stands until Dr is below {@value #RELEASE} of RAW; that share is this project's choice.
 *
 * <p>Not thread-safe: one per field and season.
 */
public final class DepletionTrigger {

    /** Share of RAW below which advice to irrigate ends. */
    public static final double RELEASE = 0.9;

    private boolean irrigating;

    /**
     * What to do after a day.
     *
     * @param irrigate whether to irrigate
     * @param netMm net depth that brings the root zone to field capacity, mm; 0 when not
     */
    public record Advice(boolean irrigate, double netMm) {}

    /**
     * Advice after a day.
     *
     * @param depletionMm Dr at the day's end, mm
     * @param rawMm RAW of the day, mm
     */
    public Advice next(double depletionMm, double rawMm) {
        Limits.within("root-zone depletion", depletionMm, 0, 1e4, "mm");
        irrigating = depletionMm >= (irrigating ? RELEASE : 1) * rawMm && depletionMm > 0;
        return new Advice(irrigating, irrigating ? depletionMm : 0);
    }
}
