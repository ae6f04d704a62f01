package vn.nuong.ingest.store;

import java.util.List;
import vn.nuong.telemetry.reading.Reading;

/**
 * Where readings are kept for good. A series (site, device, property key) has at most one reading at a measured time: the
 * first one written stays, whatever comes later.
 *
 * <p>Two readings are <em>the same reading</em> when series, measured time, received time and value are equal: ingest stamps
 * every message with a received time of its own, so the same reading is the same message's, written once more because it was
 * not known whether the first attempt had arrived. It is counted as stored, not as a duplicate.
 *
 * <p>Ingest is the only writer. Every method blocks, belongs on a worker thread, may be called from several threads, and
 * throws {@link StoreException} while the store is away.
 */
public interface ReadingStore extends AutoCloseable {

    /**
     * Writes readings so that they survive a crash the moment this returns. Twice in one list is a duplicate too.
     *
     * @throws StoreException when it is not known that all are durable; write the same list again
     */
    WriteOutcome write(List<Reading> readings);

    /** One page of what a query asks for, in the order of {@link Position}. */
    StoredPage find(ReadingQuery query);

    /** How many readings are stored, counted in the store. */
    long count();

    /** Every device with at least one stored reading, by site and device. */
    List<DeviceSummary> devices();

    /** Returns when the store answers. */
    void check();

    @Override
    void close();
}
