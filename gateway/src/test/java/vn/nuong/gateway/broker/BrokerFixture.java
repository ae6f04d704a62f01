package vn.nuong.gateway.broker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import vn.nuong.gateway.broker.LocalBroker.Account;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** Brokers and clients for tests. */
public final class BrokerFixture {

    private static final List<String> ERRORS = List.of("nuong/+/+/errors");
    private static final List<String> DEVICE = List.of("nuong/+/+/readings", "nuong/+/+/about");

    public static final Account PROBE = new Account("probe", "probe-secret", DEVICE, ERRORS);
    public static final Account READER = new Account("reader", "reader-secret", ERRORS, DEVICE);

    private BrokerFixture() {}

    public static LocalBroker start(Path dir, int port) {
        return LocalBroker.start(settings(dir, port));
    }

    public static LocalBroker.Settings settings(Path dir, int port) {
        return new LocalBroker.Settings("127.0.0.1", port, dir, List.of(PROBE, READER));
    }

    public static MqttSettings as(Account account, int port, String clientId) {
        return new MqttSettings("tcp://127.0.0.1:" + port, clientId, account.username(), account.password(), null);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes in what is delivered and acknowledges it. */
    public static final class Inbox implements Consumer<Delivery> {
        public final Queue<String> payloads = new ConcurrentLinkedQueue<>();
        public final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

        @Override
        public void accept(Delivery delivery) {
            payloads.add(new String(delivery.payload(), StandardCharsets.UTF_8));
            deliveries.add(delivery);
            delivery.acknowledge().run();
        }
    }
}
