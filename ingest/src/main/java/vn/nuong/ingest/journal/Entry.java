package vn.nuong.ingest.journal;

/**
 * One message in the journal.
 *
 * @param position where it lies; {@code next} is where the following one begins
 * @param receivedNs when it came, nanoseconds since 1970; no two entries share it
 * @param topic its topic name, or any text when it did not come from the broker
 * @param payload its bytes, as they came
 * @param retained MQTT's retain flag
 * @param duplicate MQTT's DUP flag
 * @param packet which of the broker's packets it came in, see {@link Draft#packet(int, int)}; 0 when it is not known
 * @param again whether it was in the journal already when it came
 * @param retryOf id of the dead letter that this entry tries again; 0 for a message that came in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Entry(
        long position,
        long next,
        long receivedNs,
        String topic,
        byte[] payload,
        boolean retained,
        boolean duplicate,
        int packet,
        boolean again,
        long retryOf) {}
