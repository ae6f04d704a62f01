package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * What became of every reading that was received, since ingest's records were made.
 *
 * @param received readings in the messages that were acknowledged and dealt with
 * @param stored readings in the store
 * @param duplicate readings that were there already, with the same value
 * @param conflicting readings that were there already with another value; the first is kept
 * @param deadLettered readings refused and not put in since, by the code of the reason
 * @param waitingBytes how much is acknowledged and not dealt with yet, bytes
 * @param lagMs how long the oldest of that has waited, ms
 */
@JsonIgnoreProperties(ignoreUnknown = true) // ingest tells more than a page shows
public record Accounting(
        long received,
        long stored,
        long duplicate,
        long conflicting,
        Map<String, Long> deadLettered,
        long waitingBytes,
        long lagMs) {

    public Accounting {
        deadLettered = Map.copyOf(deadLettered);
    }

    public long refused() {
        return deadLettered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Readings received that are not accounted for; negative when more are accounted for than were received. */
    public long difference() {
        return received - stored - duplicate - conflicting - refused();
    }
}
