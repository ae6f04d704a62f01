package vn.nuong.ingest.journal;

/**
 * One message that is to go into the journal; {@link Entry} is what becomes of it.
 *
 * @param receivedNs when it came, nanoseconds since 1970; the caller sees to it that no two messages share it
 * @param topic its topic name, or any text when it did not come from the broker
 * @param payload its bytes, as they came; neither copied nor changed
 * @param retained MQTT's retain flag
 * @param duplicate MQTT's DUP flag
 * @param packet which of the broker's packets it came in, see {@link #packet(int, int)}; 0 when it is not known
 * @param again whether it is in the journal already, as the broker had no acknowledgement and sent it once more
 * @param retryOf id of the dead letter that this message tries again; 0 for one that came in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Draft(
        long receivedNs,
        String topic,
        byte[] payload,
        boolean retained,
        boolean duplicate,
        int packet,
        boolean again,
        long retryOf) {

    /** The longest topic name of MQTT 3.1.1 (section 1.5.3), characters. */
    static final int MAX_TOPIC = 65_535;

    /** The longest packet of MQTT 3.1.1 (section 2.2.3), bytes. */
    static final int MAX_PAYLOAD = 268_435_455;

    /** @throws IllegalArgumentException for a topic or a payload longer than any in MQTT */
    public Draft {
        if (topic.length() > MAX_TOPIC) {
            throw new IllegalArgumentException(
                    "a topic of " + topic.length() + " characters; MQTT has at most " + MAX_TOPIC);
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a payload of " + payload.length + " bytes; MQTT has at most " + MAX_PAYLOAD);
        }
    }

    /** A message of which no packet is known. */
    public Draft(long receivedNs, String topic, byte[] payload, boolean retained, boolean duplicate, long retryOf) {
        this(receivedNs, topic, payload, retained, duplicate, 0, false, retryOf);
    }

    /**
     * Names a packet of the broker's.
     *
     * @param connection which of the connections it came on, from 1
     * @param packetId MQTT's packet identifier, 1 to 65535; 0 for a message with QoS 0, which has none
     * @return 0 for a message with QoS 0
     */
    public static int packet(int connection, int packetId) {
        return packetId == 0 ? 0 : connection << 16 | packetId;
    }
}
