package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.nuong.ingest.journal.Drafts.draft;
import static vn.nuong.ingest.journal.Drafts.drafts;
import static vn.nuong.ingest.journal.Drafts.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or fails. */
@ExtendWith(QuietLog.class)
class JournalOnABadDiskTest {

    private static final Journal.Settings SETTINGS = new Journal.Settings(100_000, 10_000, 0);

    @TempDir
    Path folder;

    private final TestDisk disk = new TestDisk();

    @Test
    void refusesWhatWouldPassItsLimitUntilSomeIsReleased() {
        try (Journal journal = Journal.open(folder, new Journal.Settings(1_000, 300, 0), disk)) {
            List<Entry> appended = new ArrayList<>();
            while (journal.bytes() + 161 <= 1_000) {
                appended.addAll(journal.append(drafts("x".repeat(100))));
            }
            assertThat(appended.get(0).next()).isEqualTo(161);
            assertThatThrownBy(() -> journal.append(drafts("x".repeat(100))))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("it holds 966 bytes, and 161 more would pass its limit of 1000")
                    .hasMessageContaining("see to the store");
            assertThat(journal.append(List.of(new Draft(1, "t", new byte[0], false, false, 0))))
                    .hasSize(1);
            journal.releaseBefore(appended.get(2).position());
            assertThat(journal.append(drafts("x".repeat(100)))).hasSize(1);
        }
    }

    @Test
    void anAppendThatIsTooLargeIsRefusedWhole() {
        try (Journal journal = Journal.open(folder, new Journal.Settings(1_000, 300, 0), disk)) {
            List<Draft> many =
                    IntStream.range(0, 7).mapToObj(i -> draft("x".repeat(100))).toList();
            assertThatThrownBy(() -> journal.append(many)).isInstanceOf(JournalFullException.class);
            assertThat(texts(journal)).isEmpty();
            assertThat(journal.append(many.subList(0, 6))).hasSize(6);
        }
    }

    @Test
    void isNeverFullOfWhatWasAllDealtWith() throws Exception {
        try (Journal journal = Journal.open(folder, new Journal.Settings(1_000, 500, 0), disk)) {
            journal.append(drafts("x".repeat(400)));
            journal.releaseBefore(journal.end());
            assertThat(journal.bytes()).isEqualTo(461);
            long end = journal.end();
            assertThat(journal.append(drafts("y".repeat(900))).get(0).position())
                    .isEqualTo(end);
            assertThat(journal.start()).isEqualTo(end);
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void leavesSomeOfTheDiskFreeForOthers() {
        Journal.Settings settings = new Journal.Settings(100_000, 10_000, 1L << 60);
        try (Journal journal = Journal.open(folder, settings, disk)) {
            assertThatThrownBy(() -> journal.append(drafts("a")))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("bytes free")
                    .hasMessageContaining(String.valueOf(1L << 60));
            assertThat(journal.end()).isZero();
        }
    }

    @Test
    void aWriteThatFailsLeavesNothingBehindWhereverItFails() throws Exception {
        Journal journal = Journal.open(folder, SETTINGS, disk);
        List<String> kept = new ArrayList<>();
        int size = 3 * 100;
        for (int written = 0; written < size; written += 7) {
            disk.failAfter(written);
            long end = journal.end();
            String text = "z".repeat(39);
            assertThatThrownBy(() -> journal.append(drafts(text, text, text)))
                    .isInstanceOf(JournalException.class)
                    .isNotInstanceOf(JournalFullException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("No space left");
            assertThat(journal.end()).isEqualTo(end);
            assertThat(Files.size(lastFile())).isEqualTo(end - startOf(lastFile()));
            disk.heal();
            kept.add("after " + written);
            assertThat(journal.append(drafts("after " + written)).get(0).position())
                    .isEqualTo(end);
            assertThat(texts(journal)).isEqualTo(kept);
        }
        journal.close();
        assertThat(files()).hasSize(1);
        try (Journal again = Journal.open(folder, SETTINGS, disk)) {
            assertThat(texts(again)).isEqualTo(kept);
        }
    }

    @Test
    void afterAForceThatFailedAllIsWrittenAgainInANewFile() throws Exception {
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            journal.append(drafts("a"));
            long end = journal.end();
            disk.failForces(true);
            assertThat(texts(journal.append(drafts("b", "c")))).containsExactly("b", "c");
            assertThat(files()).containsExactly(name(0), name(end));
            assertThat(Files.size(folder.resolve(name(0)))).isEqualTo(end);
            long size = Files.size(folder.resolve(name(end)));
            journal.append(drafts("d"));
            assertThat(Files.size(folder.resolve(name(end)))).isGreaterThan(size);
            assertThat(texts(journal)).containsExactly("a", "b", "c", "d");
        }
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            assertThat(texts(journal)).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void whenTheNewFileCannotBeForcedEitherNothingIsKept() throws Exception {
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            journal.append(drafts("a"));
            long end = journal.end();
            for (int attempt = 0; attempt < 3; attempt++) {
                disk.failForces(true, false, true); // of the file, of the folder, of the new file
                assertThatThrownBy(() -> journal.append(drafts("b", "c")))
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("Input/output error");
                assertThat(journal.end()).isEqualTo(end);
                assertThat(texts(journal)).containsExactly("a");
            }
            disk.heal();
            assertThat(journal.append(drafts("d")).get(0).position()).isEqualTo(end);
            assertThat(files()).containsExactly(name(0), name(end));
            assertThat(texts(journal)).containsExactly("a", "d");
        }
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            assertThat(texts(journal)).containsExactly("a", "d");
        }
    }

    @Test
    void whatCannotBeCutBackIsNeverRead() throws Exception {
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            journal.append(drafts("a"));
            disk.failTruncating();
            disk.failAfter(150);
            assertThatThrownBy(() -> journal.append(drafts("lost", "lost", "lost")))
                    .isInstanceOf(JournalException.class);
            disk.failAfter(150);
            assertThatThrownBy(() -> journal.append(drafts("lost", "lost", "lost")))
                    .isInstanceOf(JournalException.class);
            disk.heal();
            assertThat(texts(journal)).containsExactly("a");
            journal.append(drafts("b"));
            assertThat(texts(journal)).containsExactly("a", "b");
            assertThat(Files.size(folder.resolve(name(0)))).isGreaterThan(startOf(lastFile()));
        }
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            assertThat(texts(journal)).containsExactly("a", "b");
            assertThat(journal.bytes()).isEqualTo(journal.end());
        }
    }

    @Test
    void afterANewFileCouldNotBeMadeNothingGoesToTheOldOne() throws Exception {
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            journal.append(drafts("a".repeat(9_000)));
            disk.failForces(true); // of the folder, when the new file is there already
            assertThatThrownBy(() -> journal.append(drafts("b".repeat(2_000)))).isInstanceOf(JournalException.class);
            journal.append(drafts("c"));
            assertThat(texts(journal)).containsExactly("a".repeat(9_000), "c");
        }
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            assertThat(texts(journal)).containsExactly("a".repeat(9_000), "c");
        }
        assertThat(files()).hasSize(2);
    }

    @Test
    void goesOnAfterFilesCouldNotBeOpenedForAWhile() {
        try (Journal journal = Journal.open(folder, SETTINGS, disk)) {
            journal.append(drafts("a".repeat(9_000)));
            disk.failOpening();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> journal.append(drafts("b".repeat(2_000))))
                        .isInstanceOf(JournalException.class);
                journal.releaseBefore(journal.end());
            }
            disk.heal();
            journal.append(drafts("c"));
            assertThat(texts(journal)).containsExactly("a".repeat(9_000), "c");
        }
    }

    @Test
    void aThreadThatIsInterruptedWhileItAppendsStopsNoOther() {
        try (Journal journal = Journal.open(folder, SETTINGS)) {
            journal.append(drafts("a"));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> journal.append(drafts("b"))).isInstanceOf(JournalException.class);
            assertThat(Thread.interrupted()).isTrue();
            journal.append(drafts("c"));
            assertThat(texts(journal)).containsExactly("a", "c");
        }
        try (Journal journal = Journal.open(folder, SETTINGS)) {
            assertThat(texts(journal)).containsExactly("a", "c");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private Path lastFile() throws IOException {
        List<String> files = files();
        return folder.resolve(files.get(files.size() - 1));
    }

    private static long startOf(Path file) {
        return Segment.of(file).orElseThrow().start();
    }

    private static String name(long start) {
        return String.format("%020d.journal", start);
    }
}
