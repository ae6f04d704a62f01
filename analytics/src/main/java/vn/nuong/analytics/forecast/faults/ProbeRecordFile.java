package vn.nuong.analytics.forecast.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.files.TimeTable;
import vn.nuong.analytics.forecast.HourlySeries;

/**
 * Reads a wide CSV of a station: {@code time}, {@code soil_moisture_<depth>cm} (m³/m³), and as far as there are
 * {@code soil_temperature_<depth>cm} and {@code air_temperature} or {@code station_air_temperature} (°C), {@code station_rain} or
 * {@code rain} and {@code irrigation_mm} (mm), {@code solar_radiation} (W/m²). Of several rows in an hour the last counts, of rain their sum.
 */
final class ProbeRecordFile {

    private static final Pattern MOISTURE = Pattern.compile("soil_moisture_(\\d{1,4})cm");
    private static final Pattern TEMPERATURE = Pattern.compile("soil_temperature_(\\d{1,4})cm");

    /** More rain than this in an hour is a fault of the gauge (the world record is about 300 mm). */
    private static final double MOST_WATER_MM = 120;

    private static final int MOST_HOURS = 40 * 8766;
    private static final int READINGS_FOR_UNIT = 24;

    private ProbeRecordFile() {}

    /**
     * @param target column that has to be there in m³/m³
     * @param notes takes what was found odd
     * @throws IllegalArgumentException naming file, line and reason, when nothing can be judged from it
     */
    static ProbeRecord read(Path file, String target, Consumer<String> notes) throws IOException {
        TimeTable table = TimeTable.read(file, notes);
        if (table.column(target) < 0) {
            throw new IllegalArgumentException(file + " has no column " + target + ", only "
                    + String.join(", ", table.columns()) + "; choose one of them with --target or leave the file out");
        }
        if (table.rows().isEmpty()) {
            throw new IllegalArgumentException(file + " has no row below its header; leave it out");
        }
        TimeTable.Row before = null;
        for (TimeTable.Row row : table.rows()) {
            if (before != null && !row.time().isAfter(before.time())) {
                throw new IllegalArgumentException(file + " line " + row.line() + ": " + row.time()
                        + " is not after line " + before.line() + "'s " + before.time() + "; sort the file by time");
            }
            before = row;
        }
        long first = HourlySeries.hourHolding(table.rows().get(0).time());
        long last = HourlySeries.hourHolding(
                table.rows().get(table.rows().size() - 1).time());
        if (last - first > MOST_HOURS) {
            throw new IllegalArgumentException(file + " spans more than 40 years, from "
                    + table.rows().get(0).time() + "; correct the times");
        }
        Hourly hourly = new Hourly(table, first, (int) (last - first + 1));
        TreeMap<Integer, double[]> moisture = new TreeMap<>();
        TreeMap<Integer, double[]> soilTemperature = new TreeMap<>();
        for (String column : table.columns()) {
            Matcher wet = MOISTURE.matcher(column);
            Matcher warm = TEMPERATURE.matcher(column);
            if (wet.matches()) {
                String odd = otherUnit(table, column);
                if (odd == null) {
                    moisture.put(Integer.valueOf(wet.group(1)), hourly.levels(column, 0, 1));
                } else if (column.equals(target)) {
                    throw new IllegalArgumentException(odd);
                } else {
                    notes.accept(odd + "; the column is not used");
                }
            } else if (warm.matches()) {
                soilTemperature.put(Integer.valueOf(warm.group(1)), hourly.levels(column, -60, 70));
            }
        }
        if (!MOISTURE.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "--target " + target + " is no soil moisture of a depth; name one like soil_moisture_20cm");
        }
        return new ProbeRecord(
                file.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", ""),
                first,
                hourly.length,
                moisture,
                soilTemperature,
                plus(orElse(hourly.sums("station_rain"), hourly.sums("rain")), hourly.sums("irrigation_mm")),
                orElse(hourly.levels("air_temperature", -60, 60), hourly.levels("station_air_temperature", -60, 60)),
                hourly.levels("solar_radiation", -20, 1500));
    }

    /** Why a column cannot be m³/m³; null when it can. */
    private static @Nullable String otherUnit(TimeTable table, String column) {
        int index = table.column(column);
        int seen = 0;
        int above = 0;
        TimeTable.Row firstAbove = null;
        for (TimeTable.Row row : table.rows()) {
            double value = row.values()[index];
            if (!Double.isNaN(value) && seen < READINGS_FOR_UNIT) {
                seen++;
                if (value > 1) {
                    above++;
                    firstAbove = firstAbove == null ? row : firstAbove;
                }
            }
        }
        return firstAbove == null || 2 * above <= seen
                ? null
                : table.place(firstAbove, index) + ": " + firstAbove.values()[index]
                        + " is no m³/m³ (0 to 1); if it is percent of volume, divide the column by 100";
    }

    private static double[] orElse(double[] best, double[] other) {
        for (int i = 0; i < best.length; i++) {
            best[i] = Double.isNaN(best[i]) ? other[i] : best[i];
        }
        return best;
    }

    /** Where irrigation is not recorded, none was given. */
    private static double[] plus(double[] rain, double[] irrigation) {
        for (int i = 0; i < rain.length; i++) {
            if (!Double.isNaN(irrigation[i]) && irrigation[i] > 0) {
                rain[i] = irrigation[i] + (Double.isNaN(rain[i]) ? 0 : rain[i]);
            }
        }
        return rain;
    }

    private record Hourly(TimeTable table, long first, int length) {

        double[] levels(String column, double low, double high) {
            return values(column, low, high, false);
        }

        double[] sums(String column) {
            return values(column, 0, MOST_WATER_MM, true);
        }

        private double[] values(String column, double low, double high, boolean sum) {
            double[] values = ProbeRecord.missing(length);
            int index = table.column(column);
            if (index < 0) {
                return values;
            }
            for (TimeTable.Row row : table.rows()) {
                double value = row.values()[index];
                if (value >= low && value <= high) {
                    int i = (int) (HourlySeries.hourHolding(row.time()) - first);
                    values[i] = sum && !Double.isNaN(values[i]) ? values[i] + value : value;
                }
            }
            return values;
        }
    }
}
