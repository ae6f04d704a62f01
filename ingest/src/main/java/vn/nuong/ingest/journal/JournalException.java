package vn.nuong.ingest.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot do just now what it was asked. An append that throws it has left nothing behind. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
