package vn.nuong.ingest.records;

/**
 * What came of one device on one of the site's days, by measured time. The first two count measured times, the others
 * readings. Mutable, so that what a batch adds can be summed up; not thread-safe.
 */
public final class LedgerDay {

    public int onTime;
    public int late;
    public int stored;
    public int duplicate;
    public int conflicting;
    public int refused;

    void add(LedgerDay other) {
        onTime += other.onTime;
        late += other.late;
        stored += other.stored;
        duplicate += other.duplicate;
        conflicting += other.conflicting;
        refused += other.refused;
    }
}
