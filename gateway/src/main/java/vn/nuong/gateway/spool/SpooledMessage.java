package vn.nuong.gateway.spool;

import java.time.Instant;

/**
 * A message on its way upstream.
 *
 * @param id its place in the order; 0 when it is not in the spool yet
 * @param topic its topic name
 * @param payload its bytes
 * @param retained whether the broker upstream shall keep it for new subscribers
 * @param received when the gateway got it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SpooledMessage(long id, String topic, byte[] payload, boolean retained, Instant received) {

    private static final int ROW_OVERHEAD_BYTES = 64;

    /** About what it takes on disk, in bytes. */
    long size() {
        return ROW_OVERHEAD_BYTES + topic.length() + (long) payload.length;
    }
}
