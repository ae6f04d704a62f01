package vn.nuong.sim.weather;

import java.time.Instant;

/**
 * The weather of one hour.
 *
 * @param time its end
 * @param rainMm rain that fell in it, mm
 * @param airTemperature °C
 * @param relativeHumidity percent
 * @param windSpeed m/s
 */
public record WeatherHour(
        Instant time, double rainMm, double airTemperature, double relativeHumidity, double windSpeed) {

    public WeatherHour {
        if (!(rainMm >= 0)) {
            throw new IllegalArgumentException("rain " + rainMm + " mm at " + time + " is below 0");
        }
    }

    WeatherHour at(Instant other) {
        return new WeatherHour(other, rainMm, airTemperature, relativeHumidity, windSpeed);
    }
}
