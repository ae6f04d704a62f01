package vn.nuong.ingest.journal;

import java.nio.file.Path;

/**
 * Messages that had been acknowledged cannot be read back: their bytes changed on disk, or a file was cut short or taken
 * away. A reader goes no further by itself; {@code journal.reader(resumeAt())} reads on behind the damage.
 */
public final class JournalDamagedException extends JournalException {

    private static final long serialVersionUID = 1;

    private final long from;
    private final long resumeAt;

    JournalDamagedException(Path file, long offset, long from, long resumeAt) {
        super(
                file + " is damaged at byte " + offset + ": the messages from position " + from + " up to " + resumeAt
                        + " (" + (resumeAt - from)
                        + " bytes) had been acknowledged and cannot be read; put the file back"
                        + " from a backup while nothing uses the folder, or have these read that are behind it",
                null);
        this.from = from;
        this.resumeAt = resumeAt;
    }

    /** Where the damage begins. */
    public long from() {
        return from;
    }

    /** The first position behind it with a message that can be read, or where the journal or the damaged file ends. */
    public long resumeAt() {
        return resumeAt;
    }
}
