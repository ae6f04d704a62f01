package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;

/**
 * What ingest found out about a device; whatever is not known is null.
 *
 * @param intervalS seconds between its measured times
 * @param intervalLearned whether that was learned, since the device declares none
 * @param clock how its clock runs
 * @param silentSince when its last message came, for one that should have been heard since
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeviceHealth(
        @Nullable Integer intervalS,
        boolean intervalLearned,
        @Nullable ClockState clock,
        @Nullable Instant silentSince) {

    public static final DeviceHealth UNKNOWN = new DeviceHealth(null, false, null, null);

    /**
     * How a device's clock runs.
     *
     * @param state {@code good}, {@code unknown}, or what is wrong with it
     * @param text the same in a sentence; null when there is none to say
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ClockState(String state, @Nullable Text text) {

        /** Whether somebody should see to it. */
        public boolean isWrong() {
            return !state.equals("good") && !state.equals("unknown");
        }
    }
}
