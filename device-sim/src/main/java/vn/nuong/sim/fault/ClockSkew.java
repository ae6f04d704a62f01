package vn.nuong.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;

/**
 * The device's clock is wrong.
 *
 * @param seconds how far it is ahead; negative when it is behind
 */
public record ClockSkew(double seconds) implements Fault {

    public ClockSkew {
        if (!(Math.abs(seconds) >= 1 && Math.abs(seconds) < 1e10)) {
            throw new IllegalArgumentException("skew " + seconds + " s is not at least a second");
        }
    }

    @Override
    public String kind() {
        return "clock-skew";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        Duration ahead = Duration.ofSeconds(Math.round(seconds));
        return packets.stream()
                .map(p -> Faults.changed(p, v -> v.with(v.published(), kind()))
                        .withMeasured(p.measured().plus(ahead)))
                .toList();
    }
}
