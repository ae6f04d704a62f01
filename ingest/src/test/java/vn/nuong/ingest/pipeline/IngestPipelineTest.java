package vn.nuong.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.Conflict;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.LedgerRow;
import vn.nuong.ingest.store.MemoryStore.Failure;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.testing.MutableClock;

class IngestPipelineTest {

    private static final String NOW = "2026-11-23T01:00:00Z";

    @TempDir
    Path folder;

    private final MutableClock wall = new MutableClock(NOW);
    private Runs runs;

    @BeforeEach
    void start() {
        runs = new Runs(folder, wall);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    private static String message(int minute, double moisture) {
        return String.format(
                "{\"time\": \"2026-11-23T00:%02d:00Z\", \"readings\": {\"soil_moisture_20cm\": %s, \"battery\": 3.6}}",
                minute, moisture);
    }

    private void expect(
            Accounting accounting, long received, long stored, long duplicate, long conflicting, long dead) {
        assertThat(accounting.addsUp()).as("%s adds up", accounting).isTrue();
        assertThat(List.of(
                        accounting.received(),
                        accounting.stored(),
                        accounting.duplicate(),
                        accounting.conflicting(),
                        accounting.deadLetteredTotal()))
                .containsExactly(received, stored, duplicate, conflicting, dead);
        assertThat(runs.store.count()).isEqualTo(stored);
        assertThat(runs.store.overwritten()).isZero();
    }

    @Test
    void storesWhatComesAndAcknowledgesIt() {
        runs.send(message(0, 0.3));
        runs.send(message(15, 0.31));

        expect(runs.settled(2), 4, 4, 0, 0, 0);
        assertThat(runs.acknowledged).containsExactly(message(0, 0.3), message(15, 0.31));
        assertThat(runs.store.all())
                .extracting(Reading::measured)
                .contains(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-23T00:15:00Z"));
        assertThat(runs.store.lookUps()).isZero();
    }

    @Test
    void acknowledgesWhileTheStoreIsAwayAndStoresOnceItIsBack() {
        runs.store.failWith(Failure.AWAY);
        runs.send(message(0, 0.3));
        Awaitility.await()
                .until(() ->
                        runs.acknowledged.size() == 1 && runs.pipeline.trouble().isPresent());
        assertThat(runs.store.count()).isZero();

        runs.store.failWith(Failure.NONE);
        expect(runs.settled(1), 2, 2, 0, 0, 0);
        assertThat(runs.pipeline.trouble()).isEmpty();
    }

    @Test
    void countsTheSameReadingOnceMoreAsADuplicateAfterARestartToo() {
        runs.send(message(0, 0.3));
        runs.sendAgain(message(0, 0.3));
        expect(runs.settled(2), 4, 2, 2, 0, 0);

        runs.restart();
        runs.sendAgain(message(0, 0.3));
        expect(runs.settled(3), 6, 2, 4, 0, 0);
    }

    @Test
    void tellsAMessageWithoutATimeThatIsSentAgainFromOneThatIsNew() {
        String dry = "{\"readings\": {\"rain\": 0}}";
        runs.send(dry, 7, false);
        runs.send(dry, 8, false); // the same values, measured later
        expect(runs.settled(2), 2, 2, 0, 0, 0);

        runs.restart(); // while 8 was not acknowledged yet, and 9 had not come
        runs.send(dry, 8, true);
        runs.send(dry, 9, true);
        expect(runs.settled(4), 4, 3, 1, 0, 0);
    }

    @Test
    void keepsTheFirstOfTwoValuesAndRecordsBoth() {
        runs.send(message(0, 0.3));
        runs.settled(1);
        runs.restart();
        runs.send(message(0, 0.4));

        expect(runs.settled(2), 4, 2, 1, 1, 0);
        Conflict conflict = runs.records.conflicts("pilot", "probe", 10).get(0);
        assertThat(conflict.kept()).isEqualTo(0.3);
        assertThat(conflict.other()).isEqualTo(0.4);
        assertThat(conflict.key().code()).isEqualTo("soil_moisture_20cm");
        assertThat(conflict.keptReceived()).isBefore(conflict.otherReceived());
    }

    @Test
    void addsAPropertyThatComesLaterForAMeasuredTime() {
        runs.send(message(0, 0.3));
        runs.settled(1);
        runs.restart();
        String more = "{\"time\": \"2026-11-23T00:00:00Z\", \"readings\": {\"rain\": 1}}";
        runs.send(more);
        runs.settled(2);
        runs.send(message(0, 0.3)); // both messages' readings are known by now

        expect(runs.settled(3), 5, 3, 2, 0, 0);
    }

    @Test
    void keepsDeadLettersWithTheWholeMessageAndCountsThem() {
        runs.send("no json");
        runs.send("{\"time\": \"2026-11-23T00:00:00Z\", \"readings\": {\"rain\": 1, \"rane\": 2, \"snow\": 3}}");

        expect(runs.settled(2), 4, 1, 0, 0, 3);
        List<DeadLetter> letters = runs.deadLetters();
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).items()).hasSize(2);
        assertThat(letters.get(1).payload()).isEqualTo("no json".getBytes(StandardCharsets.UTF_8));
        assertThat(runs.told)
                .containsExactly(letters.get(1).id(), letters.get(0).id());
    }

    @Test
    void countsADeadLetterThatTheBrokerSendsAgainAsADuplicate() {
        runs.send("no json", 1, false);
        runs.settled(1);
        runs.restart(); // while neither 1 nor 2, which had not come, was acknowledged
        runs.send("no json", 1, true);
        runs.send("no json", 2, true);

        expect(runs.settled(3), 3, 0, 1, 0, 2);
        assertThat(runs.deadLetters()).hasSize(2);
    }

    @Test
    void putsADeadLetterInWhenTheFaultIsMended() {
        PropertyKey moisture = PropertyKey.parse("soil_moisture_20cm");
        runs.store.refuse(moisture, true);
        runs.send(message(0, 0.3));
        expect(runs.settled(1), 2, 1, 0, 0, 1);

        runs.pipeline.retry(runs.deadLetters()).join();
        expect(runs.settled(), 2, 1, 0, 0, 1);

        runs.store.refuse(moisture, false);
        runs.restart();
        List<DeadLetter> letters = runs.deadLetters();
        runs.pipeline.retry(letters).join();
        runs.pipeline.retry(letters).join(); // twice does no harm
        expect(runs.settled(), 2, 2, 0, 0, 0);
        assertThat(runs.deadLetters()).isEmpty();
    }

    @Test
    void aRetryCountsOnlyWhatWasRefusedBefore() {
        runs.send("{\"time\": \"2026-11-23T00:00:00Z\", \"readings\": {\"rain\": 1}}");
        runs.send("{\"time\": \"2026-11-23T00:00:00Z\", \"readings\": {\"rain\": 1, \"rane\": 5}}");
        runs.send("{\"time\": \"2026-11-23T00:00:00Z\", \"readings\": {\"rain\": 2, \"rane\": 5}}");
        expect(runs.settled(3), 5, 1, 1, 1, 2);

        for (int i = 0; i < 3; i++) {
            runs.pipeline.retry(runs.deadLetters()).join();
            expect(runs.settled(), 5, 1, 1, 1, 2);
        }
    }

    @Test
    void aRetainedMessageWithoutATimeIsRefusedOnceAsItsAgeIsNotKnown() {
        byte[] payload = "{\"readings\": {\"rain\": 3}}".getBytes(StandardCharsets.UTF_8);
        runs.send(Runs.TOPIC, payload, true, false);
        runs.send(Runs.TOPIC, payload, true, false); // at the next subscription

        expect(runs.settled(2), 2, 0, 1, 0, 1);
        assertThat(runs.deadLetters().get(0).items())
                .singleElement()
                .returns(Refusal.Reason.BAD_TIME, DeadLetter.Item::reason);
    }

    @Test
    void doesNotRetryAPayloadOfWhichOnlyTheBeginningWasKept() {
        runs.send("x".repeat(DeadLetter.MAX_PAYLOAD_BYTES + 1));
        runs.settled(1);

        assertThatThrownBy(() -> runs.pipeline.retry(runs.deadLetters())).hasMessageContaining("16384 of 16385");
    }

    @Test
    void keepsALedgerByTheSitesDay() {
        runs.send("{\"time\": \"2026-11-22T16:59:00Z\", \"readings\": {\"rain\": 1}}"); // 23:59 in Việt Nam
        runs.send("{\"time\": \"2026-11-22T17:00:00Z\", \"readings\": {\"rain\": 1, \"battery\": 3}}");
        runs.send("{\"time\": \"2026-11-23T00:59:00Z\", \"readings\": {\"rain\": 1, \"rane\": 3}}");
        runs.settled(3);

        List<LedgerRow> days =
                runs.records.ledger("pilot", "probe", LocalDate.parse("2026-11-22"), LocalDate.parse("2026-11-23"));
        assertThat(days).hasSize(2);
        assertThat(days.get(0).late()).isEqualTo(1);
        assertThat(days.get(1))
                .returns(1, LedgerRow::onTime)
                .returns(1, LedgerRow::late)
                .returns(3, LedgerRow::stored)
                .returns(1, LedgerRow::refused);
    }

    private void describe(String about) {
        runs.send("nuong/pilot/probe/about", about.getBytes(StandardCharsets.UTF_8), true, false);
    }

    @Test
    void aDescriptionThatIsRefusedAgainGetsANewNumber() {
        describe("{\"interval_s\": 0}");
        expect(runs.settled(1), 1, 0, 0, 0, 1);
        DeadLetter letter = runs.deadLetters().get(0);
        runs.pipeline.retry(List.of(letter)).join();
        runs.pipeline.retry(List.of(letter)).join();

        expect(runs.settled(), 1, 0, 0, 0, 1);
        assertThat(runs.deadLetters())
                .singleElement()
                .returns(letter.id() + 1, DeadLetter::id)
                .returns(letter.received(), DeadLetter::received)
                .returns(letter.items(), DeadLetter::items);
    }

    @Test
    void aDescriptionThatWasReplacedLeavesTheDeadLettersAndChangesNothing() {
        describe("{\"interval_s\": 0}");
        describe("{\"interval_s\": 900}");
        runs.settled(2);
        runs.pipeline.retry(runs.deadLetters()).join();

        expect(runs.settled(), 0, 0, 0, 0, 0);
        assertThat(runs.deadLetters()).isEmpty();
        assertThat(runs.records.abouts().values())
                .singleElement()
                .extracting(DeviceAbout::intervalS)
                .isEqualTo(900);
    }

    @Test
    void learnsFromTheStoreWhatItHoldsWhenTheRecordsHaveGone() {
        runs.send(message(0, 0.3));
        runs.send(message(15, 0.3));
        runs.settled(2);
        runs.restartWithoutRecords();
        runs.sendAgain(message(0, 0.4));

        Accounting accounting = runs.settled(3);
        assertThat(accounting.duplicate()).isEqualTo(1);
        assertThat(accounting.conflicting()).isEqualTo(1);
        assertThat(runs.store.overwritten()).isZero();
    }

    @Test
    void losesNothingAndDoublesNothingHoweverOftenItCrashes() {
        for (long seed = 1; seed <= 6; seed++) {
            crashAtRandom(new Random(seed));
        }
    }

    /** Sends a random stream, ends the process at random moments, and compares with what a list would say. */
    private void crashAtRandom(Random random) {
        long base = random.nextLong(1_000_000);
        Map<String, Double> first = new HashMap<>();
        runs.settled();
        Accounting before = runs.records.accounting();
        int sentReadings = 0;
        List<String> unacknowledged = new ArrayList<>();
        int duplicates = 0;
        int conflicts = 0;
        for (int round = 0; round < 25; round++) {
            Failure failure = Failure.values()[random.nextInt(Failure.values().length)];
            runs.store.failWith(round % 2 == 0 ? failure : Failure.NONE);
            int acknowledgedBefore = runs.acknowledged.size();
            int messages = 1 + random.nextInt(20);
            for (int i = 0; i < messages; i++) {
                long second = base + random.nextInt(200);
                double value = random.nextInt(10) == 0 ? 1 : 2;
                String device = "d" + random.nextInt(3);
                String key = device + "@" + second;
                String payload =
                        "{\"time\": \"" + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)
                                + "\", \"readings\": {\"rain\": " + value + "}}";
                runs.send(
                        "nuong/pilot/" + device + base + "/readings",
                        payload.getBytes(StandardCharsets.UTF_8),
                        false,
                        false);
                sentReadings++;
                Double there = first.putIfAbsent(key, value);
                if (there != null && there == value) {
                    duplicates++;
                } else if (there != null) {
                    conflicts++;
                }
            }
            int wanted = acknowledgedBefore + messages;
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> runs.acknowledged.size() == wanted);
            if (random.nextBoolean()) {
                runs.afterCrash();
            }
        }
        runs.afterCrash();
        Accounting after = runs.settled();
        assertThat(unacknowledged).isEmpty();
        assertThat(after.addsUp()).isTrue();
        assertThat(after.received() - before.received()).isEqualTo(sentReadings);
        assertThat(after.stored() - before.stored()).isEqualTo(first.size());
        assertThat(after.duplicate() - before.duplicate()).isEqualTo(duplicates);
        assertThat(after.conflicting() - before.conflicting()).isEqualTo(conflicts);
        assertThat(runs.store.count()).isEqualTo(after.stored());
        assertThat(runs.store.overwritten()).isZero();
    }
}
