package vn.nuong.standalone.bench;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.soilmoisture.Known;
import vn.nuong.analytics.forecast.soilmoisture.ProbeTrack;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureForecaster;
import vn.nuong.analytics.forecast.soilmoisture.WeatherAhead;

/** {@code nuong bench forecast}: how long the soil-moisture forecasts of many plots take. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how long the soil-moisture forecasts of many plots take.",
        description = {
            "",
            "Plots with 45 days of made-up readings at 20, 30 and 50 cm and weather, the shipped model, all processors. Each"
                    + " forecast is made from nothing kept before. What is measured comes after a warm-up of a tenth of it.",
            ""
        },
        footer = {"", "A line of Markdown on stdout. Exit code: 0 measured, 1 failed, 2 wrong options."})
public final class BenchForecastCommand implements Callable<Integer> {

    private static final int HOURS = 45 * 24;
    private static final int MOST = 100_000;
    private static final int MOST_MEMBERS = 200;
    private static final long NOW = 490_000;
    private static final int[] DEPTHS = {20, 30, 50};

    @Option(
            names = "--plots",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many plots. Default: ${DEFAULT-VALUE}")
    private int plots;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "0",
            description = "Members of the weather forecast; 0 for none. Default: ${DEFAULT-VALUE}")
    private int members;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (plots < 1 || plots > MOST || members < 0 || members > MOST_MEMBERS) {
            throw new ParameterException(
                    spec.commandLine(), "give 1 to " + MOST + " --plots and 0 to " + MOST_MEMBERS + " --members");
        }
        SoilMoistureForecaster forecaster = SoilMoistureForecaster.shipped();
        List<Known> known = IntStream.range(0, plots).mapToObj(this::plot).toList();
        measure(forecaster, known.subList(0, Math.max(1, plots / 10)));
        double seconds = measure(forecaster, known);
        PrintWriter out = spec.commandLine().getOut();
        out.println("| plots, three probes each | members | processors | s |");
        out.println(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %.1f |",
                plots,
                members,
                Runtime.getRuntime().availableProcessors(),
                seconds));
        out.flush();
        return 0;
    }

    private static double measure(SoilMoistureForecaster forecaster, List<Known> plots) {
        Recession recession = new Recession(0.28, 0.137, 7, 4, 0.6, 0.4);
        long start = System.nanoTime();
        long points = plots.parallelStream()
                .mapToLong(plot -> IntStream.of(DEPTHS)
                        .mapToLong(depth -> forecaster
                                .forecast(plot, depth, new ProbeTrack(), recession)
                                .orElseThrow()
                                .made()
                                .points()
                                .size())
                        .sum())
                .sum();
        if (points < plots.size()) { // also keeps the work from being optimised away
            throw new IllegalStateException(points + " points for " + plots.size() + " plots");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private Known plot(int seed) {
        Random random = new Random(seed);
        NavigableMap<Integer, NavigableMap<Instant, Double>> soil = new TreeMap<>();
        for (int depth : DEPTHS) {
            soil.put(depth, new TreeMap<>());
        }
        NavigableMap<Instant, Double> rain = new TreeMap<>();
        NavigableMap<Instant, Double> temperature = new TreeMap<>();
        double moisture = 0.30;
        for (int h = 0; h < HOURS; h++) {
            Instant time = Instant.ofEpochSecond(3600 * (NOW - HOURS + 1 + h));
            double mm = random.nextInt(60) == 0 ? 15 * random.nextDouble() : 0;
            moisture = Math.min(0.40, 0.18 + (moisture - 0.18) * 0.998 + mm / 300);
            for (NavigableMap<Instant, Double> probe : soil.values()) {
                probe.put(time, moisture + 0.001 * random.nextGaussian());
            }
            rain.put(time, mm);
            temperature.put(time, 25 + 5 * Math.sin(h * Math.PI / 12));
        }
        NavigableMap<Integer, HourlySeries> probes = new TreeMap<>();
        soil.forEach((depth, values) -> probes.put(depth, HourlySeries.levels(values)));
        List<WeatherAhead> ahead = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            ahead.add(new WeatherAhead(
                    hours(() -> random.nextInt(40) == 0 ? 12 * random.nextDouble() : 0),
                    hours(() -> 25 + random.nextGaussian()),
                    hours(() -> 80),
                    hours(() -> 0.15)));
        }
        return new Known(
                Instant.ofEpochSecond(3600 * NOW),
                probes,
                HourlySeries.sums(rain),
                HourlySeries.levels(temperature),
                HourlySeries.none(),
                HourlySeries.none(),
                ahead);
    }

    private static double[] hours(DoubleSupplier value) {
        return IntStream.range(0, WeatherAhead.HOURS)
                .mapToDouble(h -> value.getAsDouble())
                .toArray();
    }
}
