package vn.nuong.sim;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.sim.device.TruthFile;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.sim.sample.SampleDevice;
import vn.nuong.sim.sample.SampleDevices;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Clocks;
import vn.nuong.telemetry.time.ReplayClock;

/**
 * The sample site's devices: publishes the recordings and the simulated devices by the replay clock, first what lies before
 * the clock's time and then each reading at its time, and tells others the clock over HTTP. The simulated fields do not know
 * what a farmer notes in the diary: they get no wetter when someone writes that he irrigated.
 *
 * <p>It keeps in its folder where the replay stands ({@code clock.json}, every second) and what was true of the simulated
 * devices ({@code truth.csv}). After a restart it publishes again from the last acknowledged message: some messages may go out
 * twice, none is left out. Thread-safe.
 */
public final class SimService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimService.class);

    private final ReplayClock clock;
    private final Path dataDir;
    private final MqttSession mqtt;
    private final Outbox outbox;
    private final Timetable timetable;
    private final HttpServer http;
    private final Optional<Instant> publishedBefore;
    private final ScheduledExecutorService keeper;
    private boolean closed;

    private SimService(
            ReplayClock clock,
            Path dataDir,
            MqttSession mqtt,
            Outbox outbox,
            Timetable timetable,
            HttpServer http,
            Optional<Instant> publishedBefore) {
        this.clock = clock;
        this.dataDir = dataDir;
        this.mqtt = mqtt;
        this.outbox = outbox;
        this.timetable = timetable;
        this.http = http;
        this.publishedBefore = publishedBefore;
        this.keeper = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sim-keeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts publishing; returns once the HTTP server listens, whether or not the broker is reached yet.
     *
     * @param dataDir writable folder for the replay's position and the truth file
     * @param history how long before the clock's start the first reading lies, when nothing was published before
     * @throws IOException when the folder cannot be written
     */
    public static SimService start(
            Vertx vertx,
            MqttSettings mqttSettings,
            ReplayClock clock,
            SiteConfig site,
            Path dataDir,
            HttpService.Address address,
            Duration history)
            throws IOException {
        Files.createDirectories(dataDir);
        Optional<Instant> before = ReplayState.find(dataDir).map(ReplayState::publishedTo);
        Instant from = before.orElse(clock.schedule().replayStart().minus(history));
        MqttSession mqtt = new MqttSession(mqttSettings);
        Outbox outbox = new Outbox(mqtt::publish, site.site(), Outbox.MAX_IN_FLIGHT);
        Future<HttpServer> http = listen(vertx, address, clock, mqtt, outbox);
        try { // the server starts while the fields are simulated
            List<SampleDevice> devices =
                    SampleDevices.of(site, from, clock.schedule().end());
            TruthFile.write(
                    dataDir.resolve("truth.csv"),
                    devices.stream().flatMap(d -> d.truth().stream()).toList());
            Timetable timetable = new Timetable(devices, clock, outbox);
            SimService service = new SimService(clock, dataDir, mqtt, outbox, timetable, http.await(), before);
            var unused = mqtt.start();
            timetable.start();
            var unusedTask = service.keeper.scheduleAtFixedRate(service::keep, 1, 1, TimeUnit.SECONDS);
            LOG.info(
                    "{} devices replay {} to {}",
                    devices.size(),
                    from,
                    clock.schedule().end());
            return service;
        } catch (IOException | RuntimeException e) {
            mqtt.close();
            var unused = http.onSuccess(HttpServer::close);
            throw e;
        }
    }

    private static Future<HttpServer> listen(
            Vertx vertx, HttpService.Address address, ReplayClock clock, MqttSession mqtt, Outbox outbox) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FunctionCounter.builder("nuong.sim.readings.published", outbox, Outbox::readings)
                .description("readings handed to the broker's client since the start")
                .register(metrics);
        FunctionCounter.builder("nuong.sim.readings.acknowledged", outbox, Outbox::readingsAcknowledged)
                .description("readings the broker acknowledged since the start")
                .register(metrics);
        HealthChecks health = HealthChecks.create(vertx);
        health.register("broker", 1000, promise -> promise.complete(mqtt.isConnected() ? Status.OK() : Status.KO()));
        return HttpService.start(
                vertx,
                address,
                Map.of("getClock", request -> Future.succeededFuture(Clocks.tell(clock))),
                health,
                metrics,
                router -> {});
    }

    /** The HTTP server's port. */
    public int port() {
        return http.actualPort();
    }

    /** Readings that the broker acknowledged since this process started. */
    public long readingsAcknowledged() {
        return outbox.readingsAcknowledged();
    }

    /** Completes once everything before the clock's time is acknowledged by the broker. */
    public CompletableFuture<Void> historyPublished() {
        return timetable.historyPublished();
    }

    /** Publishes nothing more. @return completes when everything published is acknowledged by the broker */
    public CompletableFuture<Void> stopPublishing() {
        return timetable.stop();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        var unused = timetable.stop();
        keeper.shutdown();
        keep();
        mqtt.close();
        http.close().await();
    }

    private synchronized void keep() {
        Instant publishedTo = outbox.acknowledgedTo().or(() -> publishedBefore).orElse(null);
        try {
            new ReplayState(clock.instant(), clock.schedule().end(), publishedTo).save(dataDir);
        } catch (IOException e) {
            LOG.error("cannot keep where the replay stands in {}; a restart would publish more again", dataDir, e);
        }
    }
}
