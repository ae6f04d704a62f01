package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.nuong.ingest.journal.Drafts.draft;
import static vn.nuong.ingest.journal.Drafts.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anything that can happen to a journal, in any order, beside a list that shall hold the same. */
class JournalAgainstAListTest {

    private static final Journal.Settings SETTINGS = new Journal.Settings(6_000, 700, 0);
    private static final int STEPS = 600;

    @TempDir
    Path folder;

    private final TestDisk disk = new TestDisk();
    private final List<Entry> model = new ArrayList<>();

    private Random random = new Random(0);
    private Journal journal;
    private @Nullable Reader reader;
    private int numbered;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void holdsWhatTheListHolds(long seed) {
        random = new Random(seed);
        journal = Journal.open(folder, SETTINGS, disk);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> append();
                case 4 -> appendWhileWritingFails();
                case 5 -> appendWhileForcingFails();
                case 6 -> dieWhileAppending();
                case 7 -> reopen();
                case 8, 9 -> release();
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
        model.addAll(journal.append(drafts));
    }

    private void appendWhileWritingFails() {
        if (random.nextInt(3) == 0) {
            disk.failTruncating();
        }
        disk.failAfter(random.nextInt(RecordFormat.HEAD));
        assertThatThrownBy(() -> journal.append(some())).isInstanceOf(JournalException.class);
        disk.heal();
    }

    private void appendWhileForcingFails() {
        if (random.nextBoolean()) {
            disk.failForces(1 + random.nextInt(4));
        } else {
            disk.failTheForceAfterNext();
        }
        if (random.nextInt(3) == 0) {
            disk.failTruncating();
        }
        try {
            model.addAll(journal.append(some()));
        } catch (JournalException e) {
            assertThat(e).isNotInstanceOf(JournalDamagedException.class);
        }
        disk.heal();
    }

    /** Of what was being appended the first few may be there afterwards, and nothing else. */
    private void dieWhileAppending() {
        List<Draft> drafts = some();
        disk.dieAfter(random.nextInt(400));
        List<Draft> possible = drafts;
        try {
            model.addAll(journal.append(drafts));
            possible = List.of();
        } catch (JournalFullException e) {
            possible = List.of();
        } catch (TestDisk.Killed e) {
            // and nobody closes anything
        }
        leaveReader();
        disk.heal();
        journal = Journal.open(folder, SETTINGS, disk);
        List<Entry> found = read(journal, journal.start());
        List<Entry> more = found.subList(heldFrom(), found.size());
        assertThat(more.size()).isLessThanOrEqualTo(possible.size());
        for (int i = 0; i < more.size(); i++) {
            assertThat(more.get(i).payload()).isEqualTo(possible.get(i).payload());
        }
        model.addAll(more);
    }

    private void reopen() {
        leaveReader();
        journal.close();
        journal = Journal.open(folder, SETTINGS, disk);
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
        assertEqual(found, model.subList(at, at + found.size()));
        assertThat(found.isEmpty()).isEqualTo(at == model.size());
    }

    private void check() {
        long end = model.isEmpty() ? 0 : model.get(model.size() - 1).next();
        assertThat(journal.end()).isEqualTo(end);
        assertThat(journal.bytes()).isEqualTo(end - journal.start()).isLessThanOrEqualTo(SETTINGS.maxBytes());
        assertEqual(read(journal, journal.start()), model.subList(indexOf(journal.start()), model.size()));
    }

    /** How many of those found at the journal's start are in the list. */
    private int heldFrom() {
        return model.size() - indexOf(journal.start());
    }

    private int indexOf(long position) {
        int index = model.size();
        while (index > 0 && model.get(index - 1).position() >= position) {
            index--;
        }
        return index;
    }

    private void leaveReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private static void assertEqual(List<Entry> found, List<Entry> expected) {
        assertThat(found).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
    }
}
