package vn.nuong.analytics.forecast.soilmoisture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.HourlySeries;

/**
 * What is known of a plot when its forecast is made; what a series holds later than {@code issued} is not looked at.
 *
 * @param issued the time
 * @param probes soil moisture by depth, cm, m³/m³
 * @param rain mm in each hour
 * @param temperature °C
 * @param humidity percent
 * @param radiation W/m²
 * @param ahead equally likely ways that the weather may go from {@code issued} on; empty when nothing is known
 */
public record Known(
        Instant issued,
        NavigableMap<Integer, HourlySeries> probes,
        HourlySeries rain,
        HourlySeries temperature,
        HourlySeries humidity,
        HourlySeries radiation,
        List<WeatherAhead> ahead) {

    /** A forecast starts from a reading not older than this, h. */
    static final int FRESH_HOURS = 6;

    /** So much of the past is looked at, h: 45 days. */
    private static final int PAST_HOURS = 45 * 24;

    /** So many ways of the weather are reckoned; of more, some are taken, evenly from the driest to the wettest. */
    private static final int MOST_WAYS = 5;

    /** A probe stands for a layer of the columns up to so far from it, cm. */
    private static final int NEAR_CM = 15;

    public Known {
        List<WeatherAhead> byRain = new ArrayList<>(ahead);
        if (byRain.size() > MOST_WAYS) {
            byRain.sort(Comparator.comparingDouble(WeatherAhead::rainSum));
            List<WeatherAhead> taken = new ArrayList<>();
            for (int i = 0; i < MOST_WAYS; i++) {
                taken.add(byRain.get((2 * i + 1) * byRain.size() / (2 * MOST_WAYS)));
            }
            byRain = taken;
        }
        ahead = List.copyOf(byRain);
    }

    /** The last hour that the probe was read in, when it is fresh enough to start from. */
    OptionalLong start(int depthCm) {
        HourlySeries probe = probes.getOrDefault(depthCm, HourlySeries.none());
        long last = HourlySeries.hourOver(issued);
        for (long h = last; h >= last - FRESH_HOURS; h--) {
            if (!Double.isNaN(probe.at(h))) {
                return OptionalLong.of(h);
            }
        }
        return OptionalLong.empty();
    }

    /** The first hour looked at: of the probe, but not more than 45 days back. */
    long first(int depthCm, long start) {
        return Math.max(
                start - PAST_HOURS,
                Math.min(
                        start, probes.getOrDefault(depthCm, HourlySeries.none()).firstHour()));
    }

    /**
     * The plot as a station of a model.
     *
     * @param depthCm the probe that is forecast
     * @param layers depths that the model knows, cm
     * @param targetCm which of them stands for the probe
     * @param first hour of the record
     * @param start the hour from which is forecast: the soil is not known later
     * @param way the weather to come; null ends the record at {@code start}
     */
    Station station(
            int depthCm, List<Integer> layers, int targetCm, long first, long start, @Nullable WeatherAhead way) {
        int past = Math.toIntExact(start - first + 1);
        int n = past + (way == null ? 0 : WeatherAhead.HOURS);
        TreeMap<Integer, double[]> moisture = new TreeMap<>();
        for (int layer : layers) {
            int probe = layer == targetCm ? depthCm : nearest(layer, layer - targetCm, depthCm);
            if (probe > 0) {
                moisture.put(layer, hours(probes.getOrDefault(probe, HourlySeries.none()), first, past, n));
            }
        }
        // Between the last reading and now the weather is measured, not forecast.
        int measured = Math.toIntExact(Math.min(n, HourlySeries.hourOver(issued) - first + 1));
        double[] rainfall = hours(rain, first, measured, n);
        double[] warmth = hours(temperature, first, measured, n);
        double[] damp = hours(humidity, first, measured, n);
        double[] sun = hours(radiation, first, measured, n);
        if (way != null) {
            for (int i = measured; i < n && i - measured < WeatherAhead.HOURS; i++) {
                int hour = i - measured;
                rainfall[i] = way.rain()[hour];
                warmth[i] = way.temperature()[hour];
                damp[i] = way.humidity()[hour];
                sun[i] = way.radiation(hour);
            }
        }
        return Station.of("plot", first, moisture, rainfall, warmth, damp, sun);
    }

    /** The plot's probe nearest to a layer, on the same side of the one that is forecast; 0 when there is none near. */
    private int nearest(int layer, int side, int depthCm) {
        return probes.keySet().stream()
                .filter(d -> Integer.signum(d - depthCm) == Integer.signum(side) && Math.abs(d - layer) <= NEAR_CM)
                .min(Comparator.comparingInt(d -> Math.abs(d - layer)))
                .orElse(0);
    }

    private static double[] hours(HourlySeries series, long first, int known, int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < known; i++) {
            values[i] = series.at(first + i);
        }
        return values;
    }
}
