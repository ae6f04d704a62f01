package vn.nuong.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;

/**
 * Messages come late, after younger ones.
 *
 * @param probability of each, 0 to 1
 * @param hours how late at most, above 0
 */
public record Disorder(double probability, double hours) implements Fault {

    public Disorder {
        Faults.probability(probability);
        Faults.positive("hours", hours);
    }

    @Override
    public String kind() {
        return "disorder";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        return packets.stream()
                .map(p -> random.nextDouble() < probability ? late(p, random) : p)
                .toList();
    }

    private Packet late(Packet packet, Random random) {
        Duration late = Duration.ofSeconds(Math.round(hours * 3600 * (1 - random.nextDouble())));
        return Faults.changed(packet, v -> v.with(v.published(), kind()))
                .withSent(packet.sent().plus(late));
    }
}
