package vn.nuong.analytics.agronomy.weather;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Wet-bulb temperature from air temperature and relative humidity, and the spraying index ΔT = T − Tw.
 *
 * <p>Source: Stull (2011), Wet-bulb temperature from relative humidity and air temperature, J. Appl. Meteorol.
 * Climatol. 50, 2267–2269, Eq. 1; valid for 5–99 % humidity and −20–50 °C at sea-level pressure.
 */
public final class WetBulb {
    private WetBulb() {}

    /**
     * Wet-bulb temperature Tw, °C.
     *
     * @param tC air temperature, °C, -20 to 50
     * @param rhPercent relative humidity, %, 5 to 100
     * @throws IllegalArgumentException outside the range of the fit
     */
    public static double temperature(double tC, double rhPercent) {
        Limits.within("air temperature", tC, -20, 50, "°C");
        double rh = Limits.within("relative humidity", rhPercent, 5, 100, "%");
        return tC * Math.atan(0.151977 * Math.sqrt(rh + 8.313659))
                + Math.atan(tC + rh)
                - Math.atan(rh - 1.676331)
                + 0.00391838 * Math.pow(rh, 1.5) * Math.atan(0.023101 * rh)
                - 4.686035; // Eq. 1
    }

    /**
     * ΔT = T − Tw, °C: how fast spray droplets evaporate; 2–8 is usual for spraying.
     *
     * @param tC air temperature, °C, -20 to 50
     * @param rhPercent relative humidity, %, 5 to 100
     */
    public static double deltaT(double tC, double rhPercent) {
        return tC - temperature(tC, rhPercent);
    }
}
