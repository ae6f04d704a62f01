package vn.nuong.ingest.review;

import java.util.List;
import java.util.Map;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;

/** A store that can be away, and counts what is written to it. */
final class AwayStore implements ReadingStore {

    private final ReadingStore store;
    private int answersLeft = Integer.MAX_VALUE;
    private int written;

    AwayStore(ReadingStore store) {
        this.store = store;
    }

    /** It answers so often and is then away. */
    void answers(int times) {
        answersLeft = times;
    }

    /** Flags and aggregates written. */
    int written() {
        return written;
    }

    private ReadingStore asked() {
        if (answersLeft <= 0) {
            throw new StoreException("the store is away", null);
        }
        answersLeft--;
        return store;
    }

    @Override
    public List<RefusedReading> write(List<Point> points, List<Flagged> flags) {
        List<RefusedReading> refused = asked().write(points, flags);
        written += flags.size();
        return refused;
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        return asked().find(query);
    }

    @Override
    public List<Flagged> findFlags(String site, String device, long fromNs, long toNs) {
        return asked().findFlags(site, device, fromNs, toNs);
    }

    @Override
    public void writeAggregates(List<Aggregate> aggregates) {
        asked().writeAggregates(aggregates);
        written += aggregates.size();
    }

    @Override
    public List<Aggregate> findAggregates(
            Aggregate.Resolution resolution, String site, String device, long fromNs, long toNs) {
        return asked().findAggregates(resolution, site, device, fromNs, toNs);
    }

    @Override
    public long count() {
        return asked().count();
    }

    @Override
    public Map<String, Long> newestTimes() {
        return asked().newestTimes();
    }

    @Override
    public void removeBefore(long ns) {
        asked().removeBefore(ns);
    }

    @Override
    public void check() {
        asked().check();
    }

    @Override
    public void close() {
        store.close();
    }
}
