package vn.nuong.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.telemetry.property.ObservedProperty;

/**
 * The battery runs down: its voltage falls slowly, then fast, and with it the device falls silent.
 *
 * @param days until it is empty, above 0
 */
public record Battery(double days) implements Fault {

    private static final double LOST_VOLTS = 1.0; // from full to empty, as of a lithium cell

    public Battery {
        Faults.positive("days", days);
    }

    @Override
    public String kind() {
        return "battery";
    }

    @Override
    public List<Packet> apply(List<Packet> packets, Random random) {
        if (packets.isEmpty()) {
            return packets;
        }
        var start = packets.get(0).time();
        return packets.stream()
                .map(p -> drained(p, Duration.between(start, p.time()).toSeconds() / 86_400.0 / days))
                .toList();
    }

    /** @param used share of the battery's life, 0 to 1 and beyond */
    private Packet drained(Packet packet, double used) {
        return used >= 1 ? Faults.silenced(packet, kind()) : Faults.changed(packet, v -> weaker(v, used));
    }

    private Value weaker(Value value, double used) {
        if (value.published() == null || used <= 0 || value.key().property() != ObservedProperty.BATTERY) {
            return value;
        }
        double volts = LOST_VOLTS * (0.3 * used + 0.7 * Math.pow(used, 8)); // most of it at the end
        return value.with(value.published() - volts, kind());
    }
}
