package vn.nuong.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import vn.nuong.telemetry.http.JsonClient;

/** Ingest as a process of its own, which can be killed. */
public final class IngestProcess implements AutoCloseable {

    private static final Pattern ANSWERS = Pattern.compile("ingest answers on 127\\.0\\.0\\.1:([0-9]+)");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path log;

    private IngestProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param folder where its data, its site.yaml and its log are
     * @param settings which broker and which store
     */
    public static IngestProcess start(Path folder, Map<String, String> settings) throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), "site: pilot\n");
        Path log = folder.resolve("ingest-" + NUMBER.incrementAndGet() + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName());
        Map<String, String> environment = builder.environment();
        environment.put("NUONG_HTTP_HOST", "127.0.0.1");
        environment.put("NUONG_HTTP_PORT", "0");
        environment.put("NUONG_SITE", site.toString());
        environment.put("NUONG_DATA", folder.resolve("data").toString());
        environment.putAll(settings);
        return new IngestProcess(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    /** Waits until it answers. */
    public IngestProcess ready() {
        try {
            Awaitility.await("ingest answers")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("ingest ended:\n" + log());
                        }
                        return ANSWERS.matcher(log()).find();
                    });
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
        return this;
    }

    /** Waits until it says this in its log. */
    public void says(String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> log().contains(text));
    }

    public JsonNode get(String path) throws IOException {
        Matcher answers = ANSWERS.matcher(log());
        if (!answers.find()) {
            throw new IllegalStateException("it does not answer yet");
        }
        return new JsonClient(URI.create("http://127.0.0.1:" + answers.group(1))).get(path, Map.of());
    }

    /** What became of every reading; {@code waiting_bytes} is 0 when nothing waits. */
    public JsonNode accounting() throws IOException {
        return get("/api/v1/accounting");
    }

    /** Waits until so many readings are stored and nothing waits: how many were received tells less, as some come twice. */
    public JsonNode stored(long readings) throws IOException {
        Awaitility.await(readings + " readings stored")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> accounting().path("stored").asLong() >= readings
                        && accounting().path("waiting_bytes").asLong() == 0);
        return accounting();
    }

    public String log() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, as {@code SIGTERM} does, and waits. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
