package vn.nuong.sim;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.ReplayClock;

/**
 * Replays the sample site, with settings from the environment. Besides the ones every service has, {@code NUONG_SPEED} gives
 * replayed seconds per second (default 3600). The clock goes on from where the last start left it in {@code NUONG_DATA}.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        try {
            SimService service = start(vertx, new Settings(System.getenv()));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                service.close();
                                vertx.close().await();
                            },
                            "stop"));
        } catch (IllegalArgumentException e) {
            fail(2, e);
        } catch (IOException | RuntimeException e) {
            fail(1, e);
        }
    }

    private static SimService start(Vertx vertx, Settings settings) throws IOException {
        Path dataDir = Path.of(settings.require("NUONG_DATA", "a writable folder"));
        Optional<String> siteFile = settings.find("NUONG_SITE");
        SiteConfig site = siteFile.isPresent() ? SiteConfig.load(Path.of(siteFile.get())) : SiteConfig.sampleSite();
        InstantSource wall = InstantSource.system();
        ReplayClock clock = new ReplayClock(wall, ReplayCalendar.resume(dataDir, wall.instant(), speed(settings)));
        return SimService.start(
                vertx,
                MqttSettings.from(settings, "nuong-sim"),
                clock,
                site,
                dataDir,
                HttpService.Address.from(settings, 8080),
                ReplayCalendar.HISTORY);
    }

    private static double speed(Settings settings) {
        String text = settings.get("NUONG_SPEED", String.valueOf(ReplayCalendar.DEFAULT_SPEED));
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "NUONG_SPEED is \"" + text + "\", not a number of replayed seconds per second", e);
        }
    }

    private static void fail(int status, Exception why) {
        System.err.println("device-sim: " + why.getMessage());
        System.exit(status);
    }
}
