package vn.nuong.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.journal.Draft;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.Confirmed;
import vn.nuong.telemetry.mqtt.Answer;

class RedeliveriesTest {

    private static final String TOPIC = "nuong/pilot/probe/readings";
    private static final byte[] DRY = "{\"readings\": {\"rain\": 0}}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WET = "{\"readings\": {\"rain\": 9}}".getBytes(StandardCharsets.UTF_8);

    private final Redeliveries redeliveries = new Redeliveries();
    private long journalEnd = 1_000;

    private boolean note(int connection, int attempt, int id, boolean duplicate, byte[] payload) {
        return redeliveries.note(arrival(TOPIC, connection, attempt, id, duplicate, payload), journalEnd++);
    }

    private static Arrival arrival(
            String topic, int connection, int attempt, int id, boolean duplicate, byte[] payload) {
        return new Arrival(true, topic, payload, false, duplicate, Draft.packet(connection, id), attempt, 0, () -> {});
    }

    private void bring(int attempt, int fromId, int toId) {
        for (int id = fromId; id <= toId; id++) {
            assertThat(note(1, attempt, id, false, DRY)).isFalse();
        }
    }

    /** @return how many of them the journal had */
    private int bringAgain(int attempt, int fromId, int toId) {
        int again = 0;
        for (int id = fromId; id <= toId; id++) {
            again += note(1, attempt, id, true, DRY) ? 1 : 0;
        }
        return again;
    }

    @Test
    void knowsAgainWhatIsMarkedAsSentAgainWithTheSameIdentifierAndContent() {
        bring(1, 7, 7);
        assertThat(note(1, 2, 7, true, DRY)).isTrue();
        assertThat(note(1, 3, 7, true, DRY)).as("a third time").isTrue();
        assertThat(note(1, 3, 8, true, DRY)).as("another identifier").isFalse();
        assertThat(note(2, 2, 7, true, DRY)).as("another connection").isFalse();
        assertThat(note(1, 4, 7, true, WET)).as("another payload").isFalse();
        assertThat(redeliveries.note(arrival("nuong/pilot/other/readings", 1, 5, 7, true, WET), 0))
                .as("another topic")
                .isFalse();
        assertThat(note(1, 6, 8, false, DRY)).as("not marked: used anew").isFalse();
    }

    @Test
    void tellsWhatReachedTheJournalFromWhatWasOnItsWayBehindIt() {
        bring(1, 1, 65_535);
        bring(1, 1, 20_000);

        // 30,000 were not acknowledged: the last 20,000 of the journal, and 10,000 behind them.
        assertThat(bringAgain(2, 1, 30_000)).isEqualTo(20_000);
        bring(2, 30_001, 30_500);
    }

    @Test
    void takesNoneForKnownWhenAllThatReachedTheJournalWasAcknowledged() {
        bring(1, 1, 65_535);
        assertThat(bringAgain(2, 1, 40_000)).isZero();
    }

    @Test
    void goesOnKnowingThemWhenTheConnectionBreaksAgainMidway() {
        bring(1, 1, 100);
        assertThat(bringAgain(2, 1, 50)).isEqualTo(50);
        assertThat(bringAgain(3, 1, 150)).isEqualTo(100);
        assertThat(bringAgain(4, 51, 200)).isEqualTo(100);
        assertThat(bringAgain(5, 201, 210)).isZero();
    }

    @Test
    void knowsAgainMostOfAllThatCanBeOnItsWay() {
        bring(1, 1, 64_000);
        assertThat(bringAgain(2, 1, 64_000)).isEqualTo(64_000);
    }

    private void answered(int attempt, long end) {
        redeliveries.answered(new Answer(1, attempt, true, () -> {}), end);
    }

    /** The broker has read the acknowledgements of all that came on an attempt. */
    private void confirm(int attempt) {
        answered(attempt, 4_000);
        answered(attempt, 5_000);
    }

    private static byte[] payload(int i) {
        return ("{\"readings\": {\"rain\": " + i + "}}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesEqualMessagesForOthersWhenTheBrokerBeganAgainWithEarlierIdentifiers() {
        bring(1, 1, 500);
        confirm(1);
        // The broker was killed and counts from 200 again; 300 others on attempt 2 reached nobody.
        assertThat(bringAgain(3, 201, 500)).isZero();
        bring(3, 501, 600);
        assertThat(bringAgain(4, 201, 600)).as("and knows these from then on").isEqualTo(400);
    }

    @Test
    void doesNotTakeThemForKnownEitherWhereItsIdentifiersReachWhatIsNotConfirmed() {
        bring(1, 1, 500);
        confirm(1);
        bring(1, 501, 600);
        assertThat(bringAgain(3, 401, 700)).isZero();
    }

    @Test
    void knowsContentAgainThatCameOnlyOnceWhenTheBrokerBeganAgainWithAnEarlierState() {
        for (int id = 1; id <= 100; id++) {
            assertThat(note(1, 1, id, false, payload(id))).isFalse();
        }
        confirm(1);
        for (int id = 51; id <= 100; id++) {
            assertThat(note(1, 3, id, true, payload(id))).isTrue();
        }
        assertThat(note(1, 3, 101, true, payload(7))).as("another identifier").isFalse();
    }

    @Test
    void knowsEqualMessagesAgainThatAKilledBrokerSendsOnceMore() {
        bring(1, 1, 600);
        confirm(1);
        assertThat(bringAgain(2, 401, 450))
                .as("on their way in its last snapshot")
                .isEqualTo(50);
        bring(2, 451, 470); // and goes on counting from there
        assertThat(bringAgain(3, 471, 500)).as("others, which reached nobody").isZero();
    }

    @Test
    void knowsNothingAgainWhenTheBrokerHasForgottenTheSession() {
        for (int id = 1; id <= 20; id++) {
            assertThat(note(1, 1, id, false, payload(id))).isFalse();
        }
        confirm(1);
        redeliveries.answered(new Answer(1, 2, false, () -> {}), 5_500);
        assertThat(redeliveries.confirmed().forgotten()).containsOnlyKeys(1);
        for (int id = 1; id <= 20; id++) {
            assertThat(note(1, 3, id, true, payload(id))).isFalse();
        }
        for (int id = 1; id <= 20; id++) {
            assertThat(note(1, 4, id, true, payload(id)))
                    .as("but what came since")
                    .isTrue();
        }
    }

    @Test
    void holdsNothingForConfirmedThatTheBrokerMaySendAgainAsItStillIsAtIt() {
        bring(1, 1, 100);
        answered(1, 4_000);
        assertThat(redeliveries.confirmed()).as("once is not enough").isEqualTo(Confirmed.NOTHING);
        assertThat(bringAgain(2, 1, 50)).isEqualTo(50);
        answered(2, 5_000);
        assertThat(bringAgain(2, 51, 60)).isEqualTo(10);
        answered(2, 6_000);
        assertThat(bringAgain(3, 1, 100)).as("all of them once more").isEqualTo(100);
        assertThat(redeliveries.confirmed()).isEqualTo(Confirmed.NOTHING);
        answered(3, 7_000);
        answered(3, 8_000);
        assertThat(redeliveries.confirmed()).isEqualTo(new Confirmed(Map.of(1, 7_000L), Map.of()));
        assertThat(bringAgain(4, 1, 100)).isZero();
    }

    @Test
    void confirmsWhatCameBeforeTheAnswerBeforeAndNoMore() {
        bring(1, 1, 100);
        answered(1, 4_000);
        bring(1, 101, 200);
        answered(1, 5_000);
        assertThat(bringAgain(2, 101, 250)).isEqualTo(100);
        assertThat(redeliveries.confirmed().before()).containsOnly(Map.entry(1, 4_000L));
    }

    @Test
    void learnsFromTheRecordsWhatIsConfirmed(@TempDir Path dir) {
        try (Journal journal = Journal.open(dir.resolve("journal"), Journal.Settings.DEFAULT)) {
            journal.append(List.of(draft(1, DRY), draft(2, DRY)));
            long before = journal.end();
            journal.append(List.of(draft(3, DRY)));
            Confirmed confirmed = new Confirmed(Map.of(1, before), Map.of());
            Redeliveries found = Redeliveries.of(journal, confirmed);
            assertThat(found.confirmed()).isEqualTo(confirmed);
            assertThat(found.note(arrival(TOPIC, 1, 1, 3, true, DRY), 0)).isTrue();
            found = Redeliveries.of(journal, confirmed);
            assertThat(found.note(arrival(TOPIC, 1, 1, 1, true, DRY), 0)).isFalse();
            assertThat(found.note(arrival(TOPIC, 1, 1, 3, true, DRY), 0))
                    .as("behind one that was not to come")
                    .isFalse();
            found = Redeliveries.of(journal, new Confirmed(Map.of(), Map.of(1, before)));
            assertThat(found.note(arrival(TOPIC, 1, 1, 1, true, DRY), 0)).isFalse();
            found = Redeliveries.of(journal, new Confirmed(Map.of(), Map.of(1, before)));
            assertThat(found.note(arrival(TOPIC, 1, 1, 3, true, DRY), 0)).isTrue();
        }
    }

    @Test
    void knowsNothingAboutMessagesWithoutAPacket() {
        assertThat(Draft.packet(3, 0)).isZero();
        assertThat(note(1, 1, 0, true, DRY)).isFalse();
        assertThat(note(1, 1, 0, true, DRY)).isFalse();
    }

    @Test
    void learnsFromTheJournalWhatEarlierProcessesTook(@TempDir Path dir) {
        long segment = Redeliveries.MEMORY_BYTES / 4;
        byte[] large = new byte[(int) segment / 8];
        Path folder = dir.resolve("journal");
        try (Journal journal = Journal.open(folder, new Journal.Settings(100 * segment, segment, 0))) {
            journal.append(List.of(draft(1, DRY)));
            List<Draft> fill = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                fill.add(new Draft(100 + i, "fill", large, false, false, 0));
            }
            for (Draft draft : fill) {
                journal.append(List.of(draft));
            }
            journal.append(List.of(draft(2, DRY)));
            journal.releaseBefore(journal.end(), Redeliveries.MEMORY_BYTES);
            assertThat(journal.bytes()).as("kept").isBetween(Redeliveries.MEMORY_BYTES, 6 * segment);
        }
        try (Journal journal = Journal.open(folder, new Journal.Settings(100 * segment, segment, 0))) {
            Redeliveries found = Redeliveries.of(journal, Confirmed.NOTHING);
            assertThat(found.note(arrival(TOPIC, 1, 1, 2, true, DRY), 0)).isTrue();
            assertThat(found.note(arrival(TOPIC, 1, 1, 1, true, DRY), 0))
                    .as("longer ago than is remembered")
                    .isFalse();
        }
    }

    private static Draft draft(int id, byte[] payload) {
        return new Draft(id, TOPIC, payload, false, false, Draft.packet(1, id), false, 0);
    }
}
