package vn.nuong.sim.publish;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * What a device sends at once.
 *
 * @param device who sends it
 * @param sent when it leaves the device
 * @param measured the measured time as the device's clock has it, which may be wrong
 * @param readings at least one value, in the catalogue's unit
 */
public record Message(String device, Instant sent, Instant measured, Map<PropertyKey, Double> readings) {

    public Message {
        Ids.check("device", device);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("a message of " + device + " needs at least one reading");
        }
        readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings)); // keeps the order of the columns
    }

    /** A message sent as soon as it was measured. */
    public static Message of(String device, Instant measured, Map<PropertyKey, Double> readings) {
        return new Message(device, measured, measured, readings);
    }

    /** The native JSON payload. */
    public byte[] payload() {
        Map<String, Double> values = new LinkedHashMap<>();
        readings.forEach((key, value) -> values.put(key.code(), value));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("time", measured);
        payload.put("readings", values);
        return Json.write(payload);
    }
}
