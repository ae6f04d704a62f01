package vn.nuong.telemetry.agronomy;

/**
 * Solar radiation on the ground Rs, from sunshine or temperature, and sunshine back from a pyranometer.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 35, 37, 50; Ångström coefficients as = 0.25, bs = 0.50 (p. 50).
 */
public final class SolarRadiation {
    private SolarRadiation() {}

    /**
     * Clear-sky solar radiation Rso, in the unit of {@code ra} (FAO-56 Eq. 37).
     *
     * @param ra extraterrestrial radiation, MJ/m² per period
     * @param elevationM height above sea level, m
     */
    public static double clearSky(double ra, double elevationM) {
        return (0.75 + 2e-5 * elevationM) * ra; // Eq. 37
    }

    /**
     * Solar radiation from sunshine hours, MJ/m²/day (FAO-56 Eq. 35, Ångström).
     *
     * @param ra extraterrestrial radiation, MJ/m²/day
     * @param sunshineH bright sunshine n, h
     * @param daylightH daylight N, h
     */
    public static double fromSunshine(double ra, double sunshineH, double daylightH) {
        return (0.25 + 0.50 * sunshineH / daylightH) * ra; // Eq. 35
    }

    /**
     * Solar radiation from the day's temperature range, MJ/m²/day, not above clear sky (FAO-56 Eq. 50, Hargreaves).
     *
     * @param place elevation
     * @param ra extraterrestrial radiation, MJ/m²/day
     * @param tMinC lowest air temperature, °C
     * @param tMaxC highest air temperature, °C
     * @param kRs adjustment coefficient, °C^-0.5: 0.16 inland, 0.19 on a coast
     */
    public static double fromTemperature(Place place, double ra, double tMinC, double tMaxC, double kRs) {
        double rs = kRs * Math.sqrt(tMaxC - tMinC) * ra; // Eq. 50
        return Math.min(rs, clearSky(ra, place.elevationM()));
    }

    /**
     * Bright sunshine hours n from measured radiation, h: Eq. 35 turned round, kept within 0 and the daylight hours.
     *
     * @param solarMjPerM2 measured solar radiation Rs, MJ/m²/day
     * @param ra extraterrestrial radiation, MJ/m²/day, above 0
     * @param daylightH daylight N, h
     */
    public static double sunshineHours(double solarMjPerM2, double ra, double daylightH) {
        double n = daylightH * (solarMjPerM2 / ra - 0.25) / 0.50; // Eq. 35 for n
        return Limits.clamp(n, 0, daylightH);
    }

    /**
     * Bright sunshine hours of a day at a place, h.
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     * @param solarMjPerM2 measured solar radiation Rs, MJ/m²/day
     */
    public static double sunshineHours(Place place, int dayOfYear, double solarMjPerM2) {
        double ra = SolarGeometry.dailyRadiation(place, dayOfYear);
        return sunshineHours(solarMjPerM2, ra, SolarGeometry.daylightHours(place, dayOfYear));
    }
}
