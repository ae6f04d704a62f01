package vn.nuong.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * A probe repeats its last value for a while.
 *
 * @param probability that a value begins to be repeated, 0 to 1
 * @param hours for how long, above 0
 */
public record Stuck(double probability, double hours) implements Fault {

    public Stuck {
        Faults.probability(probability);
        Faults.positive("hours", hours);
    }

    private record Held(double value, Instant until) {}

    @Override
    public String kind() {
        return "stuck";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        Map<PropertyKey, Held> held = new HashMap<>();
        return packets.stream()
                .map(p -> Faults.changed(p, v -> repeated(v, p.time(), held, random)))
                .toList();
    }

    private Value repeated(Value value, Instant time, Map<PropertyKey, Held> held, Random random) {
        boolean begins = random.nextDouble() < probability;
        Double published = value.published();
        Held old = held.get(value.key());
        if (published == null) {
            return value;
        }
        if (old != null && time.isBefore(old.until)) {
            return value.with(old.value, kind());
        }
        if (begins) { // from the next value on
            held.put(value.key(), new Held(published, time.plus(Duration.ofSeconds(Math.round(hours * 3600)))));
        }
        return value;
    }
}
