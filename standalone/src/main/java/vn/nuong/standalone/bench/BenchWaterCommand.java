package vn.nuong.standalone.bench;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.agronomy.water.GrowthStages;
import vn.nuong.analytics.agronomy.water.Season;
import vn.nuong.analytics.agronomy.water.SeasonCrop;
import vn.nuong.analytics.agronomy.water.SeasonDay;
import vn.nuong.analytics.agronomy.water.SeasonOptions;
import vn.nuong.analytics.agronomy.water.SeasonSoil;
import vn.nuong.analytics.agronomy.water.SeasonState;
import vn.nuong.analytics.agronomy.water.SoilProfile;

/** {@code nuong bench water}: how many seasons of the water balance a second, and how long many plots' daily advice takes. */
@Command(
        name = "water",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure the water balance and the daily advice of many plots.",
        description = {
            "",
            "Seasons of 150 days, dual crop coefficient, ten soil layers, runoff, made-up weather of a fixed seed, on one"
                    + " thread; each builds its soil and reckons its days. What is measured comes after a warm-up as long.",
            "",
            "Then the advice of a day for many plots, on all processors, start-up excluded: each from a month of hourly"
                    + " readings (made up, three probes and the weather) and an outlook of its own, from checking the"
                    + " probes to the words, with what-if; without store and broker. Heap is what is left after a"
                    + " collection, after an eighth of the plots and at the end.",
            ""
        },
        footer = {"", "Two tables of Markdown on stdout. Exit code: 0 measured, 1 failed, 2 wrong options."})
public final class BenchWaterCommand implements Callable<Integer> {

    private static final int DAYS = 150;
    private static final int SEASONS = 64;

    /** Start-up excluded: so many plots first. */
    private static final int WARM_UP_PLOTS = 50;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long to measure, 1 to 600. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--plots",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many plots to advise on, 0 to 100000. Default: ${DEFAULT-VALUE}")
    private int plots;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "20",
            description = "Members of each plot's outlook, 1 to 100. Default: ${DEFAULT-VALUE}")
    private int members;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 600) {
            throw new ParameterException(spec.commandLine(), "--seconds " + seconds + " is outside 1 to 600");
        }
        if (plots < 0 || plots > 100_000) {
            throw new ParameterException(spec.commandLine(), "--plots " + plots + " is outside 0 to 100000");
        }
        if (members < 1 || members > 100) {
            throw new ParameterException(spec.commandLine(), "--members " + members + " is outside 1 to 100");
        }
        List<List<SeasonDay>> seasons = new ArrayList<>();
        for (int i = 0; i < SEASONS; i++) {
            seasons.add(days(new Random(i)));
        }
        measure(seasons);
        double rate = measure(seasons);
        PrintWriter out = spec.commandLine().getOut();
        out.println("| seasons of 150 days, dual coefficient, layered soil | seasons/s |");
        out.println("| --- | --- |");
        out.println(String.format(Locale.ROOT, "| one thread, %d s | %,.0f |", seconds, rate));
        out.flush();
        if (plots > 0) {
            advise(out);
        }
        return 0;
    }

    private void advise(PrintWriter out) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        PlotsBench bench = new PlotsBench(members);
        bench.run(WARM_UP_PLOTS, threads);
        PlotsBench.Result result = bench.run(plots, threads);
        out.println();
        out.println(
                "| daily advice, plots | members | threads | s | CPU s | irrigate | unknown | heap after an eighth, MiB |"
                        + " at the end, MiB |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        out.println(String.format(
                Locale.ROOT,
                "| %,d | %d | %d | %.1f | %.1f | %,d | %,d | %.0f | %.0f |",
                result.plots(),
                members,
                threads,
                result.seconds(),
                result.cpuSeconds(),
                result.irrigate(),
                result.unknown(),
                result.heapMiB()[0],
                result.heapMiB()[1]));
        out.flush();
    }

    /** Seasons a second. */
    private double measure(List<List<SeasonDay>> seasons) {
        SeasonCrop crop = new SeasonCrop(
                new GrowthStages(25, 50, 50, 25), new GrowthStages.Curve(0.15, 1.10, 0.50), 0.05, 1.2, 0.2, 1.4, 0.5);
        SeasonOptions options = new SeasonOptions(true, false, false, false, false);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long count = 0;
        double sum = 0;
        while (System.nanoTime() < end) {
            List<SeasonState> states = Season.run(crop, soil(), options, seasons.get((int) (count % SEASONS)));
            sum += states.get(DAYS - 1).depletionMm();
            count++;
        }
        if (!(sum >= 0)) { // also keeps the work from being optimised away
            throw new IllegalStateException("depletion became " + sum);
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static SeasonSoil soil() {
        List<SoilProfile.Layer> layers = new ArrayList<>();
        for (int bottom = 20; bottom <= 200; bottom += 20) {
            layers.add(new SoilProfile.Layer(bottom, 0.25 - bottom * 0.0002, 0.11 - bottom * 0.0001, 0.18));
        }
        return new SeasonSoil(0, 0, 0, new SoilProfile(layers), 0.10, 8, 75);
    }

    private static List<SeasonDay> days(Random random) {
        List<SeasonDay> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            days.add(new SeasonDay(
                    LocalDate.of(2026, 3, 1).plusDays(i),
                    2 + 6 * random.nextDouble(),
                    random.nextInt(5) > 0 ? 0 : 25 * random.nextDouble(),
                    3 * random.nextDouble(),
                    20 + 50 * random.nextDouble(),
                    random.nextInt(8) > 0 ? null : new SeasonDay.Irrigation(25, 0.6, 90),
                    null,
                    null,
                    null));
        }
        return days;
    }
}
