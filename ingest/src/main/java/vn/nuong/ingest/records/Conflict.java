package vn.nuong.ingest.records;

import java.time.Instant;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * Two values for one reading: same device, property and measured time. The first that came is kept in the store, the other
 * one here.
 *
 * @param kept the value that stands
 * @param keptReceived when it came
 * @param other the value that was not taken
 * @param otherReceived when that came
 */
public record Conflict(
        String site,
        String device,
        PropertyKey key,
        Instant measured,
        double kept,
        Instant keptReceived,
        double other,
        Instant otherReceived) {}
