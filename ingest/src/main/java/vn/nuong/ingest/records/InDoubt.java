package vn.nuong.ingest.records;

import java.time.Instant;

/**
 * A message on a readings topic that the broker may send again although ingest has begun, or even finished, with it.
 *
 * @param number grows by one with every message
 * @param digest what to know it by
 * @param received when it first came; its readings keep that time however often it comes
 * @param settled whether its readings are stored and its refusals counted
 */
public record InDoubt(long number, Digest digest, Instant received, boolean settled) {

    public InDoubt asSettled() {
        return new InDoubt(number, digest, received, true);
    }
}
