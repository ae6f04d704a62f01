package vn.nuong.gateway.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.PROBE;
import static vn.nuong.gateway.broker.BrokerFixture.READER;
import static vn.nuong.gateway.broker.BrokerFixture.as;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.gateway.broker.LocalBroker.Account;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttSession;

class LocalBrokerTest {

    private static final String READINGS = "nuong/pilot/my-probe/readings";
    private static final String ABOUT = "nuong/pilot/my-probe/about";

    @TempDir
    Path dir;

    @Test
    void deliversWhatAProbePublishesToWhoeverSubscribed() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"));
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            Inbox inbox = new Inbox();
            reader.subscribe("nuong/+/+/readings", inbox);
            reader.start().get(10, SECONDS);
            probe.start().get(10, SECONDS);

            for (int i = 0; i < 100; i++) {
                var unused = probe.publish(READINGS, bytes("message " + i), false);
            }

            await().untilAsserted(() -> assertThat(inbox.payloads)
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> "message " + i)
                            .toList()));
            assertThat(inbox.deliveries).allSatisfy(d -> assertThat(d.topic()).isEqualTo(READINGS));
        }
    }

    @Test
    void keepsMessagesOfAnAbsentSessionAcrossARestart() throws Exception {
        int port;
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            port = broker.port();
            try (MqttSession reader = new MqttSession(as(READER, port, "reader"))) {
                reader.subscribe("nuong/+/+/readings", new Inbox());
                reader.start().get(10, SECONDS);
            }
            probe.start().get(10, SECONDS);
            probe.publish(READINGS, bytes("one"), false).get(10, SECONDS);
            probe.publish(READINGS, bytes("two"), false).get(10, SECONDS);
        }
        try (LocalBroker broker = BrokerFixture.start(dir, port);
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
            Inbox inbox = new Inbox();
            reader.subscribe("nuong/+/+/readings", inbox);
            reader.start().get(10, SECONDS);

            await().untilAsserted(() -> assertThat(inbox.payloads).containsExactly("one", "two"));
        }
    }

    @Test
    void tellsHowManyMessagesASessionStillHasToTake() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"));
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
            Queue<Delivery> untaken = new ConcurrentLinkedQueue<>();
            reader.subscribe("nuong/+/+/readings", untaken::add);
            reader.start().get(10, SECONDS);
            probe.start().get(10, SECONDS);
            probe.publish(READINGS, bytes("one"), false).get(10, SECONDS);
            probe.publish(READINGS, bytes("two"), false).get(10, SECONDS);

            await().untilAsserted(() -> assertThat(untaken).hasSize(2));
            assertThat(broker.waiting("reader", "nuong/+/+/readings")).isEqualTo(2);
            assertThat(broker.waiting("nobody", "nuong/+/+/readings")).isZero();
            untaken.forEach(delivery -> delivery.acknowledge().run());
            await().untilAsserted(() ->
                    assertThat(broker.waiting("reader", "nuong/+/+/readings")).isZero());
        }
    }

    @Test
    void deliversTheLastRetainedMessageToALateSubscriberEvenAfterARestart() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            probe.start().get(10, SECONDS);
            probe.publish(ABOUT, bytes("old"), true).get(10, SECONDS);
            probe.publish(ABOUT, bytes("new"), true).get(10, SECONDS);
        }
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession reader = new MqttSession(as(READER, broker.port(), "late"))) {
            Inbox inbox = new Inbox();
            reader.subscribe("nuong/+/+/about", inbox);
            reader.start().get(10, SECONDS);

            await().untilAsserted(() -> assertThat(inbox.payloads).containsExactly("new"));
            assertThat(inbox.deliveries.element().retained()).isTrue();
        }
    }

    @Test
    void refusesAPublicationOutsideTheAccountsTopicsWithoutDisturbingOthers() throws Exception {
        Account admin = new Account("admin", "admin-secret", List.of(), List.of("#"));
        try (LocalBroker broker = LocalBroker.start(
                        new LocalBroker.Settings("127.0.0.1", 0, dir, List.of(PROBE, READER, admin)));
                MqttSession all = new MqttSession(as(admin, broker.port(), "all"));
                MqttSession good = new MqttSession(as(PROBE, broker.port(), "good"));
                MqttSession bad = new MqttSession(as(PROBE, broker.port(), "bad"))) {
            Inbox inbox = new Inbox();
            all.subscribe("#", inbox);
            all.start().get(10, SECONDS);
            good.start().get(10, SECONDS);
            bad.start().get(10, SECONDS);

            CompletableFuture<Void> forged = bad.publish("nuong/pilot/alerts", bytes("forged"), false);
            await().until(() -> !bad.isConnected());
            for (int i = 0; i < 20; i++) {
                good.publish(READINGS, bytes("fine " + i), false).get(10, SECONDS);
            }

            await().untilAsserted(() -> assertThat(inbox.payloads).hasSize(20));
            assertThat(inbox.payloads).doesNotContain("forged");
            assertThat(forged).isNotDone();
            assertThat(good.isConnected()).isTrue();
            assertThat(all.isConnected()).isTrue();
        }
    }

    @Test
    void refusesASubscriptionWiderThanTheAccountMay() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttClient paho = connect(broker, READER, READER.password())) {
            assertThat(grantedOrRefused(paho, "nuong/+/+/readings")).isEqualTo(1);
            assertThat(grantedOrRefused(paho, "nuong/pilot/+/about")).isEqualTo(1);
            assertThat(grantedOrRefused(paho, "nuong/#")).isEqualTo(0x80);
            assertThat(grantedOrRefused(paho, "#")).isEqualTo(0x80);
            assertThat(grantedOrRefused(paho, "$sys/#")).isEqualTo(0x80);
            assertThat(paho.isConnected()).isTrue();
            paho.disconnect();
        }
    }

    @Test
    void refusesAWrongPasswordAnUnknownUserAndNoUser() {
        try (LocalBroker broker = BrokerFixture.start(dir, 0)) {
            assertThatThrownBy(() -> connect(broker, PROBE, "guess")).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> connect(broker, new Account("nobody", "x", List.of(), List.of()), ""))
                    .isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> {
                        try (MqttClient paho = client(broker)) {
                            paho.connect();
                        }
                    })
                    .isInstanceOf(MqttException.class);
        }
    }

    @Test
    void namesThePortThatIsTaken() {
        try (LocalBroker broker = BrokerFixture.start(dir.resolve("first"), 0)) {
            assertThatThrownBy(() -> BrokerFixture.start(dir.resolve("second"), broker.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + broker.port())
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerUses() {
        try (LocalBroker broker = BrokerFixture.start(dir, 0)) {
            assertThat(broker.port()).isPositive();
            assertThatThrownBy(() -> BrokerFixture.start(dir, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another broker is using " + dir);
        }
    }

    @Test
    void tellsTheListenerOfEachAcceptedMessageOnce() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        LocalBroker.Settings settings = BrokerFixture.settings(dir, 0);
        try (LocalBroker broker =
                        LocalBroker.start(settings, (topic, payload) -> heard.add(topic + " " + new String(payload)));
                MqttSession one = new MqttSession(as(READER, broker.port(), "one"));
                MqttSession two = new MqttSession(as(READER, broker.port(), "two"));
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            for (MqttSession reader : List.of(one, two)) {
                reader.subscribe("nuong/+/+/about", new Inbox());
                reader.start().get(10, SECONDS);
            }
            probe.start().get(10, SECONDS);
            probe.publish(ABOUT, bytes("kept"), true).get(10, SECONDS);
            probe.publish(READINGS, bytes("sent"), false).get(10, SECONDS);

            assertThat(heard).containsExactly(ABOUT + " kept", READINGS + " sent");
        }
    }

    @Test
    void takesAMessageBelowTheLimitAndDisconnectsWhoeverSendsALargerOne() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
            Inbox inbox = new Inbox();
            reader.subscribe("nuong/+/+/readings", inbox);
            reader.start().get(10, SECONDS);
            try (MqttClient paho = connect(broker, PROBE, PROBE.password())) {
                byte[] large = new byte[LocalBroker.MAX_MESSAGE_BYTES - 100];
                paho.publish(READINGS, large, 1, false);
                await().untilAsserted(() -> assertThat(inbox.deliveries)
                        .singleElement()
                        .satisfies(d -> assertThat(d.payload()).hasSize(large.length)));

                assertThatThrownBy(() -> paho.publish(READINGS, new byte[LocalBroker.MAX_MESSAGE_BYTES + 1], 1, false))
                        .isInstanceOf(MqttException.class);
                assertThat(paho.isConnected()).isFalse();
            }
            assertThat(reader.isConnected()).isTrue();
            assertThat(inbox.deliveries).hasSize(1);
        }
    }

    @Test
    void neverGivesUpOnAMessageThatIsNotAcknowledged() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            try (MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
                reader.subscribe("nuong/+/+/readings", new Inbox());
                reader.start().get(10, SECONDS);
            }
            probe.start().get(10, SECONDS);
            probe.publish(READINGS, bytes("stubborn"), false).get(10, SECONDS);
            for (int attempt = 1; attempt <= 15; attempt++) { // Artemis' own default drops it after 10
                Queue<String> seen = new ConcurrentLinkedQueue<>();
                try (MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
                    reader.subscribe("nuong/+/+/readings", d -> seen.add(new String(d.payload())));
                    reader.start().get(10, SECONDS);
                    await("delivery " + attempt)
                            .atMost(Duration.ofSeconds(10))
                            .untilAsserted(() -> assertThat(seen).containsExactly("stubborn"));
                }
            }
        }
    }

    private static int grantedOrRefused(MqttClient paho, String filter) throws MqttException {
        try {
            return paho.subscribeWithResponse(filter, 1).getGrantedQos()[0];
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
                return 0x80;
            }
            throw e;
        }
    }

    private static MqttClient client(LocalBroker broker) throws MqttException {
        return new MqttClient("tcp://127.0.0.1:" + broker.port(), "paho", new MemoryPersistence());
    }

    private static MqttClient connect(LocalBroker broker, Account account, String password) throws MqttException {
        MqttClient paho = client(broker);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(account.username());
        options.setPassword(password.toCharArray());
        try {
            paho.connect(options);
        } catch (MqttException e) {
            paho.close();
            throw e;
        }
        return paho;
    }
}
