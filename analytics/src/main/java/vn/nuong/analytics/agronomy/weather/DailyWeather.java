package vn.nuong.analytics.agronomy.weather;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * One local day's weather, with whatever was measured; {@code null} means not measured, never zero.
 *
 * @param date the local day
 * @param tMinC lowest air temperature, °C, -60 to 60
 * @param tMaxC highest air temperature, °C, not below {@code tMinC}
 * @param rhMaxPercent highest relative humidity, %
 * @param rhMinPercent lowest relative humidity, %
 * @param rhMeanPercent mean relative humidity, %
 * @param vapourPressureKpa mean actual vapour pressure ea, kPa, 0 to 12
 * @param dewPointC mean dew point, °C, -80 to 50
 * @param solarMjPerM2 solar radiation on the ground, MJ/m²/day, 0 to 50
 * @param sunshineH bright sunshine n, h, 0 to 24
 * @param windMs mean wind speed, m/s, 0 to 75
 * @param windHeightM height of the anemometer above ground, m, 0.5 to 100; needed with {@code windMs}
 * @param rainMm rain, mm, 0 to 2000
 */
public record DailyWeather(
        LocalDate date,
        @Nullable Double tMinC,
        @Nullable Double tMaxC,
        @Nullable Double rhMaxPercent,
        @Nullable Double rhMinPercent,
        @Nullable Double rhMeanPercent,
        @Nullable Double vapourPressureKpa,
        @Nullable Double dewPointC,
        @Nullable Double solarMjPerM2,
        @Nullable Double sunshineH,
        @Nullable Double windMs,
        @Nullable Double windHeightM,
        @Nullable Double rainMm) {

    public DailyWeather {
        check("lowest air temperature", tMinC, -60, 60, "°C");
        check("highest air temperature", tMaxC, -60, 60, "°C");
        check("highest relative humidity", rhMaxPercent, 0, 100, "%");
        check("lowest relative humidity", rhMinPercent, 0, 100, "%");
        check("mean relative humidity", rhMeanPercent, 0, 100, "%");
        check("vapour pressure", vapourPressureKpa, 0, 12, "kPa");
        check("dew point", dewPointC, -80, 50, "°C");
        check("solar radiation", solarMjPerM2, 0, 50, "MJ/m²/day");
        check("sunshine", sunshineH, 0, 24, "h");
        check("wind speed", windMs, 0, 75, "m/s");
        check("anemometer height", windHeightM, 0.5, 100, "m");
        check("rain", rainMm, 0, 2000, "mm");
        if (tMinC != null && tMaxC != null && tMinC > tMaxC) {
            throw new IllegalArgumentException("lowest temperature " + tMinC + " °C is above the highest " + tMaxC
                    + " °C on " + date + "; exchange them");
        }
        if (rhMinPercent != null && rhMaxPercent != null && rhMinPercent > rhMaxPercent) {
            throw new IllegalArgumentException("lowest humidity " + rhMinPercent + " % is above the highest "
                    + rhMaxPercent + " % on " + date + "; exchange them");
        }
        if (windMs != null && windHeightM == null) {
            throw new IllegalArgumentException(
                    "wind " + windMs + " m/s on " + date + " has no measuring height; give the anemometer's, in m");
        }
    }

    private static void check(String name, @Nullable Double value, double min, double max, String unit) {
        if (value != null) {
            Limits.within(name, value, min, max, unit);
        }
    }

    /** A day of which nothing is known yet; add what was measured with the {@code with…} methods. */
    public static DailyWeather of(LocalDate date) {
        return new Builder(date).build();
    }

    /** With the day's lowest and highest air temperature, °C. */
    public DailyWeather withTemperature(double lowestC, double highestC) {
        Builder day = new Builder(this);
        day.tMin = lowestC;
        day.tMax = highestC;
        return day.build();
    }

    /** With the day's lowest and highest relative humidity, %; null for the one that was not measured. */
    public DailyWeather withHumidity(@Nullable Double lowestPercent, @Nullable Double highestPercent) {
        Builder day = new Builder(this);
        day.rhMin = lowestPercent;
        day.rhMax = highestPercent;
        return day.build();
    }

    /** With the day's mean relative humidity, %. */
    public DailyWeather withMeanHumidity(double meanPercent) {
        Builder day = new Builder(this);
        day.rhMean = meanPercent;
        return day.build();
    }

    /** With the day's mean actual vapour pressure, kPa. */
    public DailyWeather withVapourPressure(double kpa) {
        Builder day = new Builder(this);
        day.vapourPressure = kpa;
        return day.build();
    }

    /** With the day's mean dew point, °C. */
    public DailyWeather withDewPoint(double c) {
        Builder day = new Builder(this);
        day.dewPoint = c;
        return day.build();
    }

    /** With the day's solar radiation, MJ/m²/day (mean W/m² × 0.0864). */
    public DailyWeather withSolar(double mjPerM2) {
        Builder day = new Builder(this);
        day.solar = mjPerM2;
        return day.build();
    }

    /** With the day's hours of bright sunshine. */
    public DailyWeather withSunshine(double hours) {
        Builder day = new Builder(this);
        day.sunshine = hours;
        return day.build();
    }

    /** With the day's mean wind speed, m/s, and the height above ground it was measured at, m. */
    public DailyWeather withWind(double ms, double heightM) {
        Builder day = new Builder(this);
        day.wind = ms;
        day.windHeight = heightM;
        return day.build();
    }

    /** With the day's rain, mm; 0 means a gauge that was seen dry. */
    public DailyWeather withRain(double mm) {
        Builder day = new Builder(this);
        day.rain = mm;
        return day.build();
    }

    /** A day being changed. */
    private static final class Builder {
        private final LocalDate date;
        private @Nullable Double tMin;
        private @Nullable Double tMax;
        private @Nullable Double rhMax;
        private @Nullable Double rhMin;
        private @Nullable Double rhMean;
        private @Nullable Double vapourPressure;
        private @Nullable Double dewPoint;
        private @Nullable Double solar;
        private @Nullable Double sunshine;
        private @Nullable Double wind;
        private @Nullable Double windHeight;
        private @Nullable Double rain;

        private Builder(LocalDate date) {
            this.date = date;
        }

        private Builder(DailyWeather day) {
            date = day.date;
            tMin = day.tMinC;
            tMax = day.tMaxC;
            rhMax = day.rhMaxPercent;
            rhMin = day.rhMinPercent;
            rhMean = day.rhMeanPercent;
            vapourPressure = day.vapourPressureKpa;
            dewPoint = day.dewPointC;
            solar = day.solarMjPerM2;
            sunshine = day.sunshineH;
            wind = day.windMs;
            windHeight = day.windHeightM;
            rain = day.rainMm;
        }

        private DailyWeather build() {
            return new DailyWeather(
                    date,
                    tMin,
                    tMax,
                    rhMax,
                    rhMin,
                    rhMean,
                    vapourPressure,
                    dewPoint,
                    solar,
                    sunshine,
                    wind,
                    windHeight,
                    rain);
        }
    }
}
