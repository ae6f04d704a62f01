package vn.nuong.sim.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** Lets a device report less often than it measures: what counts since the previous reading is added up. */
public final class Thinning {

    private Thinning() {}

    /**
     * The packets at multiples of an interval since 1970.
     *
     * @param hourly in the order of time
     */
    public static List<Packet> every(Duration interval, List<Packet> hourly) {
        List<Packet> kept = new ArrayList<>();
        Map<PropertyKey, double[]> sums = new HashMap<>(); // truth and published since the last report
        for (Packet packet : hourly) {
            for (Value value : packet.values()) {
                if (isSum(value)) {
                    double[] sum = sums.computeIfAbsent(value.key(), k -> new double[2]);
                    sum[0] += value.truth();
                    sum[1] += Objects.requireNonNull(value.published(), "thinned before faults are made");
                }
            }
            if (packet.time().getEpochSecond() % interval.toSeconds() == 0) {
                List<Value> values = new ArrayList<>();
                for (Value value : packet.values()) {
                    double[] sum = sums.get(value.key());
                    values.add(sum == null ? value : Value.sound(value.key(), sum[0], sum[1]));
                }
                kept.add(packet.withValues(values));
                sums.clear();
            }
        }
        return kept;
    }

    private static boolean isSum(Value value) {
        return value.key().property().shape() == ObservedProperty.Shape.SINCE_PREVIOUS;
    }
}
