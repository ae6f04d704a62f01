package vn.nuong.sim.weather;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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

    /**
     * The weather of a period, taken from the same days and hours of the year in which it was measured.
     *
     * @param start the first hour begins here
     * @param hours how many
     * @throws IllegalArgumentException saying which time the weather does not cover
     */
    public static List<WeatherHour> during(List<WeatherHour> measured, Instant start, int hours) {
        Instant end = start.plus(hours, ChronoUnit.HOURS);
        Map<Instant, WeatherHour> byTime = new HashMap<>();
        int firstYear = start.atOffset(ZoneOffset.UTC).getYear();
        int lastYear = end.atOffset(ZoneOffset.UTC).getYear();
        for (WeatherHour hour : measured) {
            int year = hour.time().atOffset(ZoneOffset.UTC).getYear();
            for (int other = firstYear; other <= lastYear; other++) {
                YearShift.between(year, other).apply(hour.time()).ifPresent(t -> byTime.put(t, hour.at(t)));
            }
        }
        List<WeatherHour> chosen = new ArrayList<>(hours);
        WeatherHour before = null;
        for (Instant time = start.plus(1, ChronoUnit.HOURS);
                !time.isAfter(end);
                time = time.plus(1, ChronoUnit.HOURS)) {
            WeatherHour hour = byTime.get(time);
            if (hour == null && before != null && isLeapDay(time)) {
                hour = new WeatherHour(time, 0, before.airTemperature(), before.relativeHumidity(), before.windSpeed());
            }
            if (hour == null) {
                throw new IllegalArgumentException("the weather has no hour for " + time
                        + " in any year; choose --start and --days within "
                        + measured.get(0).time() + " to "
                        + measured.get(measured.size() - 1).time() + ", in whatever year");
            }
            chosen.add(hour);
            before = hour;
        }
        return chosen;
    }

    private static boolean isLeapDay(Instant time) {
        var date = time.atOffset(ZoneOffset.UTC);
        return date.getMonthValue() == 2 && date.getDayOfMonth() == 29;
    }

    private static Instant endOfHour(Instant time) {
        Instant start = time.truncatedTo(ChronoUnit.HOURS);
        return start.equals(time) ? time : start.plus(1, ChronoUnit.HOURS);
    }
}
