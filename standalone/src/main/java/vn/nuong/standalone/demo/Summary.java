package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import vn.nuong.ingest.Counts;
import vn.nuong.standalone.files.WholeFiles;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.json.Json;

/**
 * What one run did, counted from its start: every reading where it passed.
 *
 * @param started by the wall clock
 * @param ended by the wall clock
 * @param clock what the replay's clock showed at the end
 * @param published readings that clients published, counted at the broker
 * @param acknowledged readings that ingest acknowledged to the broker
 * @param stored readings that came into the store, counted in the store
 * @param rejected readings that were refused, by reason, counted in ingest's records
 * @param plots each pilot plot's last advice, by its id
 */
record Summary(
        Instant started,
        Instant ended,
        Instant clock,
        long published,
        long acknowledged,
        long stored,
        Map<String, Long> rejected,
        Map<String, Advice> plots) {

    /** From what was counted at the start and at the end of the run. */
    static Summary of(
            Instant started, Instant ended, Instant clock, Snapshot before, Snapshot after, Map<String, Advice> plots) {
        Counts was = before.counts();
        Counts is = after.counts();
        Map<String, Long> rejected = new TreeMap<>();
        is.rejected().forEach((reason, count) -> {
            long more = count - was.rejected().getOrDefault(reason, 0L);
            if (more != 0) {
                rejected.put(reason, more);
            }
        });
        return new Summary(
                started,
                ended,
                clock,
                after.published() - before.published(),
                is.acknowledged() - was.acknowledged(),
                is.stored() - was.stored(),
                rejected,
                new TreeMap<>(plots));
    }

    /** Whether every reading published is stored or refused, and acknowledged. */
    boolean addsUp() {
        long refused = rejected.values().stream().mapToLong(Long::longValue).sum();
        return published == stored + refused && published == acknowledged;
    }

    void write(Path file) throws IOException {
        String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        WholeFiles.writeReadable(file, json + "\n");
    }

    /**
     * The counts at one moment.
     *
     * @param published readings at the broker since it started
     * @param counts ingest's
     */
    record Snapshot(long published, Counts counts) {}
}
