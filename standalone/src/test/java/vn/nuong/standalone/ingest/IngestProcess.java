package vn.nuong.standalone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.telemetry.json.Json;

/** {@code nuong ingest} in a JVM of its own, as the start script starts it. */
final class IngestProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120); // a loaded machine's, not what is promised

    private final Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private IngestProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread reader = new Thread(this::read, "ingest-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /** One that logs as JSON. */
    static IngestProcess start(Path data, String broker, List<String> more) throws IOException {
        return start(data, broker, "json", more);
    }

    static IngestProcess start(Path data, String broker, String logFormat, List<String> more) throws IOException {
        int port = Ports.free("--http", 0);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dio.netty.noUnsafe=false", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.nuong.standalone.Nuong",
                "ingest"));
        command.addAll(List.of("--broker", broker, "--data", data.toString(), "--http", "" + port));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("NUONG_LOG_FORMAT", logFormat);
        return new IngestProcess(builder.start(), port);
    }

    private void read() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("stderr ended: " + e);
        }
    }

    /** Waits for a line that holds this. */
    IngestProcess awaitSaid(String text) {
        try {
            awaitLine(text);
            return this;
        } catch (RuntimeException e) {
            close(); // whoever waits has no hold of it yet
            throw e;
        }
    }

    private void awaitLine(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            boolean alive = process.isAlive();
            boolean heard = said.stream().anyMatch(line -> line.contains(text));
            if (!alive && !heard) {
                throw new IllegalStateException("it ended: " + said);
            }
            assertThat(heard)
                    .as(() -> "it says \"" + text + "\", not only " + said)
                    .isTrue();
        });
    }

    /** Everything on stderr. */
    List<String> said() {
        return List.copyOf(said);
    }

    HttpResponse<String> ask(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String path) {
        return Json.parse(ask(path).body().getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until so many readings are stored and nothing waits. */
    JsonNode stored(long readings) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode accounting = get("/api/v1/accounting");
            assertThat(accounting.path("stored").asLong())
                    .as(accounting::toString)
                    .isGreaterThanOrEqualTo(readings);
            assertThat(accounting.path("waiting_bytes").asLong())
                    .as(accounting::toString)
                    .isZero();
        });
        return get("/api/v1/accounting?count=true");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM and returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end: " + said);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
