package vn.nuong.analytics.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.Histories;
import vn.nuong.analytics.forecast.PlotRecording;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.telemetry.advice.Retraining;
import vn.nuong.telemetry.advice.Retraining.State;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.site.Plot;

/**
 * Has the soil-moisture model trained anew when it is due, one at a time: collects the plots' recordings, holds back the last {@value
 * #HELD_BACK_DAYS} days, has a {@link Work} train a model from the others and try it on those. Advice goes on meanwhile, whatever comes of
 * it. Where it stands is kept in {@code retraining.json} in the registry; stopped, it goes on. Thread-safe.
 */
public final class Retrainer implements AutoCloseable {

    /** In this time of year there are storms and dry weeks enough for a trial. */
    static final int HELD_BACK_DAYS = 28;

    /** Of hourly readings before them, at one plot: with fewer a model would learn two or three storms by heart. */
    static final int FEWEST_DAYS = 60;

    /** So far back is looked: a year and what is held back. */
    static final int MOST_DAYS = 400;

    /** As {@link vn.nuong.analytics.forecast.soilmoisture.SoilMoistureRecordings}: forecasts for the trial look back so far. */
    private static final int KNOWN_DAYS = 45;

    private static final int MOST_DEPTHS = 6;
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);
    private static final String FILE = "retraining.json";
    private static final Logger LOG = LoggerFactory.getLogger(Retrainer.class);

    private final Path registry;
    private final Cadence cadence;
    private final List<Plot> plots;
    private final Histories histories;
    private final Work work;
    private final InstantSource clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread;
    private volatile @Nullable Retraining status;
    private volatile boolean closed;

    /**
     * @param registry folder of the registry
     * @param histories where recordings come from; asked on a thread of its own
     * @param clock the service's
     */
    public Retrainer(
            Path registry, Cadence cadence, List<Plot> plots, Histories histories, Work work, InstantSource clock) {
        this.registry = registry;
        this.cadence = cadence;
        this.plots = List.copyOf(plots);
        this.histories = histories;
        this.work = work;
        this.clock = clock;
        this.thread = Executors.newSingleThreadExecutor(r -> {
            Thread t = new Thread(r, "retraining");
            t.setDaemon(true);
            t.setPriority(Thread.MIN_PRIORITY);
            return t;
        });
        try {
            status = read(registry);
        } catch (IOException e) {
            LOG.warn("{}; a retraining begins as if there had been none", e.getMessage());
        }
    }

    /**
     * What a registry's latest retraining came to; null when there was none.
     *
     * @throws IOException naming the file, when it cannot be read
     */
    public static @Nullable Retraining read(Path registry) throws IOException {
        Path file = registry.resolve(FILE);
        try {
            return Files.exists(file) ? Json.mapper().readValue(Files.readAllBytes(file), Retraining.class) : null;
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage() + "; remove it", e);
        }
    }

    /** What the latest came to, or how far it is; null when there was none. */
    public @Nullable Retraining status() {
        return status;
    }

    /** Begins a retraining, or goes on with one, when it is due. Returns at once. */
    public void beginWhenDue() {
        if (!closed && isDue() && busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    run();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** Whether one is to begin, or to go on. */
    boolean isDue() {
        Duration every = cadence.every();
        if (every == null || busy.get()) {
            return false;
        }
        Retraining last = status;
        if (last == null || last.state() == State.RUNNING) { // running, and not by us: the process before was ended
            return true;
        }
        Instant next = last.state() == State.WAITING
                ? last.changed().plus(AGAIN_AFTER)
                : last.started().plus(every);
        return !clock.instant().isBefore(next);
    }

    /** Does one from begin to end, or what is left of one; nothing is thrown, the status tells. */
    void run() {
        Instant started = clock.instant();
        try {
            if (!Job.isThere(registry)) {
                say(State.RUNNING, started, "reading the plots' recordings", null, null);
                collect(started);
                if (!Job.isThere(registry)) {
                    return;
                }
            }
            Job job = Job.read(registry).again();
            started = job.started();
            job.write(registry);
            if (job.attempts() > MOST_ATTEMPTS) {
                say(State.FAILED, started, "stopped " + MOST_ATTEMPTS + " times before its end", job.version(), null);
                remove(Job.folder(registry));
                return;
            }
            say(State.RUNNING, started, "training begins", job.version(), null);
            Instant since = started;
            int exit = work.run(registry, line -> say(State.RUNNING, since, line, job.version(), null));
            Job.Outcome outcome = Job.outcome(registry);
            if (outcome == null) {
                Retraining last = status;
                String step = last == null ? "" : ", at: " + last.step();
                say(State.WAITING, started, "its process ended with " + exit + step, job.version(), null);
            } else {
                say(outcome.state(), started, outcome.step(), job.version(), outcome.figures());
                remove(Job.folder(registry));
            }
        } catch (InterruptedException e) {
            say(State.WAITING, started, "stopped with the service", null, null);
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            say(State.WAITING, started, String.valueOf(e.getMessage()), null, null);
        } catch (RuntimeException e) { // a fault here is not advice's
            LOG.error("the retraining failed", e);
            say(State.FAILED, started, String.valueOf(e), null, null);
            forget();
        }
    }

    private void forget() {
        try {
            remove(Job.folder(registry));
        } catch (IOException e) {
            LOG.warn("cannot remove what a retraining left: {}", e.getMessage());
        }
    }

    private void collect(Instant now) throws IOException, InterruptedException {
        LocalDate heldBack = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(HELD_BACK_DAYS);
        Instant cut = heldBack.atStartOfDay(ZoneOffset.UTC).toInstant();
        remove(Job.folder(registry)); // what a run left that did not come to its job
        Path learn = Files.createDirectories(Job.learn(registry));
        Path later = Files.createDirectories(Job.later(registry));
        Files.writeString(learn.resolve("LICENCE"), "the farm's own readings\n");
        SortedMap<Integer, Integer> days = new TreeMap<>();
        int most = 0;
        for (Plot plot : plots) {
            PlotRecording recording = PlotRecording.of(plot, histories, now.minus(Duration.ofDays(MOST_DAYS)), now);
            SortedMap<Integer, Integer> own = recording.days(cut);
            most = Math.max(most, own.values().stream().max(Integer::compare).orElse(0));
            own.values().removeIf(d -> d < FEWEST_DAYS);
            own.forEach((depth, d) -> days.merge(depth, d, Integer::sum));
            if (!own.isEmpty()) {
                recording.write(learn.resolve(plot.id() + ".csv"), Instant.EPOCH, cut);
                recording.write(later.resolve(plot.id() + ".csv"), cut.minus(Duration.ofDays(KNOWN_DAYS)), now);
            }
        }
        if (days.isEmpty()) {
            say(
                    State.TOO_LITTLE,
                    now,
                    "the plot with most hourly readings of the soil has " + most + " days of them before " + heldBack
                            + ", of " + FEWEST_DAYS + " that are needed",
                    null,
                    null);
            remove(Job.folder(registry));
            return;
        }
        List<Integer> depths = days.entrySet().stream()
                .sorted(SortedMap.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_DEPTHS)
                .map(SortedMap.Entry::getKey)
                .sorted()
                .toList();
        String version = new ModelRegistry(registry, ShippedModels.cards()).nextVersion(ModelCard.SOIL_MOISTURE);
        new Job(version, now, heldBack, depths, 0).write(registry);
    }

    private void say(State state, Instant started, String step, @Nullable String version, @Nullable String figures) {
        Retraining said = new Retraining(state, started, clock.instant(), step, version, figures);
        if (state != State.RUNNING) {
            LOG.info("retraining {}: {}{}", state, step, figures == null ? "" : " (" + figures + ")");
        }
        status = said;
        try {
            Files.createDirectories(registry);
            Job.replace(registry.resolve(FILE), said);
        } catch (IOException e) {
            LOG.warn("cannot note where the retraining stands: {}", e.getMessage());
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** Stops what runs; it goes on when the service is started again. */
    @Override
    public void close() {
        closed = true;
        work.stop();
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the retraining did not stop within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
