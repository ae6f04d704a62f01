package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal's entries in their order, in large pieces, beside whoever appends; it sees what {@link Journal#append}
 * has returned and nothing else. For one thread at a time; there may be any number of readers.
 */
public final class Reader implements AutoCloseable {

    private final Journal journal;
    private final JournalFolder folder;
    private long position;
    private @Nullable SegmentFile file;

    Reader(Journal journal, JournalFolder folder, long from) {
        this.journal = journal;
        this.folder = folder;
        this.position = from;
    }

    /** Where the next entry will be read. */
    public long position() {
        return position;
    }

    /**
     * The next entries; none when all are read.
     *
     * @param maxEntries at most so many
     * @param maxBytes enough when it has come to so many bytes on disk; one entry is always given, however large
     * @param untilPosition entries from this position on are left for later
     * @throws JournalDamagedException when the next entry cannot be read though it was acknowledged; again at each call
     * @throws JournalException when the disk cannot be read, or what was to be read has been released
     */
    public List<Entry> next(int maxEntries, long maxBytes, long untilPosition) {
        long begun = position;
        long end = journal.end();
        long until = Math.min(untilPosition, end);
        List<Entry> found = new ArrayList<>();
        try {
            while (position < until && found.size() < maxEntries && (found.isEmpty() || position - begun < maxBytes)) {
                SegmentFile current = fileAtPosition();
                long limit = Math.min(end, journal.endOf(current.segment()));
                Entry entry = current.entryAt(position, limit);
                if (entry == null) {
                    if (found.isEmpty()) {
                        throw damaged(current, limit);
                    }
                    break; // what was found is given out first
                }
                found.add(entry);
                position = entry.next();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "cannot read the journal in " + folder.path() + " at position " + position + ": " + e, e);
        }
        return found;
    }

    private SegmentFile fileAtPosition() throws IOException {
        if (file != null && position < journal.endOf(file.segment())) {
            return file;
        }
        close();
        Segment segment = journal.segmentAt(position);
        if (segment == null) {
            throw journal.released(position);
        }
        try {
            file = folder.read(segment);
        } catch (NoSuchFileException e) {
            if (position < journal.start()) {
                throw journal.released(position);
            }
            throw e;
        }
        return file;
    }

    private JournalDamagedException damaged(SegmentFile current, long limit) throws IOException {
        Segment segment = current.segment();
        return new JournalDamagedException(
                segment.file(), position - segment.start(), position, current.find(position + 1, limit, false));
    }

    @Override
    public void close() {
        if (file != null) {
            JournalFolder.closeQuietly(file, file.segment());
            file = null;
        }
    }
}
