package vn.nuong.analytics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.live.ForecastLog;
import vn.nuong.analytics.forecast.live.LiveForecasts;
import vn.nuong.analytics.forecast.live.LiveWeight;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.analytics.retrain.Cadence;
import vn.nuong.analytics.retrain.ChildProcess;
import vn.nuong.analytics.retrain.Retrainer;
import vn.nuong.analytics.store.AdviceStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * Advice for every pilot plot, made again whenever its clock has moved an hour or something new was read. One thread does it
 * all; a fault in one plot stops neither the others nor the next round. Reads its readings from ingest and the diaries from the
 * portal; without ingest its readings grow old by the clock, and advice says that it does not know.
 */
public final class AnalyticsService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsService.class);

    private final Clock clock;
    private final SiteConfig site;
    private final SiteReadings readings;
    private final SiteDiary diary;
    private final SourceDesk sources;
    private final AdviceStore store;
    private final MqttSession session;
    private final Publisher publisher;
    private final ForecastSource forecasts;
    private final ForecastLog forecastLog;
    private final ModelDesk models;
    private final Retrainer retrainer;
    private final ProbeDesk probes;
    private final OutlookFeed outlooks;
    private final BulletinFeed bulletins;
    private final List<PlotWorker> workers = new ArrayList<>();
    private final Map<String, Advice> latest = new ConcurrentHashMap<>();
    private final Map<String, WaterReport> water = new ConcurrentHashMap<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer evaluations;
    private final Counter failures;
    private final ScheduledExecutorService thread;
    private volatile boolean ingestReached;
    private volatile boolean storeWorks = true;
    private volatile boolean closed;
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // start() sets the server before it hands the service out
    private AnalyticsService(
            MqttSettings mqtt,
            URI ingest,
            URI portal,
            SiteConfig site,
            Clock clock,
            Path dataDir,
            OutlookSetting outlook,
            Optional<Path> bulletins,
            Cadence retrain)
            throws IOException {
        this.clock = clock;
        this.site = site;
        this.readings = new SiteReadings(new JsonClient(ingest), site, InstantSource.system());
        this.diary = new SiteDiary(new JsonClient(portal), InstantSource.system());
        this.sources = new SourceDesk(site, readings, diary::of);
        this.store = AdviceStore.open(dataDir.resolve("advice.sqlite"));
        this.forecastLog = ForecastLog.open(dataDir.resolve("forecasts.sqlite"));
        this.session = new MqttSession(mqtt);
        ModelRegistry registry = new ModelRegistry(dataDir.resolve("models"), ShippedModels.cards());
        this.forecasts = new ForecastSource(registry);
        PestSource pests = new PestSource(registry);
        LiveForecasts live = new LiveForecasts(forecastLog);
        LiveWeight weights = new LiveWeight(forecastLog);
        PastHistories past = new PastHistories(new JsonClient(ingest), new JsonClient(portal), site);
        this.retrainer = new Retrainer(
                dataDir.resolve("models"),
                retrain,
                site.pilotPlots(),
                past,
                new ChildProcess(forecasts.inUse().card().code()),
                clock);
        this.probes = new ProbeDesk(site.pilotPlots(), past, clock);
        this.models = new ModelDesk(site, forecasts, live, registry, retrainer, probes);
        this.outlooks = new OutlookFeed(outlook, site.pilotPlots(), clock);
        this.bulletins = new BulletinFeed(bulletins);
        this.evaluations = Timer.builder("nuong_evaluations")
                .description("Evaluations of a plot")
                .register(metrics);
        this.failures = Counter.builder("nuong_evaluation_failures")
                .description("Evaluations of a plot that failed")
                .register(metrics);
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread t = new Thread(work, "analytics");
            t.setDaemon(true);
            return t;
        });
        this.publisher = new Publisher(session, store, this::onThread);
        Instant now = clock.instant();
        for (Plot plot : site.pilotPlots()) {
            PlotWorker worker = new PlotWorker(site, plot, forecasts, pests, live, weights, store);
            worker.findStored(now).ifPresent(advice -> latest.put(plot.id(), advice));
            workers.add(worker);
        }
    }

    /**
     * Starts the service; returns once it listens. The broker, ingest and the portal may come later.
     *
     * @param ingest where readings are asked for
     * @param portal where diaries are asked for
     * @param clock the clock that advice is for; readings measured later are not used
     * @param dataDir folder for its own records and for models trained here
     * @param address where to listen
     * @param outlook where the weather expected comes from
     * @param bulletins file or folder with official storm bulletins; empty for none
     * @param retrain how often the soil-moisture model is trained anew
     * @param minWallBetweenEvaluations rest of the wall clock between two rounds
     * @throws IOException when its records cannot be opened
     */
    public static AnalyticsService start(
            Vertx vertx,
            MqttSettings mqtt,
            URI ingest,
            URI portal,
            SiteConfig site,
            Clock clock,
            Path dataDir,
            HttpService.Address address,
            OutlookSetting outlook,
            Optional<Path> bulletins,
            Cadence retrain,
            Duration minWallBetweenEvaluations)
            throws IOException {
        AnalyticsService service =
                new AnalyticsService(mqtt, ingest, portal, site, clock, dataDir, outlook, bulletins, retrain);
        try {
            service.server = HttpService.start(
                            vertx,
                            address,
                            service.operations(vertx),
                            service.health(vertx),
                            service.metrics,
                            router -> {})
                    .await();
        } catch (RuntimeException e) {
            service.closeRecords();
            throw e;
        }
        var unused = service.session.start();
        service.outlooks.start();
        var round = service.thread.scheduleWithFixedDelay(
                service::round, 0, Math.max(1, minWallBetweenEvaluations.toMillis()), TimeUnit.MILLISECONDS);
        return service;
    }

    public int port() {
        return server.actualPort();
    }

    /** The latest advice by plot. */
    public Map<String, Advice> latest() {
        return new TreeMap<>(latest);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close().await();
        outlooks.close();
        retrainer.close();
        probes.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("analytics did not end its round within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeRecords();
    }

    private void closeRecords() {
        session.close();
        metrics.close();
        close("advice", store);
        close("forecasts", forecastLog);
    }

    private static void close(String what, AutoCloseable records) {
        try {
            records.close();
        } catch (Exception e) {
            LOG.warn("the records of {} did not close cleanly: {}", what, e.getMessage());
        }
    }

    private void onThread(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(work);
        }
    }

    private void round() {
        Instant now = clock.instant();
        forecasts.refreshWhenDue();
        retrainer.beginWhenDue();
        try {
            readings.refresh(now);
            if (!ingestReached) {
                LOG.info("readings of {} are being read", site.site());
            }
            ingestReached = true;
            probes.beginWhenDue();
        } catch (IOException | RuntimeException e) {
            if (ingestReached) {
                LOG.warn("cannot read readings: {}; advice goes on with what it has, which grows old", e.getMessage());
            }
            ingestReached = false;
        }
        List<Bulletin> told = bulletins.read();
        for (PlotWorker worker : workers) {
            evaluate(worker, told, now);
        }
        try {
            publisher.publishAlerts();
        } catch (IOException | RuntimeException e) {
            LOG.error("cannot send alerts", e);
        }
    }

    private void evaluate(PlotWorker worker, List<Bulletin> told, Instant now) {
        Timer.Sample sample = Timer.start(metrics);
        try {
            Outlook outlook = outlooks.of(worker.plot(), now);
            worker.evaluateWhenDue(
                            readings, diary.of(worker.plot()), outlook, sources.of(worker.plot(), now), told, now)
                    .ifPresent(outcome -> {
                        sample.stop(evaluations);
                        latest.put(worker.plot().id(), outcome.advice());
                        water.put(worker.plot().id(), outcome.water());
                        publisher.publish(outcome.advice());
                    });
            storeWorks = true;
        } catch (IOException e) {
            storeWorks = false;
            failures.increment();
            LOG.error("no advice for {}", worker.plot().id(), e);
        } catch (RuntimeException e) { // one plot's fault is not the others'
            failures.increment();
            LOG.error("no advice for {}", worker.plot().id(), e);
        }
    }

    private HealthChecks health(Vertx vertx) {
        HealthChecks checks = HealthChecks.create(vertx);
        checks.register("broker", promise -> promise.complete(status(session.isConnected())));
        checks.register("ingest", promise -> promise.complete(status(ingestReached)));
        // Advice goes on without it, so the service stays up; the answer tells whoever looks.
        checks.register(
                "outlook", promise -> promise.complete(Status.OK(new JsonObject().put("reached", outlooks.works()))));
        checks.register(
                "bulletins", promise -> promise.complete(Status.OK(new JsonObject().put("read", bulletins.works()))));
        checks.register("store", promise -> promise.complete(status(storeWorks)));
        return checks;
    }

    private static Status status(boolean ok) {
        return ok ? Status.OK() : Status.KO();
    }

    private Map<String, Operation> operations(Vertx vertx) {
        return Map.of(
                "listAdvice", request -> Future.succeededFuture(Map.of("advice", listAdvice())),
                "getAdvice", request -> Future.succeededFuture(getAdvice(request)),
                "listAdviceHistory", request -> vertx.executeBlocking(() -> Map.of("advice", history(request))),
                "getWater", request -> Future.succeededFuture(getWater(request)),
                "getModel", request -> Future.succeededFuture(forecasts.report()),
                "getModelUse", request -> vertx.executeBlocking(() -> modelUse(request)));
    }

    private List<Advice> listAdvice() {
        return workers.stream()
                .map(w -> latest.get(w.plot().id()))
                .filter(a -> a != null)
                .toList();
    }

    private Advice getAdvice(ApiRequest request) {
        String plot = plotOf(request);
        Advice advice = latest.get(plot);
        if (advice == null) {
            throw ApiError.notFound("there is no advice for plot " + plot + " yet");
        }
        return advice;
    }

    private WaterReport getWater(ApiRequest request) {
        String plot = plotOf(request);
        WaterReport report = water.get(plot);
        if (report == null) {
            throw ApiError.notFound("the water of plot " + plot + " has not been reckoned yet; try again in a minute");
        }
        return report;
    }

    private ModelUse modelUse(ApiRequest request) throws IOException {
        String plot = plotOf(request);
        Advice advice = latest.get(plot);
        return models.use(plot, advice == null ? null : advice.forecast(), clock.instant());
    }

    private List<Advice> history(ApiRequest request) throws IOException {
        return store.history(
                plotOf(request), request.time("from"), request.time("to"), request.integer("limit", 1000, 1, 10_000));
    }

    private String plotOf(ApiRequest request) {
        String plot = request.path("plot");
        if (workers.stream().noneMatch(w -> w.plot().id().equals(plot))) {
            throw ApiError.notFound("plot \"" + plot + "\" gets no advice; these do: "
                    + workers.stream().map(w -> w.plot().id()).toList());
        }
        return plot;
    }
}
