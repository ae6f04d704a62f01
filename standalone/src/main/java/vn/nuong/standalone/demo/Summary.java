package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.standalone.files.WholeFiles;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.json.Json;

/**
 * What one run did, counted from its start: every reading where it passed. published = received, and received = stored +
 * duplicate + conflicting + dead-lettered.
 *
 * @param started by the wall clock
 * @param ended by the wall clock
 * @param clock what the replay's clock showed at the end
 * @param published readings that clients published, counted at the broker; a message that cannot be read counts as one
 * @param received readings that ingest acknowledged and dealt with
 * @param stored readings that came into the store, by ingest's accounting
 * @param duplicate readings that were there already
 * @param conflicting readings that were there already with another value
 * @param deadLettered readings that were refused, by reason
 * @param inStore readings that came into the store, counted there
 * @param plots each pilot plot's last advice, by its id
 */
record Summary(
        Instant started,
        Instant ended,
        Instant clock,
        long published,
        long received,
        long stored,
        long duplicate,
        long conflicting,
        Map<String, Long> deadLettered,
        long inStore,
        Map<String, Advice> plots) {

    /** From what was counted at the start and at the end of the run. */
    static Summary of(
            Instant started, Instant ended, Instant clock, Snapshot before, Snapshot after, Map<String, Advice> plots) {
        Accounting was = before.accounting();
        Accounting is = after.accounting();
        Map<String, Long> deadLettered = new TreeMap<>(is.deadLettered());
        was.deadLettered().forEach((reason, count) -> deadLettered.merge(reason, -count, Long::sum));
        deadLettered.values().removeIf(count -> count == 0);
        return new Summary(
                started,
                ended,
                clock,
                after.published() - before.published(),
                is.received() - was.received(),
                is.stored() - was.stored(),
                is.duplicate() - was.duplicate(),
                is.conflicting() - was.conflicting(),
                deadLettered,
                after.inStore() - before.inStore(),
                new TreeMap<>(plots));
    }

    /** Whether every reading published was received and is accounted for, and the store holds what it is said to. */
    boolean addsUp() {
        return published == received && received == accountedFor() && stored == inStore;
    }

    private long accountedFor() {
        return stored + duplicate + conflicting + dead();
    }

    private long dead() {
        return deadLettered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The sums in one line. */
    String line() {
        return published + " published, " + received + " received = " + stored + " stored + " + duplicate
                + " duplicate + " + conflicting + " conflicting + " + dead() + " dead-lettered; " + inStore
                + " more in the store";
    }

    void write(Path file) throws IOException {
        String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        WholeFiles.writeReadable(file, json + "\n");
    }

    /**
     * The counts at one moment.
     *
     * @param published readings at the broker since it started
     * @param accounting ingest's
     * @param inStore readings counted in the store
     */
    record Snapshot(long published, Accounting accounting, long inStore) {}
}
