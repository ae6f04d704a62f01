package vn.nuong.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.MutableClock;
import vn.nuong.telemetry.time.ClockJson;
import vn.nuong.telemetry.time.ReplayClock;

/** The service while its broker is away; with one it is tried where all services run together. */
class SimServiceTest {

    @TempDir
    Path dataDir;

    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private final Vertx vertx = Vertx.vertx();
    private SimService service;

    @BeforeEach
    void start() throws Exception {
        service = startAt(ReplayCalendar.resume(dataDir, wall.instant(), 3600));
    }

    private SimService startAt(ReplayClock.Schedule schedule) throws Exception {
        return SimService.start(
                vertx,
                new MqttSettings("tcp://127.0.0.1:1", "nuong-sim", null, null, null),
                new ReplayClock(wall, schedule),
                SiteConfig.sampleSite(),
                dataDir,
                new HttpService.Address("127.0.0.1", 0),
                ReplayCalendar.HISTORY);
    }

    @AfterEach
    void stop() {
        service.close();
        service.close(); // twice does no harm
        vertx.close().await();
    }

    @Test
    void tellsOthersTheClockAndHowItRuns() throws Exception {
        wall.advance(Duration.ofSeconds(2));
        ClockJson clock = new JsonClient(URI.create("http://127.0.0.1:" + service.port()))
                .get("/api/v1/clock", Map.of(), ClockJson.class);
        assertThat(clock.now()).isEqualTo("2026-03-22T02:00:00Z");
        assertThat(clock.replay()).isEqualTo(ReplayCalendar.first(Instant.parse("2026-11-24T00:00:00Z"), 3600));
    }

    @Test
    void writesTheTruthOfTheSimulatedDevices() throws Exception {
        assertThat(Files.readAllLines(dataDir.resolve("truth.csv")))
                .hasSizeGreaterThan(10_000)
                .anyMatch(line -> line.contains(",plot-2-soil,soil_moisture_30cm,"));
    }

    @Test
    void hasPublishedNothingThatNobodyAcknowledged() {
        assertThat(service.historyPublished()).isNotDone();
        assertThat(service.stopPublishing()).isNotDone();
        assertThat(service.readingsAcknowledged()).isZero();
    }

    @Test
    void goesOnAfterARestartAndPublishesAgainWhatWasNotAcknowledged() throws Exception {
        wall.advance(Duration.ofSeconds(10));
        service.close();
        ReplayState kept = ReplayState.find(dataDir).orElseThrow();
        assertThat(kept.clock()).isEqualTo("2026-03-22T10:00:00Z");
        assertThat(kept.publishedTo()).isNull();
        wall.advance(Duration.ofDays(1));
        service = startAt(ReplayCalendar.resume(dataDir, wall.instant(), 3600));
        ClockJson clock = new JsonClient(URI.create("http://127.0.0.1:" + service.port()))
                .get("/api/v1/clock", Map.of(), ClockJson.class);
        assertThat(clock.now()).isEqualTo("2026-03-22T10:00:00Z");
    }
}
