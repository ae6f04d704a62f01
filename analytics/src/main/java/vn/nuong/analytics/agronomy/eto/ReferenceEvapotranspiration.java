package vn.nuong.analytics.agronomy.eto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult.Estimate;
import vn.nuong.analytics.agronomy.eto.EtoResult.Method;
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
 * a day is taken as 0 (Eq. 42).
 */
public final class ReferenceEvapotranspiration {
    /** Measured radiation above this share of clear sky is not believed. */
    private static final double CLEAR_SKY_TOLERANCE = 1.1;

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
        List<Estimate> estimated = new ArrayList<>();
        int day = weather.date().getDayOfYear();

        Double measuredEa = vapourPressure(weather, tMin, tMax);
        if (measuredEa == null) {
            estimated.add(Estimate.HUMIDITY_FROM_LOWEST_TEMPERATURE);
        }
        double ea = measuredEa != null ? measuredEa : VapourPressure.saturation(tMin); // Eq. 48

        double ra = SolarGeometry.dailyRadiation(place, day);
        double rso = SolarRadiation.clearSky(ra, place.elevationM());
        Double measuredRs = weather.solarMjPerM2();
        if (measuredRs == null) {
            estimated.add(Estimate.RADIATION_FROM_TEMPERATURE_RANGE);
        } else if (measuredRs > CLEAR_SKY_TOLERANCE * rso) {
            estimated.add(Estimate.RADIATION_IMPLAUSIBLE);
            measuredRs = null;
        }
        double rs = measuredRs != null
                ? measuredRs
                : SolarRadiation.fromTemperature(place, ra, tMin, tMax, settings.kRs()); // Eq. 50

        Double measuredU2 = windAtTwoMetres(weather);
        if (measuredU2 == null) {
            estimated.add(Estimate.WIND_DEFAULT);
        }
        double u2 = measuredU2 != null ? measuredU2 : settings.defaultWindMs();

        double rn = NetRadiation.daily(rs, rso, tMin, tMax, ea);
        boolean temperatureOnly = measuredEa == null && measuredRs == null && measuredU2 == null;
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
        return Optional.of(new EtoResult(Math.max(0, eto), method, estimated, ra, rs, rn, ea, u2));
    }

    /** Actual vapour pressure ea, kPa, from the best humidity there is, or null when there is none. */
    private static @Nullable Double vapourPressure(DailyWeather weather, double tMin, double tMax) {
        double eMin = VapourPressure.saturation(tMin);
        double eMax = VapourPressure.saturation(tMax);
        Double rhMax = weather.rhMaxPercent();
        Double rhMin = weather.rhMinPercent();
        Double rhMean = weather.rhMeanPercent();
        if (rhMax != null && rhMin != null) {
            return (eMin * rhMax + eMax * rhMin) / 200; // Eq. 17
        }
        if (rhMean != null) {
            return rhMean / 100 * (eMax + eMin) / 2; // Eq. 19
        }
        if (rhMax != null) {
            return eMin * rhMax / 100; // Eq. 18
        }
        return null;
    }

    private static @Nullable Double windAtTwoMetres(DailyWeather weather) {
        Double wind = weather.windMs();
        Double height = weather.windHeightM();
        return wind == null || height == null ? null : WindProfile.atTwoMetres(wind, height);
    }
}
