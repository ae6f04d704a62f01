package vn.nuong.ingest.store;

import java.util.List;
import java.util.Map;

/**
 * Where readings are kept for good. It holds what it is told: which of two readings of the same series and time stays is decided
 * before ({@code DeviceRegister}). Writing the same point again changes nothing.
 *
 * <p>Ingest is the only writer. Every method blocks, belongs on a worker thread, may be called from several threads, and
 * throws {@link StoreException} while the store is away.
 */
public interface ReadingStore extends AutoCloseable {

    /**
     * Writes points and flags so that they survive a crash the moment this returns.
     *
     * @return the readings that can never be stored; everything else is durable
     * @throws StoreException when it is not known that all are durable; write the same lists again
     */
    List<RefusedReading> write(List<Point> points, List<Flagged> flags);

    /** One page of what a query asks for, in the order of {@link Position}, each reading with its flags. */
    StoredPage find(ReadingQuery query);

    /** What the tests said of a device's readings measured in {@code [fromNs, toNs)}, with why and when; by measured time. */
    List<Flagged> findFlags(String site, String device, long fromNs, long toNs);

    /** Writes hourly and daily aggregates, replacing those of the same series and start. */
    void writeAggregates(List<Aggregate> aggregates);

    /** Aggregates of a device that start in {@code [fromNs, toNs)}, by start and key. */
    List<Aggregate> findAggregates(Aggregate.Resolution resolution, String site, String device, long fromNs, long toNs);

    /** How many readings are stored, counted in the store. */
    long count();

    /** The newest measured time stored of every device, nanoseconds since 1970, by {@code site/device}: for a start whose records have gone. */
    Map<String, Long> newestTimes();

    /** Removes raw readings and their flags measured before a time; aggregates stay. */
    void removeBefore(long ns);

    /** Brings what an earlier version stored into the present layout, once; asked before anything is written. */
    default void bringUpToDate() {}

    /** Returns when the store answers. */
    void check();

    @Override
    void close();
}
