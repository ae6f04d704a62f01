package vn.nuong.ingest.records;

import java.util.Map;
import java.util.TreeMap;

/**
 * Readings since the records were made. It always adds up: received = stored + duplicate + conflicting + dead-lettered. A
 * message that cannot be read counts as one reading; a message that the broker sends again is received again, and a
 * duplicate.
 *
 * @param received readings in the messages that were acknowledged and dealt with
 * @param stored readings in the store
 * @param duplicate readings that were there already, with the same value
 * @param conflicting readings that were there already with another value; the first is kept
 * @param deadLettered readings refused and not put in since, by the code of the reason
 */
public record Accounting(long received, long stored, long duplicate, long conflicting, Map<String, Long> deadLettered) {

    public static final Accounting ZERO = new Accounting(0, 0, 0, 0, Map.of());

    public Accounting {
        deadLettered = Map.copyOf(deadLettered);
    }

    /** All refused readings, whatever the reason. */
    public long deadLetteredTotal() {
        return deadLettered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every reading received is accounted for. */
    public boolean addsUp() {
        return received == stored + duplicate + conflicting + deadLetteredTotal();
    }

    public Accounting plus(Accounting other) {
        Map<String, Long> dead = new TreeMap<>(deadLettered);
        other.deadLettered.forEach((reason, n) -> dead.merge(reason, n, Long::sum));
        dead.values().removeIf(n -> n == 0);
        return new Accounting(
                received + other.received,
                stored + other.stored,
                duplicate + other.duplicate,
                conflicting + other.conflicting,
                dead);
    }
}
