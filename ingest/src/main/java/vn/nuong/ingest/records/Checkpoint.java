package vn.nuong.ingest.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been dealt with since the last checkpoint, to be written in one transaction: so records and position in the journal
 * always belong together, and after a crash everything behind them is simply done again. Mutable, for one thread.
 */
public final class Checkpoint {

    /** A dead letter to be kept, with the digest by which the message is known when the broker sends it again. */
    public record NewDeadLetter(
            DeadLetter letter, Digest digest, @Nullable DeviceId device) {}

    private @Nullable Lanes lanes;
    private long lastReceivedNs;
    private long received;
    private long stored;
    private long duplicate;
    private long conflicting;
    private final Map<String, Long> deadLettered = new TreeMap<>();
    final List<NewDeadLetter> deadLetters = new ArrayList<>();
    final List<Long> retried = new ArrayList<>();
    final List<Conflict> conflicts = new ArrayList<>();
    final Map<DeviceId, DeviceRow> devices = new HashMap<>();
    final Map<LedgerKey, LedgerDay> ledger = new HashMap<>();
    final List<AboutMessage> abouts = new ArrayList<>();

    /** Up to where the journal has been dealt with, and when the last message of it came. */
    public void reached(Lanes newLanes, long newLastReceivedNs) {
        lanes = newLanes;
        lastReceivedNs = Math.max(lastReceivedNs, newLastReceivedNs);
    }

    public void received(long readings) {
        received += readings;
    }

    public void stored(long readings) {
        stored += readings;
    }

    public void duplicate(long readings) {
        duplicate += readings;
    }

    public void conflict(Conflict conflict) {
        conflicting++;
        conflicts.add(conflict);
    }

    /** Keeps a dead letter and counts what it holds. */
    public void deadLetter(NewDeadLetter letter) {
        deadLetters.add(letter);
        letter.letter().items().forEach(i -> deadLettered.merge(i.reason().code(), 1L, Long::sum));
    }

    /** Takes a dead letter out again, with what was counted for it: it is being tried again. */
    public void retry(DeadLetter letter) {
        retried.add(letter.id());
        received -= letter.items().size();
        letter.items().forEach(i -> deadLettered.merge(i.reason().code(), -1L, Long::sum));
    }

    public void device(DeviceRow row) {
        devices.put(row.id(), row);
    }

    public LedgerDay ledger(LedgerKey key) {
        return ledger.computeIfAbsent(key, k -> new LedgerDay());
    }

    public void about(AboutMessage about) {
        abouts.add(about);
    }

    /** Its new dead letters, in their order. */
    public List<NewDeadLetter> deadLetters() {
        return deadLetters;
    }

    /** What it adds to the accounting. */
    public Accounting accounting() {
        return new Accounting(received, stored, duplicate, conflicting, deadLettered);
    }

    @Nullable
    Lanes lanes() {
        return lanes;
    }

    long lastReceivedNs() {
        return lastReceivedNs;
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return lanes == null;
    }
}
