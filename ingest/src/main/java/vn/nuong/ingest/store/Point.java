package vn.nuong.ingest.store;

import java.util.List;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * What one message brings of one device and one measured time: the unit in which readings are written.
 *
 * @param site the device's site
 * @param device its id
 * @param measuredNs measured time, nanoseconds since 1970
 * @param receivedNs when the message came, nanoseconds since 1970; no two messages share it
 * @param timeSource whose clock the measured time is
 * @param first whether nothing of this device and time was stored before; a later message adds further properties
 * @param values at least one; no key twice
 */
public record Point(
        String site,
        String device,
        long measuredNs,
        long receivedNs,
        TimeSource timeSource,
        boolean first,
        List<Value> values) {

    /** One reading of the point; {@code value} is finite and in the key's unit. */
    public record Value(PropertyKey key, double value) {}
}
