package vn.nuong.ingest.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.Accounting;

/**
 * What is in a backup.
 *
 * @param format how it is laid out
 * @param nuong the version that made it
 * @param made when
 * @param store where its readings come from
 * @param accounting of the records in it; what waits in its journal is not yet counted there
 * @param readings how many readings are in it
 * @param flags how many flags; null when they are in the copy of the embedded store
 * @param aggregates how many aggregates; null likewise
 * @param files every other file in it
 */
public record Manifest(
        int format,
        String nuong,
        Instant made,
        Store store,
        Accounting accounting,
        long readings,
        @Nullable Long flags,
        @Nullable Long aggregates,
        List<Item> files) {

    /** Its own name in the backup. */
    static final String NAME = "manifest.json";

    static final int FORMAT = 1;

    /** Where readings are kept. */
    public enum Store {
        /** A copy of {@code readings.db} is in the backup. */
        SQLITE,
        /** Its readings, flags and aggregates are in the backup as NDJSON. */
        INFLUXDB
    }

    /**
     * One file.
     *
     * @param sha256 in hexadecimal digits
     */
    public record Item(String name, long bytes, String sha256) {}

    public Manifest {
        files = List.copyOf(files);
    }
}
