package vn.nuong.analytics.agronomy.eto;

import vn.nuong.analytics.agronomy.weather.VapourPressure;

/**
 * The FAO Penman–Monteith equation for reference evapotranspiration ETo, daily or hourly.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eq. 6 (day) and Eq. 53 (hour). Allen et al. (2006), Agric. Water Manage. 81,
 * 1–22, recommend other surface resistances for hourly steps; the daily equation is unchanged.
 */
public final class PenmanMonteith {
    private PenmanMonteith() {}

    /**
     * Reference evapotranspiration of a day, mm/day (FAO-56 Eq. 6). Slightly negative values are possible.
     *
     * @param tC mean air temperature (Tmax+Tmin)/2, °C
     * @param rn net radiation, MJ/m²/day
     * @param g soil heat flux, MJ/m²/day; 0 for a day
     * @param u2 wind speed at 2 m, m/s
     * @param es mean saturation vapour pressure, kPa
     * @param ea actual vapour pressure, kPa
     * @param gamma psychrometric constant, kPa/°C
     */
    public static double daily(double tC, double rn, double g, double u2, double es, double ea, double gamma) {
        return equation(tC, rn - g, u2, es - ea, gamma, 900, 0.34); // Eq. 6
    }

    /**
     * Reference evapotranspiration of an hour, mm/h (FAO-56 Eq. 53). Slightly negative values are possible at night.
     *
     * @param tC mean air temperature of the hour, °C
     * @param rn net radiation, MJ/m²/h
     * @param g soil heat flux, MJ/m²/h
     * @param u2 wind speed at 2 m, m/s
     * @param ea actual vapour pressure, kPa
     * @param gamma psychrometric constant, kPa/°C
     * @param cd denominator coefficient, s/m: 0.34, or 0.24 by day and 0.96 by night
     */
    public static double hourly(double tC, double rn, double g, double u2, double ea, double gamma, double cd) {
        return equation(tC, rn - g, u2, VapourPressure.saturation(tC) - ea, gamma, 37, cd); // Eq. 53
    }

    private static double equation(
            double tC, double energy, double u2, double deficit, double gamma, double cn, double cd) {
        double slope = VapourPressure.slope(tC);
        return (0.408 * slope * energy + gamma * cn / (tC + 273) * u2 * deficit) / (slope + gamma * (1 + cd * u2));
    }
}
