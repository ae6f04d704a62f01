package vn.nuong.analytics.agronomy.weather;

/**
 * Water vapour in the air and the air's pressure.
 *
 * <p>Source: Allen, Pereira, Raes, Smith (1998), FAO Irrigation and Drainage Paper 56 (FAO-56), chapter 3.
 */
public final class VapourPressure {
    private VapourPressure() {}

    /**
     * Saturation vapour pressure e°(T), kPa (FAO-56 Eq. 11).
     *
     * @param tC air temperature, °C
     */
    public static double saturation(double tC) {
        return 0.6108 * Math.exp(17.27 * tC / (tC + 237.3)); // Eq. 11
    }

    /**
     * Slope Δ of the saturation vapour pressure curve, kPa/°C (FAO-56 Eq. 13).
     *
     * @param tC air temperature, °C
     */
    public static double slope(double tC) {
        double t = tC + 237.3;
        return 4098 * saturation(tC) / (t * t); // Eq. 13
    }

    /**
     * Mean saturation vapour pressure es of a day, kPa (FAO-56 Eq. 12).
     *
     * @param tMinC lowest air temperature, °C
     * @param tMaxC highest air temperature, °C
     */
    public static double dailySaturation(double tMinC, double tMaxC) {
        return (saturation(tMaxC) + saturation(tMinC)) / 2; // Eq. 12
    }

    /**
     * Vapour pressure deficit of the air, kPa.
     *
     * <p>Above about 2.3 kPa tea shoots extend more slowly (Tanton 1982, as cited in reviews).
     *
     * @param tC air temperature, °C
     * @param rhPercent relative humidity, %
     */
    public static double deficit(double tC, double rhPercent) {
        return saturation(tC) * (1 - rhPercent / 100); // e°(T) - ea, ea from Eq. 54
    }

    /**
     * Atmospheric pressure P, kPa (FAO-56 Eq. 7).
     *
     * @param elevationM height above sea level, m
     */
    public static double airPressure(double elevationM) {
        return 101.3 * Math.pow((293 - 0.0065 * elevationM) / 293, 5.26); // Eq. 7
    }

    /**
     * Psychrometric constant γ, kPa/°C (FAO-56 Eq. 8).
     *
     * @param elevationM height above sea level, m
     */
    public static double psychrometricConstant(double elevationM) {
        return 0.665e-3 * airPressure(elevationM); // Eq. 8
    }
}
