package vn.nuong.sim.fault;

import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;

/**
 * Messages get lost on the way.
 *
 * @param probability of each, 0 to 1
 */
public record DropOut(double probability) implements Fault {

    public DropOut {
        Faults.probability(probability);
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        return packets.stream()
                .map(p -> random.nextDouble() < probability ? Faults.silenced(p, kind()) : p)
                .toList();
    }
}
