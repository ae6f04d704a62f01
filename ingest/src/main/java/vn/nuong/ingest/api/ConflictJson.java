package vn.nuong.ingest.api;

import java.time.Instant;
import vn.nuong.ingest.records.Conflict;

/**
 * Two values for one reading.
 *
 * @param property the full key, such as {@code soil_moisture_20cm}
 * @param kept the value that came first and stands
 * @param other the value that was not taken
 */
public record ConflictJson(
        String site,
        String device,
        String property,
        Instant measured,
        double kept,
        Instant keptReceived,
        double other,
        Instant otherReceived) {

    public static ConflictJson of(Conflict conflict) {
        return new ConflictJson(
                conflict.site(),
                conflict.device(),
                conflict.key().code(),
                conflict.measured(),
                conflict.kept(),
                conflict.keptReceived(),
                conflict.other(),
                conflict.otherReceived());
    }
}
