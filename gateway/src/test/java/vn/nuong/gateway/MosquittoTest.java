package vn.nuong.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.nuong.gateway.broker.BrokerFixture.PROBE;
import static vn.nuong.gateway.broker.BrokerFixture.READER;
import static vn.nuong.gateway.broker.BrokerFixture.as;
import static vn.nuong.gateway.broker.BrokerFixture.bytes;

import com.github.dockerjava.api.DockerClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import vn.nuong.gateway.broker.BrokerFixture;
import vn.nuong.gateway.broker.BrokerFixture.Inbox;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.testing.RequiresDocker;

/** The gateway in front of the broker that compose runs. */
@RequiresDocker
class MosquittoTest {

    private static final int MESSAGES = 500;
    private static final String CONFIGURATION = """
            listener 1883 0.0.0.0
            allow_anonymous true
            persistence true
            persistence_location /mosquitto/data/
            autosave_on_changes false
            max_queued_messages 100000
            """;

    @TempDir
    Path dir;

    @Test
    void deliversWhatWasPublishedWhileMosquittoWasDown() throws Exception {
        int port = freePort();
        Vertx vertx = Vertx.vertx();
        try (GenericContainer<?> mosquitto = mosquitto(port);
                LocalBroker local = BrokerFixture.start(dir.resolve("local"), 0);
                MqttSession probe = new MqttSession(as(PROBE, local.port(), "probe"))) {
            mosquitto.start();
            MqttSettings upstream =
                    new MqttSettings("tcp://" + mosquitto.getHost() + ":" + port, "nuong-gateway", null, null, null);
            MqttSettings reading = new MqttSettings(upstream.serverUri(), "nuong-ingest", null, null, null);
            Inbox inbox = new Inbox();
            try (MqttSession reader = new MqttSession(reading);
                    GatewayService gateway = GatewayService.start(
                            as(READER, local.port(), "nuong-gateway"),
                            upstream,
                            dir.resolve("spool.db"),
                            vertx,
                            new HttpService.Address("127.0.0.1", 0))) {
                reader.subscribe("nuong/+/+/readings", inbox);
                reader.start().get(30, SECONDS);
                probe.start().get(30, SECONDS);
                publish(probe, 0, 10);
                await().atMost(Duration.ofSeconds(30)).until(() -> inbox.payloads.size() == 10);

                docker(mosquitto).stopContainerCmd(mosquitto.getContainerId()).exec();
                await().until(() -> !reader.isConnected());
                publish(probe, 10, MESSAGES);
                await().untilAsserted(() -> assertThat(gateway.spooled()).isEqualTo(MESSAGES - 10));
                docker(mosquitto).startContainerCmd(mosquitto.getContainerId()).exec();

                List<String> expected =
                        IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(
                                        inbox.payloads.stream().distinct().toList())
                                .isEqualTo(expected));
                await().untilAsserted(() -> assertThat(gateway.spooled()).isZero());
            }
        } finally {
            vertx.close().await();
        }
    }

    private static void publish(MqttSession probe, int from, int to) throws Exception {
        List<CompletableFuture<Void>> promises = new ArrayList<>();
        for (int i = from; i < to; i++) {
            promises.add(probe.publish("nuong/pilot/p1/readings", bytes(String.valueOf(i)), false));
        }
        CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new)).get(30, SECONDS);
    }

    private static DockerClient docker(GenericContainer<?> container) {
        return container.getDockerClient();
    }

    /** The port stays the same when the container is stopped and started. */
    private static GenericContainer<?> mosquitto(int port) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("eclipse-mosquitto:2"))
                .withCopyToContainer(Transferable.of(CONFIGURATION), "/mosquitto/config/mosquitto.conf")
                .withExposedPorts(1883);
        container.setPortBindings(List.of("127.0.0.1:" + port + ":1883"));
        return container;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
