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
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.api.DeviceInsight;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.pipeline.DeviceErrors;
import vn.nuong.ingest.pipeline.IngestMetrics;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/**
 * Ingest: takes readings from the broker, acknowledges what is on disk, stores every reading once, and accounts for each. Answers
 * for stored readings, for devices, and for what was refused.
 */
public final class IngestService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final long CLOSE_WITHIN_S = 15;

    private final ReadingStore store;
    private final RecordStore records;
    private final Journal journal;
    private final IngestPipeline pipeline;
    private final MqttSession session;
    private final HttpServer http;
    private final AtomicBoolean closed = new AtomicBoolean();

    private IngestService(
            ReadingStore store,
            RecordStore records,
            Journal journal,
            IngestPipeline pipeline,
            MqttSession session,
            HttpServer http) {
        this.store = store;
        this.records = records;
        this.journal = journal;
        this.pipeline = pipeline;
        this.session = session;
        this.http = http;
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
        DataFolder folder = DataFolder.open(settings.data());
        RecordStore records = RecordStore.open(folder.records());
        Journal journal = null;
        IngestPipeline pipeline = null;
        MqttSession session = new MqttSession(settings.mqtt());
        try {
            journal = Journal.open(folder.journal(), settings.journal());
            if (records.lacksStoredCount()) {
                records.countStored(store.count());
            }
            long lastReceivedNs = Math.max(records.lastReceivedNs(), journal.lastReceivedNs());
            SteadyClock clock = new SteadyClock(wall, System::nanoTime, Times.ofEpochNanos(lastReceivedNs));
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            pipeline = IngestParts.pipeline(
                    journal,
                    store,
                    records,
                    site,
                    clock,
                    new IngestMetrics(metrics, records.accounting()),
                    new DeviceErrors(session, clock));
            pipeline.start();
            session.subscribe(Topic.readingsFilter(), pipeline::accept);
            session.subscribe(Topic.aboutFilter(), pipeline::accept);
            IngestApi api =
                    new IngestApi(vertx, store, records, site, pipeline, clock, DeviceInsight.DECLARED);
            HttpServer http = HttpService.start(
                            vertx,
                            address,
                            api.operations(),
                            health(vertx, session, store, pipeline),
                            metrics,
                            router -> {})
                    .await();
            session.start().join();
            LOG.info("ingest answers on {}:{}", address.host(), http.actualPort());
            return new IngestService(store, records, journal, pipeline, session, http);
        } catch (RuntimeException e) {
            session.close();
            if (pipeline != null) {
                pipeline.close();
            }
            if (journal != null) {
                journal.close();
            }
            records.close();
            throw e;
        }
    }

    private static HealthChecks health(Vertx vertx, MqttSession session, ReadingStore store, IngestPipeline pipeline) {
        return HealthChecks.create(vertx)
                .register("broker", promise -> promise.complete(session.isConnected() ? Status.OK() : Status.KO()))
                .register("journal", promise -> promise.complete(journalStatus(pipeline)))
                .register(
                        "store",
                        promise -> vertx.<Status>executeBlocking(
                                        () -> {
                                            Optional<String> trouble = pipeline.trouble();
                                            if (trouble.isPresent()) {
                                                throw new StoreException(trouble.get(), null);
                                            }
                                            store.check();
                                            return Status.OK();
                                        },
                                        false)
                                .onComplete(promise));
    }

    private static Status journalStatus(IngestPipeline pipeline) {
        JsonObject data =
                new JsonObject().put("waiting_bytes", pipeline.waitingBytes()).put("lag_ms", pipeline.lagMs());
        return pipeline.journalTrouble()
                .map(trouble -> Status.KO(data.put("trouble", trouble)))
                .orElse(Status.OK(data));
    }

    /** The port it listens on. */
    public int port() {
        return http.actualPort();
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
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pipeline.close();
        session.close();
        await("stop listening", http.close());
        journal.close();
        records.close();
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
