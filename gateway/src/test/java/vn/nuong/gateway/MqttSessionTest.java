package vn.nuong.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.PROBE;
import static vn.nuong.gateway.broker.BrokerFixture.READER;
import static vn.nuong.gateway.broker.BrokerFixture.as;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.BrokerFixture;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** MQTT sessions against a real broker that comes and goes. */
class MqttSessionTest {

    private static final String READINGS = "nuong/pilot/my-probe/readings";
    private static final String FILTER = "nuong/+/+/readings";
    private static final Duration RECONNECT = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    @Test
    void aPublicationWhileTheBrokerIsAwayCompletesOnceItIsBack() throws Exception {
        LocalBroker first = BrokerFixture.start(dir, 0);
        try (MqttSession probe = new MqttSession(as(PROBE, first.port(), "probe"))) {
            probe.start().get(10, SECONDS);
            first.close();
            await().until(() -> !probe.isConnected());
            CompletableFuture<Void> promise = probe.publish(READINGS, bytes("patient"), false);
            assertThat(promise).isNotDone();

            try (LocalBroker second = BrokerFixture.start(dir, first.port())) {
                await().atMost(RECONNECT)
                        .untilAsserted(() -> assertThat(promise).isCompleted());
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @Test
    void triesAgainSoonWhenABrokerHangsUpAtOnceAndLeavesNoThreadBehind() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            int port = busy.getLocalPort();
            try (MqttSession probe = new MqttSession(as(PROBE, port, "hung-up-on"))) {
                CompletableFuture<Void> ready = probe.start();
                busy.accept().close();
                busy.accept().close();
                busy.close();
                try (LocalBroker broker = BrokerFixture.start(dir, port)) {
                    assertThat(ready)
                            .as("Paho alone never notices; our own patience is 20 s a connection")
                            .succeedsWithin(Duration.ofSeconds(15));
                    assertThat(broker.port()).isEqualTo(port);
                }
            }
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("hung-up-on")));
    }

    @Test
    void losesNothingAndKeepsTheOrderWhenTheBrokerRestartsAmidPublishing() throws Exception {
        int count = 5_000;
        Inbox inbox = new Inbox();
        LocalBroker first = BrokerFixture.start(dir, 0);
        try (MqttSession reader = new MqttSession(as(READER, first.port(), "reader"));
                MqttSession probe = new MqttSession(as(PROBE, first.port(), "probe"))) {
            reader.subscribe(FILTER, inbox);
            reader.start().get(10, SECONDS);
            probe.start().get(10, SECONDS);
            List<CompletableFuture<Void>> promises = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                promises.add(probe.publish(READINGS, bytes(String.valueOf(i)), false));
            }
            await().until(() -> promises.get(count / 4).isDone());
            first.close();
            try (LocalBroker second = BrokerFixture.start(dir, first.port())) {
                CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new))
                        .get(60, SECONDS);
                List<String> expected =
                        IntStream.range(0, count).mapToObj(String::valueOf).toList();
                // Twice is allowed, so compare the order in which each came first.
                await().atMost(RECONNECT)
                        .untilAsserted(() -> assertThat(List.copyOf(inbox.payloads).stream()
                                        .distinct()
                                        .count())
                                .isEqualTo(count));
                assertThat(inbox.payloads.stream().distinct()).containsExactlyElementsOf(expected);
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @Test
    void bringsWhatWasNotAcknowledgedAgain() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"))) {
            Queue<String> first = new ConcurrentLinkedQueue<>();
            try (MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
                reader.subscribe(FILTER, d -> {
                    String text = new String(d.payload());
                    first.add(text);
                    if (text.equals("acknowledged")) {
                        d.acknowledge().run();
                    }
                });
                reader.start().get(10, SECONDS);
                probe.start().get(10, SECONDS);
                probe.publish(READINGS, bytes("acknowledged"), false).get(10, SECONDS);
                probe.publish(READINGS, bytes("kept back"), false).get(10, SECONDS);
                await().untilAsserted(() -> assertThat(first).containsExactly("acknowledged", "kept back"));
            }
            try (MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
                Inbox second = new Inbox();
                reader.subscribe(FILTER, second);
                reader.start().get(10, SECONDS);
                await().untilAsserted(() -> assertThat(second.payloads).containsExactly("kept back"));
            }
        }
    }

    @Test
    void handsOverWhatComesOnATopicWithAnEmptyLevelAsTheBrokerCountsItToTheSubscription() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"));
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
            Inbox inbox = new Inbox();
            reader.subscribe(FILTER, inbox);
            reader.start().get(10, SECONDS);
            probe.start().get(10, SECONDS);
            probe.publish("nuong/pilot//readings", bytes("no device"), false).get(10, SECONDS);
            probe.publish(READINGS, bytes("fine"), false).get(10, SECONDS);

            await().untilAsserted(() -> assertThat(inbox.payloads).containsExactly("no device", "fine"));
        }
    }

    @Test
    void goesOnAfterAHandlerHasThrown() throws Exception {
        try (LocalBroker broker = BrokerFixture.start(dir, 0);
                MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"));
                MqttSession reader = new MqttSession(as(READER, broker.port(), "reader"))) {
            Inbox inbox = new Inbox();
            reader.subscribe(FILTER, d -> {
                if (new String(d.payload()).equals("poison")) {
                    throw new IllegalStateException("thrown on purpose by a test");
                }
                inbox.accept(d);
            });
            reader.start().get(10, SECONDS);
            probe.start().get(10, SECONDS);
            probe.publish(READINGS, bytes("poison"), false).get(10, SECONDS);
            probe.publish(READINGS, bytes("fine"), false).get(10, SECONDS);

            await().untilAsserted(() -> assertThat(inbox.payloads).containsExactly("fine"));
            assertThat(reader.isConnected()).isTrue();
        }
    }

    @Test
    void closingCancelsWhatIsNotAcknowledgedAndDoesNotWaitForTheNextAttempt() throws Exception {
        LocalBroker broker = BrokerFixture.start(dir, 0);
        MqttSession probe = new MqttSession(as(PROBE, broker.port(), "probe"));
        probe.start().get(10, SECONDS);
        broker.close();
        await().until(() -> !probe.isConnected());
        CompletableFuture<Void> before = probe.publish(READINGS, bytes("never"), false);

        long start = System.nanoTime();
        probe.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(before).isCompletedExceptionally();
        assertThat(probe.publish(READINGS, bytes("too late"), false)).isCancelled();
    }

    @Test
    void startsBeforeTheBrokerDoes() throws Exception {
        int port;
        try (LocalBroker broker = BrokerFixture.start(dir, 0)) {
            port = broker.port();
        }
        try (MqttSession probe = new MqttSession(as(PROBE, port, "probe"))) {
            CompletableFuture<Void> ready = probe.start();
            CompletableFuture<Void> promise = probe.publish(READINGS, bytes("early"), false);
            try (LocalBroker broker = BrokerFixture.start(dir, port)) {
                ready.get(30, SECONDS);
                promise.get(30, SECONDS);
                assertThat(broker.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void refusesATopicNameWithAWildcardAtOnce() {
        try (MqttSession probe = new MqttSession(as(PROBE, 1, "probe"))) {
            assertThatThrownBy(() -> probe.publish("nuong/+/readings", bytes("x"), false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesAnAuthoritysCertificateThatCannotBeRead() {
        Path missing = dir.resolve("missing-ca.pem");
        assertThatThrownBy(() -> new MqttSession(new MqttSettings("ssl://127.0.0.1:1", "probe", null, null, missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing-ca.pem");
    }
}
