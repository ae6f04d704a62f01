package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.nuong.ingest.journal.Drafts.ALL;
import static vn.nuong.ingest.journal.Drafts.assertSame;
import static vn.nuong.ingest.journal.Drafts.draft;
import static vn.nuong.ingest.journal.Drafts.drafts;
import static vn.nuong.ingest.journal.Drafts.read;
import static vn.nuong.ingest.journal.Drafts.texts;
import static vn.nuong.ingest.journal.Drafts.textsFrom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Journal.Settings SMALL = new Journal.Settings(1_000_000, 200, 0);

    @TempDir
    Path dir;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = dir.resolve("data").resolve("journal");
    }

    @Test
    void givesBackAllOfAMessageAsItCame() {
        byte[] payload = {0, -1, 13, 10, 127, -128};
        List<Draft> drafts = List.of(
                new Draft(1_700_000_000_123_456_789L, "nuong/pilot/probe-1/readings", payload, true, false, 0),
                new Draft(1_700_000_000_123_456_790L, "nuong/đồi/trạm \uD83C\uDF31/about", new byte[0], false, true, 0),
                new Draft(-5, "", payload, false, false, Long.MAX_VALUE),
                new Draft(9, "nuong/đồi/probe/readings", payload, false, true, Draft.packet(3, 65_535), true, 0));
        List<Entry> appended;
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT)) {
            appended = journal.append(drafts);
            assertSame(read(journal, 0), appended);
        }
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT)) {
            List<Entry> found = read(journal, 0);
            assertSame(found, appended);
            for (int i = 0; i < drafts.size(); i++) {
                Entry entry = found.get(i);
                Draft draft = drafts.get(i);
                assertThat(entry.receivedNs()).isEqualTo(draft.receivedNs());
                assertThat(entry.topic()).isEqualTo(draft.topic());
                assertThat(entry.payload()).isEqualTo(draft.payload());
                assertThat(entry.retained()).isEqualTo(draft.retained());
                assertThat(entry.duplicate()).isEqualTo(draft.duplicate());
                assertThat(entry.packet()).isEqualTo(draft.packet());
                assertThat(entry.again()).isEqualTo(draft.again());
                assertThat(entry.retryOf()).isEqualTo(draft.retryOf());
            }
        }
    }

    @Test
    void halfASurrogatePairInATopicBecomesAQuestionMark() {
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT)) {
            journal.append(List.of(
                    new Draft(1, "a\uD83Cb", new byte[0], false, false, 0),
                    new Draft(2, "ă\uDF31", new byte[0], false, false, 0)));
            assertThat(read(journal, 0)).extracting(Entry::topic).containsExactly("a?b", "ă?");
        }
    }

    @Test
    void positionsFollowOneAnotherOverManyFilesAndOpenings() throws Exception {
        List<Entry> appended = new ArrayList<>();
        for (int opening = 0; opening < 5; opening++) {
            try (Journal journal = Journal.open(folder, SMALL)) {
                for (int i = 0; i < 7; i++) {
                    appended.addAll(journal.append(drafts("a" + i, "b".repeat(i), "c" + opening)));
                }
                assertThat(journal.end()).isEqualTo(journal.bytes());
            }
        }
        assertThat(appended.get(0).position()).isZero();
        for (int i = 1; i < appended.size(); i++) {
            assertThat(appended.get(i).position()).isEqualTo(appended.get(i - 1).next());
        }
        assertThat(files()).hasSizeGreaterThan(10).first().isEqualTo("00000000000000000000.journal");
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertSame(read(journal, 0), appended);
            Entry middle = appended.get(50);
            assertSame(read(journal, middle.position()), appended.subList(50, appended.size()));
            assertThat(read(journal, journal.end())).isEmpty();
        }
    }

    @Test
    void anAppendIsOneWriteAndOneForce() {
        TestDisk disk = new TestDisk();
        List<String> calls = new ArrayList<>();
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT, disk)) {
            disk.beforeWrite(() -> calls.add("write"));
            disk.beforeForce(() -> calls.add("force"));
            journal.append(IntStream.range(0, 500)
                    .mapToObj(i -> draft("x".repeat(200)))
                    .toList());
        }
        assertThat(calls).containsExactly("write", "force");
    }

    @Test
    void anAppendOfNothingIsNothing() {
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.append(List.of())).isEmpty();
            assertThat(journal.end()).isZero();
        }
    }

    @Test
    void forcesTheFoldersThatItMakesAndTheNameOfEachFile() {
        TestDisk disk = new TestDisk();
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            assertThat(disk.forced).contains(dir, dir.resolve("data")).last().isEqualTo(folder);
            journal.append(drafts("x".repeat(150)));
            disk.forced.clear();
            journal.append(drafts("x".repeat(150)));
            assertThat(disk.forced).containsExactly(folder, folder.resolve(name(journal.end() / 2)));
        }
    }

    @Test
    void messagesLargerThanAnyBufferOrFileComeBackWhole() {
        Random random = new Random(1);
        byte[] large = new byte[1_700_000];
        random.nextBytes(large);
        byte[] medium = new byte[300_000];
        random.nextBytes(medium);
        Draft one = new Draft(1, "t", large, false, false, 0);
        Draft two = new Draft(2, "t", medium, false, false, 0);
        Draft longTopic = new Draft(3, "đ".repeat(65_535), medium, false, false, 0);
        List<Draft> drafts = List.of(draft("before"), one, draft("between"), two, two, longTopic, draft("behind"));
        Journal.Settings settings = new Journal.Settings(10_000_000, 1_000_000, 0);
        List<Entry> appended;
        try (Journal journal = Journal.open(folder, settings)) {
            appended = journal.append(drafts);
            assertSame(read(journal, 0), appended);
        }
        try (Journal journal = Journal.open(folder, settings)) {
            assertSame(read(journal, 0), appended);
            assertThat(read(journal, 0).get(1).payload()).isEqualTo(large);
        }
    }

    @Test
    void aReaderTakesNoMoreThanItWasAskedTo() {
        try (Journal journal = Journal.open(folder, SMALL)) {
            List<Entry> appended = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                appended.addAll(journal.append(drafts("message " + i)));
            }
            long each = appended.get(0).next();
            try (Reader reader = journal.reader(0)) {
                assertThat(texts(reader.next(2, Long.MAX_VALUE, Long.MAX_VALUE)))
                        .containsExactly("message 0", "message 1");
                assertThat(texts(reader.next(ALL, 1, Long.MAX_VALUE))).containsExactly("message 2");
                assertThat(texts(reader.next(ALL, each + 1, Long.MAX_VALUE))).containsExactly("message 3", "message 4");
                long until = appended.get(7).position();
                assertThat(texts(reader.next(ALL, Long.MAX_VALUE, until))).containsExactly("message 5", "message 6");
                assertThat(reader.next(ALL, Long.MAX_VALUE, until)).isEmpty();
                assertThat(reader.position()).isEqualTo(until);
                assertThat(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(3);
                assertThat(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
                journal.append(drafts("one more"));
                assertThat(texts(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE)))
                        .containsExactly("one more");
            }
        }
    }

    @Test
    void aReaderSeesNothingBeforeItIsOnDisk() throws Exception {
        TestDisk disk = new TestDisk();
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT, disk)) {
            CountDownLatch forcing = new CountDownLatch(1);
            CountDownLatch proceed = new CountDownLatch(1);
            disk.beforeForce(() -> {
                forcing.countDown();
                awaitLatch(proceed);
            });
            CompletableFuture<List<Entry>> append =
                    CompletableFuture.supplyAsync(() -> journal.append(drafts("a", "b")));
            awaitLatch(forcing);
            try (Reader reader = journal.reader(0)) {
                assertThat(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
                proceed.countDown();
                append.get(10, TimeUnit.SECONDS);
                assertThat(texts(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE)))
                        .containsExactly("a", "b");
            }
        }
    }

    @Test
    void readersBesideAWriterGetEveryEntryInOrder() throws Exception {
        try (Journal journal = Journal.open(folder, new Journal.Settings(10_000_000, 20_000, 0), new TestDisk())) {
            CompletableFuture<Long> writing = CompletableFuture.supplyAsync(() -> writeAll(journal));
            CompletableFuture<Long> slow = CompletableFuture.supplyAsync(() -> readAll(journal, 5, false));
            assertThat(readAll(journal, 1_000, false)).isEqualTo(writing.get(60, TimeUnit.SECONDS));
            assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(writing.get());
        }
    }

    @Test
    void aReaderThatReleasesBesideAWriterGetsEveryEntryInOrder() throws Exception {
        try (Journal journal = Journal.open(folder, new Journal.Settings(10_000_000, 20_000, 0), new TestDisk())) {
            CompletableFuture<Long> writing = CompletableFuture.supplyAsync(() -> writeAll(journal));
            assertThat(readAll(journal, 100, true)).isEqualTo(writing.get(60, TimeUnit.SECONDS));
            journal.releaseBefore(journal.end());
            assertThat(journal.bytes()).isLessThan(20_000);
        }
    }

    private static long writeAll(Journal journal) {
        Random random = new Random(3);
        long n = 0;
        for (int i = 0; i < 2_000; i++) {
            List<Draft> drafts = new ArrayList<>();
            for (int k = random.nextInt(8); k >= 0; k--) {
                drafts.add(draft("message " + n++ + " " + "x".repeat(random.nextInt(200))));
            }
            journal.append(drafts);
        }
        journal.append(drafts("message " + n + " the end"));
        return n + 1;
    }

    private static long readAll(Journal journal, int atOnce, boolean release) {
        long count = 0;
        try (Reader reader = journal.reader(0)) {
            while (true) {
                List<Entry> entries = reader.next(atOnce, 50_000, Long.MAX_VALUE);
                for (Entry entry : entries) {
                    String text = texts(List.of(entry)).get(0);
                    assertThat(text).startsWith("message " + count + " ");
                    count++;
                    if (text.endsWith("the end")) {
                        return count;
                    }
                }
                if (release) {
                    journal.releaseBefore(reader.position());
                }
                if (entries.isEmpty()) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void releasesFilesThatLieWhollyBeforeThePosition() throws Exception {
        try (Journal journal = Journal.open(folder, SMALL)) {
            List<Entry> appended = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                appended.addAll(journal.append(drafts("x".repeat(100) + i)));
            }
            assertThat(files()).hasSize(6);
            journal.releaseBefore(appended.get(2).position());
            assertThat(files()).hasSize(4);
            journal.releaseBefore(appended.get(2).next() - 1);
            assertThat(files()).hasSize(4);
            journal.releaseBefore(appended.get(1).position());
            assertThat(files()).hasSize(4);
            assertThat(journal.start()).isEqualTo(appended.get(2).position());
            assertThat(journal.bytes()).isEqualTo(journal.end() - journal.start());
            assertSame(read(journal, journal.start()), appended.subList(2, 6));
            assertThatThrownBy(() -> journal.reader(0))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("position 0")
                    .hasMessageContaining("begins at " + journal.start());
        }
    }

    @Test
    void remembersItsEndThoughAllIsReleased() {
        long end;
        try (Journal journal = Journal.open(folder, SMALL)) {
            for (int i = 0; i < 6; i++) {
                journal.append(drafts("x".repeat(100)));
            }
            end = journal.end();
            journal.releaseBefore(end);
            assertThat(journal.bytes()).isLessThan(200);
        }
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.end()).isEqualTo(end);
            assertThat(journal.append(drafts("a")).get(0).position()).isEqualTo(end);
        }
    }

    @Test
    void aReaderWhosePlaceIsReleasedSaysSo() {
        try (Journal journal = Journal.open(folder, SMALL);
                Reader reader = journal.reader(0)) {
            for (int i = 0; i < 6; i++) {
                journal.append(drafts("x".repeat(100)));
            }
            journal.releaseBefore(journal.end());
            assertThatThrownBy(() -> reader.next(1, 1, Long.MAX_VALUE))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("released");
        }
    }

    @Test
    void refusesToReadFromBehindItsEnd() {
        try (Journal journal = Journal.open(folder, SMALL)) {
            journal.append(drafts("a"));
            long end = journal.end();
            assertThatThrownBy(() -> journal.reader(end + 1))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("ends at position " + end)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void beginsAnewWhereWhatWasDealtWithEnds() throws Exception {
        try (Journal journal = Journal.open(folder, SMALL)) {
            journal.append(drafts("from a backup"));
            journal.beginAt(5);
            assertThat(texts(journal)).containsExactly("from a backup");
            journal.beginAt(7_000);
            assertThat(journal.start()).isEqualTo(7_000);
            assertThat(journal.bytes()).isZero();
            assertThat(journal.append(drafts("new")).get(0).position()).isEqualTo(7_000);
        }
        assertThat(files()).containsExactly(name(7_000));
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(texts(journal)).containsExactly("new");
        }
    }

    @Test
    void knowsWhenItsNewestMessageCame() {
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.lastReceivedNs()).isZero();
            journal.append(List.of(new Draft(77, "t", new byte[150], false, false, 0)));
            assertThat(journal.lastReceivedNs()).isEqualTo(77);
        }
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.lastReceivedNs()).isEqualTo(77);
            journal.append(List.of(new Draft(99, "t", new byte[150], false, false, 0)));
        }
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.lastReceivedNs()).isEqualTo(99);
        }
    }

    @Test
    void anEmptyLastFileIsFine() throws Exception {
        long end;
        try (Journal journal = Journal.open(folder, SMALL)) {
            journal.append(List.of(new Draft(77, "t", new byte[10], false, false, 0)));
            end = journal.end();
        }
        Files.createFile(folder.resolve(name(end)));
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.end()).isEqualTo(end);
            assertThat(journal.lastReceivedNs()).isEqualTo(77);
            journal.append(drafts("in the new file"));
        }
        assertThat(Files.size(folder.resolve(name(end)))).isPositive();
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(textsFrom(journal, end)).containsExactly("in the new file");
        }
    }

    @Test
    void aLastFileWithRoomMadeInAdvanceIsFine() throws Exception {
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT)) {
            journal.append(drafts("a", "b"));
        }
        try (FileChannel file = FileChannel.open(folder.resolve(name(0)), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1_000_000), file.size());
        }
        try (Journal journal = Journal.open(folder, Journal.Settings.DEFAULT)) {
            journal.append(drafts("c"));
            assertThat(texts(journal)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void leavesOtherFilesOfItsFolderAlone() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("00000000000000000000.journal.txt"), "a note");
        Files.writeString(folder.resolve("1.journal"), "another");
        try (Journal journal = Journal.open(folder, SMALL)) {
            journal.append(drafts("a"));
            journal.beginAt(1_000);
        }
        assertThat(files())
                .contains("00000000000000000000.journal.txt", "1.journal")
                .hasSize(3);
    }

    @Test
    void namesTheFolderThatItCannotMake() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "not a folder");
        assertThatThrownBy(() -> Journal.open(file.resolve("journal"), SMALL))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file.resolve("journal").toString());
    }

    @Test
    void refusesWhatComesAfterItIsClosed() {
        Journal journal = Journal.open(folder, SMALL);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(drafts("late")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void refusesSettingsThatItCouldNotKeep() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Journal.Settings(100, 51, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Journal.Settings(100, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Journal.Settings(100, 50, -1));
        assertThat(new Journal.Settings(100, 50, 0).maxBytes()).isEqualTo(100);
    }

    @Test
    void refusesATopicLongerThanAnyInMqtt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Draft(1, "x".repeat(65_536), new byte[0], false, false, 0))
                .withMessageContaining("65536");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static String name(long start) {
        return String.format("%020d.journal", start);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
