package vn.nuong.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.nuong.sim.load.LoadDigest;
import vn.nuong.sim.publish.RecordingPublisher;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.testing.MutableClock;

class CommandsTest {

    @TempDir
    Path folder;

    private final RecordingPublisher broker = new RecordingPublisher();
    private final List<MqttSettings> connected = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = folder.resolve("field.csv");
        Files.writeString(table, """
                time,soil_moisture_20cm,theta30,rain,note
                2022-03-01T00:00:00Z,0.31,0.33,0,a
                2022-03-01T01:00:00Z,0.30,x,1.2,b
                2022-03-01T02:00:00Z,,,,c
                2022-03-01T03:00:00Z,0.29,0.32,0,d
                """);
    }

    private Surroundings surroundings(Connection.Factory factory) {
        return new Surroundings(
                Map.of("NUONG_MQTT_PASSWORD", "from-env"),
                factory,
                wall,
                () -> Duration.between(Instant.EPOCH, wall.instant()).toNanos(),
                time -> {
                    slept.add(time);
                    wall.advance(time);
                },
                false);
    }

    private Connection connect(MqttSettings settings) {
        connected.add(settings);
        return new Connection() {
            @Override
            public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
                return broker.publish(topic, payload, retained);
            }

            @Override
            public void close() {
                connected.remove(settings);
            }
        };
    }

    private int run(Connection.Factory factory, String... args) {
        out = new StringWriter();
        err = new StringWriter();
        Surroundings surroundings = surroundings(factory);
        return new CommandLine(new Root())
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new SimulateCommand(surroundings))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private int run(String... args) {
        return run(this::connect, args);
    }

    @CommandLine.Command(name = "nuong")
    static final class Root {}

    @Test
    void replayPublishesAboutFirstAndThenEveryRowWithAValue() {
        int code = run(
                "replay",
                table.toString(),
                "--device",
                "probe",
                "--broker",
                "tcp://localhost:1883",
                "--map",
                "theta30=soil_moisture_30cm",
                "--to-year",
                "2026",
                "--source",
                "our field, CC0");

        assertThat(code).as(err.toString()).isZero();
        assertThat(broker.published())
                .extracting(RecordingPublisher.Published::payload)
                .containsExactly(
                        "{\"name\":\"probe\",\"interval_s\":3600,\"depths_cm\":[20,30],\"origin\":\"recorded\",\"source\":\"our"
                                + " field, CC0\",\"recorded_year\":2022}",
                        "{\"time\":\"2026-03-01T00:00:00Z\",\"readings\":{\"soil_moisture_20cm\":0.31,\"soil_moisture_30cm\":0.33,"
                                + "\"rain\":0.0}}",
                        "{\"time\":\"2026-03-01T01:00:00Z\",\"readings\":{\"soil_moisture_20cm\":0.3,\"rain\":1.2}}",
                        "{\"time\":\"2026-03-01T03:00:00Z\",\"readings\":{\"soil_moisture_20cm\":0.29,\"soil_moisture_30cm\":0.32,"
                                + "\"rain\":0.0}}");
        assertThat(broker.published().get(0).retained()).isTrue();
        assertThat(err.toString())
                .contains("skipping columns that are no property: note")
                .containsOnlyOnce("line 3 column theta30: \"x\" is not a number")
                .contains("3 rows, 3 messages, 8 of 8 readings acknowledged, 1 cells skipped");
        assertThat(connected).as("the connection is closed").isEmpty();
    }

    @Test
    void importLeavesWhatTheDeviceSaysOfItselfUnlessItIsDescribed() {
        assertThat(run("import", table.toString(), "--device", "p", "--broker", "tcp://h:1"))
                .isZero();
        assertThat(broker.published()).hasSize(3).noneMatch(RecordingPublisher.Published::retained);
        assertThat(slept).as("as fast as the broker takes it").isEmpty();
        assertThat(err.toString()).contains("6 of 6 readings acknowledged");

        run("import", table.toString(), "--device", "p", "--broker", "tcp://h:1", "--source", "our field, CC0");
        assertThat(broker.published().get(3).payload()).contains("\"origin\":\"recorded\"");
    }

    @Test
    void importEndsWithWhatIngestMadeOfIt() throws IOException {
        HttpServer ingest = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        List<String> asked = new ArrayList<>();
        ingest.createContext("/api/v1/completeness", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            // What was there before; then half of it; then all.
            int round = (asked.size() - 1) / 2;
            boolean history = exchange.getRequestURI().getQuery().contains("to=2022-03-02");
            String days = !history
                    ? ""
                    : "{\"site\":\"pilot\",\"device\":\"p\",\"day\":\"2022-03-01\",\"stored\":" + (10 + 3 * round)
                            + ",\"duplicate\":" + round + ",\"conflicting\":0,\"refused\":0}";
            byte[] answer = ("{\"days\":[" + days + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        ingest.start();
        try {
            int code = run(
                    "import",
                    table.toString(),
                    "--device",
                    "p",
                    "--broker",
                    "tcp://h:1",
                    "--url",
                    "http://127.0.0.1:" + ingest.getAddress().getPort());

            assertThat(code).isZero();
            assertThat(err.toString()).contains("ingest: 6 stored, 2 duplicate, 0 conflicting, 0 refused\n");
            assertThat(slept).as("it waited until all was known").hasSize(1);
        } finally {
            ingest.stop(0);
        }
        assertThat(run("import", table.toString(), "--device", "p", "--broker", "tcp://h:1", "--url", "nowhere"))
                .isEqualTo(2);
        assertThat(run(
                        "import",
                        table.toString(),
                        "--device",
                        "p",
                        "--broker",
                        "tcp://h:1",
                        "--url",
                        "http://127.0.0.1:1"))
                .isEqualTo(1);
    }

    @Test
    void replayTakesThePasswordFromTheEnvironmentOrAFileAndShowsItNowhere() throws IOException {
        List<MqttSettings> seen = new ArrayList<>();
        Connection.Factory factory = settings -> {
            seen.add(settings);
            return connect(settings);
        };
        Path secret = Files.writeString(folder.resolve("secret"), "from-file\n");
        List<String> command = List.of("replay", table.toString(), "--device", "p", "--broker", "ssl://h:8883");
        run(factory, command.toArray(String[]::new));
        List<String> withFile = new ArrayList<>(command);
        withFile.addAll(List.of("--username", "visitor", "--password-file", secret.toString()));
        run(factory, withFile.toArray(String[]::new));

        assertThat(seen).extracting(MqttSettings::password).containsExactly("from-env", "from-file");
        assertThat(seen.get(1).username()).isEqualTo("visitor");
        assertThat(out.toString() + err).doesNotContain("from-file", "from-env");
    }

    @Test
    void replayChoosesRowsByTheirOwnTimesAndByNumber() {
        run(
                "replay",
                table.toString(),
                "--device",
                "p",
                "--broker",
                "tcp://h:1",
                "--from",
                "2022-03-01T01:00:00Z",
                "--to",
                "2022-03-01T03:00:00Z",
                "--shift-years",
                "1");
        assertThat(broker.readings())
                .singleElement()
                .satisfies(p -> assertThat(p.payload()).contains("2023-03-01T01:00:00Z"));
        run("replay", table.toString(), "--device", "p", "--broker", "tcp://h:1", "--limit", "2");
        assertThat(broker.readings()).hasSize(3);
    }

    @Test
    void replayWithASpeedWaitsAsTheTimesFollowEachOther() {
        run("replay", table.toString(), "--device", "p", "--broker", "tcp://h:1", "--speed", "3600");
        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aDryRunPrintsEveryMessageAndConnectsToNothing() {
        int code = run("replay", table.toString(), "--device", "p", "--dry-run", "--site", "here");
        assertThat(code).isZero();
        assertThat(broker.published()).isEmpty();
        List<JsonNode> lines = out.toString()
                .lines()
                .map(l -> Json.parse(l.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).path("topic").asText()).isEqualTo("nuong/here/p/about");
        assertThat(lines.get(1).path("payload").path("readings").path("rain").asDouble())
                .isZero();
    }

    @Test
    void wrongInputEndsWithTwoAndOneClearLine() throws IOException {
        Path noOffset = Files.writeString(folder.resolve("t.csv"), "time,rain\n2022-03-01T00:00,1\n");
        assertThat(run("replay", noOffset.toString(), "--device", "p", "--dry-run"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("line 2", "2022-03-01T00:00");
        assertThat(run("replay", table.toString(), "--device", "P!", "--dry-run"))
                .isEqualTo(2);
        assertThat(run("replay", "no-such-file.csv", "--device", "p", "--dry-run"))
                .isEqualTo(2);
        assertThat(run("replay", table.toString(), "--device", "p")).isEqualTo(2);
        assertThat(err.toString()).contains("--broker");
        assertThat(run("replay", table.toString(), "--device", "p", "--dry-run", "--speed", "0"))
                .isEqualTo(2);
        assertThat(run("replay", table.toString(), "--device", "p", "--dry-run", "--map", "note=mood"))
                .isEqualTo(2);
        assertThat(run("replay", table.toString(), "--device", "p", "--dry-run", "--from", "2030-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(run("replay", table.toString(), "--dry-run")).isEqualTo(2);
        assertThat(run("simulate", "--dry-run", "--plots", "0")).isEqualTo(2);
        assertThat(run("simulate", "--dry-run", "--fault", "dropout:no-such-device:0.1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("sim-1-soil");
    }

    @Test
    void anUnreachableBrokerEndsWithOne() {
        Connection.Factory nobody = settings -> {
            throw new IOException("cannot use the broker " + settings.serverUri());
        };
        assertThat(run(nobody, "simulate", "--broker", "tcp://nowhere:1", "--days", "1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot use the broker tcp://nowhere:1");
    }

    @Test
    void anInterruptionEndsWith130AndSaysHowFarItCame() {
        Connection.Factory interrupting = settings -> {
            Thread.currentThread().interrupt();
            return connect(settings);
        };
        assertThat(run(interrupting, "replay", table.toString(), "--device", "p", "--broker", "tcp://h:1"))
                .isEqualTo(130);
        assertThat(err.toString()).contains("0 rows", "interrupted");
    }

    @Test
    void simulatingTwiceWithASeedGivesTheSameBytes() throws IOException {
        List<String> truths = new ArrayList<>();
        List<String> payloads = new ArrayList<>();
        for (String seed : List.of("5", "5", "6")) {
            Path truth = folder.resolve("truth-" + truths.size() + ".csv");
            int code = run(
                    "simulate",
                    "--dry-run",
                    "--days",
                    "5",
                    "--plots",
                    "2",
                    "--start",
                    "2026-03-01T00:00:00Z",
                    "--seed",
                    seed,
                    "--truth",
                    truth.toString(),
                    "--fault",
                    "dropout:*:0.1",
                    "--fault",
                    "spike:sim-1-soil:0.05",
                    "--fault",
                    "disorder:*:0.1");
            assertThat(code).as(err.toString()).isZero();
            truths.add(Files.readString(truth));
            payloads.add(out.toString());
        }
        assertThat(truths.get(0)).isEqualTo(truths.get(1)).isNotEqualTo(truths.get(2));
        assertThat(payloads.get(0)).isEqualTo(payloads.get(1)).isNotEqualTo(payloads.get(2));
        assertThat(truths.get(0)).startsWith("time,device,property,truth,published,fault\n");
    }

    @Test
    void theTruthFileTellsEveryPublishedValue() throws IOException {
        Path truth = folder.resolve("truth.csv");
        run(
                "simulate",
                "--days",
                "3",
                "--broker",
                "tcp://h:1",
                "--truth",
                truth.toString(),
                "--weather",
                "huashan-2018",
                "--start",
                "2026-08-01T00:00:00Z");
        long published = Files.readAllLines(truth).stream()
                .skip(1)
                .filter(line -> !line.split(",", -1)[4].isEmpty())
                .count();
        long sent = broker.readings().stream()
                .mapToLong(p -> Json.parse(p.payload().getBytes(StandardCharsets.UTF_8))
                        .path("readings")
                        .size())
                .sum();
        assertThat(sent).isPositive().isEqualTo(published);
        assertThat(Files.readAllLines(truth).get(1)).startsWith("2026-08-01T01:00:00Z,sim-1-soil,");
    }

    @Test
    void simulatesUntilNowWhenNotToldWhen() {
        run("simulate", "--days", "1", "--broker", "tcp://h:1");
        assertThat(broker.readings())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(Instant.parse(Json.parse(p.payload().getBytes(StandardCharsets.UTF_8))
                                .path("time")
                                .asText()))
                        .isBetween(Instant.parse("2026-11-23T00:00:00Z"), wall.instant()));
    }

    @Test
    void aLoadSendsEveryMessageOfEveryDeviceAndSaysWhatHasToBeThere() throws IOException {
        Path file = folder.resolve("summary.json");
        int code = run(
                "simulate",
                "--devices=3",
                "--count=10",
                "--interval=30s",
                "--site=here",
                "--device-prefix=load",
                "--broker=tcp://h:1",
                "--summary=" + file);

        assertThat(code).as(err.toString()).isZero();
        List<RecordingPublisher.Published> sent = broker.readings();
        assertThat(sent).hasSize(10);
        assertThat(sent.get(0).topic()).isEqualTo("nuong/here/load-1/readings");
        assertThat(sent.get(9).topic()).isEqualTo("nuong/here/load-1/readings");
        assertThat(sent.get(0).payload()).contains("\"time\":\"2026-11-23T23:58:30Z\"");
        assertThat(sent.get(9).payload()).contains("\"time\":\"2026-11-24T00:00:00Z\"");
        assertThat(broker.published().stream().filter(p -> p.topic().endsWith("/about")))
                .hasSize(3)
                .allSatisfy(about -> assertThat(about.payload())
                        .contains("\"interval_s\":30")
                        .contains("\"origin\":\"simulated\""));

        JsonNode summary = Json.parse(Files.readAllBytes(file));
        assertThat(summary.path("messages_published").asInt()).isEqualTo(10);
        assertThat(summary.path("messages_acknowledged").asInt()).isEqualTo(10);
        assertThat(summary.path("readings_acknowledged").asInt()).isEqualTo(30);
        assertThat(summary.path("messages_sent_again").asInt()).isZero();
        assertThat(summary.path("per_device")).hasSize(3);
        assertThat(summary.path("per_device").get(0).toString())
                .isEqualTo("{\"device\":\"load-1\",\"messages\":4,\"readings\":12,"
                        + "\"first\":\"2026-11-23T23:58:30Z\",\"last\":\"2026-11-24T00:00:00Z\"}");
        LoadDigest digest = new LoadDigest();
        BigDecimal moisture = BigDecimal.ZERO;
        for (RecordingPublisher.Published message : sent.subList(0, 10)) {
            JsonNode payload = Json.parse(message.payload().getBytes(StandardCharsets.UTF_8));
            String device = message.topic().split("/", -1)[2];
            Instant time = Instant.parse(payload.path("time").asText());
            payload.path("readings")
                    .properties()
                    .forEach(r ->
                            digest.add(device, r.getKey(), time, r.getValue().asDouble()));
            moisture = moisture.add(
                    payload.path("readings").path("soil_moisture_20cm").decimalValue());
        }
        assertThat(summary.path("digest").asText()).isEqualTo(digest.hex());
        assertThat(summary.path("sums").path("soil_moisture_20cm").decimalValue())
                .isEqualByComparingTo(moisture);
        assertThat(connected).isEmpty();
    }

    @Test
    void aLoadWithARateIsSentNoFaster() {
        run("simulate", "--devices=5", "--count=21", "--rate=10", "--broker=tcp://h:1");
        assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(2));
        assertThat(err.toString()).contains("21 of 21 messages acknowledged (63 readings) in 2.0 s");
    }

    @Test
    void anInterruptedLoadSaysWhatWasAcknowledged() throws IOException {
        Path file = folder.resolve("summary.json");
        Connection.Factory interrupting = settings -> {
            return new Connection() {
                @Override
                public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
                    CompletableFuture<Void> done = broker.publish(topic, payload, retained);
                    if (broker.readings().size() == 2) {
                        broker.fallSilent();
                    } else if (broker.readings().size() == 3) {
                        Thread.currentThread().interrupt();
                    }
                    return done;
                }

                @Override
                public void close() {
                    connected.remove(settings);
                }
            };
        };
        int code = run(
                interrupting,
                "simulate",
                "--devices=2",
                "--count=100",
                "--connections=1",
                "--broker=tcp://h:1",
                "--summary=" + file);

        assertThat(code).isEqualTo(130);
        JsonNode summary = Json.parse(Files.readAllBytes(file));
        assertThat(summary.path("messages_published").asInt()).isEqualTo(3);
        assertThat(summary.path("messages_acknowledged").asInt()).isEqualTo(2);
    }

    @Test
    void optionsOfPlotsAndOfALoadDoNotMix() {
        assertThat(run("simulate", "--dry-run", "--devices=2", "--count=2", "--plots=1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--plots is for simulated plots");
        assertThat(run("simulate", "--dry-run", "--count=2")).isEqualTo(2);
        assertThat(err.toString()).contains("--count is for a load", "--devices");
        assertThat(run("simulate", "--dry-run", "--devices=2")).isEqualTo(2);
        assertThat(err.toString()).contains("--count 100000");
        for (String wrong : List.of("--interval=1.5h", "--interval=0s", "--rate=0", "--connections=0", "--devices=0")) {
            assertThat(run("simulate", "--dry-run", "--devices=2", "--count=2", wrong))
                    .as(wrong)
                    .isEqualTo(2);
        }
        assertThat(run("simulate", "--dry-run", "--interval=90min")).isEqualTo(2);
        assertThat(err.toString()).contains("whole number of hours");
        assertThat(run("simulate", "--dry-run", "--days=1", "--interval=2h")).isZero();
        assertThat(run("simulate", "--dry-run", "--days=1", "--interval=2")).isZero();
    }

    @Test
    void warnsOfALoadThatIsSentFasterThanMeasured() {
        String start = "--start=" + wall.instant();
        run("simulate", "--dry-run", "--devices=1", "--count=700", "--interval=1s", "--rate=1", start);
        assertThat(err.toString()).doesNotContain("future");
        run(
                "simulate",
                "--dry-run",
                "--devices=1",
                "--count=700",
                "--interval=2s",
                "--rate=1",
                "--start=" + wall.instant());
        assertThat(err.toString()).contains("future");
    }

    @Test
    void warnsOfTimesThatIngestWouldRefuse() {
        run("replay", table.toString(), "--device", "p", "--dry-run", "--to-year", "2030");
        assertThat(err.toString()).contains("in the future");
    }

    @Test
    void progressIsALineEveryFewSecondsWithoutATerminalAndABarOnOne() {
        StringWriter lines = new StringWriter();
        StringWriter bar = new StringWriter();
        Progress plain = new Progress(new PrintWriter(lines), false, wall, "rows", 1000);
        Progress drawn = new Progress(new PrintWriter(bar), true, wall, "rows", 1000);
        for (int i = 0; i < 500; i++) {
            plain.step();
            drawn.step();
            wall.advance(Duration.ofMillis(20));
        }
        drawn.end();
        assertThat(lines.toString().lines()).hasSize(1).first().asString().contains("25 %", "251 of 1,000 rows");
        assertThat(bar.toString()).contains("\r[###").endsWith("\r\033[K");
    }
}
