package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * How salt in the soil lowers yield and slows a crop.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 89, 90 and Tables 23, 24. The tables give no numbers for tea, so nothing of
 * tea's advice uses this.
 *
 * @param thresholdDsPerM ECe above which yield falls, dS/m (Table 23)
 * @param slopePercent yield lost per dS/m above it, % (b, Table 23)
 * @param yieldResponse Ky (Table 24)
 */
public record SalinityStress(double thresholdDsPerM, double slopePercent, double yieldResponse) {
    public SalinityStress {
        Limits.within("salinity threshold", thresholdDsPerM, 0, 50, "dS/m");
        Limits.within("yield loss per dS/m", slopePercent, 0, 100, "%");
        Limits.within("yield response factor", yieldResponse, 0.1, 3, "");
    }

    /**
     * Relative yield Ya/Ym of a crop with enough water, 0 to 1 (FAO-56 Eq. 89).
     *
     * @param ece electrical conductivity of the saturation extract, dS/m
     */
    public double relativeYield(double ece) {
        return Limits.clamp(1 - Math.max(0, ece - thresholdDsPerM) * slopePercent / 100, 0, 1); // Eq. 89
    }

    /**
     * Stress coefficient Ks of a crop with enough water, 0 to 1; of a dry one, times that of {@link WaterStress} (Eqs. 90, 91).
     *
     * @param ece electrical conductivity of the saturation extract, dS/m
     */
    public double coefficient(double ece) {
        return Limits.clamp(
                1 - Math.max(0, ece - thresholdDsPerM) * slopePercent / (100 * yieldResponse), 0, 1); // Eq. 90
    }
}
