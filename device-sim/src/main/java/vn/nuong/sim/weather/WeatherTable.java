package vn.nuong.sim.weather;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.sim.csv.YearShift;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** Hourly weather out of a table of readings. */
public final class WeatherTable {

    private static final PropertyKey RAIN = PropertyKey.of(ObservedProperty.RAIN);
    private static final PropertyKey TEMPERATURE = PropertyKey.of(ObservedProperty.AIR_TEMPERATURE);
    private static final PropertyKey HUMIDITY = PropertyKey.of(ObservedProperty.RELATIVE_HUMIDITY);
    private static final PropertyKey WIND = PropertyKey.of(ObservedProperty.WIND_SPEED);

    private WeatherTable() {}

    /**
     * The weather by the hour: rain summed, the rest as last read. A missing temperature, humidity or wind stays what it was;
     * missing rain is none. Hours without any row are filled the same way.
     *
     * @param rows in the order of time
     * @throws IllegalArgumentException when no row has an air temperature, without which nothing evaporates
     */
    public static List<WeatherHour> hourly(List<WideCsv.Row> rows) {
        List<WeatherHour> hours = new ArrayList<>();
        double temperature = rows.stream()
                .map(r -> r.values().get(TEMPERATURE))
                .filter(t -> t != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the weather has no air_temperature; add that column"));
        double humidity = 80;
        double wind = 1;
        double rain = 0;
        int next = 0;
        if (rows.isEmpty()) {
            return hours;
        }
        Instant end = endOfHour(rows.get(0).time());
        Instant last = endOfHour(rows.get(rows.size() - 1).time());
        while (!end.isAfter(last)) {
            while (next < rows.size() && !rows.get(next).time().isAfter(end)) {
                Map<PropertyKey, Double> values = rows.get(next++).values();
                temperature = values.getOrDefault(TEMPERATURE, temperature);
                humidity = values.getOrDefault(HUMIDITY, humidity);
                wind = values.getOrDefault(WIND, wind);
                rain += Math.max(0, values.getOrDefault(RAIN, 0.0));
            }
            hours.add(new WeatherHour(end, rain, temperature, humidity, wind));
            rain = 0;
            end = end.plus(1, ChronoUnit.HOURS);
        }
        return hours;
    }

    /** The same weather in another year; 29 February is left out where there is none. */
    public static List<WeatherHour> shifted(List<WeatherHour> hours, YearShift shift) {
        List<WeatherHour> moved = new ArrayList<>(hours.size());
        for (WeatherHour hour : hours) {
            shift.apply(hour.time()).ifPresent(time -> moved.add(hour.at(time)));
        }
        return moved;
    }

    private static Instant endOfHour(Instant time) {
        Instant start = time.truncatedTo(ChronoUnit.HOURS);
        return start.equals(time) ? time : start.plus(1, ChronoUnit.HOURS);
    }
}
