package vn.nuong.telemetry.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * A reading as the API writes it.
 *
 * @param device the device
 * @param property without depth, such as {@code soil_moisture} or {@code trap_count_empoasca_onukii}
 * @param depthCm depth below the surface, cm; null for what has none
 * @param value in {@code unit}
 * @param unit UCUM code
 * @param measured by the clock that {@code timeSource} names
 * @param received by the wall clock of ingest
 * @param quality {@code good}, {@code out_of_range} or {@code doubtful}
 * @param site the device's site
 * @param timeSource whose clock {@code measured} is
 * @param flags the quality tests that caught it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReadingJson(
        String device,
        String property,
        @Nullable Integer depthCm,
        double value,
        String unit,
        Instant measured,
        Instant received,
        String quality,
        String site,
        TimeSource timeSource,
        List<Flag> flags) {

    public ReadingJson {
        flags = List.copyOf(flags);
    }

    public static ReadingJson of(Reading reading) {
        return new ReadingJson(
                reading.device(),
                reading.key().name(),
                reading.key().depthCm(),
                reading.value(),
                reading.key().property().unit(),
                reading.measured(),
                reading.received(),
                reading.quality().code(),
                reading.site(),
                reading.timeSource(),
                reading.flags().stream().sorted().toList());
    }

    /** @throws IllegalArgumentException when a field is not what {@link #of} writes */
    public Reading toReading() {
        PropertyKey key = PropertyKey.parse(depthCm == null ? property : property + "_" + depthCm + "cm");
        return new Reading(site, device, key, value, measured, received, timeSource, Set.copyOf(flags));
    }
}
