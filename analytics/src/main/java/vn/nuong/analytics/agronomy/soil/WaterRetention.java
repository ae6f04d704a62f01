package vn.nuong.analytics.agronomy.soil;

/** How much water a soil holds at a tension, and back. Falls as tension rises. Implementations are immutable. */
public interface WaterRetention {

    /**
     * Soil moisture θ, m³/m³.
     *
     * @param tensionKpa tension of the soil's water, kPa, 0 and more; 0 is free water
     * @throws IllegalArgumentException where the curve tells nothing
     */
    double theta(double tensionKpa);

    /**
     * Tension at which the soil holds so much water, kPa; where several do, the least.
     *
     * @param theta soil moisture, m³/m³
     * @throws IllegalArgumentException where the curve tells nothing
     */
    double tensionKpa(double theta);
}
