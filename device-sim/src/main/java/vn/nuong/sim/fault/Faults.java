package vn.nuong.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;

/** What faults share, and how they are written: {@code KIND:DEVICE:NUMBER[:NUMBER]}, with {@code *} for every device. */
public final class Faults {

    private Faults() {}

    /**
     * A fault of some devices.
     *
     * @param device the device's id, or {@code *} for all
     */
    public record Ordered(String device, Fault fault) {
        public boolean concerns(String id) {
            return device.equals("*") || device.equals(id);
        }
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException saying what is wrong in it
     */
    public static Ordered parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException(
                    "fault \"" + text + "\" is not written as KIND:DEVICE:NUMBER[:NUMBER], as in" + " dropout:*:0.05");
        }
        double first = number(text, parts[2]);
        Double second = parts.length == 4 ? number(text, parts[3]) : null;
        try {
            return new Ordered(parts[1], of(parts[0], first, second));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fault \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static Fault of(String kind, double first, @Nullable Double second) {
        return switch (kind) {
            case "dropout" -> only(first, second, DropOut::new);
            case "duplicate" -> only(first, second, Duplicate::new);
            case "drift" -> only(first, second, Drift::new);
            case "clock-skew" -> only(first, second, ClockSkew::new);
            case "battery" -> only(first, second, Battery::new);
            case "spike" -> both(first, second, 0.3, Spike::new);
            case "stuck" -> both(first, second, 12, Stuck::new);
            case "disorder" -> both(first, second, 3, Disorder::new);
            case "reboot" -> both(first, second, 1, Reboot::new);
            default ->
                throw new IllegalArgumentException(
                        "\"" + kind
                                + "\" is none of dropout, spike, stuck, drift, duplicate, disorder, clock-skew, reboot, battery");
        };
    }

    private static Fault only(double first, @Nullable Double second, java.util.function.DoubleFunction<Fault> make) {
        if (second != null) {
            throw new IllegalArgumentException("takes one number, not " + second + " too");
        }
        return make.apply(first);
    }

    private static Fault both(
            double first, @Nullable Double second, double otherwise, BiFunction<Double, Double, Fault> make) {
        return make.apply(first, second == null ? otherwise : second);
    }

    private static double number(String text, String part) {
        try {
            return Double.parseDouble(part);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("fault \"" + text + "\": \"" + part + "\" is not a number", e);
        }
    }

    /** All the faults that concern a device, one after the other, each with chances of its own. */
    public static List<Packet> apply(List<Ordered> faults, String device, List<Packet> packets, long seed) {
        List<Packet> result = packets;
        for (int i = 0; i < faults.size(); i++) {
            if (faults.get(i).concerns(device)) {
                Random random = new Random(seed * 31 + i * 1_000_003L + device.hashCode());
                result = faults.get(i).fault().apply(result, random);
            }
        }
        return result;
    }

    static double probability(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("probability " + value + " is outside 0..1");
        }
        return value;
    }

    static double positive(String what, double value) {
        if (!(value > 0 && value < 1e6)) {
            throw new IllegalArgumentException(what + " " + value + " is not above 0");
        }
        return value;
    }

    /** The packet with nothing published. */
    static Packet silenced(Packet packet, String kind) {
        return changed(packet, v -> v.with(null, kind));
    }

    static Packet changed(Packet packet, UnaryOperator<Value> change) {
        List<Value> values = new ArrayList<>();
        packet.values().forEach(v -> values.add(change.apply(v)));
        return packet.withValues(values);
    }
}
