package vn.nuong.ingest.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceStatus;

/**
 * A device as ingest knows it.
 *
 * @param intervalS seconds between measured times; null while not known
 * @param intervalLearned whether that was learned, since the device declares none; null while not known
 * @param clock null while nothing is known of it
 * @param silentSince when it was last heard, for one that is silent; null for one that is not
 * @param refused readings of it that were refused, or are
 * @param conflicting readings of it that came again with another value
 */
public record DeviceJson(
        @JsonUnwrapped DeviceStatus status,
        @Nullable Long intervalS,
        @Nullable Boolean intervalLearned,
        @Nullable ClockJson clock,
        @Nullable Instant silentSince,
        long refused,
        long conflicting) {}
