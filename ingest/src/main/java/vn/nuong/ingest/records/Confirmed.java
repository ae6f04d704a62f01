package vn.nuong.ingest.records;

import java.util.Map;

/**
 * Up to where the broker is known to have read the acknowledgements of what is in the journal, so that it has no reason to send
 * that again.
 *
 * @param before by connection, from 1: a position of the journal; holds for the messages of that connection before it
 */
public record Confirmed(Map<Integer, Long> before) {

    /** Before anything is known. */
    public static final Confirmed NOTHING = new Confirmed(Map.of());

    public Confirmed {
        before = Map.copyOf(before);
    }
}
