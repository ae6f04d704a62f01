package vn.nuong.sim.field;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import vn.nuong.sim.soil.SoilColumn;
import vn.nuong.sim.soil.SoilTexture;
import vn.nuong.sim.weather.Hargreaves;
import vn.nuong.sim.weather.WeatherGenerator;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.site.Plot;

/**
 * Simulated stations as wide hourly CSVs, a file a station, as {@code nuong train soil-moisture} reads them: each stands in weather of its
 * own and in a soil of its own, nobody waters it. The same settings give the same bytes.
 */
public final class StationFiles {

    /** Depths of the probes, cm: those of the sample recordings and the upper ones that farms use. */
    private static final List<Integer> DEPTHS_CM = List.of(10, 20, 30, 50);

    private static final double NOISE = 0.001; // m³/m³, the step most probes report in

    /** Sand and clay are drawn from here, shares by weight: from sandy loam to silty clay. */
    private static final double[] SAND = {0.08, 0.65};

    private static final double[] CLAY = {0.10, 0.45};
    private static final double MOST_SAND_AND_CLAY = 0.9;
    private static final double[] ORGANIC_MATTER = {1.5, 4};

    /**
     * What makes fields differ beyond their texture, drawn anew for each: the share of rain that reaches the soil (canopy, slope, a gauge
     * that stands elsewhere), the crop coefficient, how strongly a probe answers, and how deep it really lies.
     */
    private static final double[] RAIN_SHARE = {0.15, 1};

    private static final double[] CROP_COEFFICIENT = {0.4, 1.1};
    private static final double[] GAIN = {0.3, 1.2};
    private static final double[] DEPTH_FACTOR = {0.75, 1.5};

    private static final double MJ_PER_MM = 2.45; // FAO-56: energy that evaporates 1 mm
    private static final double MJ_PER_DAY_OF_WATT = 0.0864;

    private StationFiles() {}

    /**
     * Writes {@code station-1.csv} and so on into a folder, which is made.
     *
     * @param stations how many
     * @param begin a whole hour
     * @param hours length of the record
     */
    public static void write(Path folder, int stations, Plot.Place place, Instant begin, int hours, long seed)
            throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= stations; i++) {
            Random random = new Random(seed * 1_000_003L + i);
            double clay = between(CLAY, random);
            double sand = Math.min(between(SAND, random), MOST_SAND_AND_CLAY - clay);
            SoilTexture soil = SoilTexture.of(sand, clay, between(ORGANIC_MATTER, random));
            List<WeatherHour> weather = WeatherGenerator.generate(begin, hours, place.timeZone(), random);
            write(folder.resolve("station-" + i + ".csv"), soil, place, weather, random);
        }
    }

    private static double between(double[] range, Random random) {
        return range[0] + (range[1] - range[0]) * random.nextDouble();
    }

    private static void write(Path file, SoilTexture soil, Plot.Place place, List<WeatherHour> weather, Random random)
            throws IOException {
        SoilColumn column = new SoilColumn(soil, soil.fieldCapacity());
        double rainShare = between(RAIN_SHARE, random);
        double crop = between(CROP_COEFFICIENT, random);
        double gain = between(GAIN, random);
        double deeper = between(DEPTH_FACTOR, random);
        List<Double> reference = Hargreaves.hourly(weather, place);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time");
            for (int depth : DEPTHS_CM) {
                out.write(",soil_moisture_" + depth + "cm");
            }
            out.write(",rain,air_temperature,relative_humidity,solar_radiation\n");
            for (int i = 0; i < weather.size(); i++) {
                WeatherHour hour = weather.get(i);
                column.step(rainShare * hour.rainMm(), crop * reference.get(i));
                out.write(hour.time().toString());
                for (int depth : DEPTHS_CM) {
                    double answer = gain * (column.moistureAt(deeper * depth) - soil.fieldCapacity());
                    out.write(number(",%.4f", soil.fieldCapacity() + answer + NOISE * random.nextGaussian()));
                }
                out.write(number(",%.2f", hour.rainMm()));
                out.write(number(",%.1f", hour.airTemperature()));
                out.write(number(",%.0f", hour.relativeHumidity()));
                out.write(number(",%.1f", radiation(reference.get(i), hour.airTemperature())));
                out.write('\n');
            }
        }
    }

    /** Radiation, W/m², that gives this hour's ETo by Hargreaves 1975: ETo = 0.0135 (T + 17.8) Rs. */
    private static double radiation(double etoMm, double temperature) {
        return etoMm * 24 * MJ_PER_MM / MJ_PER_DAY_OF_WATT / (0.0135 * Math.max(1, temperature + 17.8));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
