package vn.nuong.ingest.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.review.ReviewQueue.Due;
import vn.nuong.ingest.sqlite.SqliteFile;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.payload.Refusal.Reason;

class RecordStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final Lanes LANES = new Lanes(List.of(new Lanes.Span(5, 9)), 12, 1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("records.db");
    }

    private static Checkpoint.NewDeadLetter letter(String payload, Reason reason, int readings) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        List<DeadLetter.Item> items =
                java.util.Collections.nCopies(readings, new DeadLetter.Item("rane", reason, "no"));
        return new Checkpoint.NewDeadLetter(
                new DeadLetter(0, NOW, "nuong/pilot/probe/readings", bytes, bytes.length, items),
                Digest.of("t", bytes),
                new DeviceId("pilot", "probe"));
    }

    private static DeviceRow row(long newest, long dirtyFrom, long dirtyTo) {
        return new DeviceRow("pilot", "probe", newest, List.of(), 1, 2, dirtyFrom, dirtyTo, 7L, 0, null);
    }

    @Test
    void keepsEverythingOfACheckpointAcrossAReopening() {
        try (RecordStore records = RecordStore.open(file)) {
            Checkpoint checkpoint = new Checkpoint();
            checkpoint.reached(LANES, 77);
            checkpoint.received(6);
            checkpoint.stored(3);
            checkpoint.duplicate(1);
            checkpoint.deadLetter(letter("x", Reason.UNKNOWN_PROPERTY, 2));
            checkpoint.device(row(10, 3, 4));
            checkpoint.ledger(new LedgerKey("pilot", "probe", 20_000)).stored = 3;
            records.write(checkpoint);
        }
        try (RecordStore records = RecordStore.open(file)) {
            assertThat(records.lanes()).contains(LANES);
            assertThat(records.lastReceivedNs()).isEqualTo(77);
            assertThat(records.accounting()).isEqualTo(new Accounting(6, 3, 1, 0, Map.of("unknown_property", 2L)));
            assertThat(records.accounting().addsUp()).isTrue();
            assertThat(records.deadLetters("pilot", "probe", "unknown_property", Long.MAX_VALUE, 10))
                    .singleElement()
                    .satisfies(l -> assertThat(l.items()).hasSize(2));
            assertThat(records.deadLetters(null, null, "bad_topic", Long.MAX_VALUE, 10))
                    .isEmpty();
            assertThat(records.isDeadLetter(Digest.of("t", new byte[] {'x'}))).isTrue();
            assertThat(records.devices()).extracting(DeviceRow::newestNs).containsExactly(10L);
            assertThat(records.ledger("pilot", null, LocalDate.ofEpochDay(20_000), LocalDate.ofEpochDay(20_000)))
                    .extracting(LedgerRow::stored)
                    .containsExactly(3);
        }
    }

    @Test
    void takesWhatIsTriedAgainOutOfTheDeadLettersAndOutOfTheCount() {
        try (RecordStore records = RecordStore.open(file)) {
            Checkpoint first = new Checkpoint();
            first.reached(LANES, 1);
            first.received(2);
            first.deadLetter(letter("x", Reason.UNKNOWN_PROPERTY, 2));
            long id = records.write(first).get(0);

            Checkpoint second = new Checkpoint();
            second.reached(LANES, 2);
            second.retry(records.findDeadLetter(id).orElseThrow());
            second.received(3);
            second.stored(3);
            records.write(second);

            assertThat(records.accounting()).isEqualTo(new Accounting(3, 3, 0, 0, Map.of()));
            assertThat(records.findDeadLetter(id)).isEmpty();
        }
    }

    @Test
    void keepsTheNewestDeadLettersAndCountsAll() {
        try (RecordStore records = RecordStore.open(file, 3)) {
            Checkpoint checkpoint = new Checkpoint();
            checkpoint.reached(LANES, 1);
            checkpoint.received(5);
            for (int i = 0; i < 5; i++) {
                checkpoint.deadLetter(letter("x" + i, Reason.BAD_TIME, 1));
            }
            records.write(checkpoint);

            assertThat(records.deadLetters(null, null, null, Long.MAX_VALUE, 10))
                    .extracting(l -> new String(l.payload(), StandardCharsets.UTF_8))
                    .containsExactly("x4", "x3", "x2");
            assertThat(records.accounting().deadLetteredTotal()).isEqualTo(5);
        }
    }

    @Test
    void joinsWhatChangesUntilItIsReviewedAndKeepsWhatChangesMeanwhile() {
        try (RecordStore records = RecordStore.open(file)) {
            for (DeviceRow row : List.of(row(10, 5, 6), row(20, 3, 4), row(30, 8, 9))) {
                Checkpoint checkpoint = new Checkpoint();
                checkpoint.reached(LANES, 1);
                checkpoint.device(row);
                records.write(checkpoint);
            }
            Due due = records.due(10).get(0);
            assertThat(due.fromNs()).isEqualTo(3);
            assertThat(due.toNs()).isEqualTo(9);

            Checkpoint meanwhile = new Checkpoint();
            meanwhile.reached(LANES, 2);
            meanwhile.device(row(40, 11, 12));
            records.write(meanwhile);
            records.done(due, Map.of(LocalDate.ofEpochDay(1), 4));
            Due again = records.due(10).get(0);
            assertThat(again.toNs()).isEqualTo(12);

            records.done(again, Map.of(LocalDate.ofEpochDay(1), 2));
            assertThat(records.due(10)).isEmpty();
            assertThat(records.ledger("pilot", "probe", LocalDate.ofEpochDay(1), LocalDate.ofEpochDay(1)))
                    .extracting(LedgerRow::flagged)
                    .containsExactly(2);
        }
    }

    @Test
    void opensTheRecordsOfTheVersionBefore() throws SQLException {
        try (Connection old = SqliteFile.open(file, RecordSchema.MIGRATIONS.subList(0, 1));
                Statement statement = old.createStatement()) {
            statement.execute(
                    "INSERT INTO refusals VALUES (1, 5, 'nuong/pilot/probe/readings', 'không', 'unparseable', 'x'),"
                            + " (2, 6, 't', '{}', 'duplicate', 'y')");
            statement.execute("INSERT INTO refused_counts VALUES ('unparseable', 4), ('duplicate', 9)");
            statement.execute("INSERT INTO abouts VALUES ('pilot', 'probe', 1, 2, '{\"name\":\"Đầu đo\"}')");
            old.commit();
        }
        try (RecordStore records = RecordStore.open(file)) {
            assertThat(records.deadLetters(null, null, null, Long.MAX_VALUE, 10))
                    .singleElement()
                    .satisfies(l -> assertThat(l.payload()).isEqualTo("không".getBytes(StandardCharsets.UTF_8)));
            assertThat(records.abouts()).hasSize(1);
            assertThat(records.lacksStoredCount()).isTrue();

            records.countStored(100);
            assertThat(records.lacksStoredCount()).isFalse();
            assertThat(records.accounting()).isEqualTo(new Accounting(113, 100, 9, 0, Map.of("unparseable", 4L)));
        }
    }

    @Test
    void refusesTheRecordsOfANewerVersion() throws SQLException {
        List<List<String>> newer = new java.util.ArrayList<>(RecordSchema.MIGRATIONS);
        newer.add(List.of("CREATE TABLE more(x)"));
        SqliteFile.open(file, newer).close();

        assertThatThrownBy(() -> RecordStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer");
    }
}
