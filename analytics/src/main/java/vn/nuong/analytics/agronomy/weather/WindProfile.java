package vn.nuong.analytics.agronomy.weather;

/**
 * Wind speed brought to 2 m above ground.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eq. 47, logarithmic profile over short grass.
 */
public final class WindProfile {
    private WindProfile() {}

    /** Where u2 is measured, m. */
    private static final double TWO_METRES = 2;

    /**
     * Wind speed at 2 m u2, m/s. What was measured there is u2 as it is; the equation, rounded, would make 1.0002 of it.
     *
     * @param windMs measured wind speed uz, m/s
     * @param heightM height of the measurement above ground, m, at least 0.5
     */
    public static double atTwoMetres(double windMs, double heightM) {
        return heightM == TWO_METRES ? windMs : logarithmic(windMs, heightM);
    }

    /**
     * Eq. 47 as written, at 2 m too, as other programs have it.
     *
     * @param windMs measured wind speed uz, m/s
     * @param heightM height of the measurement above ground, m, at least 0.5
     */
    public static double logarithmic(double windMs, double heightM) {
        return windMs * 4.87 / Math.log(67.8 * heightM - 5.42); // Eq. 47
    }
}
