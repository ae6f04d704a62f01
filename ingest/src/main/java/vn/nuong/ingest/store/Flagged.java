package vn.nuong.ingest.store;

import java.util.Set;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/**
 * What the quality tests say of one reading.
 *
 * @param flags the tests that caught it; empty when it was caught before and a later judgement takes that back
 * @param why value and limit of each test, for a person
 * @param judgedNs when it was judged, by the wall clock, nanoseconds since 1970
 */
public record Flagged(
        String site, String device, PropertyKey key, long measuredNs, Set<Flag> flags, String why, long judgedNs) {

    public Flagged {
        flags = Set.copyOf(flags);
    }
}
