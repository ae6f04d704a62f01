package vn.nuong.analytics.advice;

import vn.nuong.analytics.agronomy.water.DepletionObservation;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * The water balance corrected by probes: the scalar Kalman update (Dr⁺ = Dr⁻ + K(Dr,obs − Dr⁻), K = Pf/(Pf + R)), then kept
 * within one standard deviation of what the probes see.
 *
 * <p>The limit is there because the errors of a balance are not independent from day to day: water that nobody wrote down or
 * a wrong crop coefficient lets it stray further than its variance says, while a probe that passed its checks stays within
 * its own error. Water of the last 24 hours, which may not have reached the probes yet, widens the wet side of the limit.
 * A drier observation never gives a wetter result, nor does a drier balance.
 *
 * @param depletionMm Dr⁺, mm, 0 to TAW
 * @param variance its variance, mm²
 */
record ProbeCorrection(double depletionMm, double variance) {

    /**
     * @param modelMm Dr⁻, mm
     * @param modelVariance Pf, mm²
     * @param seen what the probes see
     * @param recentWaterMm rain and net irrigation of the last 24 hours, mm
     * @param tawMm TAW, mm
     */
    static ProbeCorrection of(
            double modelMm, double modelVariance, DepletionObservation seen, double recentWaterMm, double tawMm) {
        double gain = modelVariance / (modelVariance + seen.variance());
        double updated = modelMm + gain * (seen.depletionMm() - modelMm);
        double driest = seen.depletionMm() + seen.sigmaMm();
        double wettest = seen.depletionMm() - seen.sigmaMm() - recentWaterMm;
        double kept = Limits.clamp(updated, wettest, driest);
        double variance = kept == updated ? (1 - gain) * modelVariance : seen.variance();
        return new ProbeCorrection(Limits.clamp(kept, 0, tawMm), variance);
    }
}
