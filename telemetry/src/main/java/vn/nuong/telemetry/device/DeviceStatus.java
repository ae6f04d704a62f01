package vn.nuong.telemetry.device;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What ingest knows of a device.
 *
 * @param site the device's site
 * @param device its id
 * @param plot the plot it stands in; null while not assigned ("chưa gắn ô")
 * @param about what it last said of itself; null when it never did
 * @param lastMeasured newest measured time of its readings; null when it sent none
 * @param lastReceived when its newest message came, by the wall clock; null when it sent none
 * @param readings how many of its readings are stored
 */
@JsonIgnoreProperties(ignoreUnknown = true) // ingest tells more of a device than everybody reads
public record DeviceStatus(
        String site,
        String device,
        @Nullable String plot,
        @Nullable DeviceAbout about,
        @Nullable Instant lastMeasured,
        @Nullable Instant lastReceived,
        long readings) {}
