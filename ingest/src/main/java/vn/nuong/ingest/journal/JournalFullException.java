package vn.nuong.ingest.journal;

/** The journal, or the disk that it lies on, has no room for more. It takes messages again as soon as there is room. */
public final class JournalFullException extends JournalException {

    private static final long serialVersionUID = 1;

    JournalFullException(String message) {
        super(message, null);
    }
}
