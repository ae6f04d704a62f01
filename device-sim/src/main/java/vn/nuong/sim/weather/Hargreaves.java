package vn.nuong.sim.weather;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.nuong.telemetry.site.Plot;

/**
 * Reference evapotranspiration from air temperature alone: the day's by Hargreaves (FAO-56 eq. 52), shared out over its hours
 * as the sun would shine outside the atmosphere. Simple on purpose, and apart from the advice's Penman–Monteith, which it is to
 * test.
 */
public final class Hargreaves {

    private static final double SOLAR_CONSTANT = 0.0820; // MJ/m²/min, FAO-56 eq. 21
    private static final double MM_PER_MJ = 0.408; // FAO-56 eq. 20

    private Hargreaves() {}

    /**
     * Extraterrestrial radiation of a day, MJ/m² (FAO-56 eq. 21 to 25).
     *
     * @param latitude degrees
     * @param dayOfYear 1 to 366
     */
    public static double extraterrestrialRadiation(double latitude, int dayOfYear) {
        double phi = Math.toRadians(latitude);
        double delta = declination(dayOfYear);
        double sunset = Math.acos(-Math.tan(phi) * Math.tan(delta)); // eq. 25
        return 24
                * 60
                / Math.PI
                * SOLAR_CONSTANT
                * inverseDistance(dayOfYear)
                * (sunset * Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.sin(sunset));
    }

    /**
     * Reference evapotranspiration of a day, mm (FAO-56 eq. 52).
     *
     * @param minTemperature °C
     * @param maxTemperature °C
     */
    public static double daily(double minTemperature, double maxTemperature, double latitude, int dayOfYear) {
        double mean = (minTemperature + maxTemperature) / 2;
        double range = Math.max(0, maxTemperature - minTemperature);
        return Math.max(0, 0.0023 * (mean + 17.8) * Math.sqrt(range))
                * MM_PER_MJ
                * extraterrestrialRadiation(latitude, dayOfYear);
    }

    /**
     * Reference evapotranspiration of each hour, mm, in the order given. Days are those of the place's solar time.
     *
     * @param hours in the order of time
     */
    public static List<Double> hourly(List<WeatherHour> hours, Plot.Place place) {
        Map<LocalDate, double[]> days = new LinkedHashMap<>(); // lowest and highest °C
        for (WeatherHour hour : hours) {
            double[] day = days.computeIfAbsent(
                    solarDay(hour.time(), place), d -> new double[] {Double.MAX_VALUE, -Double.MAX_VALUE});
            day[0] = Math.min(day[0], hour.airTemperature());
            day[1] = Math.max(day[1], hour.airTemperature());
        }
        List<Double> result = new ArrayList<>(hours.size());
        for (WeatherHour hour : hours) {
            LocalDate date = solarDay(hour.time(), place);
            double[] day = Objects.requireNonNull(days.get(date)); // every hour's day is in it
            double ofDay = daily(day[0], day[1], place.latitude(), date.getDayOfYear());
            result.add(ofDay * sunHeight(hour.time(), place) / sunHeightsOfDay(date, place));
        }
        return result;
    }

    private static double sunHeightsOfDay(LocalDate date, Plot.Place place) {
        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant().minus(solarOffset(place));
        double sum = 0;
        for (int hour = 1; hour <= 24; hour++) {
            sum += sunHeight(midnight.plus(Duration.ofHours(hour)), place);
        }
        return sum;
    }

    /** Sine of the sun's height in the middle of the hour that ends at {@code time}, 0 at night. */
    private static double sunHeight(Instant time, Plot.Place place) {
        Instant solar = time.minus(Duration.ofMinutes(30)).plus(solarOffset(place));
        double hour = solar.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
        double phi = Math.toRadians(place.latitude());
        double delta = declination(solar.atOffset(ZoneOffset.UTC).getDayOfYear());
        double omega = Math.PI / 12 * (hour - 12);
        return Math.max(0, Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.cos(omega));
    }

    private static LocalDate solarDay(Instant time, Plot.Place place) {
        return time.minus(Duration.ofMinutes(30))
                .plus(solarOffset(place))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** Mean solar time against UTC: 4 minutes a degree. The equation of time (up to 16 minutes) is left out. */
    private static Duration solarOffset(Plot.Place place) {
        return Duration.ofSeconds(Math.round(place.longitude() * 240));
    }

    private static double declination(int dayOfYear) {
        return 0.409 * Math.sin(2 * Math.PI / 365 * dayOfYear - 1.39); // eq. 24
    }

    private static double inverseDistance(int dayOfYear) {
        return 1 + 0.033 * Math.cos(2 * Math.PI / 365 * dayOfYear); // eq. 23
    }
}
