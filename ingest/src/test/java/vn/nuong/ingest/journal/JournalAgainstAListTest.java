package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.nuong.ingest.journal.Drafts.assertSame;
import static vn.nuong.ingest.journal.Drafts.draft;
import static vn.nuong.ingest.journal.Drafts.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anything that can happen to a journal, in any order, beside a list that shall hold the same. */
@ExtendWith(QuietLog.class)
class JournalAgainstAListTest {

    private static final Journal.Settings SETTINGS = new Journal.Settings(6_000, 700, 0);
    private static final int STEPS = 600;

    @TempDir
    Path folder;

    private final List<Entry> model = new ArrayList<>();
    /** Payloads of appends that failed behind the last one that did not: after a crash they may be there. */
    private final List<String> unacknowledged = new ArrayList<>();

    private Random random = new Random(0);
    private TestDisk disk = new TestDisk();
    private Journal journal;
    private @Nullable Reader reader;
    private int numbered;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void holdsWhatTheListHolds(long seed) throws IOException {
        random = new Random(seed);
        disk = new TestDisk(random);
        journal = Journal.open(folder, SETTINGS, disk);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(13)) {
                case 0, 1, 2, 3 -> append();
                case 4 -> appendWhileWritingFails();
                case 5 -> appendWhileForcingFails();
                case 6 -> dieWhileAppending();
                case 7 -> reopen();
                case 8, 9 -> release();
                case 10 -> cutPower();
                default -> readOn();
            }
            check();
        }
        assertThat(numbered).isGreaterThan(STEPS);
    }

    @AfterEach
    void closeIt() {
        leaveReader();
        journal.close();
    }

    private List<Draft> some() {
        List<Draft> drafts = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            int length = random.nextInt(10) == 0 ? random.nextInt(1_500) : random.nextInt(100);
            drafts.add(draft(numbered++ + "x".repeat(length)));
        }
        return drafts;
    }

    private void append() {
        List<Draft> drafts = some();
        long size = drafts.stream().mapToLong(RecordFormat::size).sum();
        if (journal.bytes() + size > SETTINGS.maxBytes()) {
            assertThatThrownBy(() -> journal.append(drafts)).isInstanceOf(JournalFullException.class);
            return;
        }
        append(drafts);
    }

    private void append(List<Draft> drafts) {
        unacknowledged.addAll(texts(drafts));
        model.addAll(journal.append(drafts));
        unacknowledged.clear();
    }

    private void appendWhileWritingFails() {
        if (random.nextInt(3) == 0) {
            disk.failTruncating();
        }
        disk.failAfter(random.nextInt(RecordFormat.HEAD));
        assertThatThrownBy(() -> append(some())).isInstanceOf(JournalException.class);
        disk.heal();
    }

    private void appendWhileForcingFails() {
        disk.failForces(random.nextBoolean(), random.nextInt(3) == 0, random.nextBoolean(), random.nextBoolean());
        if (random.nextInt(3) == 0) {
            disk.failTruncating();
        }
        try {
            append(some());
        } catch (JournalException e) {
            assertThat(e).isNotInstanceOf(JournalDamagedException.class);
        }
        disk.heal();
    }

    private void dieWhileAppending() throws IOException {
        disk.dieAfter(random.nextInt(400));
        try {
            append(some());
        } catch (JournalFullException | TestDisk.Killed e) {
            // and nobody closes anything
        }
        if (random.nextBoolean()) {
            disk.cutPower();
        }
        openAfterACrash();
    }

    private void cutPower() throws IOException {
        disk.cutPower();
        openAfterACrash();
    }

    /** Behind all that was acknowledged there may be some that was not, and nothing else. */
    private void openAfterACrash() {
        leaveReader();
        disk.heal();
        journal = Journal.open(folder, SETTINGS, disk);
        List<Entry> found = read(journal, journal.start());
        int acknowledged = model.size() - indexOf(journal.start());
        List<Entry> more = found.subList(acknowledged, found.size());
        assertThat(unacknowledged).containsAll(Drafts.texts(more));
        model.addAll(more);
        unacknowledged.clear();
    }

    private void reopen() {
        journal.close();
        openAfterACrash(); // of which there may have been one before
    }

    private void release() {
        if (model.isEmpty()) {
            return;
        }
        Entry entry = model.get(model.size() - 1 - random.nextInt(Math.min(20, model.size())));
        journal.releaseBefore(random.nextBoolean() ? entry.next() : entry.position());
        if (reader != null && reader.position() < journal.start()) {
            leaveReader();
        }
    }

    private void readOn() {
        if (reader == null) {
            reader = journal.reader(journal.start());
        }
        int at = indexOf(reader.position());
        List<Entry> found = reader.next(1 + random.nextInt(10), 1 + random.nextInt(1_000), Long.MAX_VALUE);
        assertSame(found, model.subList(at, at + found.size()));
        assertThat(found.isEmpty()).isEqualTo(at == model.size());
    }

    private void check() {
        long end = model.isEmpty() ? 0 : model.get(model.size() - 1).next();
        assertThat(journal.end()).isEqualTo(end);
        assertThat(journal.bytes()).isEqualTo(end - journal.start()).isLessThanOrEqualTo(SETTINGS.maxBytes());
        assertSame(read(journal, journal.start()), model.subList(indexOf(journal.start()), model.size()));
    }

    private int indexOf(long position) {
        int index = model.size();
        while (index > 0 && model.get(index - 1).position() >= position) {
            index--;
        }
        return index;
    }

    private static List<String> texts(List<Draft> drafts) {
        return drafts.stream()
                .map(d -> new String(d.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private void leaveReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
