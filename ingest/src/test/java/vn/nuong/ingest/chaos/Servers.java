package vn.nuong.ingest.chaos;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import vn.nuong.ingest.influx.InfluxContainer;

/** The real Mosquitto and the real InfluxDB, which can be killed. */
final class Servers implements AutoCloseable {

    /** What it has acknowledged outlives kill -9 only once it is saved ({@link #saveMosquitto}). */
    private static final String MOSQUITTO_CONF = """
            listener 1883 0.0.0.0
            allow_anonymous true
            persistence true
            persistence_location /mosquitto/data/
            autosave_interval 1800
            max_queued_messages 0
            max_inflight_messages 1000
            """;

    private final int mosquittoPort = freePort();
    private final GenericContainer<?> mosquitto = new GenericContainer<>("eclipse-mosquitto:2")
            .withExposedPorts(1883)
            .withCopyToContainer(Transferable.of(MOSQUITTO_CONF), "/mosquitto/config/mosquitto.conf");
    final InfluxContainer influx;

    Servers() throws IOException {
        mosquitto.setPortBindings(List.of("127.0.0.1:" + mosquittoPort + ":1883")); // the same after a restart
        mosquitto.start();
        influx = new InfluxContainer();
    }

    int mosquittoPort() {
        return mosquittoPort;
    }

    String mosquitto() {
        return "tcp://127.0.0.1:" + mosquittoPort;
    }

    /** Has everything that Mosquitto acknowledged so far written to its disk: by itself it does that only now and then. */
    void saveMosquitto() throws IOException, InterruptedException {
        mosquitto.execInContainer("touch", "/tmp/before");
        docker().killContainerCmd(mosquitto.getContainerId()).withSignal("USR1").exec();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !mosquitto
                        .execInContainer("find", "/mosquitto/data/mosquitto.db", "-newer", "/tmp/before")
                        .getStdout()
                        .isBlank());
    }

    /** As kill -9 does. */
    void killMosquitto() {
        docker().killContainerCmd(mosquitto.getContainerId()).withSignal("KILL").exec();
    }

    void startMosquitto() {
        docker().startContainerCmd(mosquitto.getContainerId()).exec();
    }

    private DockerClient docker() {
        return mosquitto.getDockerClient();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        influx.close();
        mosquitto.stop();
    }
}
