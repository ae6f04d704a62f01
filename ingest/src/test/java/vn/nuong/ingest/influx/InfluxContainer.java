package vn.nuong.ingest.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The real InfluxDB 2.7, with secrets of its own for each run. */
public final class InfluxContainer implements AutoCloseable {

    static final String ORG = "nuong";
    static final String BUCKET = "first";

    private final String adminToken = UUID.randomUUID().toString();
    private final GenericContainer<?> container = new GenericContainer<>("influxdb:2.7")
            .withExposedPorts(8086)
            .withEnv("DOCKER_INFLUXDB_INIT_MODE", "setup")
            .withEnv("DOCKER_INFLUXDB_INIT_USERNAME", "admin")
            .withEnv("DOCKER_INFLUXDB_INIT_PASSWORD", UUID.randomUUID().toString())
            .withEnv("DOCKER_INFLUXDB_INIT_ORG", ORG)
            .withEnv("DOCKER_INFLUXDB_INIT_BUCKET", BUCKET)
            .withEnv("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN", adminToken)
            .waitingFor(Wait.forHttp("/api/v2/buckets?org=" + ORG)
                    .forPort(8086)
                    .withHeader("Authorization", "Token " + adminToken)
                    .forStatusCode(200));

    public InfluxContainer() {
        container.setPortBindings(List.of("127.0.0.1:" + freePort() + ":8086")); // the same when it is started again
        container.start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://" + container.getHost() + ":" + container.getMappedPort(8086);
    }

    String adminToken() {
        return adminToken;
    }

    /** The address of a new bucket. */
    public InfluxSettings newBucket() {
        return newBucket(0);
    }

    /** @param keptSeconds how long readings are kept; 0 for ever */
    InfluxSettings newBucket(int keptSeconds) {
        String name = "b" + UUID.randomUUID();
        try (InfluxDBClient client = InfluxDBClientFactory.create(url(), adminToken.toCharArray(), ORG)) {
            Organization org = client.getOrganizationsApi().findOrganizations().get(0);
            if (keptSeconds == 0) {
                client.getBucketsApi().createBucket(name, org);
            } else {
                BucketRetentionRules kept = new BucketRetentionRules();
                kept.setEverySeconds(keptSeconds);
                client.getBucketsApi().createBucket(name, kept, org);
            }
        }
        return new InfluxSettings(url(), ORG, name, adminToken);
    }

    /** Stops answering without ending its connections. */
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    public void unpause() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    /** Ends it as {@code docker stop} does, and with it all connections. It keeps what it has on disk, and its address. */
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    /** Starts it again. */
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
