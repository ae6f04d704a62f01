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
 * @param solarMjPerM2 solar radiation on the ground, MJ/m²/day, 0 to 50
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
        @Nullable Double solarMjPerM2,
        @Nullable Double windMs,
        @Nullable Double windHeightM,
        @Nullable Double rainMm) {

    public DailyWeather {
        check("lowest air temperature", tMinC, -60, 60, "°C");
        check("highest air temperature", tMaxC, -60, 60, "°C");
        check("highest relative humidity", rhMaxPercent, 0, 100, "%");
        check("lowest relative humidity", rhMinPercent, 0, 100, "%");
        check("mean relative humidity", rhMeanPercent, 0, 100, "%");
        check("solar radiation", solarMjPerM2, 0, 50, "MJ/m²/day");
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
        return new DailyWeather(date, null, null, null, null, null, null, null, null, null);
    }

    /** With the day's lowest and highest air temperature, °C. */
    public DailyWeather withTemperature(double lowestC, double highestC) {
        return new DailyWeather(
                date,
                lowestC,
                highestC,
                rhMaxPercent,
                rhMinPercent,
                rhMeanPercent,
                solarMjPerM2,
                windMs,
                windHeightM,
                rainMm);
    }

    /** With the day's lowest and highest relative humidity, %. */
    public DailyWeather withHumidity(double lowestPercent, double highestPercent) {
        return new DailyWeather(
                date,
                tMinC,
                tMaxC,
                highestPercent,
                lowestPercent,
                rhMeanPercent,
                solarMjPerM2,
                windMs,
                windHeightM,
                rainMm);
    }

    /** With the day's mean relative humidity, %. */
    public DailyWeather withMeanHumidity(double meanPercent) {
        return new DailyWeather(
                date, tMinC, tMaxC, rhMaxPercent, rhMinPercent, meanPercent, solarMjPerM2, windMs, windHeightM, rainMm);
    }

    /** With the day's solar radiation, MJ/m²/day (mean W/m² × 0.0864). */
    public DailyWeather withSolar(double mjPerM2) {
        return new DailyWeather(
                date, tMinC, tMaxC, rhMaxPercent, rhMinPercent, rhMeanPercent, mjPerM2, windMs, windHeightM, rainMm);
    }

    /** With the day's mean wind speed, m/s, and the height above ground it was measured at, m. */
    public DailyWeather withWind(double ms, double heightM) {
        return new DailyWeather(
                date, tMinC, tMaxC, rhMaxPercent, rhMinPercent, rhMeanPercent, solarMjPerM2, ms, heightM, rainMm);
    }

    /** With the day's rain, mm; 0 means a gauge that was seen dry. */
    public DailyWeather withRain(double mm) {
        return new DailyWeather(
                date, tMinC, tMaxC, rhMaxPercent, rhMinPercent, rhMeanPercent, solarMjPerM2, windMs, windHeightM, mm);
    }
}
