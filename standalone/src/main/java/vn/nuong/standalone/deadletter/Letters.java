package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.api.DeadLetterFilter;
import vn.nuong.ingest.api.DeadLetterJson;
import vn.nuong.ingest.api.DeadLetterPage;
import vn.nuong.ingest.api.DeadLetters;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.standalone.cli.Source;
import vn.nuong.telemetry.http.JsonClient;

/** Dead letters, asked of a service or read in a data folder. */
abstract class Letters implements AutoCloseable {

    /** The largest page that is asked for. */
    static final int PAGE = 500;

    static Letters of(Source source) {
        JsonClient client = source.client();
        if (client != null) {
            return new Asked(client);
        }
        return new Read(RecordStore.openToRead(source.folder().records()));
    }

    /** @param before only with a smaller id; null for the first page */
    abstract DeadLetterPage page(DeadLetterFilter filter, @Nullable Long before, int limit) throws IOException;

    /** @throws IOException when there is no such one, among others */
    abstract DeadLetterJson find(long id) throws IOException;

    @Override
    public abstract void close();

    private static final class Asked extends Letters {
        private final JsonClient client;

        Asked(JsonClient client) {
            this.client = client;
        }

        @Override
        DeadLetterPage page(DeadLetterFilter filter, @Nullable Long before, int limit) throws IOException {
            Map<String, String> query = new HashMap<>(filter.parameters());
            query.put("limit", "" + limit);
            if (before != null) {
                query.put("before", before.toString());
            }
            return client.get("/api/v1/deadletters", query, DeadLetterPage.class);
        }

        @Override
        DeadLetterJson find(long id) throws IOException {
            return client.get("/api/v1/deadletters/" + id, Map.of(), DeadLetterJson.class);
        }

        @Override
        public void close() {}
    }

    private static final class Read extends Letters {
        private final RecordStore records;
        private final DeadLetters letters;

        Read(RecordStore records) {
            this.records = records;
            this.letters = new DeadLetters(records);
        }

        @Override
        DeadLetterPage page(DeadLetterFilter filter, @Nullable Long before, int limit) {
            return letters.page(filter, before == null ? Long.MAX_VALUE : before, limit);
        }

        @Override
        DeadLetterJson find(long id) throws IOException {
            return letters.find(id)
                    .orElseThrow(() -> new IOException("there is no dead letter " + id
                            + "; it was tried again with success, or is older than what is kept"));
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
