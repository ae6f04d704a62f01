package vn.nuong.analytics;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.analytics.retrain.Cadence;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Clocks;

/**
 * Analytics as a process of its own, set up by environment variables: {@code NUONG_MQTT_URL}, {@code _USERNAME},
 * {@code _PASSWORD} (or {@code _FILE}), {@code _CA}; {@code NUONG_HTTP_HOST}, {@code _PORT}; {@code NUONG_SITE} (site.yaml);
 * {@code NUONG_DATA} (a folder for its own records); {@code NUONG_INGEST_URL}, {@code NUONG_PORTAL_URL};
 * {@code NUONG_CLOCK_URL} to follow a replay's clock; {@code NUONG_EVALUATION_PAUSE_MS}, the rest between two rounds of
 * evaluation (1000); {@code NUONG_OUTLOOK}, where the weather expected comes from, as {@link OutlookSetting} has it (none);
 * {@code NUONG_RETRAIN}, how often the soil-moisture model is trained anew: off, weekly or monthly (off);
 * {@code NUONG_BULLETINS}, a file or folder with official storm bulletins as {@link vn.nuong.analytics.outlook.BulletinFiles} reads them.
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int DEFAULT_PORT = 8080;

    private Main() {}

    public static void main(String[] args) {
        int status = run(new Settings(System.getenv()), new PrintStream(System.err, true, StandardCharsets.UTF_8));
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Starts, and returns 0 while it runs on; 2 for settings that do not fit, 1 for any other failure. */
    static int run(Settings settings, PrintStream err) {
        try {
            start(settings);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("analytics: " + e.getMessage());
            return 2;
        } catch (IOException | RuntimeException e) {
            LOG.debug("analytics did not start", e);
            err.println("analytics: " + e.getMessage());
            return 1;
        }
    }

    private static void start(Settings settings) throws IOException {
        MqttSettings mqtt = MqttSettings.from(settings, "nuong-analytics");
        HttpService.Address address = HttpService.Address.from(settings, DEFAULT_PORT);
        URI ingest = URI.create(settings.require("NUONG_INGEST_URL", "ingest's address, such as http://ingest:8080"));
        URI portal =
                URI.create(settings.require("NUONG_PORTAL_URL", "the portal's address, such as http://portal:8080"));
        SiteConfig site = SiteConfig.load(Path.of(settings.require("NUONG_SITE", "the path of site.yaml")));
        Path data = Path.of(settings.require("NUONG_DATA", "a folder that analytics may write"));
        Duration pause = Duration.ofMillis(settings.getInt("NUONG_EVALUATION_PAUSE_MS", 1000, 1, 3_600_000));
        OutlookSetting outlook = new OutlookSetting(settings.get("NUONG_OUTLOOK", "none"));
        Optional<Path> bulletins = settings.find("NUONG_BULLETINS").map(Path::of);
        Cadence retrain = Cadence.of(settings.get("NUONG_RETRAIN", "off"));
        Clock clock = Clocks.from(settings);

        Vertx vertx = Vertx.vertx();
        try {
            AnalyticsService service = AnalyticsService.start(
                    vertx, mqtt, ingest, portal, site, clock, data, address, outlook, bulletins, retrain, pause);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                service.close();
                                vertx.close().await();
                            },
                            "shutdown"));
        } catch (IOException | RuntimeException e) {
            vertx.close().await(); // or its threads would keep the process up
            throw e;
        }
    }
}
