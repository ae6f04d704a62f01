package vn.nuong.ingest.records;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.payload.Refusal;

/**
 * A message of which something could not be taken, kept until it is tried again with success.
 *
 * @param id unique, rising; 0 while it is not in the records yet
 * @param received when the message came, by ingest's clock
 * @param topic its topic name, cut to {@value Refusal#MAX_TOPIC} characters
 * @param payload its bytes, at most {@value #MAX_PAYLOAD_BYTES} of them
 * @param payloadLength how many bytes it had
 * @param items what of it was refused, at least one; each counts as one reading
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(long id, Instant received, String topic, byte[] payload, int payloadLength, List<Item> items) {

    /** What is kept of a payload, bytes. */
    public static final int MAX_PAYLOAD_BYTES = 16 * 1024;

    /**
     * One refused reading, or the message as a whole.
     *
     * @param name the property as it was written in the message; null for the message as a whole
     * @param reason why
     * @param detail the value, the limit and what to do, for a person
     */
    public record Item(@Nullable String name, Refusal.Reason reason, String detail) {}

    public DeadLetter {
        topic = topic.length() <= Refusal.MAX_TOPIC ? topic : topic.substring(0, Refusal.MAX_TOPIC - 1) + "…";
        payload = payload.length <= MAX_PAYLOAD_BYTES ? payload : java.util.Arrays.copyOf(payload, MAX_PAYLOAD_BYTES);
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a dead letter says at least once what was refused");
        }
    }

    /** Whether only the beginning of its payload was kept, so that it cannot be tried again. */
    public boolean isCut() {
        return payload.length < payloadLength;
    }
}
