package vn.nuong.ingest.journal;

/**
 * How an entry lies on disk, big-endian:
 *
 * <pre>
 *  0  int   mark of the position: tells where a record begins, and a record from one that strayed
 *  4  int   CRC-32C of everything behind it
 *  8  int   length: how many bytes follow it
 * 12  byte  flags
 * 13  long  receivedNs
 * 21  long  retryOf
 * 29  int   length of the topic, bytes
 * 33  int   packet, with the flag PACKET only
 *           topic in UTF-8, then the payload
 * </pre>
 */
final class RecordFormat {

    static final int CRC_AT = 4;
    static final int LENGTH_AT = 8;
    static final int FLAGS_AT = 12;
    static final int RECEIVED_AT = 13;
    static final int RETRY_AT = 21;
    static final int TOPIC_LENGTH_AT = 29;

    static final int PACKET_AT = 33;

    /** Bytes that every record has. */
    static final int HEAD = 33;

    /** Bytes of the packet, where there is one. */
    static final int PACKET_BYTES = 4;

    /** The largest length that a record can have. */
    static final int MAX_LENGTH = HEAD - FLAGS_AT + PACKET_BYTES + 3 * Draft.MAX_TOPIC + Draft.MAX_PAYLOAD;

    static final int RETAINED = 1;
    static final int DUPLICATE = 2;

    /**
     * The first of one append. It was written after all before it had been acknowledged or withdrawn, and so tells damage
     * (something of a later append follows) from a write that was broken off (nothing does).
     */
    static final int FIRST = 4;

    /** It was in the journal already. */
    static final int AGAIN = 8;

    /** It names its packet, which records of earlier versions do not. */
    static final int PACKET = 16;

    static final int KNOWN_FLAGS = RETAINED | DUPLICATE | FIRST | AGAIN | PACKET;

    private static final int VERSION_1 = 0x4e4a0001;

    private RecordFormat() {}

    /** Different for neighbouring positions, and nothing that a payload could hold for where it will come to lie. */
    static int mark(long position) {
        return (int) ((position * 0x9e3779b97f4a7c15L) >>> 32) ^ VERSION_1; // Fibonacci hashing
    }

    static long size(Draft draft) {
        return (long) headLength(draft) + utf8Length(draft.topic()) + draft.payload().length;
    }

    /** Bytes before the topic. */
    static int headLength(Draft draft) {
        return draft.packet() == 0 ? HEAD : HEAD + PACKET_BYTES;
    }

    /** How many bytes {@code text.getBytes(UTF_8)} has. */
    static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes++; // half a pair becomes a question mark
            }
        }
        return bytes;
    }
}
