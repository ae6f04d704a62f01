package vn.nuong.analytics.agronomy.eto;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Net radiation Rn at the reference crop: sunlight kept less heat radiated.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 38–40; albedo 0.23. Rs/Rso is taken as at least 0.3 (ASCE-EWRI 2005 Eq. 18;
 * FAO-56 p. 43 names 0.33 for dense cloud): below 0.26 Eq. 39 would have the sky warm the ground.
 */
public final class NetRadiation {
    /** Stefan–Boltzmann constant, MJ/K⁴/m²/day (FAO-56 p. 52). */
    private static final double SIGMA_DAY = 4.903e-9;

    /** Stefan–Boltzmann constant, MJ/K⁴/m²/hour (FAO-56 p. 74). */
    private static final double SIGMA_HOUR = 2.043e-10;

    /** Rs/Rso under dense cloud (ASCE-EWRI 2005 Eq. 18). */
    private static final double DENSE_CLOUD = 0.3;

    private NetRadiation() {}

    /**
     * Daily net radiation Rn, MJ/m²/day.
     *
     * @param rs solar radiation on the ground, MJ/m²/day
     * @param rso clear-sky solar radiation, MJ/m²/day; 0 (polar night) counts as a clear sky
     * @param tMinC lowest air temperature, °C
     * @param tMaxC highest air temperature, °C
     * @param ea actual vapour pressure, kPa
     */
    public static double daily(double rs, double rso, double tMinC, double tMaxC, double ea) {
        double fourth = (fourthPower(tMaxC) + fourthPower(tMinC)) / 2;
        double cloudiness = rso > 0 ? rs / rso : 1;
        return shortwave(rs) - longwave(SIGMA_DAY * fourth, ea, cloudiness); // Eq. 40
    }

    /**
     * Hourly net radiation Rn, MJ/m²/h.
     *
     * @param rs solar radiation on the ground, MJ/m²/h
     * @param cloudiness Rs/Rso; at night the value two to three hours before sunset
     * @param tC mean air temperature of the hour, °C
     * @param ea actual vapour pressure, kPa
     */
    public static double hourly(double rs, double cloudiness, double tC, double ea) {
        return shortwave(rs) - longwave(SIGMA_HOUR * fourthPower(tC), ea, cloudiness); // Eq. 40
    }

    private static double shortwave(double rs) {
        return 0.77 * rs; // Eq. 38, albedo 0.23
    }

    private static double longwave(double blackBody, double ea, double cloudiness) {
        double ratio = Limits.clamp(cloudiness, DENSE_CLOUD, 1);
        return blackBody * (0.34 - 0.14 * Math.sqrt(ea)) * (1.35 * ratio - 0.35); // Eq. 39
    }

    private static double fourthPower(double tC) {
        double k = tC + 273.16;
        return k * k * k * k;
    }
}
