package vn.nuong.ingest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.IngestProcess;
import vn.nuong.ingest.RandomStream;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.testing.RequiresDocker;

/**
 * A random stream through the real Mosquitto and ingest into the real InfluxDB, while one of them, or what is between them, fails.
 * Afterwards it is counted in InfluxDB: nothing is missing, nothing double, and the first value is the one that stays.
 */
@RequiresDocker
class ChaosTest {

    /** How often each fault comes. */
    private static final int ROUNDS = Integer.getInteger("nuong.chaos.rounds", 1);

    private static final int MESSAGES = 300;

    private static Servers servers;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new Servers();
    }

    @AfterAll
    static void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    private Run run(long seed, String site) {
        return new Run(servers, new RandomStream(seed, site), site, folder);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void ingestIsKilledAndStartedAgain() throws Exception {
        try (Run run = run(1, "killed")) {
            Map<String, String> settings = Map.of(
                    "NUONG_MQTT_URL", servers.mosquitto(),
                    "NUONG_INFLUX_URL", run.influx().url(),
                    "NUONG_INFLUX_ORG", run.influx().org(),
                    "NUONG_INFLUX_BUCKET", run.influx().bucket(),
                    "NUONG_INFLUX_TOKEN", run.influx().token());
            for (int round = 0; round < 2 * ROUNDS; round++) {
                try (IngestProcess ingest =
                        IngestProcess.start(folder, settings).ready()) {
                    long before = ingest.accounting().path("received").asLong();
                    run.publish(4 * MESSAGES);
                    await().until(() -> ingest.accounting().path("received").asLong() > before);
                } // killed, and much is still on its way
            }
            run.published();
            try (IngestProcess ingest = IngestProcess.start(folder, settings).ready()) {
                JsonNode accounting = ingest.stored(run.stream.distinct());
                assertThat(accounting.path("adds_up").asBoolean())
                        .as("%s", accounting)
                        .isTrue();
                assertThat(accounting.path("stored").asLong()).isEqualTo(run.stream.distinct());
                ingest.terminate();
            }
            run.expectStored();
        }
    }

    @Test
    void mosquittoIsKilledAndStartedAgain() throws Exception {
        try (Run run = run(2, "mosquitto")) {
            run.start();
            run.publish(MESSAGES);
            run.received();
            for (int round = 0; round < ROUNDS; round++) {
                long before = run.accounting().received();
                run.stop();
                run.publish(10 * MESSAGES);
                run.published(); // Mosquitto keeps them
                servers.saveMosquitto();
                run.start();
                await().until(() -> run.accounting().received() > before);
                servers.killMosquitto(); // in the middle of handing them over
                servers.startMosquitto();
                run.received();
            }
            run.expectAll();
        }
    }

    @Test
    void influxIsPausedAndStopped() throws Exception {
        try (Run run = run(3, "influx")) {
            run.start();
            for (int round = 0; round < ROUNDS; round++) {
                run.publish(MESSAGES);
                servers.influx.pause();
                run.publish(MESSAGES);
                run.published();
                servers.influx.unpause();
                run.received();

                run.publish(MESSAGES);
                servers.influx.stop();
                run.publish(MESSAGES);
                run.published();
                await().until(() -> run.health().contains("DOWN"));
                servers.influx.start();
                run.expectAll();
            }
        }
    }

    @Test
    void influxAnswersWithErrorsAndLate() throws Exception {
        try (Run run = run(4, "errors");
                HttpProxy proxy = new HttpProxy(run.influx().url())) {
            run.influxUrl = proxy.url();
            run.start();
            for (int round = 0; round < ROUNDS; round++) {
                run.publish(MESSAGES);
                for (int status : new int[] {500, 429, 503, 401, 404}) {
                    long before = proxy.refused();
                    proxy.refuse(status);
                    run.publish(MESSAGES / 3);
                    await().until(() -> proxy.refused() > before);
                    proxy.passOn();
                    run.received();
                }
                long before = proxy.refused();
                proxy.takeAndRefuse(500); // written, and not said so
                run.publish(MESSAGES);
                await().until(() -> proxy.refused() > before);
                proxy.passOn();
                run.received();

                proxy.delay(Duration.ofMillis(400));
                run.publish(MESSAGES);
                run.received();
                proxy.passOn();
            }
            run.expectAll();
        }
    }

    @Test
    void connectionsAreCutHalfwayThroughAPacket() throws Exception {
        long seed = 5;
        Random random = new Random(seed);
        try (Run run = run(seed, "cut");
                TcpProxy toMosquitto = TcpProxy.to("127.0.0.1", servers.mosquittoPort());
                TcpProxy toInflux =
                        TcpProxy.to("127.0.0.1", URI.create(run.influx().url()).getPort())) {
            run.broker = "tcp://127.0.0.1:" + toMosquitto.port();
            run.influxUrl = "http://127.0.0.1:" + toInflux.port();
            run.start();
            run.publish(MESSAGES);
            run.received();
            for (int round = 0; round < 3 * ROUNDS; round++) {
                toMosquitto.cutAfterDownstream(1 + random.nextInt(20_000));
                run.publish(MESSAGES);
                run.received();
                toMosquitto.cutAfterUpstream(1 + random.nextInt(500)); // in the middle of acknowledgements
                run.publish(MESSAGES);
                run.received();
                toInflux.cutAfterUpstream(1 + random.nextInt(5_000));
                run.publish(MESSAGES);
                run.received();
                toInflux.cutAfterDownstream(1 + random.nextInt(100)); // of the answer
                run.publish(MESSAGES);
                run.received();
            }
            assertThat(toMosquitto.accepted()).as("connected again").isGreaterThan(3L * ROUNDS);
            run.expectAll();
        }
    }

    @Test
    void theClockStepsBackAnHour() throws Exception {
        SteppingClock wall = new SteppingClock();
        try (Run run = run(6, "clock")) {
            run.wall = wall;
            run.start();
            for (int round = 0; round < ROUNDS; round++) {
                run.publish(MESSAGES);
                run.received();
                wall.step(Duration.ofHours(-1));
                run.publish(MESSAGES);
                run.received();
                run.stop(); // and a start with a clock that is behind what was received
                run.start();
                run.publish(MESSAGES);
                run.expectAll();
                wall.step(Duration.ofHours(1));
            }
        }
    }

    private static final class SteppingClock extends Clock {
        private volatile Duration off = Duration.ZERO;

        void step(Duration by) {
            off = off.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(off);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("tests work in UTC");
        }
    }

    @Test
    void theJournalIsFullWhileInfluxIsAway() throws Exception {
        try (Run run = run(7, "full");
                HttpProxy proxy = new HttpProxy(run.influx().url())) {
            run.influxUrl = proxy.url();
            run.journal = new Journal.Settings(128 * 1024, 32 * 1024, 0);
            run.start();
            run.publish(MESSAGES);
            run.received();
            for (int round = 0; round < ROUNDS; round++) {
                proxy.refuse(503);
                run.publish(5 * MESSAGES);
                run.published(); // to Mosquitto, which keeps them
                await().until(() -> run.health().contains("trouble"));
                proxy.passOn();
                run.received();
                await().until(() -> !run.health().contains("DOWN"));
            }
            run.expectAll();
        }
    }

    @Test
    void fiftyThousandMalformedMessagesAtOnceDoNotHoldUpGoodOnes() throws Exception {
        int malformed = 50_000;
        try (Run run = run(8, "flood");
                MqttSession faulty =
                        new MqttSession(new MqttSettings(servers.mosquitto(), "faulty", null, null, null))) {
            run.start();
            faulty.start().get(30, TimeUnit.SECONDS);
            for (int i = 0; i < malformed; i++) {
                byte[] payload = ("{\"time\": " + i).getBytes(StandardCharsets.UTF_8);
                faulty.publish("nuong/flood/faulty-" + i % 10 + "/readings", payload, false);
            }
            run.publish(MESSAGES); // while the flood is on
            long storedAtLeast = run.stream.distinct();
            await().atMost(Duration.ofSeconds(20)).until(() -> run.accounting().stored() >= storedAtLeast);

            await().until(() -> run.accounting().received() >= malformed + run.stream.readings()
                    && run.ingest().isSettled());
            Accounting accounting = run.accounting();
            assertThat(accounting.addsUp()).as("%s", accounting).isTrue();
            assertThat(accounting.deadLettered().get("unparseable")).isGreaterThanOrEqualTo(malformed);
            assertThat(accounting.stored()).isEqualTo(run.stream.distinct());
            run.expectStored();
        }
    }
}
