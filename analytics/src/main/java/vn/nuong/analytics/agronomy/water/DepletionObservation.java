package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Root-zone depletion as seen by probes at the end of a day.
 *
 * @param depletionMm Dr,obs, mm; below 0 when wetter than field capacity
 * @param sigmaMm its standard deviation, mm, above 0
 */
public record DepletionObservation(double depletionMm, double sigmaMm) {
    /** σθ of a probe as bought, m³/m³. From memory of the literature; a default to be configured. */
    public static final double UNCALIBRATED_SIGMA_THETA = 0.03;

    /** σθ of a probe calibrated on its own soil, m³/m³. From memory of the literature; a default to be configured. */
    public static final double CALIBRATED_SIGMA_THETA = 0.015;

    public DepletionObservation {
        Limits.within("observed depletion", depletionMm, -3000, 3000, "mm");
        Limits.within("standard deviation of the observed depletion", sigmaMm, 1e-6, 3000, "mm");
    }

    /**
     * With σ = 1000·Zr·σθ: the probes' errors are taken as common to all of them.
     *
     * @param depletionMm Dr,obs, mm
     * @param rootDepthM Zr, m
     * @param sigmaTheta standard deviation of one reading σθ, m³/m³
     */
    public static DepletionObservation ofProbes(double depletionMm, double rootDepthM, double sigmaTheta) {
        return new DepletionObservation(depletionMm, 1000 * rootDepthM * sigmaTheta);
    }

    /** Variance R, mm². */
    public double variance() {
        return sigmaMm * sigmaMm;
    }
}
