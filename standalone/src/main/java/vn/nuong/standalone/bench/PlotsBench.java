package vn.nuong.standalone.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * The daily advice of many plots, each from a month of its own hourly readings and an outlook of its own with many members: history,
 * quality of probes, balance, decision, what-if and words, as the server makes them, without store and broker.
 */
final class PlotsBench {

    private static final Instant NOW = Instant.parse("2026-03-21T23:00:00Z"); // 6 o'clock in Việt Nam
    private static final Duration HISTORY = Duration.ofDays(30);
    private static final String DEVICE = "bench";
    private static final int OUTLOOK_DAYS = 7;

    /** Different histories; every plot has a soil, an area and an outlook of its own besides. */
    private static final int HISTORIES = 32;

    private final int members;
    private final Plot plot =
            SiteConfig.sampleSite().findPlot("plot-1").orElseThrow().withDevices(List.of(DEVICE));
    private final List<List<Reading>> histories = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param plots plots advised on
     * @param seconds wall time
     * @param cpuSeconds processor time of the whole process
     * @param irrigate how many were told to irrigate
     * @param unknown how many got no answer
     * @param heapMiB heap that is still in use after a collection, when an eighth of the plots were done and at the end, MiB
     */
    record Result(int plots, double seconds, double cpuSeconds, int irrigate, int unknown, double[] heapMiB) {}

    PlotsBench(int members) {
        this.members = members;
        for (int i = 0; i < HISTORIES; i++) {
            histories.add(readings(new Random(i)));
        }
    }

    Result run(int plots, int threads) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger irrigate = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        double[] heap = new double[2];
        long cpu = cpuNanos();
        long start = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<?>> jobs = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            jobs.add(workers.submit(() -> {
                for (int i = next.getAndIncrement(); i < plots; i = next.getAndIncrement()) {
                    Decision decision = advise(i);
                    if (decision == Decision.IRRIGATE) {
                        irrigate.incrementAndGet();
                    } else if (decision == Decision.UNKNOWN) {
                        unknown.incrementAndGet();
                    }
                    if (i == plots / 8) {
                        heap[0] = usedMiB();
                    }
                }
            }));
        }
        workers.shutdown();
        for (Future<?> job : jobs) {
            try {
                job.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a plot could not be advised on", e.getCause());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        heap[1] = usedMiB();
        return new Result(plots, seconds, cpuSeconds, irrigate.get(), unknown.get(), heap);
    }

    private Decision advise(int i) {
        Random random = new Random(1000L + i);
        Plot own = plot(random, i);
        PlotHistory history = HistoryMaker.make(
                own, AdviceMaker.soil(own), histories.get(i % HISTORIES), Optional.of(List.of()), Map.of(), NOW);
        return AdviceMaker.make(
                        "bench",
                        own,
                        history,
                        outlook(random),
                        Optional.empty(),
                        NOW,
                        true,
                        Optional.of(random.nextBoolean() ? Decision.IRRIGATE : Decision.DO_NOT_IRRIGATE))
                .advice()
                .on(AdviceTopic.IRRIGATION)
                .decision();
    }

    private Plot plot(Random random, int i) {
        Plot.Soil soil = new Plot.Soil(
                0.30 + 0.15 * random.nextDouble(),
                0.15 + 0.15 * random.nextDouble(),
                2 + random.nextDouble(),
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null);
        return new Plot(
                "plot-" + i,
                plot.name(),
                plot.household(),
                plot.hamlet(),
                plot.controlPlot(),
                plot.crop(),
                new Plot.Place(21.55, 105.75, 50, ZoneId.of("Asia/Ho_Chi_Minh")),
                500 + 2000 * random.nextDouble(),
                soil,
                plot.irrigation(),
                plot.fertiliser(),
                plot.devices(),
                plot.quality(),
                List.of(),
                null);
    }

    private Outlook outlook(Random random) {
        List<Member> all = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            List<Member.Step> steps = new ArrayList<>();
            for (int day = 0; day < OUTLOOK_DAYS; day++) {
                steps.add(new Member.Step(
                        NOW.plus(Duration.ofDays(day)),
                        NOW.plus(Duration.ofDays(day + 1L)),
                        random.nextInt(4) == 0 ? 20 * random.nextDouble() : 0,
                        18.0,
                        26.0,
                        75.0,
                        2.0,
                        2 + 2 * random.nextDouble()));
            }
            all.add(new Member("" + m, steps));
        }
        return new Outlook("made up", all);
    }

    /** A month of a dry spring with a rain or two; probes at three depths dry by what the crop uses. */
    private static List<Reading> readings(Random random) {
        List<Reading> readings = new ArrayList<>();
        double theta = 0.26;
        double thirst = 0.0015 + 0.002 * random.nextDouble();
        for (Instant t = NOW.minus(HISTORY); !t.isAfter(NOW); t = t.plus(Duration.ofHours(1))) {
            double hour = (t.getEpochSecond() / 3600.0 + 7) % 24;
            double sun = -Math.cos(hour / 24 * 2 * Math.PI);
            double rain = random.nextInt(24 * 12) == 0 ? 25 * random.nextDouble() : 0;
            theta = Math.min(0.28, theta + rain / 500 - thirst * (theta - 0.15));
            add(readings, "rain", t, rain);
            add(readings, "air_temperature", t, 22 + 6 * sun);
            add(readings, "relative_humidity", t, 75 - 15 * sun);
            add(readings, "solar_radiation", t, Math.max(0, 700 * sun));
            add(readings, "wind_speed", t, 1 + random.nextDouble());
            for (int depth : new int[] {20, 30, 50}) {
                add(readings, "soil_moisture_" + depth + "cm", t, theta + 0.002 * random.nextDouble());
            }
        }
        return readings;
    }

    private static void add(List<Reading> readings, String key, Instant time, double value) {
        readings.add(new Reading("bench", DEVICE, PropertyKey.parse(key), value, time, time));
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    private static double usedMiB() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / (1024.0 * 1024);
    }
}
