package vn.nuong.analytics.agronomy.eto;

import java.time.LocalDate;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/**
 * Reference evapotranspiration of one hour.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), pp. 74–77, Eqs. 28–33, 45, 46, 53, 54. Day and night are told apart by the
 * sign of net radiation, and a low sun's Rs/Rso is not used, as ASCE-EWRI (2005) has it.
 */
public final class HourlyEvapotranspiration {
    /** Below this height of the sun, rad, Rs/Rso says little of the clouds (ASCE-EWRI 2005, p. 34). */
    private static final double LOWEST_SUN = 0.3;

    private HourlyEvapotranspiration() {}

    /** The surface resistance behind the denominator's coefficient. */
    public enum Resistance {
        /** FAO-56 as published in 1998: 70 s/m day and night, Cd 0.34. */
        FAO56,
        /** Allen et al. (2006): 50 s/m by day (Cd 0.24), 200 s/m by night (Cd 0.96). */
        ALLEN_2006;

        private double cd(boolean day) {
            return switch (this) {
                case FAO56 -> 0.34;
                case ALLEN_2006 -> day ? 0.24 : 0.96;
            };
        }
    }

    /**
     * One hour's weather.
     *
     * @param date local date
     * @param clockHour standard clock time at the middle of the hour, h, 0 to 24 (14:00–15:00 is 14.5)
     * @param tC mean air temperature, °C
     * @param ea mean actual vapour pressure, kPa, 0 to 20
     * @param u2 wind speed at 2 m, m/s
     * @param rs solar radiation, MJ/m²/h (mean W/m² × 0.0036); 0 at night
     * @param nightCloudiness Rs/Rso of the last hour with a high enough sun, 0 to 1, used while the sun is low or down;
     *     FAO-56 p. 75 takes it two to three hours before sunset, and 0.4–0.6 for humid climates when it is not known
     */
    public record Hour(
            LocalDate date, double clockHour, double tC, double ea, double u2, double rs, double nightCloudiness) {
        public Hour {
            Limits.within("clock hour", clockHour, 0, 24, "h");
            Limits.within("air temperature", tC, -60, 60, "°C");
            Limits.within("vapour pressure", ea, 0, 20, "kPa");
            Limits.within("wind speed at 2 m", u2, 0, 75, "m/s");
            Limits.within("solar radiation", rs, 0, 6, "MJ/m²/h");
            Limits.within("cloudiness ratio", nightCloudiness, 0, 1, "");
        }

        /** The same with relative humidity, %, 0 to 100, for the vapour pressure (FAO-56 Eq. 54). */
        public static Hour ofHumidity(
                LocalDate date,
                double clockHour,
                double tC,
                double rhPercent,
                double u2,
                double rs,
                double nightCloudiness) {
            Limits.within("relative humidity", rhPercent, 0, 100, "%");
            double ea = VapourPressure.saturation(tC) * rhPercent / 100; // Eq. 54
            return new Hour(date, clockHour, tC, ea, u2, rs, nightCloudiness);
        }
    }

    /**
     * Where on its time zone a place lies, in FAO-56's degrees <b>west</b> of Greenwich.
     *
     * @param longitudeWestDeg Lm of the place, 0 to 360 (105.75°E is 254.25)
     * @param zoneLongitudeWestDeg Lz of the zone's centre, 0 to 360 (UTC+7 is 255)
     */
    public record Longitudes(double longitudeWestDeg, double zoneLongitudeWestDeg) {
        public Longitudes {
            Limits.within("longitude west of Greenwich", longitudeWestDeg, 0, 360, "degrees");
            Limits.within("zone longitude west of Greenwich", zoneLongitudeWestDeg, 0, 360, "degrees");
        }

        /**
         * From the usual degrees east.
         *
         * @param longitudeEastDeg longitude, degrees east, -180 to 180
         * @param utcOffsetHours standard time's offset from UTC, h (Vietnam 7)
         */
        public static Longitudes ofEast(double longitudeEastDeg, double utcOffsetHours) {
            return new Longitudes(west(longitudeEastDeg), west(15 * utcOffsetHours));
        }

        private static double west(double eastDeg) {
            return ((-eastDeg % 360) + 360) % 360;
        }
    }

    /**
     * An hour's ETo and its parts.
     *
     * @param mm ETo, mm/h; may be slightly negative at night
     * @param hourAngle ω at the middle of the hour, rad
     * @param ra extraterrestrial radiation, MJ/m²/h
     * @param rso clear-sky radiation, MJ/m²/h
     * @param highSun whether the sun stood high enough for the hour's own Rs/Rso
     * @param cloudiness Rs/Rso that was used, 0 to 1: the hour's own, or with a low sun {@link Hour#nightCloudiness}
     * @param rn net radiation, MJ/m²/h
     * @param g soil heat flux, MJ/m²/h
     */
    public record Result(
            double mm,
            double hourAngle,
            double ra,
            double rso,
            boolean highSun,
            double cloudiness,
            double rn,
            double g) {}

    /**
     * Reference evapotranspiration of one hour.
     *
     * @param place latitude and elevation
     * @param longitudes place and time zone, degrees west
     * @param hour the weather
     * @param resistance which surface resistance
     */
    public static Result of(Place place, Longitudes longitudes, Hour hour, Resistance resistance) {
        int day = hour.date().getDayOfYear();
        double angle = SolarGeometry.hourAngle(
                day, hour.clockHour(), longitudes.zoneLongitudeWestDeg(), longitudes.longitudeWestDeg());
        double halfHour = Math.PI / 24; // Eqs. 29, 30 with t1 = 1 h
        double ra = SolarGeometry.periodRadiation(place, day, angle - halfHour, angle + halfHour);
        double rso = SolarRadiation.clearSky(ra, place.elevationM());
        boolean highSun = SolarGeometry.elevation(place, day, angle) >= LOWEST_SUN && rso > 0;
        double cloudiness = Limits.clamp(highSun ? hour.rs() / rso : hour.nightCloudiness(), 0, 1);
        double rn = NetRadiation.hourly(hour.rs(), cloudiness, hour.tC(), hour.ea());
        boolean byDay = rn > 0;
        double g = byDay ? 0.1 * rn : 0.5 * rn; // Eqs. 45, 46
        double gamma = VapourPressure.psychrometricConstant(place.elevationM());
        double mm = PenmanMonteith.hourly(hour.tC(), rn, g, hour.u2(), hour.ea(), gamma, resistance.cd(byDay));
        return new Result(mm, angle, ra, rso, highSun, cloudiness, rn, g);
    }
}
