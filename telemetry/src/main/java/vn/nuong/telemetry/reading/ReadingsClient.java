package vn.nuong.telemetry.reading;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.property.PropertyKey;

/** Reads readings from ingest, which owns them. Blocks; for worker threads. Thread-safe. */
public final class ReadingsClient {

    /** Largest page ingest gives. */
    public static final int PAGE = 10_000;

    private final JsonClient ingest;

    public ReadingsClient(JsonClient ingest) {
        this.ingest = ingest;
    }

    /**
     * Every reading of a device measured in {@code [from, to)}, in order of measured time.
     *
     * @throws IOException when ingest cannot be reached or answers with an error
     */
    public List<Reading> find(String site, String device, Instant from, Instant to) throws IOException {
        return find(new HashMap<>(Map.of(
                "site", site, "device", device, "from", from.toString(), "to", to.toString(), "limit", "" + PAGE)));
    }

    /** The same of one property, at any depth. */
    public List<Reading> find(String site, String device, PropertyKey key, Instant from, Instant to)
            throws IOException {
        return find(new HashMap<>(Map.of(
                "site",
                site,
                "device",
                device,
                "property",
                key.name(),
                "from",
                from.toString(),
                "to",
                to.toString(),
                "limit",
                "" + PAGE)));
    }

    private List<Reading> find(Map<String, String> query) throws IOException {
        List<Reading> all = new ArrayList<>();
        while (true) {
            ReadingPage page = ingest.get("/api/v1/readings", query, ReadingPage.class);
            page.readings().forEach(r -> all.add(r.toReading()));
            if (page.next() == null) {
                return all;
            }
            query.put("cursor", page.next());
        }
    }
}
