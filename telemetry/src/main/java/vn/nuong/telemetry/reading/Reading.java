package vn.nuong.telemetry.reading;

import java.time.Instant;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * One measured value.
 *
 * @param site the site the device reports to
 * @param device the device, unique within its site
 * @param key what was measured, with depth or species
 * @param value in the unit of {@code key.property()}; finite
 * @param measured when the device measured it, by the device's clock; never rewritten
 * @param received when ingest first saw it, by the wall clock
 * @param quality whether the value can be believed
 */
public record Reading(
        String site,
        String device,
        PropertyKey key,
        double value,
        Instant measured,
        Instant received,
        Quality quality) {

    public Reading {
        Ids.check("site", site);
        Ids.check("device", device);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " of " + device + " is " + value + ", not a finite number");
        }
    }
}
