package vn.nuong.gateway;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.gateway.broker.LocalBroker.Account;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;

/** The gateway as a process of its own: the local broker and what forwards from it. Set up by environment variables. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String CLIENT = "nuong-gateway";
    private static final List<String> ERRORS = List.of(Topic.errorsFilter());
    private static final List<String> DEVICE_TOPICS = List.of(Topic.readingsFilter(), Topic.aboutFilter());

    private Main() {}

    private record Setup(
            LocalBroker.Settings broker,
            Account self,
            MqttSettings upstream,
            Path spool,
            long maxSpoolBytes,
            HttpService.Address address) {

        static Setup from(Settings settings) {
            String devices = settings.require("NUONG_DEVICES_USERNAME", "the user name of devices");
            String password = settings.findSecret("NUONG_DEVICES_PASSWORD")
                    .orElseThrow(() -> new IllegalArgumentException("NUONG_DEVICES_PASSWORD_FILE or"
                            + " NUONG_DEVICES_PASSWORD is not set: it gives the password of devices"));
            Path data = Path.of(settings.require("NUONG_DATA", "a folder to write to"));
            Account self = new Account(CLIENT, UUID.randomUUID().toString(), ERRORS, DEVICE_TOPICS);
            return new Setup(
                    new LocalBroker.Settings(
                            settings.get("NUONG_LOCAL_MQTT_HOST", "127.0.0.1"),
                            settings.getInt("NUONG_LOCAL_MQTT_PORT", 1883, 0, 65_535),
                            data.resolve("broker"),
                            List.of(new Account(devices, password, DEVICE_TOPICS, ERRORS), self)),
                    self,
                    MqttSettings.from(settings, CLIENT),
                    data.resolve("spool.db"),
                    settings.getInt("NUONG_SPOOL_MAX_MB", 2048, 1, 1_000_000) * 1024L * 1024,
                    HttpService.Address.from(settings, 8080));
        }

        MqttSettings local(int port) {
            String host = broker.host().equals("0.0.0.0") ? "127.0.0.1" : broker.host();
            return new MqttSettings("tcp://" + host + ":" + port, CLIENT, self.username(), self.password(), null);
        }
    }

    public static void main(String[] args) {
        Setup setup;
        try {
            setup = Setup.from(new Settings(System.getenv()));
        } catch (IllegalArgumentException e) {
            System.err.println("nuong gateway: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(setup);
        } catch (RuntimeException e) {
            LOG.debug("the gateway did not start", e);
            System.err.println("nuong gateway: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Setup setup) {
        Vertx vertx = Vertx.vertx();
        LocalBroker broker = LocalBroker.start(setup.broker());
        GatewayService service = GatewayService.start(
                setup.local(broker.port()),
                setup.upstream(),
                setup.spool(),
                setup.maxSpoolBytes(),
                vertx,
                setup.address());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            broker.close();
                            vertx.close().await();
                        },
                        "gateway-shutdown"));
    }
}
