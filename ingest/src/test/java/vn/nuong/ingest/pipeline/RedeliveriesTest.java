package vn.nuong.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.journal.Draft;
import vn.nuong.ingest.journal.Journal;

class RedeliveriesTest {

    private static final String TOPIC = "nuong/pilot/probe/readings";
    private static final byte[] DRY = "{\"readings\": {\"rain\": 0}}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WET = "{\"readings\": {\"rain\": 9}}".getBytes(StandardCharsets.UTF_8);

    private final Redeliveries redeliveries = new Redeliveries();

    private boolean note(int connection, int id, boolean duplicate, byte[] payload) {
        return redeliveries.note(Draft.packet(connection, id), duplicate, TOPIC, payload);
    }

    @Test
    void knowsAgainWhatIsMarkedAsSentAgainWithTheSameIdentifierAndContent() {
        assertThat(note(1, 7, false, DRY)).isFalse();
        assertThat(note(1, 7, true, DRY)).isTrue();
        assertThat(note(1, 7, true, DRY)).as("a third time").isTrue();
        assertThat(note(1, 7, true, WET)).as("another payload").isFalse();
        assertThat(note(1, 8, true, DRY)).as("another identifier").isFalse();
        assertThat(note(2, 7, true, DRY)).as("another connection").isFalse();
        assertThat(redeliveries.note(Draft.packet(1, 7), true, "nuong/pilot/other/readings", WET))
                .as("another topic")
                .isFalse();
        assertThat(note(1, 8, false, DRY))
                .as("not marked: the identifier is used anew")
                .isFalse();
    }

    @Test
    void takesAnIdentifierThatTheBrokerHasComeRoundToForAnotherMessage() {
        assertThat(note(1, 1, false, DRY)).isFalse();
        for (int id = 2; id <= 65_535; id++) {
            assertThat(note(1, id, false, DRY)).isFalse();
        }
        assertThat(note(1, 1, true, DRY)).isFalse();
        assertThat(note(1, 65_535, true, DRY)).isTrue();
    }

    @Test
    void knowsNothingAboutMessagesWithoutAPacket() {
        assertThat(Draft.packet(3, 0)).isZero();
        assertThat(note(1, 0, true, DRY)).isFalse();
        assertThat(note(1, 0, true, DRY)).isFalse();
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
            Redeliveries found = Redeliveries.of(journal);
            assertThat(found.note(Draft.packet(1, 2), true, TOPIC, DRY)).isTrue();
            assertThat(found.note(Draft.packet(1, 1), true, TOPIC, DRY))
                    .as("longer ago than anything is on its way")
                    .isFalse();
        }
    }

    private static Draft draft(int id, byte[] payload) {
        return new Draft(id, TOPIC, payload, false, false, Draft.packet(1, id), false, 0);
    }
}
