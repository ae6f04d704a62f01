package vn.nuong.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.testing.MutableClock;

/** Messages are stored and counted once, wherever the process or the connection ends. */
class BatchWriterTest {

    @TempDir
    Path folder;

    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private final List<String> acknowledged = new ArrayList<>();
    private SqliteReadingStore sqlite;
    private FailingStore store;
    private RecordStore records;
    private BatchWriter writer;
    private int received;

    @BeforeEach
    void start() {
        sqlite = SqliteReadingStore.open(folder.resolve("readings.db"));
        store = new FailingStore(sqlite);
        records = RecordStore.open(folder.resolve("records.db"));
        writer = new BatchWriter(store, records, wall);
    }

    @AfterEach
    void stop() {
        records.close();
        sqlite.close();
    }

    /** As after kill -9: only what is on disk is left. */
    private void killAndStartAgain() {
        stop();
        start();
    }

    private Incoming message(int connection, String payload) {
        Delivery delivery = new Delivery(
                "nuong/pilot/probe/readings",
                payload.getBytes(StandardCharsets.UTF_8),
                false,
                false,
                () -> acknowledged.add(payload));
        return new Incoming(delivery, Instant.parse("2026-11-24T00:00:00Z").plusNanos(++received), connection);
    }

    private static String rain(int minute) {
        return rain(minute, minute);
    }

    private static String rain(int minute, double value) {
        return String.format(
                "{\"time\": \"2026-11-23T00:%02d:00Z\", \"readings\": {\"rain\": %s, \"snow\": 1}}", minute, value);
    }

    private Batch batch(int connection, String... payloads) {
        List<Incoming> messages = new ArrayList<>();
        for (String payload : payloads) {
            messages.add(message(connection, payload));
        }
        return new Batch(messages);
    }

    private void expect(long stored, Map<String, Long> refused) {
        assertThat(sqlite.count()).isEqualTo(stored);
        assertThat(records.refusedByReason()).isEqualTo(refused);
    }

    @Test
    void acknowledgesNothingUntilTheStoreHasTakenIt() {
        store.failBefore = 3;
        Batch batch = batch(1, rain(1), rain(2));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(StoreException.class);
            assertThat(acknowledged).isEmpty();
        }

        BatchWriter.Done done = writer.write(batch);

        assertThat(done.acknowledged()).isEqualTo(4);
        assertThat(acknowledged).containsExactly(rain(1), rain(2));
        expect(2, Map.of("unknown_property", 2L));
    }

    @Test
    void aWriteThatArrivedThoughItFailedCountsOnce() {
        store.failAfter = 2;
        Batch batch = batch(1, rain(1), rain(2), rain(1, 9));
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(StoreException.class);

        writer.write(batch);

        expect(2, Map.of("unknown_property", 3L, "not_storable", 1L));
    }

    @Test
    void messagesThatComeAgainAfterAKillBetweenStoringAndCountingCountOnce() {
        writer.write(batch(1, rain(0)));
        store.failAfter = 1;
        Batch batch = batch(1, rain(1), rain(2), rain(0, 7));
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(StoreException.class);
        expect(3, Map.of("unknown_property", 1L));
        assertThat(acknowledged).hasSize(1);

        killAndStartAgain();
        writer.write(batch(1, rain(0), rain(1), rain(2), rain(0, 7), rain(3)));

        expect(4, Map.of("unknown_property", 5L, "not_storable", 1L));
        assertThat(acknowledged).endsWith(rain(0), rain(1), rain(2), rain(0, 7), rain(3));
    }

    @Test
    void messagesThatComeAgainAfterAKillBetweenCountingAndAcknowledgingCountOnce() {
        writer.write(batch(1, rain(1), rain(2), rain(3)));
        killAndStartAgain();

        writer.write(batch(1, rain(2), rain(3), rain(4)));

        expect(4, Map.of("unknown_property", 4L));
    }

    @Test
    void messagesThatComeAgainOnAnotherConnectionCountOnceInHoweverManyBatches() {
        writer.write(batch(1, rain(1), rain(2), rain(3), rain(4)));
        writer.write(batch(2, rain(3)));
        writer.write(batch(3, rain(3)));
        writer.write(batch(3, rain(4), rain(5)));

        expect(5, Map.of("unknown_property", 5L));
    }

    @Test
    void aDeviceThatSendsTheSameTwiceIsCountedTwice() {
        writer.write(batch(1, rain(1), rain(1)));
        writer.write(batch(1, rain(1)));

        expect(1, Map.of("unknown_property", 3L, "not_storable", 2L));
    }

    @Test
    void aReplayOnAnotherConnectionIsNoResendWhenItDoesNotContinueWhereTheOtherEnded() {
        writer.write(batch(1, rain(1), rain(2), rain(3)));
        writer.write(batch(2, rain(2), rain(1), rain(3)));

        expect(3, Map.of("unknown_property", 6L, "not_storable", 3L));
    }

    @Test
    void whatTheBrokerMustKnowAsSettledIsNoLongerTakenForAResend() {
        writer.write(batch(1, rain(1), rain(2)));
        wall.advance(BatchWriter.ACKNOWLEDGED_WITHIN.minus(Duration.ofMillis(1)));
        writer.confirm(1);
        assertThat(records.inDoubt()).hasSize(2);
        wall.advance(Duration.ofMillis(1));
        writer.confirm(1);
        assertThat(records.inDoubt()).isEmpty();

        writer.write(batch(2, rain(1), rain(2)));

        expect(2, Map.of("unknown_property", 4L, "not_storable", 2L));
    }

    @Test
    void onADeadConnectionNothingIsConfirmed() {
        writer.write(batch(1, rain(1)));
        wall.advance(Duration.ofHours(1));
        writer.confirm(2);

        assertThat(records.inDoubt()).hasSize(1);
    }

    @Test
    void aResentReadingKeepsTheTimeItWasFirstReceived() {
        store.failBefore = 1;
        assertThatThrownBy(() -> writer.write(batch(1, rain(1)))).isInstanceOf(StoreException.class);
        killAndStartAgain();
        received = 500;
        writer.write(batch(1, rain(1)));

        Reading stored = sqlite.find(ReadingQuery.all(1)).readings().get(0);
        assertThat(stored.received()).isEqualTo(Instant.parse("2026-11-24T00:00:00.000000001Z"));
    }
}
