package vn.nuong.analytics.agronomy.water;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * How wet and how dry the root zone can be by the balance alone, were the probes not asked again: the balance three times over, as it is,
 * with more water and less evapotranspiration, and the other way round. The errors are taken as lasting, since a wrong crop coefficient
 * or a gauge under a tree is wrong every day. Of heavy rain nothing runs off in the wettest, twice as much as the curve number has in the driest. Rain that fills the root zone brings the three together. Immutable.
 *
 * @param wettestMm least depletion, mm
 * @param likelyMm depletion by the balance as it is, mm
 * @param driestMm greatest depletion, mm
 * @param percolationMm deep percolation of the last step by the balance as it is, mm
 * @param surelyMm deep percolation of the last step by the driest balance, mm: above 0 the root zone was filled for certain
 */
public record BalanceAlone(double wettestMm, double likelyMm, double driestMm, double percolationMm, double surelyMm) {

    /** Share by which crop evapotranspiration may be wrong all the time. This project's choice. */
    static final double EVAPOTRANSPIRATION_ERROR = 0.2;

    /** So many times what the curve number has may run off. This project's choice. */
    private static final double MOST_RUNOFF = 2;

    /** What the crop uses at most on a day whose evapotranspiration is not known, mm. */
    private static final double THIRSTY_DAY_MM = 6;

    /** From a depletion that is taken as known, mm. */
    public static BalanceAlone of(double depletionMm) {
        return new BalanceAlone(depletionMm, depletionMm, depletionMm, 0, 0);
    }

    /**
     * Steps on.
     *
     * @param rainMm rain that counts, mm; null when it is not known, so that it may have filled the root zone
     * @param irrigationMm net irrigation, mm
     * @param etcMm crop evapotranspiration without stress, mm; null when it is not known
     * @param fraction depletion fraction p
     * @param runoff what runs off of rain
     * @param settings for the error of water
     */
    public BalanceAlone step(
            @Nullable Double rainMm,
            double irrigationMm,
            @Nullable Double etcMm,
            double tawMm,
            double fraction,
            RootZoneRunoff runoff,
            BalanceSettings settings) {
        double rain = rainMm == null ? 0 : rainMm;
        double water = rain + irrigationMm;
        double likelyRunoff = runoff.runoffMm(rain, likelyMm, tawMm);
        double mostRunoff = Math.min(rain, MOST_RUNOFF * runoff.runoffMm(rain, driestMm, tawMm));
        double etc = etcMm == null ? 0 : etcMm;
        double error = settings.waterErrorShare();
        DailyStep wet = DailyStep.of(
                rainMm == null ? 0 : wettestMm,
                (1 + error) * water,
                (1 - EVAPOTRANSPIRATION_ERROR) * etc,
                tawMm,
                fraction);
        DailyStep likely = DailyStep.of(likelyMm, water - likelyRunoff, etc, tawMm, fraction);
        DailyStep dry = DailyStep.of(
                driestMm,
                (1 - error) * (water - mostRunoff),
                Math.min(30, etcMm == null ? THIRSTY_DAY_MM : (1 + EVAPOTRANSPIRATION_ERROR) * etc),
                tawMm,
                fraction);
        return new BalanceAlone(
                wet.depletionEndMm(),
                likely.depletionEndMm(),
                dry.depletionEndMm(),
                likely.deepPercolationMm(),
                dry.deepPercolationMm());
    }

    /** After water that nobody recorded, mm. */
    public BalanceAlone wetted(double mm, double tawMm) {
        return new BalanceAlone(
                Limits.clamp(wettestMm - mm, 0, tawMm),
                Limits.clamp(likelyMm - mm, 0, tawMm),
                Limits.clamp(driestMm - mm, 0, tawMm),
                percolationMm,
                surelyMm);
    }

    /** After so much of the water that was booked may not have come, mm. */
    public BalanceAlone lacking(double mm, double tawMm) {
        return new BalanceAlone(wettestMm, likelyMm, Limits.clamp(driestMm + mm, 0, tawMm), percolationMm, surelyMm);
    }

    /** How far its ends lie apart, mm. */
    public double widthMm() {
        return driestMm - wettestMm;
    }
}
