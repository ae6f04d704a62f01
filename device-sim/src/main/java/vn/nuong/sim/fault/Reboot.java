package vn.nuong.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * The device restarts: it is silent for a while, and its counters begin at 0.
 *
 * @param probability of a restart before each message, 0 to 1
 * @param hours how long it is silent, above 0
 */
public record Reboot(double probability, double hours) implements Fault {

    public Reboot {
        Faults.probability(probability);
        Faults.positive("hours", hours);
    }

    @Override
    public String kind() {
        return "reboot";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        List<Packet> result = new ArrayList<>(packets.size());
        Map<PropertyKey, Double> lost = new HashMap<>(); // what every counter would show when the device came back
        Instant silentUntil = Instant.MIN;
        for (Packet packet : packets) {
            boolean restarts = random.nextDouble() < probability;
            if (restarts && !packet.time().isBefore(silentUntil)) {
                silentUntil = packet.time().plus(Duration.ofSeconds(Math.round(hours * 3600)));
            }
            boolean silent = packet.time().isBefore(silentUntil);
            for (Value value : packet.values()) {
                if (silent && isCounter(value) && value.published() != null) {
                    lost.put(value.key(), value.published());
                }
            }
            result.add(silent ? Faults.silenced(packet, kind()) : Faults.changed(packet, v -> restarted(v, lost)));
        }
        return result;
    }

    private Value restarted(Value value, Map<PropertyKey, Double> lost) {
        Double before = lost.get(value.key());
        return before == null || value.published() == null ? value : value.with(value.published() - before, kind());
    }

    private static boolean isCounter(Value value) {
        return value.key().property().shape() == ObservedProperty.Shape.CUMULATIVE;
    }
}
