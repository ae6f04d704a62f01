package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.analytics.retrain.Cadence;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.MutableClock;

/** The whole service against a real broker; ingest is a fake, and there is no portal. */
class AnalyticsServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final MutableClock clock = new MutableClock(Field.NOW.toString());
    private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
    private final Map<String, Advice> published = new ConcurrentHashMap<>();
    private OutlookSetting outlook = OutlookSetting.NONE;
    private Optional<Path> bulletins = Optional.empty();
    private SiteConfig site = SiteConfig.sampleSite();
    private FakeIngest ingest;
    private LocalBroker broker;
    private MqttSession listener;
    private AnalyticsService service;

    @BeforeEach
    void start() throws IOException {
        ingest = new FakeIngest();
        broker = LocalBroker.start(new LocalBroker.Settings(
                "127.0.0.1",
                0,
                dir.resolve("broker"),
                List.of(
                        new LocalBroker.Account(
                                "analytics",
                                "secret-a",
                                List.of("nuong/pilot/alerts", "nuong/pilot/plots/+/advice"),
                                List.of()),
                        new LocalBroker.Account(
                                "portal",
                                "secret-p",
                                List.of(),
                                List.of(Topic.alertsFilter(), Topic.adviceFilter())))));
        listener = new MqttSession(mqtt("portal", "secret-p"));
        listener.subscribe(Topic.alertsFilter(), delivery -> {
            alerts.add(Json.read(delivery.payload(), Alert.class));
            delivery.acknowledge().run();
        });
        listener.subscribe(Topic.adviceFilter(), delivery -> {
            Advice advice = Json.read(delivery.payload(), Advice.class);
            published.put(advice.plot(), advice);
            delivery.acknowledge().run();
        });
        listener.start().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        listener.close();
        broker.close();
        ingest.close();
        vertx.close().await();
    }

    @Test
    void publishesKeepsAndServesAdviceForEveryPilotPlot() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        startService();

        await().atMost(PATIENCE).until(() -> published.size() == 3);
        assertThat(published.get("plot-1").on(AdviceTopic.IRRIGATION).decision())
                .isEqualTo(Decision.IRRIGATE);
        assertThat(published.get("plot-1").on(AdviceTopic.DRAINAGE).decision()).isEqualTo(Decision.DO_NOT_DRAIN);
        assertThat(published.get("plot-2").on(AdviceTopic.IRRIGATION).decision())
                .isEqualTo(Decision.UNKNOWN);
        assertThat(service.latest()).containsOnlyKeys("plot-1", "plot-2", "plot-3");

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> { // the model takes its time to load
                            clock.advance(Duration.ofMinutes(61));
                            ingest.add(new Field()
                                    .hourly("soil_moisture_30cm", clock.instant(), clock.instant(), t -> 0.15)
                                    .readings());
                            assertThat(published.get("plot-1").forecast()).isNotNull();
                        });

        JsonClient http = client();
        assertThat(http.get("/api/v1/advice", Map.of()).path("advice")).hasSize(3);
        assertThat(http.get("/api/v1/plots/plot-1/advice", Map.of(), Advice.class)
                        .on(AdviceTopic.FERTILISING)
                        .decision())
                .isEqualTo(Decision.HOLD_FERTILISER);
        JsonNode history = http.get("/api/v1/plots/plot-1/advice/history", Map.of("limit", "5"));
        assertThat(history.path("advice")).isNotEmpty();
        assertThat(http.get("/api/v1/model", Map.of()).path("skill")).isNotEmpty();
        ModelUse use = http.get("/api/v1/plots/plot-1/model", Map.of(), ModelUse.class);
        assertThat(use.inUse()).isNotNull();
        assertThat(use.shipped()).isTrue();
        assertThat(use.learnedFrom()).isNotEmpty();
        assertThat(use.scores()).isEmpty(); // nothing has come due
        assertThat(http.get("/health", Map.of()).path("status").asText()).isEqualTo("UP");
        assertThatThrownBy(() -> http.get("/api/v1/plots/plot-1-control/advice", Map.of()))
                .hasMessageContaining("404")
                .hasMessageContaining("plot-1-control");
    }

    @Test
    void alertsOnceForATurnAlsoAcrossARestart() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        startService();
        await().atMost(PATIENCE).until(() -> alerts.size() == 1);
        Alert alert = alerts.element();
        assertThat(alert.plot()).isEqualTo("plot-1");
        assertThat(alert.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(alert.sentence())
                .isEqualTo(service.latest()
                        .get("plot-1")
                        .on(AdviceTopic.IRRIGATION)
                        .sentence());
        assertThat(alert.sample()).isTrue();

        anHourPasses(1, 0.15);
        service.close();
        startService();
        anHourPasses(2, 0.15);
        assertThat(alerts).hasSize(1);
    }

    @Test
    void newReadingsChangeTheAdviceWithinARound() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        startService();
        awaitDecision(Decision.IRRIGATE);

        ingest.add(new Field()
                .hourly("rain", Field.NOW.plusSeconds(60), Field.NOW.plusSeconds(60), t -> 60)
                .readings());
        for (int minute = 1; minute <= 3; minute++) {
            Instant t = Field.NOW.plusSeconds(60L * minute);
            ingest.add(new Field()
                    .hourly("soil_moisture_20cm", t, t, x -> 0.30)
                    .hourly("soil_moisture_30cm", t, t, x -> 0.29)
                    .readings());
        }
        clock.advance(Duration.ofMinutes(5));
        awaitDecision(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void aSharedSourceLimitsWhatIsAdvisedAndIsToldWithIt() throws IOException {
        site = SourceDeskTest.site();
        ingest.add(Field.withMoisture(0.15).readings());
        ingest.add(SourceDeskTest.levels(Field.NOW.minus(Duration.ofHours(20)), 21, 0.6));
        startService();

        awaitDecision(Decision.IRRIGATE);
        await().atMost(PATIENCE).until(() -> published.size() == 3);
        Advice advice = published.get("plot-1");
        assertThat(advice.on(AdviceTopic.IRRIGATION).rule()).isEqualTo("SRC-5");
        assertThat(advice.source()).isNotNull();
        assertThat(advice.source().shareLitres()).isEqualTo(7_500);
        assertThat(advice.source().plannedAt()).isEqualTo(Instant.parse("2026-03-21T19:00:00Z"));
        assertThat(published.get("plot-3").source()).isNull();
        JsonNode source = client().get("/api/v1/plots/plot-1/advice", Map.of()).path("source");
        assertThat(source.path("available_litres").asLong()).isEqualTo(20_000);

        Instant low = Field.NOW.plusSeconds(60);
        ingest.add(SourceDeskTest.levels(low, 1, 0.2));
        clock.advance(Duration.ofMinutes(5));
        awaitDecision(Decision.DO_NOT_IRRIGATE);
        assertThat(published.get("plot-1").on(AdviceTopic.IRRIGATION).rule()).isEqualTo("SRC-1");
    }

    @Test
    void withoutIngestReadingsGrowOldAndAdviceSaysSo() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        startService();
        awaitDecision(Decision.IRRIGATE);
        ingest.close();

        clock.advance(Duration.ofHours(7));
        awaitDecision(Decision.UNKNOWN);
        assertThat(service.latest()
                        .get("plot-1")
                        .on(AdviceTopic.IRRIGATION)
                        .missing()
                        .get(0)
                        .vi())
                .startsWith("đầu đo độ ẩm đất mất kết nối từ 12:00 ngày 22/3");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> client().get("/health", Map.of()))
                        .hasMessageContaining("503"));
    }

    @Test
    void weighsTheOutlookThatIsConfiguredAndServesTheWaterItRestsOn() throws IOException {
        Path file = dir.resolve("outlook.csv");
        StringBuilder csv = new StringBuilder("time,rain,eto_mm,air_temperature\n");
        for (int hour = 1; hour <= 7 * 24; hour++) {
            csv.append(Field.NOW.plus(Duration.ofHours(hour))).append(",0,0.15,2\n");
        }
        Files.writeString(file, csv);
        outlook = new OutlookSetting("csv:" + file);
        ingest.add(Field.withMoisture(0.19).readings());
        startService();

        await().atMost(PATIENCE)
                .until(() -> published.containsKey("plot-1")
                        && published
                                .get("plot-1")
                                .on(AdviceTopic.IRRIGATION)
                                .rule()
                                .equals("IRR-5"));
        Advice advice = published.get("plot-1");
        assertThat(advice.warnings())
                .isNotEmpty()
                .allSatisfy(w -> assertThat(w.kind()).isEqualTo("frost"));
        assertThat(advice.inputs()).containsEntry("outlook", file.toString());
        WaterReport water = client().get("/api/v1/plots/plot-1/water", Map.of(), WaterReport.class);
        assertThat(water.ledger())
                .hasSize(22)
                .allSatisfy(l -> assertThat(Math.abs(l.gapMm())).isLessThan(1e-9));
        assertThat(water.whatIf()).isNotNull();
        assertThat(water.whatIf().outlookDays()).isEqualTo(7);
    }

    @Test
    void anOutlookThatCannotBeHadIsSaidAndAdviceGoesOn() throws IOException {
        outlook = new OutlookSetting("csv:" + dir.resolve("missing.csv"));
        ingest.add(Field.withMoisture(0.19).readings());
        startService();

        await().atMost(PATIENCE)
                .until(() -> published.containsKey("plot-1")
                        && published.get("plot-1").on(AdviceTopic.IRRIGATION).missing().stream()
                                .anyMatch(m -> m.vi().equals("không lấy được dự báo mưa")));
        assertThat(published.get("plot-1").on(AdviceTopic.IRRIGATION).rule()).isEqualTo("IRR-1");
        assertThat(published.get("plot-1").inputs().get("outlook")).contains("missing.csv");
    }

    @Test
    void officialBulletinsArePassedOnVerbatimAndRefusedOnesAreLeftOut() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("bulletins"));
        String words = "TIN BÃO KHẨN CẤP  \\n  Vùng gần tâm bão: cấp 12.";
        Files.writeString(folder.resolve("bao.json"), """
                {"issuer": "Đài KTTV Thái Nguyên", "issued": "2026-03-22T11:00:00+08:00",
                 "valid_until": "2026-03-22T23:00:00+08:00", "text": "%s"}""".formatted(words));
        Files.writeString(folder.resolve("thieu.json"), """
                {"issued": "2026-03-22T11:00:00+08:00", "valid_until": "2026-03-22T23:00:00+08:00", "text": "x"}""");
        bulletins = Optional.of(folder);
        ingest.add(Field.withMoisture(0.30).readings());
        startService();

        await().atMost(PATIENCE)
                .until(() -> published.containsKey("plot-1")
                        && !published.get("plot-1").bulletins().isEmpty());
        assertThat(published.get("plot-1").bulletins()).singleElement().satisfies(b -> {
            assertThat(b.issuer()).isEqualTo("Đài KTTV Thái Nguyên");
            assertThat(b.text()).isEqualTo(words.replace("\\n", "\n"));
        });
        Files.delete(folder.resolve("bao.json"));
        await().atMost(PATIENCE).until(() -> published.get("plot-1").bulletins().isEmpty());
    }

    private void startService() throws IOException {
        service = AnalyticsService.start(
                vertx,
                mqtt("analytics", "secret-a"),
                ingest.uri(),
                URI.create("http://127.0.0.1:1"), // nobody listens there
                site,
                clock,
                dir.resolve("data"),
                new HttpService.Address("127.0.0.1", 0),
                outlook,
                bulletins,
                Cadence.OFF,
                Duration.ofMillis(20));
    }

    private JsonClient client() {
        return new JsonClient(URI.create("http://127.0.0.1:" + service.port()));
    }

    private MqttSettings mqtt(String account, String password) {
        return new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-" + account, account, password, null);
    }

    /** Moves the clock to a whole number of hours after the start, with readings, and waits for the advice. */
    private void anHourPasses(int hours, double moisture) {
        Instant to = Field.NOW.plus(Duration.ofHours(hours));
        Field field = new Field();
        for (int depth : List.of(20, 30, 50)) {
            field.hourly("soil_moisture_" + depth + "cm", to, to, t -> moisture + Field.wiggle(t));
        }
        ingest.add(field.readings());
        clock.set(to);
        await().atMost(PATIENCE)
                .until(() -> published.containsKey("plot-1")
                        && published.get("plot-1").at().equals(to));
    }

    private void awaitDecision(Decision decision) {
        await().atMost(PATIENCE)
                .until(() -> published.containsKey("plot-1")
                        && published.get("plot-1").on(AdviceTopic.IRRIGATION).decision() == decision);
    }
}
