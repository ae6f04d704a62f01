package vn.nuong.telemetry.advice;

import java.time.LocalDate;

/**
 * Frost or heat that the weather outlook holds likely, as a farmer reads it.
 *
 * @param kind {@code frost} or {@code heat}
 * @param date the local day
 * @param airTemperature lowest or highest air temperature expected that day, °C
 * @param chance how likely, 0 to 1
 * @param sentence what may come and what to do
 */
public record WeatherNotice(String kind, LocalDate date, double airTemperature, double chance, Text sentence) {}
