package vn.nuong.sim.fault;

import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;

/**
 * Single values jump up or down, as of a loose contact.
 *
 * @param probability of each value, 0 to 1
 * @param size of the jump as a share of the property's plausible range, above 0
 */
public record Spike(double probability, double size) implements Fault {

    public Spike {
        Faults.probability(probability);
        Faults.positive("size", size);
    }

    @Override
    public String kind() {
        return "spike";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        return packets.stream()
                .map(p -> Faults.changed(p, v -> spiked(v, random)))
                .toList();
    }

    private Value spiked(Value value, Random random) {
        if (random.nextDouble() >= probability || value.published() == null) {
            return value;
        }
        double range =
                value.key().property().plausibleMax() - value.key().property().plausibleMin();
        double jump = size * range * (random.nextBoolean() ? 1 : -1);
        return value.with(value.published() + jump, kind());
    }
}
