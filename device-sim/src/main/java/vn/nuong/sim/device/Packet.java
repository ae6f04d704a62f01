package vn.nuong.sim.device;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.nuong.sim.publish.Message;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * What a simulated device measures at once, with the truth beside it.
 *
 * @param device who measures
 * @param time when it really is
 * @param measured what time the device believes it is
 * @param sent when the message leaves it
 * @param values what it measures
 */
public record Packet(String device, Instant time, Instant measured, Instant sent, List<Value> values) {

    public Packet {
        values = List.copyOf(values);
    }

    /** A packet of a device whose clock is right and whose message leaves at once. */
    public static Packet of(String device, Instant time, List<Value> values) {
        return new Packet(device, time, time, time, values);
    }

    public Packet withValues(List<Value> other) {
        return new Packet(device, time, measured, sent, other);
    }

    public Packet withMeasured(Instant other) {
        return new Packet(device, time, other, sent, values);
    }

    public Packet withSent(Instant other) {
        return new Packet(device, time, measured, other, values);
    }

    /** The message, or empty when the device says nothing. */
    public Optional<Message> message() {
        Map<PropertyKey, Double> readings = new LinkedHashMap<>();
        for (Value value : values) {
            if (value.published() != null) {
                readings.put(value.key(), value.published());
            }
        }
        return readings.isEmpty() ? Optional.empty() : Optional.of(new Message(device, sent, measured, readings));
    }
}
