package vn.nuong.analytics.agronomy.eto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult.Method;
import vn.nuong.analytics.agronomy.eto.EtoResult.Source;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/**
 * Daily reference evapotranspiration from whatever weather there is.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 4, with its procedures for missing data (pp. 57–65). Soil heat flux of
 * a day is taken as 0 (Eq. 42). Order of trust: vapour pressure, dew point, relative humidity, lowest temperature; solar
 * radiation, sunshine, temperature range; wind, its default.
 */
public final class ReferenceEvapotranspiration {
    private ReferenceEvapotranspiration() {}

    /** {@link #daily(Place, DailyWeather, EtoSettings)} with {@link EtoSettings#inland()}. */
    public static Optional<EtoResult> daily(Place place, DailyWeather weather) {
        return daily(place, weather, EtoSettings.inland());
    }

    /**
     * Reference evapotranspiration of one day, or empty when the lowest or highest temperature is missing.
     *
     * @param place latitude and elevation
     * @param weather what was measured
     * @param settings what to assume where something was not
     */
    public static Optional<EtoResult> daily(Place place, DailyWeather weather, EtoSettings settings) {
        Double tMin = weather.tMinC();
        Double tMax = weather.tMaxC();
        if (tMin == null || tMax == null) {
            return Optional.empty();
        }
        int day = weather.date().getDayOfYear();

        Humidity humidity = humidity(weather, tMin, tMax);
        double ea = humidity.ea();

        double ra = SolarGeometry.dailyRadiation(place, day);
        double rso = SolarRadiation.clearSky(ra, place.elevationM());
        Double measuredRs = weather.solarMjPerM2();
        boolean implausible = measuredRs != null && measuredRs > settings.believedShare() * rso;
        Double sunshine = weather.sunshineH();
        Source radiation;
        double rs;
        if (measuredRs != null && !implausible) {
            radiation = Source.SOLAR_RADIATION;
            rs = measuredRs;
        } else if (sunshine != null) {
            radiation = Source.SUNSHINE;
            double daylight = SolarGeometry.daylightHours(place, day);
            rs = SolarRadiation.fromSunshine(ra, Math.min(sunshine, daylight), Math.max(daylight, 1e-9)); // Eq. 35
        } else {
            radiation = implausible ? Source.TEMPERATURE_RANGE_AS_RADIATION_IMPLAUSIBLE : Source.TEMPERATURE_RANGE;
            rs = SolarRadiation.fromTemperature(place, ra, tMin, tMax, settings.kRs()); // Eq. 50
        }

        Double measuredU2 = windAtTwoMetres(weather);
        double u2 = measuredU2 != null ? measuredU2 : settings.defaultWindMs();
        Source wind = measuredU2 != null ? Source.WIND_SPEED : Source.DEFAULT_WIND;

        double rn = NetRadiation.daily(rs, rso, tMin, tMax, ea);
        boolean temperatureOnly = humidity.source().isEstimate() && radiation.isEstimate() && wind.isEstimate();
        Method method = temperatureOnly ? settings.temperatureOnly() : Method.PENMAN_MONTEITH;
        double eto = switch (method) {
            case HARGREAVES -> Hargreaves.daily(tMin, tMax, ra);
            case PENMAN_MONTEITH ->
                PenmanMonteith.daily(
                        (tMax + tMin) / 2,
                        rn,
                        0, // Eq. 42
                        u2,
                        VapourPressure.dailySaturation(tMin, tMax),
                        ea,
                        VapourPressure.psychrometricConstant(place.elevationM()));
        };
        // Condensation on a cold day is not evapotranspiration: a crop never gains depletion from it.
        return Optional.of(
                new EtoResult(Math.max(0, eto), method, humidity.source(), radiation, wind, ra, rs, rn, ea, u2));
    }

    /** Actual vapour pressure, kPa, and where it came from. */
    private record Humidity(double ea, Source source) {}

    /** The best humidity there is. */
    private static Humidity humidity(DailyWeather weather, double tMin, double tMax) {
        double eMin = VapourPressure.saturation(tMin);
        double eMax = VapourPressure.saturation(tMax);
        Double measured = weather.vapourPressureKpa();
        Double dewPoint = weather.dewPointC();
        Double rhMax = weather.rhMaxPercent();
        Double rhMin = weather.rhMinPercent();
        Double rhMean = weather.rhMeanPercent();
        if (measured != null) {
            return new Humidity(measured, Source.VAPOUR_PRESSURE);
        }
        if (dewPoint != null) {
            return new Humidity(VapourPressure.saturation(dewPoint), Source.DEW_POINT); // Eq. 14
        }
        if (rhMax != null && rhMin != null) {
            return new Humidity((eMin * rhMax + eMax * rhMin) / 200, Source.RELATIVE_HUMIDITY); // Eq. 17
        }
        if (rhMean != null) {
            return new Humidity(rhMean / 100 * (eMax + eMin) / 2, Source.RELATIVE_HUMIDITY_MEAN); // Eq. 19
        }
        if (rhMax != null) {
            return new Humidity(eMin * rhMax / 100, Source.RELATIVE_HUMIDITY_MAX); // Eq. 18
        }
        if (rhMin != null) {
            return new Humidity(eMax * rhMin / 100, Source.RELATIVE_HUMIDITY_MIN); // ASCE-EWRI Eq. 13
        }
        return new Humidity(eMin, Source.LOWEST_TEMPERATURE); // Eq. 48
    }

    private static @Nullable Double windAtTwoMetres(DailyWeather weather) {
        Double wind = weather.windMs();
        Double height = weather.windHeightM();
        return wind == null || height == null ? null : WindProfile.atTwoMetres(wind, height);
    }
}
