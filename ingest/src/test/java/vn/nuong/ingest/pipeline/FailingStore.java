package vn.nuong.ingest.pipeline;

import java.util.List;
import vn.nuong.ingest.store.DeviceSummary;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.ingest.store.WriteOutcome;
import vn.nuong.telemetry.reading.Reading;

/** A store that is away for some writes: before it did anything, or after it did it all. */
final class FailingStore implements ReadingStore {

    private final ReadingStore store;
    int failBefore;
    int failAfter;

    FailingStore(ReadingStore store) {
        this.store = store;
    }

    @Override
    public WriteOutcome write(List<Reading> readings) {
        if (failBefore > 0) {
            failBefore--;
            throw new StoreException("the store is away", null);
        }
        WriteOutcome outcome = store.write(readings);
        if (failAfter > 0) {
            failAfter--;
            throw new StoreException("the answer was lost", null);
        }
        return outcome;
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        return store.find(query);
    }

    @Override
    public long count() {
        return store.count();
    }

    @Override
    public List<DeviceSummary> devices() {
        return store.devices();
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
