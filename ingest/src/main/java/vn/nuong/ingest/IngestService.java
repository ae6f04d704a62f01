package vn.nuong.ingest;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.pipeline.DeviceErrors;
import vn.nuong.ingest.pipeline.IngestMetrics;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.pipeline.Parser;
import vn.nuong.ingest.quality.OnlineJudge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.register.DeviceRegister;
import vn.nuong.ingest.review.Retention;
import vn.nuong.ingest.review.Reviewer;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.watch.SiteWatch;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.site.DeviceProfiles;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/**
 * Ingest: takes readings from the broker, acknowledges what is on disk, stores every reading once, and accounts for each. Answers
 * for stored readings, for devices, and for what was refused.
 */
public final class IngestService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final long CLOSE_WITHIN_S = 15;
    private static final long STORE_ANSWERS_WITHIN_MS = 3_000;

    private static final Duration FIRST_ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ReadingStore store;
    private final StoreCheck storeCheck;
    private final RecordStore records;
    private final IngestPipeline pipeline;
    private final HttpServer http;
    private final List<AutoCloseable> parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private IngestService(
            ReadingStore store,
            StoreCheck storeCheck,
            RecordStore records,
            IngestPipeline pipeline,
            HttpServer http,
            List<AutoCloseable> parts) {
        this.store = store;
        this.storeCheck = storeCheck;
        this.records = records;
        this.pipeline = pipeline;
        this.http = http;
        this.parts = List.copyOf(parts);
    }

    /**
     * Starts ingest and waits until it is subscribed and listens. Blocks; for a plain thread. {@link #close()} leaves the
     * Vert.x instance and the store to whoever made them.
     *
     * @param settings its data folder is written by nobody else ({@link DataLock})
     * @param site tells which device stands in which plot; readings of other devices are kept all the same
     * @param wall what "received" and "from the future" are judged by
     * @throws StoreException when the data folder cannot be used
     */
    public static IngestService start(
            Vertx vertx,
            IngestSettings settings,
            ReadingStore store,
            SiteConfig site,
            Clock wall,
            HttpService.Address address) {
        Deque<AutoCloseable> parts = new ArrayDeque<>(); // the last one started is the first to be closed
        try {
            DataFolder folder = DataFolder.open(settings.data());
            RecordStore records = part(parts, RecordStore.open(folder.records()));
            countStored(records, store);
            Journal journal = part(parts, Journal.open(folder.journal(), settings.journal()));
            long lastReceivedNs = Math.max(records.lastReceivedNs(), journal.lastReceivedNs());
            SteadyClock clock = new SteadyClock(wall, System::nanoTime, Times.ofEpochNanos(lastReceivedNs));
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            ServiceMetrics figures = part(parts, new ServiceMetrics(metrics, store));
            figures.watch(journal);
            Inbox inbox = part(
                    parts, new Inbox(settings, records)); // closed after the pipeline, which acknowledges to its end
            KnownDevices devices = new KnownDevices(site, records.devices(), records.abouts());
            figures.watch(inbox);
            DeviceProfiles profiles = DeviceProfiles.of(site);
            Parser parser = (topic, payload, received) -> PayloadParser.parse(topic, payload, received, profiles);
            OnlineJudge judge = new OnlineJudge(
                    (ofSite, device) -> PlotContext.of(site.findPlotOf(ofSite, device)),
                    () -> Times.toEpochNanos(clock.instant()));
            IngestPipeline pipeline = new IngestPipeline(new IngestPipeline.Parts(
                    journal,
                    store,
                    records,
                    new DeviceRegister(records.devices()),
                    parser,
                    judge::judge,
                    devices,
                    clock,
                    settings.keepRaw(),
                    new IngestMetrics(metrics, records.accounting()),
                    new DeviceErrors(inbox::publish, clock, IngestService::later)));
            part(parts, pipeline);
            pipeline.start();
            StoreCheck storeCheck = part(parts, new StoreCheck(store, pipeline::storeTrouble));
            storeCheck.start();
            figures.watchHealth(() -> inbox.isConnected()
                    && pipeline.trouble().isEmpty()
                    && storeCheck.trouble().isEmpty());
            SiteWatch watch = part(
                    parts,
                    new SiteWatch(
                            clock,
                            records,
                            new WatchedField(devices, store, clock),
                            site.site(),
                            devices.zone(site.site(), ""),
                            site.sample(),
                            () -> inbox.isConnected() && !pipeline.isBusy(),
                            () -> pipeline.trouble()
                                    .or(storeCheck::trouble)
                                    .or(() -> pipeline.damage().stream().findFirst())
                                    .orElse(null),
                            inbox::publish));
            IngestApi api = new IngestApi(vertx, store, records, site, pipeline, devices, clock);
            HttpServer http = HttpService.start(
                            vertx,
                            address,
                            api.operations(),
                            health(vertx, inbox, store, pipeline),
                            metrics,
                            router -> {})
                    .await();
            parts.push(() -> await("stop listening", http.close()));
            inbox.start(pipeline::accept).join();
            part(parts, new Confirmations(() -> inbox.ask(pipeline::accept), pipeline::confirmed, records::confirmed))
                    .start();
            watch.start();
            Reviewer reviewer = part(
                    parts,
                    new Reviewer(
                            records,
                            store,
                            site,
                            devices::zone,
                            () -> Times.toEpochNanos(clock.instant()),
                            pipeline::isBusy));
            figures.watch(reviewer);
            reviewer.start();
            part(parts, new FutureReadings(records, devices, clock, parser, pipeline::retry))
                    .start();
            if (settings.keepRaw() != null) {
                part(parts, new Retention(settings.keepRaw(), store, records, clock))
                        .start();
            }
            return new IngestService(store, storeCheck, records, pipeline, http, List.copyOf(parts));
        } catch (RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    /** An accounting that an earlier version did not keep begins with what is stored; with a store that is away, later. */
    private static void countStored(RecordStore records, ReadingStore store) {
        if (records.lacksStoredCount()) {
            try {
                records.countStored(store.count());
            } catch (StoreException e) {
                LOG.info("what is stored is counted once the store answers: {}", e.getMessage());
            }
        }
    }

    private static void later(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(work);
    }

    private static <T extends AutoCloseable> T part(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static void close(Iterable<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) { // the others are closed all the same
                LOG.warn("{} did not close", part.getClass().getSimpleName(), e);
            }
        }
    }

    private static HealthChecks health(Vertx vertx, Inbox inbox, ReadingStore store, IngestPipeline pipeline) {
        return HealthChecks.create(vertx)
                .register("broker", promise -> promise.complete(inbox.isConnected() ? Status.OK() : Status.KO()))
                .register("journal", promise -> promise.complete(journalStatus(pipeline)))
                .register(
                        "store",
                        2 * STORE_ANSWERS_WITHIN_MS,
                        promise -> vertx.<Status>executeBlocking(
                                        () -> {
                                            Optional<String> trouble = pipeline.storeTrouble();
                                            if (trouble.isPresent()) {
                                                throw new StoreException(trouble.get(), null);
                                            }
                                            store.check();
                                            return Status.OK();
                                        },
                                        false)
                                .timeout(STORE_ANSWERS_WITHIN_MS, TimeUnit.MILLISECONDS)
                                .recover(why -> Future.failedFuture(
                                        why instanceof TimeoutException
                                                ? new StoreException(
                                                        "the store has not answered within " + STORE_ANSWERS_WITHIN_MS
                                                                + " ms",
                                                        why)
                                                : why))
                                .onComplete(promise));
    }

    private static Status journalStatus(IngestPipeline pipeline) {
        JsonObject data =
                new JsonObject().put("waiting_bytes", pipeline.waitingBytes()).put("lag_ms", pipeline.lagMs());
        if (!pipeline.damage().isEmpty()) {
            data.put("damage", String.join("; ", pipeline.damage()));
        }
        return pipeline.journalTrouble()
                .or(pipeline::settlingTrouble)
                .map(trouble -> Status.KO(data.put("trouble", trouble)))
                .orElse(Status.OK(data));
    }

    /** The port it listens on. */
    public int port() {
        return http.actualPort();
    }

    /**
     * Why the store takes nothing just now; empty while it does. What comes meanwhile waits in the journal. Waits up to ten seconds
     * for the store's first answer since the start.
     */
    public Optional<String> storeTrouble() {
        return pipeline.storeTrouble().or(() -> storeCheck.troubleWithin(FIRST_ANSWER_WITHIN));
    }

    /** Every reading dealt with so far, up to the last checkpoint. Blocks; for a worker thread or a plain one. */
    public Accounting accounting() {
        return records.accounting();
    }

    /** Whether nothing waits in the journal, so that the accounting is complete. */
    public boolean isSettled() {
        return pipeline.isSettled();
    }

    /** How many readings are in the store, counted there. Blocks. */
    public long count() {
        return store.count();
    }

    /**
     * Stops taking messages, stores what waits when the store takes it, and disconnects. Does nothing the second time.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            close(parts);
        }
    }

    private static void await(String what, Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(CLOSE_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            LOG.warn("ingest could not {}: {}", what, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("ingest could not {} within {} s", what, CLOSE_WITHIN_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
