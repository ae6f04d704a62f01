package vn.nuong.telemetry.reading;

import java.time.Instant;
import java.util.Set;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * One measured value.
 *
 * @param site the site the device reports to
 * @param device the device, unique within its site
 * @param key what was measured, with depth or species
 * @param value in the unit of {@code key.property()}; finite
 * @param measured when it was measured, by the clock that {@code timeSource} names; never rewritten
 * @param received when ingest first saw it, by the wall clock; every message has a received time of its own
 * @param timeSource whose clock {@code measured} is
 * @param flags the quality tests that caught it; empty for a reading that can be believed
 */
public record Reading(
        String site,
        String device,
        PropertyKey key,
        double value,
        Instant measured,
        Instant received,
        TimeSource timeSource,
        Set<Flag> flags) {

    public Reading {
        Ids.check("site", site);
        Ids.check("device", device);
        flags = Set.copyOf(flags);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " of " + device + " is " + value + ", not a finite number");
        }
    }

    /** A reading by the device's own clock that no quality test has caught. */
    public Reading(String site, String device, PropertyKey key, double value, Instant measured, Instant received) {
        this(site, device, key, value, measured, received, TimeSource.DEVICE, Set.of());
    }

    /** Whether the value can be believed. */
    public Quality quality() {
        if (flags.isEmpty()) {
            return Quality.GOOD;
        }
        return flags.contains(Flag.RANGE) ? Quality.OUT_OF_RANGE : Quality.DOUBTFUL;
    }

    /** The same reading with these flags. */
    public Reading withFlags(Set<Flag> newFlags) {
        return new Reading(site, device, key, value, measured, received, timeSource, newFlags);
    }
}
