package vn.nuong.standalone.demo;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** {@code nuong demo} in a JVM of its own, as the start script starts it, on free ports. */
final class DemoProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120); // a loaded machine's, not what is promised

    private final Path data;
    private final Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int httpPort;
    private final int mqttPort;

    private DemoProcess(Path data, Process process, int httpPort, int mqttPort) {
        this.data = data;
        this.process = process;
        this.httpPort = httpPort;
        this.mqttPort = mqttPort;
        Thread reader = new Thread(this::read, "demo-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start(Path data, String... more) throws IOException {
        int httpPort = Ports.free("--http", 0);
        int mqttPort = Ports.free("--mqtt", 0);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dio.netty.noUnsafe=false", "-XX:+UseSerialGC", "-Xmx768m"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add(
                "-Dorg.bytedeco.javacpp.cachedir=" + Path.of("target/native").toAbsolutePath());
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.nuong.standalone.Nuong",
                "demo"));
        command.addAll(List.of("--http", "" + httpPort, "--mqtt", "" + mqttPort, "--data", data.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new DemoProcess(data, process, httpPort, mqttPort);
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

    /** Waits for the page's address, which is said last. */
    DemoProcess awaitReady() {
        await().atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the demo ended with " + process.exitValue() + ": " + said);
            }
            return said.stream().anyMatch(l -> l.contains(page().toString()) && l.contains("Trang / page"));
        });
        return this;
    }

    List<String> said() {
        return List.copyOf(said);
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    Path credentialsFile() {
        return data.resolve("mqtt-credentials");
    }

    MqttSettings visitor() throws IOException {
        List<String> lines = Files.readAllLines(credentialsFile());
        return new MqttSettings(
                "tcp://127.0.0.1:" + mqttPort,
                "a-visitors-probe",
                value(lines, "username="),
                value(lines, "password="),
                null);
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(l -> l.startsWith(name))
                .map(l -> l.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    JsonNode get(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(page().resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode());
            }
            return Json.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return the exit code */
    int terminate() throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy() would close its stderr too
        return awaitEnd();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo does not end: " + said);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }
}
