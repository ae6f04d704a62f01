package vn.nuong.ingest.review;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.quality.Judge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * Judges stored readings again, now that others around them are known, and keeps flags and aggregates right. One plot at a time,
 * with all its devices, because a reading of one may speak for or against another; a device that stands in no plot alone. A long
 * range is reviewed in parts, so that memory stays bounded.
 *
 * <p>Everything goes by measured time: a replay of an old year is reviewed as the year was. Reviewing again changes nothing; when
 * the store is away or the process ends, the device stays due and is reviewed from the start.
 */
public final class Reviewer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reviewer.class);

    private static final long DAY_NS = 86_400_000_000_000L;

    /** Days reviewed at once. */
    private static final int PART_DAYS = 30;

    /** Readings held at once: some 50 MB. */
    private static final int MOST_READINGS = 1_000_000;

    /** Due devices that are looked through for those of the same plot. */
    private static final int LOOK_AHEAD = 256;

    private static final long IDLE_MS = 500;
    private static final long STORE_AWAY_MS = 5_000;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final ReviewQueue queue;
    private final ReadingStore store;
    private final SiteConfig config;
    private final BiFunction<String, String, ZoneId> zones;
    private final LongSupplier nowNs;
    private final BooleanSupplier busy;
    private final PlotReadings readings;
    private final int partDays;

    /** Devices whose review failed, with the change it failed at. */
    private final Map<String, Long> failed = new HashMap<>();

    private volatile int waiting;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * @param zones whose day a day is, by site and device
     * @param nowNs the wall clock, nanoseconds since 1970, for when a reading was judged
     * @param busy whether the store is needed for something more urgent: the reviewer then waits
     */
    public Reviewer(
            ReviewQueue queue,
            ReadingStore store,
            SiteConfig config,
            BiFunction<String, String, ZoneId> zones,
            LongSupplier nowNs,
            BooleanSupplier busy) {
        this(queue, store, config, zones, nowNs, busy, PART_DAYS, MOST_READINGS);
    }

    Reviewer(
            ReviewQueue queue,
            ReadingStore store,
            SiteConfig config,
            BiFunction<String, String, ZoneId> zones,
            LongSupplier nowNs,
            BooleanSupplier busy,
            int partDays,
            int mostReadings) {
        this.queue = queue;
        this.store = store;
        this.config = config;
        this.zones = zones;
        this.nowNs = nowNs;
        this.busy = busy;
        this.partDays = partDays;
        this.readings = new PlotReadings(store, mostReadings);
    }

    /** Begins to review on a thread of its own. */
    public synchronized void start() {
        Thread started = new Thread(this::run, "review");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** How many devices waited for a review when it last looked. */
    public int waiting() {
        return waiting;
    }

    private void run() {
        while (closing.getCount() > 0) {
            long began = System.nanoTime();
            long pauseMs = IDLE_MS;
            try {
                waiting = queue.length();
                if (!busy.getAsBoolean() && reviewNext()) {
                    // Twice as long as the work took, so that the store is free two thirds of the time.
                    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                    pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * tookMs);
                }
            } catch (StoreException e) {
                LOG.warn("readings are reviewed when the store answers again: {}", e.getMessage());
                pauseMs = STORE_AWAY_MS;
            } catch (RuntimeException e) {
                LOG.error("what waits for a review cannot be read or settled; it is tried again", e);
                pauseMs = STORE_AWAY_MS;
            }
            pause(pauseMs);
        }
    }

    private void pause(long ms) {
        try {
            closing.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /**
     * Reviews the device that waits longest, with the others of its plot that wait.
     *
     * @return whether there was one
     * @throws StoreException when the store is away; the device stays due
     */
    public boolean reviewNext() {
        List<ReviewQueue.Due> waiting = queue.due(LOOK_AHEAD).stream()
                .filter(d -> failed.getOrDefault(name(d), Long.MIN_VALUE) != d.change())
                .toList();
        if (waiting.isEmpty()) {
            return false;
        }
        ReviewQueue.Due first = waiting.get(0);
        Optional<Plot> plot = config.findPlotOf(first.site(), first.device());
        List<String> devices = plot.map(Plot::devices).orElse(List.of(first.device()));
        List<ReviewQueue.Due> together = waiting.stream()
                .filter(d -> d.site().equals(first.site()) && devices.contains(d.device()))
                .toList();
        Map<String, PlotReview.Changed> changed = new HashMap<>();
        together.forEach(d -> changed.put(d.device(), new PlotReview.Changed(d.fromNs(), d.toNs())));
        ZoneId zone = zones.apply(first.site(), first.device());
        PlotReview review = new PlotReview(store, nowNs, first.site(), zone, PlotContext.of(plot), changed);
        try {
            for (Span span : spans(together, zone)) {
                if (!review(review, first, devices, span, zone)) {
                    return true; // closing
                }
            }
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) { // of one plot's readings: the others must not wait for it
            LOG.error(
                    "device {} cannot be reviewed; it is tried again when something new of it comes",
                    first.device(),
                    e);
            together.forEach(d -> failed.put(name(d), d.change()));
            return true;
        }
        done(review, together, first.site());
        return true;
    }

    private static String name(ReviewQueue.Due due) {
        return due.site() + "/" + due.device();
    }

    private void done(PlotReview review, List<ReviewQueue.Due> together, String site) {
        Map<String, Map<LocalDate, Integer>> flagged = review.flaggedByDay();
        for (ReviewQueue.Due due : together) {
            Map<LocalDate, Integer> days = flagged.remove(due.device());
            queue.done(due, days == null ? Map.of() : days);
        }
        // A device that had nothing new can have been judged otherwise by what its neighbours measured.
        flagged.forEach((device, days) -> queue.done(new ReviewQueue.Due(site, device, 0, 0, -1), days));
    }

    /** Local days from the start of one to that of another. */
    private record Span(long fromNs, long toNs) {}

    /** What a changed reading can change the verdict of: so far before it as the tests look ahead, so far after as they look back. */
    private static List<Span> spans(List<ReviewQueue.Due> dues, ZoneId zone) {
        List<Span> sorted = dues.stream()
                .map(d -> new Span(
                        Aggregator.dayOf(d.fromNs() - Judge.AFTER_NS, zone),
                        Aggregator.dayAfter(d.toNs() + Judge.BEFORE_NS, zone)))
                .sorted((a, b) -> Long.compare(a.fromNs(), b.fromNs()))
                .toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.fromNs() <= last.toNs()) {
                merged.set(merged.size() - 1, new Span(last.fromNs(), Math.max(last.toNs(), span.toNs())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** @return false when it was stopped */
    private boolean review(PlotReview review, ReviewQueue.Due first, List<String> devices, Span span, ZoneId zone) {
        long fromNs = span.fromNs();
        int days = partDays;
        long context = Judge.BEFORE_NS;
        while (fromNs < span.toNs()) {
            while (busy.getAsBoolean() && closing.getCount() > 0) {
                pause(IDLE_MS);
            }
            if (closing.getCount() == 0) {
                return false;
            }
            long toNs = Math.min(span.toNs(), Aggregator.dayOf(fromNs + days * DAY_NS + DAY_NS / 2, zone));
            Optional<List<StoredSeries>> found =
                    readings.find(first.site(), devices, fromNs - context, toNs + Math.min(context, Judge.AFTER_NS));
            if (found.isPresent()) {
                review.review(readings.withPlateaus(first.site(), found.get(), fromNs - context, fromNs), fromNs, toNs);
                fromNs = toNs;
                days = partDays;
                context = Judge.BEFORE_NS;
            } else if (days > 1) {
                days = days / 2;
            } else if (context > 0) {
                context = context > DAY_NS ? context / 4 : 0;
            } else {
                for (String device : devices) {
                    alone(review, first.site(), device, fromNs, toNs);
                }
                fromNs = toNs;
            }
        }
        return true;
    }

    /** A day on which a plot's devices together have more readings than are held at once. */
    private void alone(PlotReview review, String site, String device, long fromNs, long toNs) {
        readings.find(site, List.of(device), fromNs, toNs)
                .ifPresentOrElse(
                        found -> review.review(found, fromNs, toNs),
                        () -> LOG.warn(
                                "device {} has more readings on one day than can be reviewed; they keep the flags they got"
                                        + " on arrival and have no aggregates",
                                device));
    }

    /** Stops after what is being written; what it was at stays due. */
    @Override
    public void close() {
        closing.countDown();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
