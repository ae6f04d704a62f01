package vn.nuong.ingest;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * Ingest as a process of its own, set up by environment variables: {@code NUONG_MQTT_URL}, {@code _USERNAME},
 * {@code _PASSWORD} (or {@code _FILE}), {@code _CA}; {@code NUONG_HTTP_HOST}, {@code _PORT}; {@code NUONG_SITE} (site.yaml);
 * {@code NUONG_DATA} (a folder for its own records); {@code NUONG_STORE} ({@code influx} or {@code sqlite}; by default the
 * former when {@code NUONG_INFLUX_URL} is set), with {@code NUONG_INFLUX_URL}, {@code _ORG}, {@code _BUCKET}, {@code _TOKEN}
 * (or {@code _FILE}).
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int DEFAULT_PORT = 8080;
    private static final long STAND_BY_NS = 500_000_000;

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
            err.println("ingest: " + e.getMessage());
            return 2;
        } catch (RuntimeException e) {
            LOG.debug("ingest did not start", e);
            err.println("ingest: " + e.getMessage());
            return 1;
        }
    }

    private static void start(Settings settings) {
        MqttSettings mqtt = MqttSettings.from(settings, "nuong-ingest");
        HttpService.Address address = HttpService.Address.from(settings, DEFAULT_PORT);
        SiteConfig site = SiteConfig.load(Path.of(settings.require("NUONG_SITE", "the path of site.yaml")));
        Path data = Path.of(settings.require("NUONG_DATA", "a folder that ingest may write"));

        Supplier<ReadingStore> stores = store(settings, data); // what does not fit is said before standing by

        DataLock lock = lock(data);
        try {
            start(mqtt, data, site, address, stores.get(), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void start(
            MqttSettings mqtt,
            Path data,
            SiteConfig site,
            HttpService.Address address,
            ReadingStore store,
            DataLock lock) {
        Vertx vertx = Vertx.vertx();
        IngestService service =
                IngestService.start(vertx, IngestSettings.of(mqtt, data), store, site, Clock.systemUTC(), address);
        LOG.info("ingest answers on {}:{}", address.host(), service.port());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            store.close();
                            vertx.close().await();
                            lock.close();
                        },
                        "shutdown"));
    }

    /** Stands by until the folder is free: the process that has it may end at any time, and this one goes on in its place. */
    private static DataLock lock(Path data) {
        Optional<DataLock> lock = DataLock.tryLock(data);
        if (lock.isEmpty()) {
            LOG.info("another ingest works in {}; standing by until it ends", data);
        }
        while (lock.isEmpty()) {
            LockSupport.parkNanos(STAND_BY_NS);
            lock = DataLock.tryLock(data);
        }
        return lock.get();
    }

    /** @return opens the store, once the data folder is this process's */
    private static Supplier<ReadingStore> store(Settings settings, Path data) {
        String kind =
                settings.get("NUONG_STORE", settings.find("NUONG_INFLUX_URL").isPresent() ? "influx" : "sqlite");
        return switch (kind) {
            case "influx" -> {
                InfluxSettings influx = InfluxSettings.from(settings);
                yield () -> new InfluxReadingStore(influx);
            }
            case "sqlite" -> () -> SqliteReadingStore.open(DataFolder.open(data).readings());
            default ->
                throw new IllegalArgumentException("NUONG_STORE is \"" + kind + "\"; it is either influx or sqlite");
        };
    }
}
