package vn.nuong.ingest.pipeline;

import java.util.List;
import vn.nuong.ingest.records.Lanes;

/**
 * Messages that are dealt with together.
 *
 * @param live whether they are the newest of the journal, not ones that waited
 * @param after up to where the journal is done once these are
 */
record Batch(List<ParsedMessage> messages, boolean live, Lanes after) {

    Batch {
        messages = List.copyOf(messages);
    }

    /** The number of the overtaking that these messages take part in; 0 when they overtake nothing. */
    int overtaking() {
        return live && !after.waiting().isEmpty() ? after.overtaking() : 0;
    }

    long lastReceivedNs() {
        return messages.stream().mapToLong(m -> m.entry().receivedNs()).max().orElse(0);
    }

    int bytes() {
        return messages.stream().mapToInt(m -> m.entry().payload().length).sum();
    }
}
