package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.http.JsonClient;

/** Asks ingest for its records of one site. Blocks; thread-safe. Every question fails with an IOException when ingest is away. */
public final class IngestRecords {

    private final JsonClient ingest;
    private final String site;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Conflicts(List<Conflict> conflicts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Days(List<LedgerDay> days) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Check(List<Finding> findings) {}

    public IngestRecords(JsonClient ingest, String site) {
        this.ingest = ingest;
        this.site = site;
    }

    public Accounting accounting() throws IOException {
        return ingest.get("/api/v1/accounting", Map.of(), Accounting.class);
    }

    /** @param before the id that {@link DeadLetterList#next} gave; null for the newest */
    public DeadLetterList deadLetters(DeadLetterFilter filter, @Nullable Long before, int limit) throws IOException {
        Map<String, String> query = filter.parameters();
        query.put("limit", String.valueOf(limit));
        if (before != null) {
            query.put("before", before.toString());
        }
        return ingest.get("/api/v1/deadletters", query, DeadLetterList.class);
    }

    /** Has dead letters tried again. Those that can be put in leave the dead letters, the others stay with what is wrong now. */
    public Retried retry(Collection<Long> ids) throws IOException {
        return ingest.post("/api/v1/deadletters/retry", Map.of("ids", ids), Retried.class);
    }

    /** The same, with all that match. */
    public Retried retry(DeadLetterFilter filter) throws IOException {
        return ingest.post("/api/v1/deadletters/retry", filter.parameters(), Retried.class);
    }

    /** The newest conflicts. */
    public List<Conflict> conflicts(@Nullable String device, int limit) throws IOException {
        Map<String, String> query = new HashMap<>(Map.of("site", site, "limit", String.valueOf(limit)));
        if (device != null) {
            query.put("device", device);
        }
        return ingest.get("/api/v1/conflicts", query, Conflicts.class).conflicts();
    }

    /**
     * The days of one device.
     *
     * @param from the first of the site's days
     * @param to the last
     */
    public List<LedgerDay> days(String device, LocalDate from, LocalDate to) throws IOException {
        Map<String, String> query =
                Map.of("site", site, "device", device, "from", from.toString(), "to", to.toString());
        return ingest.get("/api/v1/completeness", query, Days.class).days();
    }

    /** What is wrong with the last messages of a device, if anything. */
    public List<Finding> check(String device) throws IOException {
        return ingest.get("/api/v1/devices/" + site + "/" + device + "/check", Map.of(), Check.class)
                .findings();
    }
}
