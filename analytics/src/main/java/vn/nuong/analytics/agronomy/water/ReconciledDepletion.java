package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Root-zone depletion with the bias of the probes beside it: a Kalman filter of the two. Immutable.
 *
 * <p>Probes see Dr + b + noise. The noise is new each time; b, which holds a probe's own error and that of the soil's field capacity, stays
 * the same from day to day. So however often the probes repeat themselves, what is not known of b remains not known of Dr: only water
 * that fills the root zone ({@link #known}) tells the two apart.
 *
 * <p>Source: Kalman (1960), J. Basic Eng. 82, 35–45, with the bias as a second state after Friedland (1969), Treatment of bias in
 * recursive filtering, IEEE Trans. Autom. Control 14, 359–367. With the covariance 0 an update of Dr is {@link Assimilation}'s with
 * R = σb² + σ².
 *
 * @param depletionMm Dr, mm, 0 to TAW
 * @param biasMm b, mm; above 0 when probes read drier than the root zone is
 * @param variance of Dr, mm²
 * @param covariance of Dr and b, mm²
 * @param biasVariance of b, mm²
 */
public record ReconciledDepletion(
        double depletionMm, double biasMm, double variance, double covariance, double biasVariance) {

    public ReconciledDepletion {
        Limits.within("variance of the depletion", variance, 0, 1e7, "mm²");
        Limits.within("variance of the probes' bias", biasVariance, 0, 1e7, "mm²");
    }

    /** Before any probe: nothing is known but 0 ≤ Dr ≤ TAW. */
    public static ReconciledDepletion unknown(double tawMm, double biasVariance) {
        return new ReconciledDepletion(tawMm / 2, 0, tawMm * tawMm / 12, 0, biasVariance);
    }

    /**
     * By the probes alone.
     *
     * @param seenMm depletion they see, mm
     * @param noiseVariance of one reading, mm²
     * @param biasVariance of their bias, mm²
     */
    public static ReconciledDepletion ofProbes(double seenMm, double noiseVariance, double biasVariance, double tawMm) {
        return new ReconciledDepletion(
                Limits.clamp(seenMm, 0, tawMm), 0, noiseVariance + biasVariance, -biasVariance, biasVariance);
    }

    /**
     * Carried on by the balance.
     *
     * @param toMm Dr after it, mm
     * @param addedVariance what the balance may be wrong by in that time, mm²; never below 0, so that silence never makes surer
     * @param addedBiasVariance what the bias may have wandered in that time, mm²
     */
    public ReconciledDepletion carried(double toMm, double addedVariance, double addedBiasVariance) {
        return new ReconciledDepletion(
                toMm, biasMm, variance + addedVariance, covariance, biasVariance + addedBiasVariance);
    }

    /** What the probes should read, mm. */
    public double expectedMm() {
        return depletionMm + biasMm;
    }

    /** Variance of what the probes should read, mm², without the noise of reading. */
    public double expectedVariance() {
        return Math.max(0, variance + 2 * covariance + biasVariance);
    }

    /**
     * Corrected by the probes.
     *
     * @param seenMm depletion they see, mm; beyond 0 and TAW it only says "at least"
     * @param noiseVariance of this reading, mm², above 0
     */
    public ReconciledDepletion corrected(double seenMm, double noiseVariance, double tawMm) {
        double seen = biasMm + Limits.clamp(seenMm - biasMm, 0, tawMm);
        return updated(seen - expectedMm(), 1, 1, noiseVariance, tawMm);
    }

    /**
     * Where nothing is missing whatever was reckoned and however wrong the probes are; it tells nothing of their bias.
     *
     * @param variance how sure that is, mm²
     */
    public ReconciledDepletion saturated(double variance) {
        return new ReconciledDepletion(0, biasMm, variance, 0, biasVariance);
    }

    /**
     * Corrected by a depletion that is known without the probes, and by what they read then, as it is.
     *
     * @param knownMm Dr, mm
     * @param knownVariance its variance, mm²
     */
    public ReconciledDepletion measured(
            double knownMm, double knownVariance, double seenMm, double noiseVariance, double tawMm) {
        ReconciledDepletion known = updated(knownMm - depletionMm, 1, 0, knownVariance, tawMm);
        return known.updated(seenMm - known.expectedMm(), 1, 1, noiseVariance, tawMm);
    }

    /** One scalar observation h·(Dr, b) with its innovation. */
    private ReconciledDepletion updated(double innovation, double h1, double h2, double noise, double tawMm) {
        double ofDepletion = h1 * variance + h2 * covariance;
        double ofBias = h1 * covariance + h2 * biasVariance;
        double total = h1 * ofDepletion + h2 * ofBias + noise;
        return new ReconciledDepletion(
                Limits.clamp(depletionMm + ofDepletion / total * innovation, 0, tawMm),
                biasMm + ofBias / total * innovation,
                Math.max(0, variance - ofDepletion * ofDepletion / total),
                covariance - ofDepletion * ofBias / total,
                Math.max(0, biasVariance - ofBias * ofBias / total));
    }
}
