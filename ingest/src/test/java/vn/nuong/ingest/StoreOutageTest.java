package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.store.DeviceSummary;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.ingest.store.WriteOutcome;
import vn.nuong.telemetry.reading.Reading;

/** While the store is away nothing is acknowledged, and nothing is lost, even when ingest ends meanwhile. */
class StoreOutageTest {

    @TempDir
    Path folder;

    @Test
    void nothingIsAcknowledgedUntilTheStoreIsBackAndThenEverythingIs() throws Exception {
        try (AwayStore store = new AwayStore(SqliteReadingStore.open(folder.resolve("readings.db")));
                Site site = new Site(folder, store, Clock.systemUTC())) {
            store.away = true;
            publish(site, 0, 50);
            Awaitility.await().until(() -> store.refusals >= 3);
            assertThat(site.counts()).isEqualTo(new Counts(0, 0, Map.of()));
            assertThat(health(site)).contains("503").contains("the store is away");

            site.stopIngest();
            site.startIngest(store, Clock.systemUTC());
            publish(site, 50, 60);
            int before = store.refusals;
            Awaitility.await().until(() -> store.refusals > before);
            store.away = false;
            Counts counts = site.acknowledged(60);

            assertThat(counts).isEqualTo(new Counts(60, 60, Map.of()));
            assertThat(health(site)).isEmpty();
        }
    }

    private static void publish(Site site, int from, int to) {
        for (int i = from; i < to; i++) {
            site.publish(
                    Site.TOPIC,
                    String.format("{\"time\": \"2026-11-23T00:%02d:00Z\", \"readings\": {\"rain\": %d}}", i, i));
        }
    }

    private static String health(Site site) {
        try {
            site.get("/health", Map.of());
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A store that refuses every write while it is away. */
    private static final class AwayStore implements ReadingStore {
        private final ReadingStore store;
        private volatile boolean away;
        private volatile int refusals;

        AwayStore(ReadingStore store) {
            this.store = store;
        }

        @Override
        public synchronized WriteOutcome write(List<Reading> readings) {
            if (away) {
                refusals = refusals + 1;
                throw new StoreException("the store is away", null);
            }
            return store.write(readings);
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
}
