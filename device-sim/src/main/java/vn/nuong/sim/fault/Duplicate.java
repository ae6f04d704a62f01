package vn.nuong.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import vn.nuong.sim.device.Packet;

/**
 * Messages are sent twice, as when an acknowledgement was lost.
 *
 * @param probability of each, 0 to 1
 */
public record Duplicate(double probability) implements Fault {

    private static final Duration LATER = Duration.ofSeconds(30);

    public Duplicate {
        Faults.probability(probability);
    }

    @Override
    public String kind() {
        return "duplicate";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        return packets.stream()
                .flatMap(p -> random.nextDouble() < probability ? Stream.of(p, copy(p)) : Stream.of(p))
                .toList();
    }

    private Packet copy(Packet packet) {
        return Faults.changed(packet, v -> v.with(v.published(), kind()))
                .withSent(packet.sent().plus(LATER));
    }
}
