package vn.nuong.sim.device;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * One simulated value.
 *
 * @param key what it is about
 * @param truth what is really so, in the catalogue's unit
 * @param published what the probe says; null when nothing is said
 * @param fault the faults between the two, joined by {@code +}; empty when there is none but the probe's own noise
 */
public record Value(PropertyKey key, double truth, @Nullable Double published, String fault) {

    /** A value of a sound probe, rounded as such probes do. */
    public static Value sound(PropertyKey key, double truth, double published) {
        return new Value(key, truth, round(key, published), "");
    }

    /** The same truth, published differently because of a fault. */
    public Value with(@Nullable Double other, String what) {
        return new Value(
                key, truth, other == null ? null : round(key, other), fault.isEmpty() ? what : fault + "+" + what);
    }

    /** As many digits as common probes give. */
    private static double round(PropertyKey key, double value) {
        double scale = key.property() == ObservedProperty.SOIL_MOISTURE ? 10_000 : 100;
        return Math.rint(value * scale) / scale + 0.0; // never -0.0
    }
}
