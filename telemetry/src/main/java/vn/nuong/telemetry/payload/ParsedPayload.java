package vn.nuong.telemetry.payload;

import java.util.List;
import vn.nuong.telemetry.reading.Reading;

/**
 * What came out of one MQTT message: every reading it held is in exactly one of the lists.
 *
 * @param readings those that can be stored
 * @param refusals those that cannot, each with its reason; a payload that cannot be read at all counts as one
 */
public record ParsedPayload(List<Reading> readings, List<Refusal> refusals) {

    public ParsedPayload {
        readings = List.copyOf(readings);
        refusals = List.copyOf(refusals);
    }

    /** How many readings the message held, taken or not. */
    public int size() {
        return readings.size() + refusals.size();
    }
}
