package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Two values for one reading: same device, property and measured time.
 *
 * @param property its full key, such as {@code soil_moisture_20cm}
 * @param kept the value that came first and stands
 * @param other the value that was not taken
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Conflict(
        String site,
        String device,
        String property,
        Instant measured,
        double kept,
        Instant keptReceived,
        double other,
        Instant otherReceived) {}
