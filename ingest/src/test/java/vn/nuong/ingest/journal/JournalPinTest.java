package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalPinTest {

    private static final Journal.Settings SMALL = new Journal.Settings(1_000_000, 200, 0);

    @TempDir
    Path dir;

    private static Draft draft(int number) {
        return new Draft(number + 1L, "nuong/pilot/probe/readings", new byte[40], false, false, 0);
    }

    @Test
    void holdsWhatTheJournalReleasesMeanwhileAndWhatItBegins() throws IOException {
        Path pins = dir.resolve("pins");
        try (Journal journal = Journal.open(dir.resolve("journal"), SMALL)) {
            long end = 0;
            for (int i = 0; i < 4; i++) {
                end = journal.append(List.of(draft(i))).get(0).next();
            }
            try (JournalPin pin = JournalPin.still(dir.resolve("journal"), pins)) {
                for (int i = 4; i < 12; i++) {
                    end = journal.append(List.of(draft(i))).get(0).next();
                    pin.look();
                }
                journal.releaseBefore(end);
                pin.finish();
            }
        }
        try (Journal kept = Journal.open(pins, SMALL);
                Reader reader = kept.reader(0)) {
            assertThat(reader.next(100, Long.MAX_VALUE, Long.MAX_VALUE))
                    .extracting(Entry::receivedNs)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        }
    }

    @Test
    void looksByItselfUntilItIsClosed() throws IOException {
        Path pins = dir.resolve("pins");
        try (Journal journal = Journal.open(dir.resolve("journal"), SMALL);
                JournalPin pin = JournalPin.of(dir.resolve("journal"), pins)) {
            for (int i = 0; i < 8; i++) {
                journal.append(List.of(draft(i)));
            }
            long segments = count(dir.resolve("journal"));
            Awaitility.await().until(() -> count(pins) == segments);
            assertThat(pin.finish()).hasSize((int) segments);
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void saysSoWhenPartOfTheJournalIsMissing() throws IOException {
        try (Journal journal = Journal.open(dir.resolve("journal"), SMALL)) {
            for (int i = 0; i < 8; i++) {
                journal.append(List.of(draft(i)));
            }
        }
        List<Path> segments;
        try (var files = Files.list(dir.resolve("journal"))) {
            segments = files.sorted().toList();
        }
        Files.delete(segments.get(1));
        try (JournalPin pin = JournalPin.of(dir.resolve("journal"), dir.resolve("pins"))) {
            assertThatThrownBy(pin::finish)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has nothing from position");
        }
    }

    @Test
    void ofAnIngestThatHasNeverRunThereIsNothing() throws IOException {
        try (JournalPin pin = JournalPin.of(dir.resolve("nowhere"), dir.resolve("pins"))) {
            assertThat(pin.finish()).isEmpty();
        }
    }
}
