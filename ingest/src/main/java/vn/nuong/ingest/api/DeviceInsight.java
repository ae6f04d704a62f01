package vn.nuong.ingest.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.telemetry.device.DeviceAbout;

/** What ingest found out about devices beside their readings. */
public interface DeviceInsight {

    /** How often something is expected of a device; null while that is not known. */
    Rhythm.@Nullable Interval interval(DeviceRow device, @Nullable DeviceAbout about);

    /** What is known of its clock; null while nothing is. */
    @Nullable ClockError clock(DeviceRow device);

    /** When it was last heard, for a device that is silent; null for one that is not. */
    @Nullable Instant silentSince(DeviceRow device);

    /** Nothing but what devices declare. */
    DeviceInsight DECLARED = new DeviceInsight() {
        @Override
        public Rhythm.@Nullable Interval interval(DeviceRow device, @Nullable DeviceAbout about) {
            Integer seconds = about == null ? null : about.intervalS();
            return seconds == null ? null : Rhythm.Interval.declared(Duration.ofSeconds(seconds));
        }

        @Override
        public @Nullable ClockError clock(DeviceRow device) {
            return null;
        }

        @Override
        public @Nullable Instant silentSince(DeviceRow device) {
            return null;
        }
    };
}
