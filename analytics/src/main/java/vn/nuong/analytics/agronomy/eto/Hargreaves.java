package vn.nuong.analytics.agronomy.eto;

/**
 * Reference evapotranspiration from temperature alone.
 *
 * <p>Source: Hargreaves &amp; Samani (1985), as FAO-56 (Allen et al. 1998) Eq. 52. It overestimates in humid climates, so
 * FAO-56 prefers Penman–Monteith with estimated inputs unless this was calibrated locally.
 */
public final class Hargreaves {
    private Hargreaves() {}

    /**
     * Reference evapotranspiration, mm/day (FAO-56 Eq. 52).
     *
     * @param tMinC lowest air temperature, °C
     * @param tMaxC highest air temperature, °C
     * @param ra extraterrestrial radiation, MJ/m²/day
     */
    public static double daily(double tMinC, double tMaxC, double ra) {
        double mean = (tMaxC + tMinC) / 2;
        return 0.0023 * (mean + 17.8) * Math.sqrt(tMaxC - tMinC) * 0.408 * ra; // Eq. 52; 0.408 makes MJ/m² into mm
    }
}
