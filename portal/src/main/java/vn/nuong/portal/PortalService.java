package vn.nuong.portal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.api.Forwarder;
import vn.nuong.portal.api.PortalApi;
import vn.nuong.portal.diary.Diary;
import vn.nuong.portal.ingest.IngestRecords;
import vn.nuong.portal.live.AdviceBoard;
import vn.nuong.portal.live.AlertMail;
import vn.nuong.portal.live.EventStream;
import vn.nuong.portal.live.Subscriptions;
import vn.nuong.portal.store.AlertStore;
import vn.nuong.portal.store.Database;
import vn.nuong.portal.store.DeviceAlertStore;
import vn.nuong.portal.store.DiaryStore;
import vn.nuong.portal.store.TurnStore;
import vn.nuong.portal.web.Answers;
import vn.nuong.portal.web.Exports;
import vn.nuong.portal.web.FieldData;
import vn.nuong.portal.web.Operations;
import vn.nuong.portal.web.Pages;
import vn.nuong.portal.web.PlotModel;
import vn.nuong.portal.web.PlotWater;
import vn.nuong.portal.web.Records;
import vn.nuong.portal.web.Web;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** The pages, the API in front of all services, the diary and the alerts. Thread-safe. */
public final class PortalService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortalService.class);
    private static final Duration FIRST_MAIL_RETRY = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private int port;

    /**
     * Where the services answer that own what the portal shows.
     *
     * @param ingest readings and devices
     * @param analytics advice
     * @param clock who keeps the replay's clock; null when time is the real one, or this process keeps the clock itself
     */
    public record Sources(
            URI ingest, URI analytics, @Nullable URI clock) {}

    private record AdviceList(List<Advice> advice) {}

    private PortalService() {}

    /**
     * Starts the portal; returns once it answers. The broker may be away at first. Blocks.
     *
     * @param clock by which ages and answers are counted
     * @param dataDir where {@code portal.db} is kept
     * @param smtp how alerts are mailed; empty for not at all
     * @throws IllegalArgumentException when the folder cannot be written
     */
    public static PortalService start(
            Vertx vertx,
            MqttSettings mqtt,
            Sources sources,
            SiteConfig site,
            Clock clock,
            Path dataDir,
            HttpService.Address address,
            Optional<Smtp> smtp) {
        return start(vertx, mqtt, sources, site, clock, dataDir, address, smtp, FIRST_MAIL_RETRY);
    }

    static PortalService start(
            Vertx vertx,
            MqttSettings mqtt,
            Sources sources,
            SiteConfig site,
            Clock clock,
            Path dataDir,
            HttpService.Address address,
            Optional<Smtp> smtp,
            Duration firstMailRetry) {
        PortalService service = new PortalService();
        try {
            service.wire(vertx, mqtt, sources, site, clock, dataDir, address, smtp, firstMailRetry);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void wire(
            Vertx vertx,
            MqttSettings mqtt,
            Sources sources,
            SiteConfig site,
            Clock clock,
            Path dataDir,
            HttpService.Address address,
            Optional<Smtp> smtp,
            Duration firstMailRetry) {
        Clock wall = Clock.systemUTC();
        Database database = closing(Database.open(dataDir));
        DiaryStore diaryStore = new DiaryStore(database);
        AlertStore alerts = new AlertStore(database);
        DeviceAlertStore deviceAlerts = new DeviceAlertStore(database);
        AdviceBoard board = new AdviceBoard(new TurnStore(database));
        JsonClient analytics = new JsonClient(sources.analytics());
        Answers answers = new Answers(board, diaryStore, analytics, clock);
        Diary diary = new Diary(diaryStore);
        JsonClient ingest = new JsonClient(sources.ingest());
        FieldData field = new FieldData(ingest, site);
        Pages pages = new Pages(
                site,
                clock,
                board,
                alerts,
                deviceAlerts,
                answers,
                field,
                new PlotWater(analytics),
                new PlotModel(analytics));
        Records records = new Records(site, clock, pages, diary, field);
        Exports exports = new Exports(site, clock, diary, records, field);
        Operations operations = new Operations(site, pages, field, new IngestRecords(ingest, site.site()));
        EventStream events = closing(new EventStream(vertx));
        Optional<AlertMail> mail =
                smtp.map(s -> closing(new AlertMail(vertx, s, alerts, deviceAlerts, wall, firstMailRetry)));

        ExecutorService worker = Executors.newSingleThreadExecutor(work -> new Thread(work, "portal-messages"));
        closing(() -> {
            worker.shutdown();
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("messages were still being kept after 10 s");
            }
        });
        worker.execute(() -> askAnalytics(analytics, board));
        MqttSession session = closing(new MqttSession(mqtt));
        new Subscriptions(site.site(), board, alerts, deviceAlerts, events, mail, wall, worker).subscribe(session);
        subscribed = session.start();
        mail.ifPresent(AlertMail::sendDue);

        HealthChecks health = HealthChecks.create(vertx);
        health.register("broker", promise -> promise.complete(session.isConnected() ? Status.OK() : Status.KO()));
        health.register(
                "records",
                promise -> vertx.executeBlocking(() -> {
                            database.checkWritable(Times.toEpochNanos(wall.instant()));
                            return Status.OK();
                        })
                        .onComplete(promise));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gauge.builder("nuong_portal_open_pages", events, EventStream::listeners)
                .description("Pages that listen for events")
                .register(metrics);
        Gauge.builder("nuong_portal_broker_connected", session, s -> s.isConnected() ? 1 : 0)
                .description("Whether the broker is reached")
                .register(metrics);

        Map<String, URI> owners = new HashMap<>(Map.of("ingest", sources.ingest(), "analytics", sources.analytics()));
        if (sources.clock() != null) {
            owners.put("device-sim", sources.clock());
        }
        Forwarder forwarder = closing(new Forwarder(vertx));
        PortalApi api = new PortalApi(vertx, site, clock, diary, alerts, answers);
        Web web = new Web(vertx, site, pages, records, exports, answers, operations, events);
        HttpServer server = HttpService.start(
                        vertx, address, api.operations(owners, forwarder), health, metrics, web::mount)
                .await();
        closing(() -> server.close().await(10, TimeUnit.SECONDS));
        port = server.actualPort();
        LOG.info("pages at http://{}:{}/", address.host(), port);
    }

    /** Retained messages bring the advice as well; this also works where a broker has lost them. */
    private static void askAnalytics(JsonClient analytics, AdviceBoard board) {
        try {
            analytics.get("/api/v1/advice", Map.of(), AdviceList.class).advice().forEach(board::postIfNone);
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("analytics does not answer yet, its advice will come by MQTT: {}", e.getMessage());
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /** The port on which it answers. */
    public int port() {
        return port;
    }

    /** Completes once subscribed at the broker: what is published from then on reaches the portal, now or after its next start. */
    public CompletableFuture<Void> subscribed() {
        return subscribed;
    }

    /** Stops answering and listening; the records stay. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly", next.getClass().getSimpleName(), e);
            }
        }
    }
}
