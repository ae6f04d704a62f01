package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.analytics.outlook.OutlookSource;
import vn.nuong.telemetry.site.Plot;

/**
 * The outlook of each plot, asked for on a thread of its own, so that advice never waits for it. A source that fails is asked again; what
 * it last said is used until it is {@link #LONGEST} old, then nothing is known. Thread-safe.
 */
final class OutlookFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutlookFeed.class);

    /** An outlook older than this, by the clock of advice, is not used any more. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration REST = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final Map<String, OutlookSource> sources = new ConcurrentHashMap<>();
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "outlooks");
        t.setDaemon(true);
        return t;
    });

    private record Told(Instant at, Outlook outlook) {}

    OutlookFeed(OutlookSetting setting, List<Plot> plots, InstantSource clock) {
        this.clock = clock;
        for (Plot plot : plots) {
            sources.put(plot.id(), setting.source(plot, line -> LOG.warn("the outlook of {}: {}", plot.id(), line)));
        }
    }

    /** Begins to ask; the first answers may take a while. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::refresh, 0, REST.toSeconds(), TimeUnit.SECONDS);
    }

    /** Asks every source once. */
    void refresh() {
        sources.forEach((plot, source) -> {
            Instant now = clock.instant();
            try {
                Outlook outlook = source.outlook(now);
                told.put(plot, new Told(now, outlook));
                if (faults.remove(plot) != null) {
                    LOG.info("the outlook of {} is had again", plot);
                }
            } catch (IOException | RuntimeException e) { // whatever a file or a service does, advice goes on
                String fault = String.valueOf(e.getMessage());
                if (!fault.equals(faults.put(plot, fault))) {
                    LOG.warn("no outlook of {}: {}; advice goes on with what it has, or without", plot, fault);
                }
            }
        });
    }

    /** What is known now; never waits. */
    Outlook of(Plot plot, Instant now) {
        Told last = told.get(plot.id());
        boolean usable = last != null && Duration.between(last.at(), now).abs().compareTo(LONGEST) < 0;
        if (last != null && usable) {
            return last.outlook();
        }
        String fault = faults.get(plot.id());
        return fault == null ? Outlook.none() : Outlook.unreached(fault);
    }

    /** Whether every source answered the last time it was asked. */
    boolean works() {
        return faults.isEmpty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
