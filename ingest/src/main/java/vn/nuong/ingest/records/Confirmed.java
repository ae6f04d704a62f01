package vn.nuong.ingest.records;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the journal the broker will not send again.
 *
 * @param before by connection, from 1: a position of the journal. Of the messages of that connection before it the broker is known to
 *     have read the acknowledgements; it may send them again only when it begins again with an earlier state.
 * @param forgotten by connection: a position before which the broker is known to have forgotten even that
 */
public record Confirmed(Map<Integer, Long> before, Map<Integer, Long> forgotten) {

    /** Before anything is known. */
    public static final Confirmed NOTHING = new Confirmed(Map.of(), Map.of());

    public Confirmed(@Nullable Map<Integer, Long> before, @Nullable Map<Integer, Long> forgotten) {
        this.before = before == null ? Map.of() : Map.copyOf(before);
        this.forgotten = forgotten == null ? Map.of() : Map.copyOf(forgotten);
    }
}
