package vn.nuong.gateway.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.PROBE;
import static vn.nuong.gateway.broker.BrokerFixture.READER;
import static vn.nuong.gateway.broker.BrokerFixture.as;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.telemetry.mqtt.MqttSession;

class KilledBrokerTest {

    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 2_000;

    @TempDir
    Path dir;

    @Test
    void deliversEverythingAcknowledgedBeforeItsProcessWasKilled() throws Exception {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        try (BrokerProcess first = BrokerProcess.start(dir.resolve("broker"), 0)) {
            try (MqttSession reader = new MqttSession(as(READER, first.port, "reader"))) {
                reader.subscribe("nuong/+/+/readings", new Inbox());
                reader.start().get(20, SECONDS);
            }
            try (MqttSession probe = new MqttSession(as(PROBE, first.port, "probe"))) {
                probe.start().get(20, SECONDS);
                AtomicInteger next = new AtomicInteger();
                for (int i = 0; i < 200; i++) { // each acknowledgement sends the next: always some on the way
                    publishNext(probe, next, acknowledged);
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_THE_KILL);
                first.kill();
            }
        }
        Set<String> promised = new TreeSet<>(acknowledged);
        assertThat(promised).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);

        try (BrokerProcess second = BrokerProcess.start(dir.resolve("broker"), 0);
                MqttSession reader = new MqttSession(as(READER, second.port, "reader"))) {
            Inbox inbox = new Inbox();
            reader.subscribe("nuong/+/+/readings", inbox);
            reader.start().get(20, SECONDS);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(new TreeSet<>(inbox.payloads)).containsAll(promised));
        }
    }

    private static void publishNext(MqttSession probe, AtomicInteger next, Set<String> acknowledged) {
        String text = "message " + next.getAndIncrement();
        probe.publish("nuong/pilot/my-probe/readings", bytes(text), false).thenRun(() -> {
            acknowledged.add(text);
            publishNext(probe, next, acknowledged);
        });
    }
}
