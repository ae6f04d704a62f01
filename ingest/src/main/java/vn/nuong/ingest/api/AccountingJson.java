package vn.nuong.ingest.api;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.Accounting;

/**
 * What became of every reading, since the records were made.
 *
 * @param received readings in the messages that were dealt with; a message that cannot be read counts as one
 * @param stored readings in the store
 * @param duplicate readings that were there already
 * @param conflicting readings that were there already with another value
 * @param deadLettered readings refused and not put in since, by reason
 * @param deadLetteredTotal all of these
 * @param addsUp whether received is the sum of the others
 * @param inStore readings counted in the store; null when that was not asked for
 * @param waitingBytes acknowledged messages that are not dealt with yet, bytes
 * @param lagMs how long the oldest of these has waited, ms
 */
public record AccountingJson(
        long received,
        long stored,
        long duplicate,
        long conflicting,
        Map<String, Long> deadLettered,
        long deadLetteredTotal,
        boolean addsUp,
        @Nullable Long inStore,
        long waitingBytes,
        long lagMs) {

    public AccountingJson {
        deadLettered = new TreeMap<>(deadLettered);
    }

    public static AccountingJson of(Accounting accounting, @Nullable Long inStore, long waitingBytes, long lagMs) {
        return new AccountingJson(
                accounting.received(),
                accounting.stored(),
                accounting.duplicate(),
                accounting.conflicting(),
                accounting.deadLettered(),
                accounting.deadLetteredTotal(),
                accounting.addsUp(),
                inStore,
                waitingBytes,
                lagMs);
    }
}
