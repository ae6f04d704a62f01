package vn.nuong.analytics.agronomy.water;

/**
 * A modelled depletion corrected by an observed one: the scalar Kalman update.
 *
 * <p>Source: Kalman (1960), A new approach to linear filtering and prediction problems, J. Basic Eng. 82, 35–45, for one
 * state: Dr⁺ = Dr⁻ + K(Dr,obs − Dr⁻), K = Pf/(Pf + R), Pa = (1 − K)Pf. An innovation beyond 3√(Pf + R) is refused, since
 * it says that probe or balance is wrong rather than uncertain.
 *
 * @param accepted whether the observation was used
 * @param innovationMm Dr,obs − Dr⁻, mm
 * @param limitMm 3√(Pf + R), mm
 * @param gain K, 0 to 1; 0 when refused
 * @param depletionMm depletion afterwards, mm
 * @param variance variance afterwards, mm²
 */
public record Assimilation(
        boolean accepted, double innovationMm, double limitMm, double gain, double depletionMm, double variance) {

    private static final double REJECTION_SIGMAS = 3;

    /**
     * Corrects a modelled depletion.
     *
     * @param modelMm Dr⁻, mm
     * @param modelVariance Pf, mm², 0 or more
     * @param observation Dr,obs with its σ
     */
    public static Assimilation of(double modelMm, double modelVariance, DepletionObservation observation) {
        double total = modelVariance + observation.variance(); // Pf + R
        double innovation = observation.depletionMm() - modelMm;
        double limit = REJECTION_SIGMAS * Math.sqrt(total);
        if (Math.abs(innovation) > limit) {
            return new Assimilation(false, innovation, limit, 0, modelMm, modelVariance);
        }
        double gain = modelVariance / total;
        return new Assimilation(true, innovation, limit, gain, modelMm + gain * innovation, (1 - gain) * modelVariance);
    }
}
