package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.Histories;
import vn.nuong.analytics.forecast.PlotRecording;
import vn.nuong.analytics.forecast.faults.PlotProbes;
import vn.nuong.telemetry.advice.ProbeJudgement;
import vn.nuong.telemetry.site.Plot;

/**
 * Judges the probes of every plot once a day, beside advice and never in its way: on a thread of its own at the lowest priority. A fault in
 * it is logged and shown; what was held before stands. Nothing is kept over a restart. Thread-safe.
 */
final class ProbeDesk implements AutoCloseable {

    /** So far back is looked: as for a retraining. */
    static final Duration LOOKED_AT = Duration.ofDays(400);

    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(ProbeDesk.class);

    private final List<Plot> plots;
    private final Histories histories;
    private final InstantSource clock;
    private final Map<String, ProbeJudgement> held = new ConcurrentHashMap<>();
    private final Map<String, Instant> next = new ConcurrentHashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread;
    private volatile boolean closed;

    /**
     * @param histories where recordings come from; asked on a thread of its own
     * @param clock the service's
     */
    ProbeDesk(List<Plot> plots, Histories histories, InstantSource clock) {
        this.plots = List.copyOf(plots);
        this.histories = histories;
        this.clock = clock;
        this.thread = Executors.newSingleThreadExecutor(r -> {
            Thread t = new Thread(r, "probes");
            t.setDaemon(true);
            t.setPriority(Thread.MIN_PRIORITY);
            return t;
        });
    }

    /** What is held of a plot's probes; null when nobody has looked yet. */
    @Nullable
    ProbeJudgement of(String plot) {
        return held.get(plot);
    }

    /** Begins to judge the plots that are due. Returns at once. */
    void beginWhenDue() {
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

    boolean isDue() {
        return plots.stream().anyMatch(this::isDue);
    }

    private boolean isDue(Plot plot) {
        return !clock.instant().isBefore(next.getOrDefault(plot.id(), Instant.MIN));
    }

    /** Judges the plots that are due, one after the other; nothing is thrown. */
    void run() {
        for (Plot plot : plots) {
            if (!closed && isDue(plot)) {
                judge(plot, clock.instant());
            }
        }
    }

    private void judge(Plot plot, Instant now) {
        try {
            PlotRecording recording = PlotRecording.of(plot, histories, now.minus(LOOKED_AT), now);
            held.put(plot.id(), new ProbeJudgement(now, false, PlotProbes.judge(recording, new TreeSet<>(), now)));
            next.put(plot.id(), now.plus(EVERY));
        } catch (InterruptedException e) { // closed
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the probes of {} are not judged: {}; tried again", plot.id(), e.getMessage());
            failed(plot, now.plus(AGAIN_AFTER));
        } catch (RuntimeException e) { // a fault here is not advice's
            LOG.error("the probes of {} are not judged", plot.id(), e);
            failed(plot, now.plus(EVERY));
        }
    }

    private void failed(Plot plot, Instant again) {
        ProbeJudgement before = held.get(plot.id());
        held.put(
                plot.id(),
                before == null
                        ? new ProbeJudgement(null, true, List.of())
                        : new ProbeJudgement(before.at(), true, before.probes()));
        next.put(plot.id(), again);
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("judging probes did not stop within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
