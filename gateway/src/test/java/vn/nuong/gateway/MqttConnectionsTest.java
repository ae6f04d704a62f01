package vn.nuong.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttConnections;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.testing.RequiresDocker;

/** Several connections to Mosquitto, and starts with more or fewer of them. */
@RequiresDocker
class MqttConnectionsTest {

    private static final String CONFIGURATION = """
            listener 1883 0.0.0.0
            allow_anonymous true
            max_inflight_messages 20
            max_queued_messages 0
            """;
    private static final Duration LONG = Duration.ofSeconds(30);

    private static GenericContainer<?> mosquitto;
    private static MqttSession probe;

    @BeforeAll
    static void startMosquittoAndAProbe() throws Exception {
        mosquitto = new GenericContainer<>(DockerImageName.parse("eclipse-mosquitto:2"))
                .withCopyToContainer(Transferable.of(CONFIGURATION), "/mosquitto/config/mosquitto.conf")
                .withExposedPorts(1883);
        mosquitto.start();
        probe = new MqttSession(settings("probe"));
        probe.start().get(30, SECONDS);
    }

    @AfterAll
    static void stop() {
        probe.close();
        mosquitto.stop();
    }

    @Test
    void everyMessageComesOnceOverOneOfTwoConnections() throws Exception {
        Inbox inbox = new Inbox();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (MqttConnections two = new MqttConnections(settings("twice"), "twice", 2, 2)) {
            two.subscribe(Topic.readingsFilter("twice"), delivery -> {
                threads.add(Thread.currentThread().getName());
                inbox.accept(delivery);
            });
            two.start().get(30, SECONDS);
            assertThat(two.isConnected()).isTrue();
            publish("twice", 0, 1_000);

            await().atMost(LONG).until(() -> inbox.payloads.size() >= 1_000);
            assertThat(inbox.payloads).containsExactlyInAnyOrderElementsOf(numbers(0, 1_000));
            assertThat(threads).hasSize(2);
            assertThat(two.surplusEnded()).isCompleted();
        }
    }

    @Test
    void aStartWithFewerConnectionsGetsWhatWasQueuedForTheOthersAndEndsThem() throws Exception {
        start("fewer", 3, 3, delivery -> {}).close();
        publish("fewer", 0, 300); // queued in all three sessions

        Inbox inbox = new Inbox();
        try (MqttConnections one = start("fewer", 1, 3, inbox)) {
            one.surplusEnded().get(30, SECONDS);
            assertThat(Set.copyOf(inbox.payloads)).isEqualTo(new HashSet<>(numbers(0, 300)));
            publish("fewer", 300, 600); // none of it goes to the others
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(Set.copyOf(inbox.payloads)).isEqualTo(new HashSet<>(numbers(0, 600))));
        }
        Inbox later = new Inbox();
        try (MqttConnections again = start("fewer", 3, 3, later)) {
            publish("fewer", 600, 601);
            await().atMost(LONG).until(() -> later.payloads.contains("600"));
            assertThat(later.payloads).containsExactly("600");
        }
    }

    @Test
    void aSurplusSessionStaysWhileItsMessagesAreNotAcknowledged() throws Exception {
        start("held", 2, 2, delivery -> {}).close();
        publish("held", 0, 100);

        List<Delivery> held = new ArrayList<>();
        try (MqttConnections one = start("held", 1, 2, delivery -> {
            synchronized (held) {
                held.add(delivery);
            }
        })) {
            await().atMost(LONG).until(() -> {
                synchronized (held) {
                    return held.size() == 40; // as many as Mosquitto has on the way, for each session
                }
            });
            assertThat(one.surplusEnded()).isNotDone();
        }
        Inbox inbox = new Inbox();
        try (MqttConnections one = start("held", 1, 2, inbox)) {
            one.surplusEnded().get(30, SECONDS);
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(Set.copyOf(inbox.payloads)).isEqualTo(new HashSet<>(numbers(0, 100))));
        }
    }

    @Test
    void goingFromOneConnectionToTwoAndBackBringsNothingTwiceForEver() throws Exception {
        start("change", 1, 1, delivery -> {}).close();
        for (int connections : List.of(2, 1)) {
            Inbox inbox = new Inbox();
            try (MqttConnections changed = start("change", connections, 2, inbox)) {
                changed.surplusEnded().get(30, SECONDS); // until then both forms of the subscription are there
                publish("change", 0, 200);
                await().atMost(LONG).until(() -> inbox.payloads.size() >= 200);
                assertThat(inbox.payloads).containsExactlyInAnyOrderElementsOf(numbers(0, 200));
            }
        }
    }

    @Test
    void aFilterNoLongerWantedBringsOnlyWhatWasQueuedUnderIt() throws Exception {
        start("old-site", 1, 1, delivery -> {}).close();
        publish("old-site", 0, 50);
        Inbox queued = new Inbox();
        Inbox inbox = new Inbox();
        try (MqttConnections changed = new MqttConnections(settings("old-site"), "old-site", 1, 1)) {
            changed.subscribe(Topic.readingsFilter("new-site"), inbox);
            changed.unsubscribe(Topic.readingsFilter("old-site"), queued);
            changed.start().get(30, SECONDS);
            publish("old-site", 50, 100);
            publish("new-site", 100, 150);

            await().atMost(LONG).until(() -> inbox.payloads.size() == 50);
            assertThat(queued.payloads).containsExactlyElementsOf(numbers(0, 50));
            assertThat(inbox.payloads).containsExactlyElementsOf(numbers(100, 150));
        }
    }

    @Test
    void acknowledgementsGivenBeforeClosingCountAsSoonAsItHasClosed() throws Exception {
        start("closing", 1, 1, delivery -> {}).close();
        publish("closing", 0, 2_000);
        Inbox first = new Inbox();
        MqttConnections closing = start("closing", 1, 1, first);
        await().atMost(LONG).until(() -> first.payloads.size() >= 200);
        closing.close();

        Inbox second = new Inbox();
        try (MqttConnections rest = start("closing", 1, 1, second)) {
            await().atMost(LONG).until(() -> first.payloads.size() + second.payloads.size() >= 2_000);
            List<String> both = new ArrayList<>(first.payloads);
            both.addAll(second.payloads);
            assertThat(both).containsExactlyElementsOf(numbers(0, 2_000));
        }
    }

    private static MqttConnections start(String name, int connections, int everUsed, Consumer<Delivery> handler)
            throws Exception {
        MqttConnections started = new MqttConnections(settings(name), name, connections, everUsed);
        started.subscribe(Topic.readingsFilter(name), handler);
        started.start().get(30, SECONDS);
        return started;
    }

    private static void publish(String site, int from, int to) throws Exception {
        List<CompletableFuture<Void>> promises = new ArrayList<>();
        for (String number : numbers(from, to)) {
            promises.add(probe.publish("nuong/" + site + "/p1/readings", bytes(number), false));
        }
        CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new)).get(30, SECONDS);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static MqttSettings settings(String clientId) {
        return new MqttSettings(
                "tcp://" + mosquitto.getHost() + ":" + mosquitto.getMappedPort(1883), clientId, null, null, null);
    }
}
