package vn.nuong.ingest;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * Ingest: takes readings from the broker, stores them, and acknowledges only what is durable. Answers for stored readings,
 * for devices and for what was refused.
 */
public final class IngestService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final long CLOSE_WITHIN_S = 15;

    private final Vertx vertx;
    private final ReadingStore store;
    private final RecordStore records;
    private final IngestPipeline pipeline;
    private final MqttSession session;
    private final String deployment;
    private final HttpServer http;
    private final AtomicBoolean closed = new AtomicBoolean();

    private IngestService(
            Vertx vertx,
            ReadingStore store,
            RecordStore records,
            IngestPipeline pipeline,
            MqttSession session,
            String deployment,
            HttpServer http) {
        this.vertx = vertx;
        this.store = store;
        this.records = records;
        this.pipeline = pipeline;
        this.session = session;
        this.deployment = deployment;
        this.http = http;
    }

    /**
     * Starts ingest and waits until it is subscribed and listens. Blocks; for a plain thread. {@link #close()} leaves the
     * Vert.x instance and both stores to whoever made them.
     *
     * @param site tells which device stands in which plot; readings of other devices are kept all the same
     * @param wall what "received" and "from the future" are judged by
     */
    public static IngestService start(
            Vertx vertx,
            MqttSettings mqtt,
            ReadingStore store,
            RecordStore records,
            SiteConfig site,
            Clock wall,
            HttpService.Address address) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        IngestPipeline pipeline = new IngestPipeline(store, records, wall, metrics);
        String deployment = vertx.deployVerticle(pipeline).await();
        MqttSession session = new MqttSession(mqtt);
        try {
            session.beforeConnecting(pipeline::connecting);
            session.subscribe(Topic.readingsFilter(), pipeline::accept);
            session.subscribe(Topic.aboutFilter(), pipeline::accept);
            IngestApi api = new IngestApi(vertx, store, records, site, () -> counts(pipeline, store, records));
            HealthChecks health = health(vertx, session, store, pipeline);
            HttpServer http = HttpService.start(vertx, address, api.operations(), health, metrics, router -> {})
                    .await();
            session.start().join();
            LOG.info("ingest answers on {}:{}", address.host(), http.actualPort());
            return new IngestService(vertx, store, records, pipeline, session, deployment, http);
        } catch (RuntimeException e) {
            session.close();
            vertx.undeploy(deployment).await();
            throw e;
        }
    }

    private static HealthChecks health(Vertx vertx, MqttSession session, ReadingStore store, IngestPipeline pipeline) {
        return HealthChecks.create(vertx)
                .register("broker", promise -> promise.complete(session.isConnected() ? Status.OK() : Status.KO()))
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

    /** The port it listens on. */
    public int port() {
        return http.actualPort();
    }

    /** Blocks; for a worker thread or a plain one. */
    public Counts counts() {
        return counts(pipeline, store, records);
    }

    private static Counts counts(IngestPipeline pipeline, ReadingStore store, RecordStore records) {
        return new Counts(pipeline.acknowledged(), store.count(), records.refusedByReason());
    }

    /**
     * Stops taking messages, finishes the batch being written, and disconnects; what waits stays with the broker. Does nothing
     * the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean settled = await("finish its last batch", pipeline.finish());
        boolean connected = session.isConnected();
        session.close();
        if (settled && connected) {
            await("note what the broker knows as settled", pipeline.endedInOrder());
        }
        await("stop listening", http.close());
        await("stop", vertx.undeploy(deployment));
    }

    private static boolean await(String what, Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(CLOSE_WITHIN_S, TimeUnit.SECONDS);
            return true;
        } catch (java.util.concurrent.ExecutionException | CompletionException e) {
            LOG.warn("ingest could not {}: {}", what, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("ingest could not {} within {} s", what, CLOSE_WITHIN_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
