package vn.nuong.telemetry.agronomy;

/**
 * The sun above the atmosphere: extraterrestrial radiation Ra and the length of the day.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 3, Eqs. 21–34.
 */
public final class SolarGeometry {
    /** Solar constant Gsc, MJ/m²/min (FAO-56 p. 46). */
    private static final double SOLAR_CONSTANT = 0.0820;

    private SolarGeometry() {}

    /**
     * Inverse relative distance Earth–Sun dr, no unit (FAO-56 Eq. 23).
     *
     * @param dayOfYear J, 1 to 366
     */
    public static double inverseDistance(int dayOfYear) {
        return 1 + 0.033 * Math.cos(2 * Math.PI * dayOfYear / 365); // Eq. 23
    }

    /**
     * Solar declination δ, rad (FAO-56 Eq. 24).
     *
     * @param dayOfYear J, 1 to 366
     */
    public static double declination(int dayOfYear) {
        return 0.409 * Math.sin(2 * Math.PI * dayOfYear / 365 - 1.39); // Eq. 24
    }

    /**
     * Sunset hour angle ωs, rad (FAO-56 Eq. 25); 0 in polar night, π under the midnight sun.
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     */
    public static double sunsetHourAngle(Place place, int dayOfYear) {
        double cos = -Math.tan(place.latitudeRad()) * Math.tan(declination(dayOfYear));
        return Math.acos(Limits.clamp(cos, -1, 1)); // Eq. 25
    }

    /**
     * Daily extraterrestrial radiation Ra, MJ/m²/day (FAO-56 Eq. 21).
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     */
    public static double dailyRadiation(Place place, int dayOfYear) {
        double phi = place.latitudeRad();
        double delta = declination(dayOfYear);
        double sunset = sunsetHourAngle(place, dayOfYear);
        return 24
                * 60
                / Math.PI
                * SOLAR_CONSTANT
                * inverseDistance(dayOfYear)
                * (sunset * Math.sin(phi) * Math.sin(delta)
                        + Math.cos(phi) * Math.cos(delta) * Math.sin(sunset)); // Eq. 21
    }

    /**
     * Extraterrestrial radiation Ra of a period within a day, MJ/m² per period (FAO-56 Eq. 28).
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     * @param fromAngle solar hour angle ω1 at the start, rad, 0 at solar noon
     * @param toAngle solar hour angle ω2 at the end, rad
     */
    public static double periodRadiation(Place place, int dayOfYear, double fromAngle, double toAngle) {
        double phi = place.latitudeRad();
        double delta = declination(dayOfYear);
        double sunset = sunsetHourAngle(place, dayOfYear);
        double w1 = Limits.clamp(fromAngle, -sunset, sunset);
        double w2 = Limits.clamp(toAngle, -sunset, sunset);
        double ra = 12
                * 60
                / Math.PI
                * SOLAR_CONSTANT
                * inverseDistance(dayOfYear)
                * ((w2 - w1) * Math.sin(phi) * Math.sin(delta)
                        + Math.cos(phi) * Math.cos(delta) * (Math.sin(w2) - Math.sin(w1))); // Eq. 28
        return Math.max(0, ra);
    }

    /**
     * Seasonal correction Sc of solar time, h (FAO-56 Eqs. 32, 33).
     *
     * @param dayOfYear J, 1 to 366
     */
    public static double seasonalCorrection(int dayOfYear) {
        double b = 2 * Math.PI * (dayOfYear - 81) / 364; // Eq. 33
        return 0.1645 * Math.sin(2 * b) - 0.1255 * Math.cos(b) - 0.025 * Math.sin(b); // Eq. 32
    }

    /**
     * Solar hour angle ω at the middle of a period, rad, −π to π (FAO-56 Eq. 31).
     *
     * @param dayOfYear J, 1 to 366
     * @param clockHour standard clock time at the middle of the period, h (14:30 is 14.5)
     * @param zoneLongitudeWestDeg Lz, longitude of the time zone's centre, degrees <b>west</b> of Greenwich (UTC+7: 255)
     * @param longitudeWestDeg Lm, longitude of the place, degrees <b>west</b> of Greenwich (105.75°E: 254.25)
     */
    public static double hourAngle(
            int dayOfYear, double clockHour, double zoneLongitudeWestDeg, double longitudeWestDeg) {
        // Either side of Greenwich or of the date line the two differ by a full circle, which is no difference.
        double apart = Math.IEEEremainder(zoneLongitudeWestDeg - longitudeWestDeg, 360);
        double solarHour = clockHour + 0.06667 * apart + seasonalCorrection(dayOfYear);
        return Math.IEEEremainder(Math.PI / 12 * (solarHour - 12), 2 * Math.PI); // Eq. 31
    }

    /**
     * Height of the sun above the horizon, rad, negative below it (ASCE-EWRI 2005 Eq. 62).
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     * @param hourAngle ω, rad
     */
    public static double elevation(Place place, int dayOfYear, double hourAngle) {
        double phi = place.latitudeRad();
        double delta = declination(dayOfYear);
        double sin = Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.cos(hourAngle);
        return Math.asin(Limits.clamp(sin, -1, 1)); // Eq. 62
    }

    /**
     * Daylight hours N, h (FAO-56 Eq. 34).
     *
     * @param place latitude
     * @param dayOfYear J, 1 to 366
     */
    public static double daylightHours(Place place, int dayOfYear) {
        return 24 / Math.PI * sunsetHourAngle(place, dayOfYear); // Eq. 34
    }
}
