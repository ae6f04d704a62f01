package vn.nuong.ingest.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * What a look at a device's last messages has shown.
 *
 * @param plot the plot it stands in; null while not assigned
 * @param about what it says of itself; null when it never did
 * @param findings what is wrong, the worst first; one that all is well when nothing is
 * @param lastMessages its newest measured times, the newest first
 * @param deadLetters its newest dead letters, the newest first
 * @param clock null while nothing is known of it
 * @param intervalS seconds between measured times; null while not known
 * @param intervalLearned whether that was learned, since the device declares none; null while not known
 * @param completeness of its last seven days
 */
public record DeviceCheckJson(
        String site,
        String device,
        @Nullable String plot,
        @Nullable DeviceAbout about,
        List<Finding> findings,
        List<LastMessage> lastMessages,
        List<DeadLetterJson> deadLetters,
        @Nullable ClockJson clock,
        @Nullable Long intervalS,
        @Nullable Boolean intervalLearned,
        List<CompletenessJson> completeness) {

    /**
     * What is stored of one measured time.
     *
     * @param received when its first message came
     */
    public record LastMessage(Instant measured, Instant received, TimeSource timeSource, List<Value> readings) {
        public LastMessage {
            readings = List.copyOf(readings);
        }
    }

    /**
     * One reading of it.
     *
     * @param property the full key, such as {@code soil_moisture_20cm}
     * @param flags the quality tests that caught it
     */
    public record Value(String property, double value, String unit, Set<Flag> flags) {}

    public DeviceCheckJson {
        findings = List.copyOf(findings);
        lastMessages = List.copyOf(lastMessages);
        deadLetters = List.copyOf(deadLetters);
        completeness = List.copyOf(completeness);
    }

    /** Whether something is wrong that keeps readings from being taken. */
    public boolean hasError() {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }
}
