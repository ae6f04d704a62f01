package vn.nuong.standalone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.standalone.cli.Ports;

/** {@code nuong ingest} started while its InfluxDB is away. */
class IngestWithoutItsStoreTest {

    private static final byte[] NOTHING = "{\"results\":[{\"statement_id\":0}]}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    @Test
    void saysThatItWaitsForInfluxAndWhenThatIsBack() throws Exception {
        int port = Ports.free("--influx", 0);
        Path token = Files.writeString(dir.resolve("token"), "secret");
        try (LocalBroker broker = LocalBroker.start(
                        new LocalBroker.Settings(
                                "127.0.0.1",
                                0,
                                dir.resolve("broker"),
                                List.of(new LocalBroker.Account(
                                        "ingest", "i", List.of("nuong/#"), List.of("nuong/#")))),
                        (topic, payload) -> {});
                IngestProcess ingest = IngestProcess.start(
                        dir.resolve("data"),
                        "tcp://127.0.0.1:" + broker.port(),
                        "text",
                        List.of(
                                "--mqtt-user",
                                "ingest",
                                "--mqtt-password-file",
                                Files.writeString(dir.resolve("password"), "i").toString(),
                                "--influx",
                                "http://127.0.0.1:" + port,
                                "--influx-org",
                                "nuong",
                                "--influx-bucket",
                                "readings",
                                "--influx-token-file",
                                token.toString()))) {
            ingest.awaitSaid("ready: ");
            assertThat(ingest.said())
                    .anySatisfy(line -> assertThat(line)
                            .contains(
                                    "ready: ", "wait in the journal, since http://127.0.0.1:" + port, "bucket readings")
                            .contains("see that it runs and can be reached"))
                    .anySatisfy(line -> assertThat(line).contains("WARN", "the store does not answer"));

            HttpServer influx = emptyInflux(port);
            try {
                ingest.awaitSaid("the store answers now");
            } finally {
                influx.stop(0);
            }
            assertThat(ingest.terminate()).isEqualTo(143);
        }
    }

    private static HttpServer emptyInflux(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, NOTHING.length);
                exchange.getResponseBody().write(NOTHING);
            }
        });
        server.start();
        return server;
    }
}
