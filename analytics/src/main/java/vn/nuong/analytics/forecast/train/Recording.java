package vn.nuong.analytics.forecast.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.MoistureHistory;

/**
 * A recorded site: soil moisture at some depths and the weather beside it.
 *
 * @param name such as {@code station-05}
 * @param longitude degrees, east positive
 * @param moisture m³/m³ by depth, cm
 * @param weather the weather beside it
 */
public record Recording(
        String name, double longitude, NavigableMap<Integer, HourlySeries> moisture, MoistureHistory.Weather weather) {

    /** More rain than this in an hour (the world record is about 300 mm) is a fault of the gauge. */
    private static final double MOST_RAIN_MM = 120;

    /** The nearest probe above a depth counts as its shallower one up to this distance, cm. */
    public static final int SHALLOWER_WITHIN_CM = 20;

    /** What was known when a forecast would have been issued. */
    public MoistureHistory history(Instant issued, int depthCm) {
        Map.Entry<Integer, HourlySeries> above = moisture.lowerEntry(depthCm);
        boolean near = above != null && depthCm - above.getKey() <= SHALLOWER_WITHIN_CM;
        return new MoistureHistory(
                issued, depthCm, longitude, depth(depthCm), near ? above.getValue() : HourlySeries.none(), weather);
    }

    /** Soil moisture at a depth. */
    public HourlySeries depth(int depthCm) {
        HourlySeries series = moisture.get(depthCm);
        if (series == null) {
            throw new IllegalArgumentException(name + " has no probe at " + depthCm + " cm, only " + moisture.keySet());
        }
        return series;
    }

    /**
     * Reads a wide CSV ({@code time} first, a column per property; gzipped when it ends in {@code .gz}).
     *
     * @param depths the depths whose probes are sound, cm
     * @param soundFrom soil moisture before this is left out
     */
    public static Recording read(Path file, double longitude, List<Integer> depths, Instant soundFrom)
            throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", "");
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return read(name, in, longitude, depths, soundFrom);
        }
    }

    /** As {@link #read(Path, double, List, Instant)}, from plain CSV. */
    public static Recording read(
            String name, InputStream csv, double longitude, List<Integer> depths, Instant soundFrom)
            throws IOException {
        Map<String, NavigableMap<Instant, Double>> columns = columns(name, csv);
        // The station's own gauge where there is one: it stands beside the probe.
        NavigableMap<Instant, Double> rain =
                column(columns, columns.containsKey("station_rain") ? "station_rain" : "rain");
        rain.values().removeIf(mm -> mm > MOST_RAIN_MM || mm < 0);
        TreeMap<Integer, HourlySeries> moisture = new TreeMap<>();
        for (int depth : depths) {
            NavigableMap<Instant, Double> readings = column(columns, "soil_moisture_" + depth + "cm");
            moisture.put(depth, HourlySeries.levels(readings.tailMap(soundFrom, true)));
        }
        return new Recording(
                name,
                longitude,
                Collections.unmodifiableNavigableMap(moisture),
                new MoistureHistory.Weather(
                        HourlySeries.sums(rain),
                        HourlySeries.levels(column(columns, "air_temperature")),
                        HourlySeries.levels(column(columns, "relative_humidity")),
                        HourlySeries.levels(column(columns, "solar_radiation"))));
    }

    private static NavigableMap<Instant, Double> column(
            Map<String, NavigableMap<Instant, Double>> columns, String name) {
        NavigableMap<Instant, Double> column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column " + name + "; the file has " + columns.keySet());
        }
        return column;
    }

    private static Map<String, NavigableMap<Instant, Double>> columns(String name, InputStream csv) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8));
        List<String> head = cells(reader.readLine());
        if (head.isEmpty() || !head.get(0).equals("time")) {
            throw new IllegalArgumentException(name + " does not begin with a column named time, but with " + head);
        }
        Map<String, NavigableMap<Instant, Double>> columns = new LinkedHashMap<>();
        head.subList(1, head.size()).forEach(column -> columns.put(column, new TreeMap<>()));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            List<String> cells = cells(line);
            Instant time = Instant.parse(cells.get(0));
            for (int i = 1; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    column(columns, head.get(i)).put(time, Double.valueOf(cells.get(i)));
                }
            }
        }
        return columns;
    }

    private static List<String> cells(@Nullable String line) {
        return line == null ? List.of() : Arrays.asList(line.split(",", -1));
    }
}
