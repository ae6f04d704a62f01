package vn.nuong.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttConnections;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;

/** The measurements, each with a site of its own, so that nothing of one is counted in another. */
final class IngestBench {

    private static final int DEVICES = 1_000;
    private static final int LIVE_RATE = 1_000;
    private static final int LIVE_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String FIELD = "battery";

    /** Live messages come for so long before InfluxDB is let back. */
    private static final Duration BEFORE_OPENING = Duration.ofSeconds(10);

    private final String broker;
    private final InfluxSettings influx;
    private final Path token;
    private final Path folder;
    private final int connections;
    private final PrintWriter out;
    private final PrintWriter err;
    private final InfluxCount count;
    private final HttpClient http = HttpClient.newHttpClient();

    IngestBench(
            String broker,
            InfluxSettings influx,
            Path token,
            Path folder,
            int connections,
            PrintWriter out,
            PrintWriter err) {
        this.broker = broker;
        this.influx = influx;
        this.token = token;
        this.folder = folder;
        this.connections = connections;
        this.out = out;
        this.err = err;
        this.count = new InfluxCount(influx);
    }

    /** What a load was, as its summary says. */
    private record Sent(Instant began, Instant lastMeasured, int inLastRound, long messages) {}

    /** A backlog, until all of it can be queried: ingest and, where it is given, Telegraf in turn. */
    void drain(int messages, int runs, @Nullable Path telegraf) throws IOException, InterruptedException {
        out.println("| drain | run | messages | s | messages/s | CPU s | peak MiB |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (int run = 1; run <= runs; run++) {
            if (telegraf != null) {
                drainBy(telegraf, messages, run);
            }
            drainByIngest(messages, run);
        }
    }

    private void drainByIngest(int messages, int run) throws IOException, InterruptedException {
        String site = site();
        String client = "nuong-" + site;
        keepSession(client, site);
        Sent sent = send(site, messages, DEVICES, null, null);
        say("ingest drains " + sent.messages() + " messages, run " + run);
        long began = System.nanoTime();
        try (Program ingest = ingest(client, List.of(site), influx.url(), folder.resolve("data-" + site))) {
            awaitCounted(ingest, "readings", FIELD, "\"site\" = '" + site + "'", sent);
            report("ingest", run, sent.messages(), began, ingest);
        }
    }

    private void drainBy(Path telegraf, int messages, int run) throws IOException, InterruptedException {
        String site = site();
        String client = "telegraf-" + site;
        keepSession(client, site);
        Sent sent = send(site, messages, DEVICES, null, null);
        Path config = Files.writeString(
                folder.resolve("telegraf-" + site + ".conf"),
                String.format("""
                [agent]
                  flush_interval = "1s"
                  metric_batch_size = 5000
                  metric_buffer_limit = 100000
                  omit_hostname = true
                [[inputs.mqtt_consumer]]
                  servers = ["%s"]
                  topics = ["nuong/%s/+/readings"]
                  qos = 1
                  persistent_session = true
                  client_id = "%s"
                  max_undelivered_messages = 10000
                  data_format = "json"
                  json_time_key = "time"
                  json_time_format = "2006-01-02T15:04:05Z07:00"
                  name_override = "telegraf_%s"
                [[outputs.influxdb_v2]]
                  urls = ["%s"]
                  token = "$BENCH_INFLUX_TOKEN"
                  organization = "%s"
                  bucket = "%s"
                """, broker, site, client, site, influx.url(), influx.org(), influx.bucket()));
        say("Telegraf drains " + sent.messages() + " messages, run " + run);
        long began = System.nanoTime();
        try (Program program = Program.start(
                List.of(telegraf.toString(), "--config", config.toString()),
                Map.of("BENCH_INFLUX_TOKEN", influx.token()),
                folder.resolve("telegraf-" + site + ".log"))) {
            awaitCounted(program, "telegraf_" + site, "readings_" + FIELD, "", sent);
            report("Telegraf", run, sent.messages(), began, program);
        }
    }

    private void report(String what, int run, long messages, long began, Program program) {
        double seconds = (System.nanoTime() - began) / 1e9;
        row(
                "%s | %d | %d | %.2f | %.0f | %.2f | %d",
                what, run, messages, seconds, messages / seconds, program.cpuSeconds(), program.peakMiB());
    }

    /** From publishing to where a query finds it, while messages come steadily. */
    void latency() throws IOException, InterruptedException {
        String site = site();
        try (Program ingest = ingest("nuong-" + site, List.of(site), influx.url(), folder.resolve("data-" + site))) {
            awaitReady(ingest);
            say("latency at " + LIVE_RATE + " messages/s for " + LIVE_SECONDS + " s");
            Delays delays = watchLive(site, LIVE_RATE * LIVE_SECONDS, ingest, null);
            out.println("| latency at 1,000 messages/s | p50 ms | p99 ms | max ms | messages |");
            out.println("| --- | --- | --- | --- | --- |");
            row("publish to query | %d | %d | %d | %d", delays.at(0.5), delays.at(0.99), delays.at(1), delays.size());
        }
    }

    /** InfluxDB is away while a backlog comes; then live messages and the backlog together. */
    void outage(int messages) throws IOException, InterruptedException {
        String back = site();
        String live = site();
        URI address = URI.create(influx.url());
        try (Gate gate = new Gate(address.getHost(), address.getPort());
                Program ingest = ingest(
                        "nuong-" + back,
                        List.of(back, live),
                        "http://127.0.0.1:" + gate.port(),
                        folder.resolve("data-" + back))) {
            awaitReady(ingest);
            gate.shut();
            Sent sent = send(back, messages, DEVICES, null, null);
            awaitAcknowledged(ingest, sent.messages() + DEVICES);
            say(messages + " messages wait in the journal; InfluxDB comes back while live ones go on");
            Catching catching = new Catching(gate, back, sent);
            Delays delays = watchLive(live, LIVE_RATE * 2 * LIVE_SECONDS, ingest, catching);
            double seconds = catching.seconds();
            out.println(
                    "| after an outage | backlog | caught up in s | messages/s | of live speed | live p99 ms | live max ms |");
            out.println("| --- | --- | --- | --- | --- | --- | --- |");
            row(
                    "InfluxDB away | %d | %.1f | %.0f | %.1f × | %d | %d",
                    messages,
                    seconds,
                    messages / seconds,
                    messages / seconds / LIVE_RATE,
                    delays.at(0.99),
                    delays.at(1));
        }
    }

    /** Many devices, each with few messages. */
    void devices() throws IOException, InterruptedException {
        String site = site();
        int devices = 20_000;
        int rounds = 5;
        try (Program ingest = ingest("nuong-" + site, List.of(site), influx.url(), folder.resolve("data-" + site))) {
            awaitReady(ingest);
            out.println("| 20,000 devices | round | MiB | peak MiB | lag ms |");
            out.println("| --- | --- | --- | --- | --- |");
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
            for (int round = 1; round <= rounds; round++) {
                say("20,000 devices, round " + round);
                Instant of = start.plus(Duration.ofMinutes(15L * round));
                Sent sent = send(site, devices, devices, 2_000, of);
                awaitCounted(ingest, "readings", FIELD, "\"site\" = '" + site + "'", sent);
                JsonNode accounting = accounting(ingest);
                row(
                        "ingest | %d | %d | %d | %d",
                        round,
                        ingest.nowMiB(),
                        ingest.peakMiB(),
                        accounting.path("lag_ms").asLong());
            }
        }
    }

    /** When the store is let back, and when the backlog is in it. */
    private final class Catching {
        private final Gate gate;
        private final String site;
        private final Sent sent;
        private long opened;
        private long done;

        Catching(Gate gate, String site, Sent sent) {
            this.gate = gate;
            this.site = site;
            this.sent = sent;
        }

        void open() {
            gate.open();
            opened = System.nanoTime();
        }

        boolean isDone() throws IOException, InterruptedException {
            if (done == 0
                    && count.count(
                                    "readings",
                                    FIELD,
                                    "\"site\" = '" + site + "' AND time >= '" + sent.lastMeasured() + "'")
                            >= sent.inLastRound()) {
                done = System.nanoTime();
            }
            return done != 0;
        }

        double seconds() {
            return (done - opened) / 1e9;
        }
    }

    /** How long each message took until a query found it, ms. */
    private record Delays(List<Long> sorted) {
        long at(double share) {
            return sorted.isEmpty()
                    ? -1
                    : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
        }

        int size() {
            return sorted.size();
        }
    }

    private record Seen(Instant at, long messages) {}

    private Delays watchLive(String site, int messages, Program ingest, @Nullable Catching catching)
            throws IOException, InterruptedException {
        Path summary = folder.resolve("live-" + site + ".json");
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Seen> seen = new ArrayList<>();
        int skipped = 0; // those published while the store was away wait with the backlog
        try (Program load = simulate(site, messages, DEVICES, LIVE_RATE, start, Duration.ofSeconds(1), summary)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long known = 0;
            boolean caughtUp = catching == null;
            while (known < messages - skipped || !caughtUp) {
                ingest.check();
                if (System.nanoTime() > deadline) {
                    throw new IOException("only " + known + " of " + messages + " live messages were found");
                }
                load.checkOrDone();
                if (catching != null && catching.opened == 0 && Instant.now().isAfter(start.plus(BEFORE_OPENING))) {
                    catching.open();
                    // A round a second: this one begins after now, whenever the load began after its first measured
                    // time.
                    skipped = LIVE_RATE
                            * (1 + (int) Duration.between(start, Instant.now()).toSeconds());
                }
                Instant from = start.plusSeconds(skipped / LIVE_RATE);
                long now = count.count("readings", FIELD, "\"site\" = '" + site + "' AND time >= '" + from + "'");
                if (now > known) {
                    seen.add(new Seen(Instant.now(), now));
                    known = now;
                }
                caughtUp = catching == null || (catching.opened != 0 && catching.isDone());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(catching == null ? 20 : 100));
            }
            load.await();
        }
        Instant began = began(summary);
        List<Long> delays = new ArrayList<>();
        long before = 0;
        for (Seen s : seen) {
            for (long message = before; message < s.messages(); message++) {
                Instant published = began.plusNanos((skipped + message) * 1_000_000_000L / LIVE_RATE);
                delays.add(Math.max(0, Duration.between(published, s.at()).toMillis()));
            }
            before = s.messages();
        }
        return new Delays(delays.stream().sorted().toList());
    }

    private void awaitCounted(Program program, String measurement, String field, String where, Sent sent)
            throws IOException, InterruptedException {
        String last = (where.isEmpty() ? "" : where + " AND ") + "time >= '" + sent.lastMeasured() + "'";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count.count(measurement, field, last) < sent.inLastRound()
                || count.count(measurement, field, where) < sent.messages()) {
            program.check();
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + count.count(measurement, field, where) + " of " + sent.messages()
                        + " messages were found within " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** Makes the broker keep messages for a client that is not there yet. */
    private void keepSession(String client, String site) {
        int of = client.startsWith("telegraf") ? 1 : connections;
        try (MqttConnections session =
                new MqttConnections(new MqttSettings(broker, client, null, null, null), "nuong-ingest", of, of)) {
            session.subscribe(Topic.readingsFilter(site), delivery -> {});
            session.start().join();
        }
    }

    private Program ingest(String client, List<String> sites, String url, Path data) throws IOException {
        return Program.nuong(
                List.of(
                        "ingest",
                        "--broker",
                        broker,
                        "--client-id",
                        client,
                        "--connections",
                        "" + connections,
                        "--influx",
                        url,
                        "--influx-org",
                        influx.org(),
                        "--influx-bucket",
                        influx.bucket(),
                        "--influx-token-file",
                        token.toString(),
                        "--sites",
                        String.join(",", sites),
                        "--data",
                        data.toString(),
                        "--http",
                        "0"),
                folder.resolve(client + ".log"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1");
    }

    private Program simulate(
            String site,
            int messages,
            int devices,
            @Nullable Integer rate,
            @Nullable Instant start,
            Duration interval,
            Path summary)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "simulate",
                "--broker",
                broker,
                "--site",
                site,
                "--devices",
                "" + devices,
                "--count",
                "" + messages,
                "--interval",
                interval.toSeconds() + "s",
                "--summary",
                summary.toString()));
        if (rate != null) {
            arguments.addAll(List.of("--rate", "" + rate));
        }
        if (start != null) {
            arguments.addAll(List.of("--start", start.toString()));
        }
        return Program.nuong(arguments, folder.resolve("simulate-" + site + ".log"), "-Xmx768m");
    }

    private Sent send(String site, int messages, int devices, @Nullable Integer rate, @Nullable Instant start)
            throws IOException, InterruptedException {
        Path summary = folder.resolve("sent-" + site + ".json");
        say("publishing " + messages + " messages");
        try (Program load = simulate(site, messages, devices, rate, start, Duration.ofMinutes(1), summary)) {
            load.await();
        }
        JsonNode json = Json.parse(Files.readAllBytes(summary));
        long sent = json.path("messages_acknowledged").asLong();
        if (sent != messages) {
            throw new IOException("the broker acknowledged " + sent + " of " + messages + " messages");
        }
        int rounds = (messages + devices - 1) / devices;
        Instant first = Instant.parse(json.path("start").asText());
        Instant last = first.plusSeconds((rounds - 1) * json.path("interval_s").asLong());
        return new Sent(began(summary), last, messages - (rounds - 1) * devices, messages);
    }

    private static Instant began(Path summary) throws IOException {
        return Instant.parse(
                Json.parse(Files.readAllBytes(summary)).path("began").asText());
    }

    private void awaitReady(Program ingest) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ingest.said("ready: http")) {
            ingest.check();
            if (System.nanoTime() > deadline) {
                throw new IOException("ingest was not ready within 60 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void awaitAcknowledged(Program ingest, long messages) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (acknowledged(ingest) < messages) {
            ingest.check();
            if (System.nanoTime() > deadline) {
                throw new IOException("ingest acknowledged only " + acknowledged(ingest) + " of " + messages);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private long acknowledged(Program ingest) throws IOException, InterruptedException {
        return get(ingest, "/metrics")
                .lines()
                .filter(line -> line.startsWith("nuong_ingest_messages_acknowledged_total"))
                .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0L);
    }

    private JsonNode accounting(Program ingest) throws IOException, InterruptedException {
        return Json.parse(get(ingest, "/api/v1/accounting").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String get(Program ingest, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ingest.address() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String site() {
        return "bench-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void row(String format, Object... values) {
        out.println("| " + String.format(Locale.ROOT, format, values) + " |");
        out.flush();
    }

    private void say(String line) {
        err.println("bench: " + line);
        err.flush();
    }
}
