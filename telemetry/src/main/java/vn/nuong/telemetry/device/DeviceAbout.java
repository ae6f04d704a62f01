package vn.nuong.telemetry.device;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.WholeNumber;

/**
 * What a device says of itself in its retained {@code about} message.
 *
 * @param name what people call it
 * @param intervalS seconds between readings when all is well, 1 to 604800; null when it did not say
 * @param depthsCm depths of its probes, cm; empty for a device without any
 * @param origin live unless it says otherwise
 * @param source for recorded and simulated readings where they come from, with licence; otherwise null
 * @param recordedYear for a recording the year in which it was measured; otherwise null
 */
@JsonIgnoreProperties(ignoreUnknown = true) // makers add fields of their own; they are no fault
public record DeviceAbout(
        String name,

        @JsonDeserialize(using = WholeNumber.class) @Nullable
        Integer intervalS,

        List<Integer> depthsCm,
        Origin origin,
        @Nullable String source,
        @Nullable Integer recordedYear) {

    /** The longest reporting interval that is believed: a week, in seconds. */
    public static final int MAX_INTERVAL_S = 7 * 86_400;

    @SuppressWarnings("NullAway") // Jackson passes null for what a device left out
    public DeviceAbout {
        name = name == null || name.isBlank() ? "" : name.strip();
        if (depthsCm != null && depthsCm.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("depths_cm holds null; give depths in cm, such as [20, 50]");
        }
        depthsCm = depthsCm == null ? List.of() : List.copyOf(depthsCm);
        origin = origin == null ? Origin.LIVE : origin;
        if (name.length() > 100) {
            throw new IllegalArgumentException("name has " + name.length() + " characters, more than 100; shorten it");
        }
        if (intervalS != null && (intervalS < 1 || intervalS > MAX_INTERVAL_S)) {
            throw new IllegalArgumentException("interval_s " + intervalS + " is outside 1.." + MAX_INTERVAL_S
                    + " s; give seconds between readings");
        }
        for (int depth : depthsCm) {
            if (depth < 1 || depth > 500) {
                throw new IllegalArgumentException(
                        "depths_cm holds " + depth + ", outside 1..500 cm; give depths in cm, such as [20, 50]");
            }
        }
    }
}
