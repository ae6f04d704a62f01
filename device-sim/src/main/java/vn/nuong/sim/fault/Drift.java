package vn.nuong.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.telemetry.property.ObservedProperty;

/**
 * Soil probes read more and more, as they do when the contact with the soil or the coating changes.
 *
 * @param perDay what is added every day, in the property's unit; negative for less and less
 */
public record Drift(double perDay) implements Fault {

    public Drift {
        if (!Double.isFinite(perDay) || perDay == 0) {
            throw new IllegalArgumentException("rate " + perDay + " is no drift");
        }
    }

    @Override
    public String kind() {
        return "drift";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        if (packets.isEmpty()) {
            return packets;
        }
        Instant start = packets.get(0).time();
        return packets.stream()
                .map(p -> Faults.changed(p, v -> drifted(v, Duration.between(start, p.time()))))
                .toList();
    }

    private Value drifted(Value value, Duration since) {
        if (value.published() == null
                || since.isZero()
                || value.key().property().where() != ObservedProperty.Where.IN_SOIL) {
            return value;
        }
        return value.with(value.published() + perDay * since.toSeconds() / 86_400, kind());
    }
}
