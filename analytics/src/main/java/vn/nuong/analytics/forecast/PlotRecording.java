package vn.nuong.analytics.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Series;
import vn.nuong.analytics.history.Watering;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.site.Plot;

/**
 * What a plot's devices read, by the hour, as the training and the judgement of probes read it. Readings are believed or left out as advice does. Water given counts in
 * the plot's own gauge, since it comes to the soil as rain does; {@code rain} has what fell alone. Not thread-safe.
 */
public final class PlotRecording {

    /** Readings of more days at once would need more memory than advice does. */
    private static final Duration CHUNK = Duration.ofDays(30);

    /** A reading before the chunk, so that a counter of rain has one to start from. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final int HOURS_A_DAY = 24;

    private final SortedMap<Integer, Map<Long, Double>> moisture = new TreeMap<>();
    /** Of it what moisture probes read, without what tension probes tell by the curve. */
    private final NavigableMap<Integer, Map<Long, Double>> moistureProbes = new TreeMap<>();

    private final Map<Long, Double> rain = new HashMap<>();
    private final Map<Long, Double> watered = new HashMap<>();
    private final Map<Long, Double> temperature = new HashMap<>();
    private final Map<Long, Double> humidity = new HashMap<>();
    private final Map<Long, Double> solar = new HashMap<>();

    private PlotRecording() {}

    /** Reads what was recorded in {@code (from, to]}, a month at a time. */
    public static PlotRecording of(Plot plot, Histories histories, Instant from, Instant to)
            throws IOException, InterruptedException {
        PlotRecording recording = new PlotRecording();
        for (Instant begin = from; begin.isBefore(to); begin = begin.plus(CHUNK)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped");
            }
            Instant end = begin.plus(CHUNK).isBefore(to) ? begin.plus(CHUNK) : to;
            recording.add(histories.of(plot, begin.minus(BEFORE), end), begin, end);
        }
        return recording;
    }

    /** What of a history was measured in {@code (from, to]}. */
    public static PlotRecording of(PlotHistory history, Instant from, Instant to) {
        PlotRecording recording = new PlotRecording();
        recording.add(history, from, to);
        return recording;
    }

    private void add(PlotHistory history, Instant begin, Instant end) {
        long first = HourlySeries.hourOver(begin) + 1;
        long last = HourlySeries.hourOver(end);
        history.probes()
                .forEach((depth, series) -> copy(
                        HourlySeries.levels(series.values()),
                        first,
                        last,
                        moisture.computeIfAbsent(depth, d -> new HashMap<>())));
        history.probes().forEach((depth, series) -> {
            if (series.key().property() == ObservedProperty.SOIL_MOISTURE) {
                copy(
                        HourlySeries.levels(series.values()),
                        first,
                        last,
                        moistureProbes.computeIfAbsent(depth, d -> new HashMap<>()));
            }
        });
        copy(HourlySeries.sums(history.weather().rain().falls()), first, last, rain);
        copy(levels(history.weather().temperature().orElse(null)), first, last, temperature);
        copy(levels(history.weather().humidity().orElse(null)), first, last, humidity);
        copy(levels(history.weather().solar().orElse(null)), first, last, solar);
        for (Watering watering : history.waterings()) {
            long hour = HourlySeries.hourHolding(watering.at());
            if (hour >= first && hour <= last) {
                watered.merge(hour, watering.netMm(), Double::sum);
            }
        }
    }

    private static HourlySeries levels(@Nullable Series series) {
        return series == null ? HourlySeries.none() : HourlySeries.levels(series.values());
    }

    private static void copy(HourlySeries series, long first, long last, Map<Long, Double> to) {
        for (long h = first; h <= last; h++) {
            double value = series.at(h);
            if (!Double.isNaN(value)) {
                to.put(h, value);
            }
        }
    }

    /** Depths that moisture probes stand at, cm; those that read a tension are none. */
    public NavigableSet<Integer> moistureProbes() {
        return Collections.unmodifiableNavigableSet(moistureProbes.navigableKeySet());
    }

    /** The first hour in which a moisture probe was read; empty when none was. */
    public OptionalLong firstHour() {
        return moistureProbes.values().stream()
                .flatMap(hours -> hours.keySet().stream())
                .mapToLong(Long::longValue)
                .min();
    }

    /**
     * Soil moisture by the hour, m³/m³, NaN where nothing was measured.
     *
     * @param depthCm one of {@link #moistureProbes}
     */
    public double[] moisture(int depthCm, long firstHour, int length) {
        return array(Objects.requireNonNull(moistureProbes.get(depthCm)), firstHour, length);
    }

    /** Rain and irrigation by the hour, mm, NaN where neither was measured. */
    public double[] water(long firstHour, int length) {
        double[] water = array(rain, firstHour, length);
        for (int i = 0; i < length; i++) {
            Double given = watered.get(firstHour + i);
            if (given != null) {
                water[i] = given + (Double.isNaN(water[i]) ? 0 : water[i]);
            }
        }
        return water;
    }

    /** By the hour, °C, NaN where nothing was measured. */
    public double[] airTemperature(long firstHour, int length) {
        return array(temperature, firstHour, length);
    }

    /** By the hour, W/m², NaN where nothing was measured. */
    public double[] solarRadiation(long firstHour, int length) {
        return array(solar, firstHour, length);
    }

    private static double[] array(Map<Long, Double> hours, long firstHour, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = hours.getOrDefault(firstHour + i, Double.NaN);
        }
        return values;
    }

    /** Whole days of hourly readings by depth, cm, that were made before a time. */
    public SortedMap<Integer, Integer> days(Instant before) {
        long until = HourlySeries.hourOver(before);
        SortedMap<Integer, Integer> days = new TreeMap<>();
        moisture.forEach((depth, hours) -> days.put(
                depth, (int) (hours.keySet().stream().filter(h -> h <= until).count() / HOURS_A_DAY)));
        return days;
    }

    /**
     * Writes a wide hourly CSV of {@code (from, to]}, from the first to the last hour that a probe was read in.
     *
     * @return whether there was any
     */
    public boolean write(Path file, Instant from, Instant to) throws IOException {
        long least = HourlySeries.hourOver(from) + 1;
        long most = HourlySeries.hourOver(to);
        long[] read = moisture.values().stream()
                .flatMap(m -> m.keySet().stream())
                .mapToLong(Long::longValue)
                .filter(h -> h >= least && h <= most)
                .sorted()
                .toArray();
        if (read.length == 0) {
            return false;
        }
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("time");
        moisture.keySet().forEach(d -> head.append(",soil_moisture_").append(d).append("cm"));
        lines.add(head.append(",station_rain,rain,air_temperature,relative_humidity,solar_radiation")
                .toString());
        for (long h = read[0]; h <= read[read.length - 1]; h++) {
            StringBuilder line = new StringBuilder(HourlySeries.instant(h).toString());
            for (Map<Long, Double> hours : moisture.values()) {
                line.append(cell(hours.get(h)));
            }
            Double fell = rain.get(h);
            Double given = watered.get(h);
            line.append(cell(given == null ? fell : Double.valueOf(given + (fell == null ? 0 : fell))));
            for (Map<Long, Double> hours : List.of(rain, temperature, humidity, solar)) {
                line.append(cell(hours.get(h)));
            }
            lines.add(line.toString());
        }
        Files.write(file, lines);
        return true;
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "," : String.format(Locale.ROOT, ",%.4f", value);
    }
}
