package vn.nuong.standalone.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.standalone.cli.Source;
import vn.nuong.standalone.cli.StoreOptions;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** Stored readings page by page, asked of a service or read in the store. */
abstract class Pages implements AutoCloseable {

    /** Readings at once: all that is ever in memory. */
    static final int PAGE = 5_000;

    /** A device, or every one of a site, or every one there is. */
    record Wanted(@Nullable String site, @Nullable String device) {}

    static Pages of(Source source, StoreOptions store, @Nullable SiteConfig site) {
        JsonClient client = source.client();
        if (client != null) {
            return new Asked(client);
        }
        DataFolder folder = source.folder();
        return new Read(store.openToRead(folder), site);
    }

    /** The devices that stand in a plot. */
    abstract List<Wanted> ofPlot(String plot) throws IOException;

    /**
     * One page in order of measured time.
     *
     * @param fromNs measured at or after, nanoseconds since 1970; {@link Long#MIN_VALUE} for the oldest
     * @param toNs measured before; {@link Long#MAX_VALUE} for the newest
     * @param cursor the next of the page before; null for the first page
     */
    abstract ReadingPage page(Wanted wanted, long fromNs, long toNs, @Nullable String cursor) throws IOException;

    @Override
    public abstract void close();

    private static final class Asked extends Pages {
        private final JsonClient client;

        Asked(JsonClient client) {
            this.client = client;
        }

        @Override
        List<Wanted> ofPlot(String plot) throws IOException {
            List<Wanted> devices = new ArrayList<>();
            client.get("/api/v1/devices", Map.of()).path("devices").forEach(d -> {
                if (d.path("plot").asText().equals(plot)) {
                    devices.add(
                            new Wanted(d.path("site").asText(), d.path("device").asText()));
                }
            });
            return devices;
        }

        @Override
        ReadingPage page(Wanted wanted, long fromNs, long toNs, @Nullable String cursor) throws IOException {
            Map<String, String> query = new HashMap<>(Map.of("limit", "" + PAGE));
            if (wanted.site() != null) {
                query.put("site", wanted.site());
            }
            if (wanted.device() != null) {
                query.put("device", wanted.device());
            }
            if (fromNs != Long.MIN_VALUE) {
                query.put("from", Times.ofEpochNanos(fromNs).toString());
            }
            if (toNs != Long.MAX_VALUE) {
                query.put("to", Times.ofEpochNanos(toNs).toString());
            }
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            return client.get("/api/v1/readings", query, ReadingPage.class);
        }

        @Override
        public void close() {}
    }

    private static final class Read extends Pages {
        private final ReadingStore store;
        private final @Nullable SiteConfig site;

        Read(ReadingStore store, @Nullable SiteConfig site) {
            this.store = store;
            this.site = site;
        }

        @Override
        List<Wanted> ofPlot(String id) {
            if (site == null) {
                throw new IllegalArgumentException(
                        "--plot with --data needs --site-file, which says what stands in a plot");
            }
            SiteConfig config = site;
            return config.findPlot(id).map(Plot::devices).orElse(List.of()).stream()
                    .map(device -> new Wanted(config.site(), device))
                    .toList();
        }

        @Override
        ReadingPage page(Wanted wanted, long fromNs, long toNs, @Nullable String cursor) {
            StoredPage page = store.find(new ReadingQuery(
                    wanted.site(),
                    wanted.device(),
                    null,
                    null,
                    fromNs,
                    toNs,
                    PAGE,
                    cursor == null ? null : Position.parse(cursor)));
            Position next = page.next();
            return new ReadingPage(
                    page.readings().stream().map(ReadingJson::of).toList(), next == null ? null : next.cursor());
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
