package vn.nuong.portal;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Clocks;

/** The portal as a process of its own, set by environment variables. */
public final class Main {

    private Main() {}

    /** Runs until it is stopped; exit code 2 for settings that are wrong, 1 for any other failure to start. */
    public static void main(String[] args) {
        int code = run(System.getenv(), System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(Map<String, String> environment, PrintStream err) {
        Vertx vertx = Vertx.vertx();
        try {
            PortalService portal = start(new Settings(environment), vertx);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                portal.close();
                vertx.close().await();
            }));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("portal: " + e.getMessage());
            vertx.close().await();
            return 2;
        } catch (IOException | RuntimeException e) {
            err.println("portal: cannot start: " + e.getMessage());
            vertx.close().await();
            return 1;
        }
    }

    private static PortalService start(Settings settings, Vertx vertx) throws IOException {
        SiteConfig site =
                SiteConfig.load(Path.of(settings.require("NUONG_SITE", "the site's configuration, site.yaml")));
        MqttSettings mqtt = MqttSettings.from(settings, "nuong-portal");
        PortalService.Sources sources = new PortalService.Sources(
                URI.create(settings.require("NUONG_INGEST_URL", "where ingest answers, such as http://ingest:8080")),
                URI.create(settings.require(
                        "NUONG_ANALYTICS_URL", "where analytics answers, such as http://analytics:8080")),
                settings.find("NUONG_CLOCK_URL").map(URI::create).orElse(null));
        Path data = Path.of(settings.require("NUONG_DATA", "a folder for the portal's records"));
        Optional<Smtp> smtp = Smtp.from(settings);
        Clock clock = Clocks.from(settings);
        return PortalService.start(
                vertx, mqtt, sources, site, clock, data, HttpService.Address.from(settings, 8080), smtp);
    }
}
