package vn.nuong.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.spool.Spool;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * Takes what devices publish on the local broker and forwards it to the broker upstream, in order and at least once. In
 * between it lies in a spool on disk, so that neither an outage upstream nor a restart of the gateway loses anything. What
 * ingest says of a device's messages comes down to the local broker.
 */
public final class GatewayService implements AutoCloseable {

    /** How large the spool grows unless told otherwise: weeks of a site's readings. */
    public static final long DEFAULT_MAX_SPOOL_BYTES = 2L * 1024 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);

    private final Spool spool;
    private final MqttSession local;
    private final MqttSession upstream;
    private final SpoolWriter writer;
    private final Forwarder forwarder;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpServer http;

    private GatewayService(
            MqttSettings localBroker,
            MqttSettings upstreamBroker,
            Spool spool,
            Vertx vertx,
            HttpService.Address address) {
        this.spool = spool;
        this.local = new MqttSession(localBroker);
        this.upstream = new MqttSession(upstreamBroker);
        this.forwarder = new Forwarder(spool, upstream);
        this.writer = new SpoolWriter(spool, Clock.systemUTC(), forwarder::wake);
        local.subscribe(Topic.readingsFilter(), writer::accept);
        local.subscribe(Topic.aboutFilter(), writer::accept);
        upstream.subscribe(Topic.errorsFilter(), this::passDown);
        measure();
        this.http = HttpService.start(vertx, address, Map.of(), health(vertx), metrics, router -> {})
                .await();
    }

    /** The same with a spool of {@value #DEFAULT_MAX_SPOOL_BYTES} bytes at most. */
    public static GatewayService start(
            MqttSettings local, MqttSettings upstream, Path spoolFile, Vertx vertx, HttpService.Address address) {
        return start(local, upstream, spoolFile, DEFAULT_MAX_SPOOL_BYTES, vertx, address);
    }

    /**
     * Starts, and returns once it listens on the local broker; upstream may be away. Blocks: not for an event loop.
     *
     * @param spoolFile made when missing; what it holds is forwarded first
     * @param maxSpoolBytes when the spool is this large, messages stay in the local broker
     */
    public static GatewayService start(
            MqttSettings local,
            MqttSettings upstream,
            Path spoolFile,
            long maxSpoolBytes,
            Vertx vertx,
            HttpService.Address address) {
        Spool spool = Spool.open(spoolFile, maxSpoolBytes);
        GatewayService service;
        try {
            service = new GatewayService(local, upstream, spool, vertx, address);
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
        service.run();
        return service;
    }

    private void run() {
        if (spool.depth() > 0) {
            LOG.info("{} messages wait in the spool to be forwarded", spool.depth());
        }
        writer.start();
        forwarder.start();
        var unused = upstream.start();
        local.start().join();
        LOG.info("the gateway forwards; its health is on port {}", port());
    }

    /** What upstream did not take of a device's messages is told to it here, where it listens. */
    private void passDown(Delivery delivery) {
        var unused = local.publish(delivery.topic(), delivery.payload(), false).whenComplete((done, failure) -> {
            if (failure == null) {
                delivery.acknowledge().run();
            } else {
                LOG.debug("what came on {} comes again at the next start", delivery.topic(), failure);
            }
        });
    }

    private void measure() {
        FunctionCounter.builder("nuong.gateway.received", writer, SpoolWriter::taken)
                .description("Messages taken from devices into the spool since the start")
                .register(metrics);
        FunctionCounter.builder("nuong.gateway.forwarded", forwarder, Forwarder::forwarded)
                .description("Messages acknowledged upstream since the start")
                .register(metrics);
        Gauge.builder("nuong.gateway.spooled", spool, Spool::depth)
                .description("Messages that wait in the spool")
                .register(metrics);
        Gauge.builder("nuong.gateway.spooled.bytes", spool, Spool::bytes)
                .description("What the waiting messages take")
                .register(metrics);
        Gauge.builder("nuong.gateway.upstream.connected", upstream, session -> session.isConnected() ? 1 : 0)
                .description("1 while the broker upstream is reached")
                .register(metrics);
    }

    private HealthChecks health(Vertx vertx) {
        HealthChecks health = HealthChecks.create(vertx);
        health.register("local-broker", check -> check.complete(status(local.isConnected(), new JsonObject())));
        // Bridging an outage upstream is what the gateway is for, so it is told but does not make the gateway ill.
        health.register(
                "upstream-broker",
                check -> check.complete(Status.OK(new JsonObject().put("connected", upstream.isConnected()))));
        health.register("spool", check -> {
            String trouble = writer.trouble();
            JsonObject data = new JsonObject().put("depth", spool.depth()).put("bytes", spool.bytes());
            if (trouble != null) {
                data.put("trouble", trouble);
            }
            check.complete(status(trouble == null && writer.isRunning() && forwarder.isRunning(), data));
        });
        return health;
    }

    private static Status status(boolean well, JsonObject data) {
        return well ? Status.OK(data) : Status.KO(data);
    }

    /** Where its health and metrics are. */
    public int port() {
        return http.actualPort();
    }

    /** Messages that wait in the spool. */
    public long spooled() {
        return spool.depth();
    }

    /** Stops taking in, then forwarding; what is not upstream stays in the spool. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        http.close().onFailure(e -> LOG.warn("the gateway's HTTP server did not close", e));
        writer.close();
        local.close();
        forwarder.close();
        upstream.close();
        spool.close();
    }
}
