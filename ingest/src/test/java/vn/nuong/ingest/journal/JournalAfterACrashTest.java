package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.nuong.ingest.journal.Drafts.ALL;
import static vn.nuong.ingest.journal.Drafts.drafts;
import static vn.nuong.ingest.journal.Drafts.read;
import static vn.nuong.ingest.journal.Drafts.texts;
import static vn.nuong.ingest.journal.Drafts.textsFrom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a journal makes of files that a crash or a bad disk left. */
@ExtendWith(QuietLog.class)
class JournalAfterACrashTest {

    private static final Journal.Settings ONE_FILE = Journal.Settings.DEFAULT;
    private static final Journal.Settings SMALL = new Journal.Settings(1_000_000, 200, 0);

    @TempDir
    Path folder;

    private final TestDisk disk = new TestDisk();

    @Test
    void cutsOffALastRecordOfWhichOnlyThisMuchWasWritten() throws Exception {
        List<Entry> appended = appendEach("a", "bb", "the last");
        byte[] whole = Files.readAllBytes(file(0));
        Entry last = appended.get(2);
        for (int length = (int) last.position(); length < whole.length; length++) {
            Files.write(file(0), Arrays.copyOf(whole, length));
            checkThatOnlyTheLastIsGone(last);
        }
    }

    @Test
    void cutsOffALastRecordThatIsZeroFromAnyByteOn() throws Exception {
        List<Entry> appended = appendEach("a", "bb", "the last");
        byte[] whole = Files.readAllBytes(file(0));
        Entry last = appended.get(2);
        for (int length = (int) last.position(); length < whole.length; length++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, length, torn.length, (byte) 0);
            Files.write(file(0), torn);
            checkThatOnlyTheLastIsGone(last);
        }
    }

    @Test
    void cutsOffALastRecordWithAnyOneBitChanged() throws Exception {
        List<Entry> appended = appendEach("a", "bb", "the last");
        byte[] whole = Files.readAllBytes(file(0));
        Entry last = appended.get(2);
        for (long bit = last.position() * 8; bit < whole.length * 8L; bit++) {
            Files.write(file(0), withBitChanged(whole, bit));
            checkThatOnlyTheLastIsGone(last);
        }
    }

    @Test
    void cutsOffGarbageBehindTheLastRecord() throws Exception {
        List<Entry> appended = appendEach("a", "bb");
        byte[] whole = Files.readAllBytes(file(0));
        byte[] longer = new byte[whole.length + 5_000];
        new Random(7).nextBytes(longer);
        System.arraycopy(whole, 0, longer, 0, whole.length);
        Files.write(file(0), longer);
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            assertThat(journal.end()).isEqualTo(appended.get(1).next());
            assertThat(texts(journal)).containsExactly("a", "bb");
        }
    }

    @Test
    void ofABrokenOffAppendKeepsThoseEntriesThatAreWhole() throws Exception {
        List<Entry> appended;
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            journal.append(drafts("a"));
            appended = journal.append(drafts("b", "c", "d", "e"));
        }
        byte[] whole = Files.readAllBytes(file(0));
        // The disk wrote the pages in an order of its own: "c" is missing, "d" and "e" are there.
        Files.write(file(0), withBitChanged(whole, appended.get(1).position() * 8 + 300));
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            assertThat(texts(journal)).containsExactly("a", "b");
            assertThat(journal.end()).isEqualTo(appended.get(1).position());
        }
        assertThat(Files.size(file(0))).isEqualTo(appended.get(1).position());
    }

    @Test
    void neverCutsOffARecordThatALaterAppendFollows() throws Exception {
        List<Entry> appended = appendEach("a", "acknowledged", "c", "d");
        byte[] whole = Files.readAllBytes(file(0));
        Entry damaged = appended.get(1);
        for (long bit = damaged.position() * 8; bit < damaged.next() * 8; bit++) {
            Files.write(file(0), withBitChanged(whole, bit));
            try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
                assertThat(journal.end()).isEqualTo(whole.length);
                JournalDamagedException said = readUpToDamage(journal, "a");
                assertThat(said)
                        .hasMessageContaining(file(0).toString())
                        .hasMessageContaining("at byte " + damaged.position());
                assertThat(said.from()).isEqualTo(damaged.position());
                assertThat(said.resumeAt()).isEqualTo(damaged.next());
                assertThat(textsFrom(journal, said.resumeAt())).containsExactly("c", "d");
            }
        }
    }

    @Test
    void goesOnTakingMessagesBehindDamage() throws Exception {
        List<Entry> appended = appendEach("a", "acknowledged", "c");
        Files.write(
                file(0),
                withBitChanged(Files.readAllBytes(file(0)), appended.get(1).position() * 8 + 400));
        for (int opening = 0; opening < 2; opening++) {
            try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
                journal.append(drafts("later " + opening));
            }
        }
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "a");
            assertThat(textsFrom(journal, said.resumeAt())).containsExactly("c", "later 0", "later 1");
        }
    }

    @Test
    void damageInAnOlderFileNamesTheFileAndTheByte() throws Exception {
        List<Entry> appended;
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            appended = new ArrayList<>(journal.append(drafts("a", "b")));
            journal.append(drafts("c", "d"));
            appended.addAll(journal.append(drafts("e", "f")));
        }
        long second = appended.get(1).next();
        byte[] whole = Files.readAllBytes(file(second));
        Files.write(file(second), withBitChanged(whole, 5 * 8));
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "a", "b");
            assertThat(said).hasMessageContaining(file(second).toString()).hasMessageContaining("at byte 0");
            assertThat(textsFrom(journal, said.resumeAt())).containsExactly("d", "e", "f");
        }
        Files.write(file(second), withBitChanged(whole, (whole.length - 1) * 8L));
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "a", "b", "c");
            assertThat(said.resumeAt()).isEqualTo(appended.get(2).position());
            assertThat(textsFrom(journal, said.resumeAt())).containsExactly("e", "f");
        }
    }

    @Test
    void anOlderFileThatWasCutShortIsDamage() throws Exception {
        List<Entry> appended = appendInFilesOfOne("a", "b", "c");
        Files.write(file(appended.get(1).position()), new byte[0]);
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "a".repeat(120));
            assertThat(said.from()).isEqualTo(appended.get(1).position());
            assertThat(said.resumeAt()).isEqualTo(appended.get(2).position());
        }
    }

    @Test
    void anOlderFileThatIsMissingIsDamage() throws Exception {
        List<Entry> appended = appendInFilesOfOne("a", "b", "c");
        Files.delete(file(appended.get(1).position()));
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "a".repeat(120));
            assertThat(said.from()).isEqualTo(appended.get(1).position());
            assertThat(textsFrom(journal, said.resumeAt())).containsExactly("c".repeat(120));
        }
    }

    @Test
    void aRecordAtThePlaceOfAnotherIsDamage() throws Exception {
        List<Entry> appended = appendEach("one", "two", "six");
        byte[] whole = Files.readAllBytes(file(0));
        int size = (int) appended.get(0).next();
        System.arraycopy(whole, 0, whole, size, size);
        Files.write(file(0), whole);
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            JournalDamagedException said = readUpToDamage(journal, "one");
            assertThat(textsFrom(journal, said.resumeAt())).containsExactly("six");
        }
    }

    @Test
    void aPayloadThatHoldsAPieceOfAJournalIsAPayload() throws Exception {
        appendEach("a", "b");
        byte[] piece = Files.readAllBytes(file(0));
        Path other = folder.resolve("other");
        long second;
        try (Journal journal = Journal.open(other, ONE_FILE, disk)) {
            journal.append(drafts("x"));
            second = journal.end();
            journal.append(List.of(new Draft(1, "t", piece, false, false, 0)));
        }
        Path file = other.resolve("00000000000000000000.journal");
        Files.write(file, withBitChanged(Files.readAllBytes(file), second * 8));
        try (Journal journal = Journal.open(other, ONE_FILE, disk)) {
            assertThat(texts(journal)).containsExactly("x");
            assertThat(journal.end()).isEqualTo(second);
        }
    }

    @Test
    void refusesWhatANewerVersionWrote() throws Exception {
        appendEach("a");
        byte[] whole = Files.readAllBytes(file(0));
        whole[RecordFormat.FLAGS_AT] |= 64;
        CRC32C crc = new CRC32C();
        crc.update(whole, RecordFormat.LENGTH_AT, whole.length - RecordFormat.LENGTH_AT);
        ByteBuffer.wrap(whole).putInt(RecordFormat.CRC_AT, (int) crc.getValue());
        Files.write(file(0), whole);
        assertThatThrownBy(() -> Journal.open(folder, ONE_FILE, disk))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("newer");
        assertThat(Files.readAllBytes(file(0))).isEqualTo(whole);
    }

    @Test
    void writesTheLastAppendAgainBeforeAnythingReliesOnIt() throws Exception {
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            journal.append(drafts("a"));
            journal.append(drafts("b", "c".repeat(600_000)));
        }
        byte[] whole = Files.readAllBytes(file(0));
        List<String> calls = new ArrayList<>();
        disk.beforeWrite(() -> calls.add("write"));
        disk.beforeForce(() -> calls.add("force"));
        Journal.open(folder, ONE_FILE, disk).close();
        assertThat(calls).containsExactly("force", "write", "write", "write", "force", "force");
        assertThat(disk.forced).endsWith(file(0), folder);
        assertThat(Files.readAllBytes(file(0))).isEqualTo(whole);
    }

    private void checkThatOnlyTheLastIsGone(Entry last) throws IOException {
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            assertThat(texts(journal)).containsExactly("a", "bb");
            assertThat(journal.end()).isEqualTo(last.position());
            assertThat(Files.size(file(0))).isEqualTo(last.position());
            assertThat(journal.append(drafts("next")).get(0).position()).isEqualTo(last.position());
        }
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            assertThat(texts(journal)).containsExactly("a", "bb", "next");
        }
    }

    private static JournalDamagedException readUpToDamage(Journal journal, String... before) {
        try (Reader reader = journal.reader(journal.start())) {
            List<Entry> entries = reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE);
            if (before.length > 1 && entries.size() < before.length) { // those of a further file
                entries.addAll(reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE));
            }
            assertThat(texts(entries)).containsExactly(before);
            JournalDamagedException said = catchDamage(reader);
            assertThat(catchDamage(reader)).hasMessage(said.getMessage());
            return said;
        }
    }

    private static JournalDamagedException catchDamage(Reader reader) {
        return catchThrowableOfType(
                JournalDamagedException.class, () -> reader.next(ALL, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** Each in an append of its own. */
    private List<Entry> appendEach(String... texts) {
        List<Entry> appended = new ArrayList<>();
        try (Journal journal = Journal.open(folder, ONE_FILE, disk)) {
            for (String text : texts) {
                appended.addAll(journal.append(drafts(text)));
            }
        }
        return appended;
    }

    private List<Entry> appendInFilesOfOne(String... letters) throws IOException {
        List<Entry> appended = new ArrayList<>();
        try (Journal journal = Journal.open(folder, SMALL, disk)) {
            for (String letter : letters) {
                appended.addAll(journal.append(drafts(letter.repeat(120))));
            }
            assertThat(read(journal, 0)).hasSize(letters.length);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(letters.length);
        }
        return appended;
    }

    private Path file(long start) {
        return folder.resolve(String.format("%020d.journal", start));
    }

    private static byte[] withBitChanged(byte[] bytes, long bit) {
        byte[] changed = bytes.clone();
        changed[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
