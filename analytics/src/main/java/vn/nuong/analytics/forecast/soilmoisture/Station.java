package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.nuong.analytics.files.TimeTable;

/**
 * A recorded station: one value an hour of each quantity, NaN where none was measured. Immutable as long as nobody writes into its arrays,
 * which only this package sees.
 */
final class Station {

    private static final Pattern MOISTURE = Pattern.compile("soil_moisture_(\\d{1,4})cm");

    /** More rain than this in an hour is a fault of the gauge (the world record is about 300 mm). */
    private static final double MOST_RAIN_MM = 120;

    /** What lies at or below this is no soil: even air-dry soil holds more water (m³/m³). */
    static final double NO_SOIL = 0.005;

    /** The first readings tell the unit. */
    private static final int READINGS_FOR_UNIT = 24;

    private static final int SECONDS = 3600;
    private static final int MOST_HOURS = 40 * 8766;

    private final String name;
    private final long firstHour;
    private final int length;
    private final TreeMap<Integer, double[]> moisture;
    private final double[] gauge;
    private final double[] rain;
    private final double[] temperature;
    private final double[] humidity;
    private final double[] radiation;
    private final List<String> notes;

    private Station(
            String name,
            long firstHour,
            int length,
            TreeMap<Integer, double[]> moisture,
            double[] gauge,
            double[] rain,
            double[] temperature,
            double[] humidity,
            double[] radiation,
            List<String> notes) {
        this.name = name;
        this.firstHour = firstHour;
        this.length = length;
        this.moisture = moisture;
        this.gauge = gauge;
        this.rain = rain;
        this.temperature = temperature;
        this.humidity = humidity;
        this.radiation = radiation;
        this.notes = notes;
    }

    /**
     * Reads a wide hourly CSV.
     *
     * @param target column that has to be there
     * @throws IllegalArgumentException naming file, line and reason, when nothing can be forecast from it
     */
    static Station read(Path file, String target) throws IOException {
        List<String> notes = new ArrayList<>();
        TimeTable table = TimeTable.read(file, notes::add);
        if (table.column(target) < 0) {
            throw new IllegalArgumentException(file + " has no column " + target + ", only "
                    + String.join(", ", table.columns()) + "; choose one of them with --target or leave the file out");
        }
        if (table.rows().isEmpty()) {
            throw new IllegalArgumentException(file + " has no row below its header; leave it out");
        }
        long first = hour(file, table.rows().get(0));
        checkTimes(file, table, first);
        int length = Math.toIntExact(hour(file, table.rows().get(table.rows().size() - 1)) - first + 1);
        TreeMap<Integer, double[]> moisture = new TreeMap<>();
        for (String column : table.columns()) {
            Matcher matcher = MOISTURE.matcher(column);
            if (matcher.matches()) {
                double[] values = values(table, column, first, length);
                boolean isTarget = column.equals(target);
                if (checkMoisture(file, table, column, values, isTarget, notes)) {
                    moisture.put(Integer.valueOf(matcher.group(1)), values);
                }
            }
        }
        double[] air = values(table, "air_temperature", first, length);
        double[] own = values(table, "station_air_temperature", first, length);
        for (int i = 0; i < length; i++) {
            air[i] = Double.isNaN(air[i]) ? own[i] : air[i];
        }
        return new Station(
                file.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", ""),
                first,
                length,
                moisture,
                within(values(table, "station_rain", first, length), 0, MOST_RAIN_MM),
                within(values(table, "rain", first, length), 0, MOST_RAIN_MM),
                within(air, -60, 60),
                within(values(table, "relative_humidity", first, length), 0, 105),
                within(values(table, "solar_radiation", first, length), -20, 1500),
                Collections.unmodifiableList(notes));
    }

    /** Depths that a file has a column of, cm. */
    static List<Integer> depths(Path file) throws IOException {
        return TimeTable.read(file, line -> {}).columns().stream()
                .map(MOISTURE::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.valueOf(m.group(1)))
                .toList();
    }

    private static long hour(Path file, TimeTable.Row row) {
        long seconds = row.time().getEpochSecond();
        if (Math.floorMod(seconds, SECONDS) != 0 || row.time().getNano() != 0) {
            throw new IllegalArgumentException(file + " line " + row.line() + ": " + row.time()
                    + " is no whole hour; bring the file to one row an hour");
        }
        return Math.floorDiv(seconds, SECONDS);
    }

    private static void checkTimes(Path file, TimeTable table, long first) {
        long before = first - 1;
        int lineBefore = 0;
        for (TimeTable.Row row : table.rows()) {
            long hour = hour(file, row);
            if (hour <= before) {
                throw new IllegalArgumentException(file + " line " + row.line() + ": " + row.time()
                        + " is not after line " + lineBefore + "'s " + instant(before)
                        + "; sort the file by time, one row an hour");
            }
            if (hour - first > MOST_HOURS) {
                throw new IllegalArgumentException(file + " line " + row.line() + ": " + row.time()
                        + " is more than 40 years after the first row; correct the time");
            }
            before = hour;
            lineBefore = row.line();
        }
    }

    private static double[] values(TimeTable table, String column, long first, int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        int index = table.column(column);
        if (index >= 0) {
            for (TimeTable.Row row : table.rows()) {
                values[(int) (Math.floorDiv(row.time().getEpochSecond(), SECONDS) - first)] = row.values()[index];
            }
        }
        return values;
    }

    /** Takes out what cannot be soil moisture; false when the whole column has another unit and is not the target. */
    private static boolean checkMoisture(
            Path file, TimeTable table, String column, double[] values, boolean isTarget, List<String> notes) {
        int seen = 0;
        int above = 0;
        TimeTable.Row firstAbove = null;
        for (TimeTable.Row row : table.rows()) {
            double value = row.values()[table.column(column)];
            if (!Double.isNaN(value) && seen < READINGS_FOR_UNIT) {
                seen++;
                if (value > 1) {
                    above++;
                    firstAbove = firstAbove == null ? row : firstAbove;
                }
            }
        }
        if (firstAbove != null && 2 * above > seen) {
            String reason = table.place(firstAbove, table.column(column)) + ": "
                    + firstAbove.values()[table.column(column)]
                    + " is no m³/m³ (0 to 1); if it is percent of volume, divide the column by 100";
            if (isTarget) {
                throw new IllegalArgumentException(reason);
            }
            notes.add(reason + "; the column is not used");
            return false;
        }
        int outside = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] <= NO_SOIL || values[i] > 1) {
                outside++;
                if (!isTarget || values[i] < 0 || values[i] > 1) {
                    values[i] = Double.NaN;
                }
            }
        }
        if (outside > 0) {
            notes.add(file.getFileName() + ", column " + column + ": " + outside + " values outside " + NO_SOIL
                    + " to 1 m³/m³ are no soil moisture and teach nothing");
        }
        if (isTarget && seen == 0) {
            throw new IllegalArgumentException(
                    file + ", column " + column + " is empty: nothing to start a forecast from; leave the file out");
        }
        return true;
    }

    private static double[] within(double[] values, double low, double high) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < low || values[i] > high) {
                values[i] = Double.NaN;
            }
        }
        return values;
    }

    /** The station as if it had been set up at this hour of its record. */
    Station from(int hour) {
        TreeMap<Integer, double[]> cut = new TreeMap<>();
        moisture.forEach((depth, values) -> cut.put(depth, tail(values, hour)));
        return new Station(
                name,
                firstHour + hour,
                length - hour,
                cut,
                tail(gauge, hour),
                tail(rain, hour),
                tail(temperature, hour),
                tail(humidity, hour),
                tail(radiation, hour),
                notes);
    }

    /**
     * A station that was not read from a file.
     *
     * @param moisture m³/m³ by depth, cm, and hour
     */
    static Station of(
            String name,
            long firstHour,
            TreeMap<Integer, double[]> moisture,
            double[] rain,
            double[] temperature,
            double[] humidity,
            double[] radiation) {
        double[] noGauge = new double[rain.length];
        Arrays.fill(noGauge, Double.NaN);
        return new Station(
                name,
                firstHour,
                rain.length,
                moisture,
                noGauge,
                within(rain, 0, MOST_RAIN_MM),
                within(temperature, -60, 60),
                within(humidity, 0, 105),
                within(radiation, -20, 1500),
                List.of());
    }

    /** The station as it was known before this hour of its record. */
    Station until(int hour) {
        TreeMap<Integer, double[]> cut = new TreeMap<>();
        moisture.forEach((depth, values) -> cut.put(depth, Arrays.copyOf(values, hour)));
        return new Station(
                name,
                firstHour,
                hour,
                cut,
                Arrays.copyOf(gauge, hour),
                Arrays.copyOf(rain, hour),
                Arrays.copyOf(temperature, hour),
                Arrays.copyOf(humidity, hour),
                Arrays.copyOf(radiation, hour),
                notes);
    }

    private static double[] tail(double[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    /** The station as if it had this probe alone. */
    Station onlyDepth(int depthCm) {
        TreeMap<Integer, double[]> one = new TreeMap<>(Map.of(depthCm, depth(depthCm)));
        return new Station(name, firstHour, length, one, gauge, rain, temperature, humidity, radiation, notes);
    }

    /** The station as if nobody measured the weather. */
    Station withoutWeather() {
        double[] none = new double[length];
        Arrays.fill(none, Double.NaN);
        return new Station(name, firstHour, length, moisture, none, none, none, none, none, notes);
    }

    String name() {
        return name;
    }

    long firstHour() {
        return firstHour;
    }

    int length() {
        return length;
    }

    /** What was found odd in its file. */
    List<String> notes() {
        return notes;
    }

    List<Integer> depths() {
        return List.copyOf(moisture.keySet());
    }

    /** m³/m³ by hour; all NaN where there is no probe at this depth. */
    double[] depth(int depthCm) {
        double[] values = moisture.get(depthCm);
        if (values != null) {
            return values;
        }
        double[] none = new double[length];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /** Rain in the station's own gauge, mm. */
    double[] gauge() {
        return gauge;
    }

    /** Rain at the weather station, mm. */
    double[] rain() {
        return rain;
    }

    /** °C. */
    double[] temperature() {
        return temperature;
    }

    /** Percent. */
    double[] humidity() {
        return humidity;
    }

    /** W/m². */
    double[] radiation() {
        return radiation;
    }

    Instant time(int hour) {
        return instant(firstHour + hour);
    }

    private static Instant instant(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }
}
