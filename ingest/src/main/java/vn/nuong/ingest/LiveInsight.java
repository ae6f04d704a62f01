package vn.nuong.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.api.DeviceInsight;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.ingest.watch.SiteWatch;
import vn.nuong.telemetry.device.DeviceAbout;

/** What a running ingest knows of devices. Thread-safe. */
record LiveInsight(KnownDevices devices, SiteWatch watch) implements DeviceInsight {

    @Override
    public Rhythm.@Nullable Interval interval(DeviceRow device, @Nullable DeviceAbout about) {
        return devices.interval(device.id());
    }

    @Override
    public @Nullable ClockError clock(DeviceRow device) {
        return devices.clock(device.id());
    }

    @Override
    public @Nullable Instant silentSince(DeviceRow device) {
        return watch.silentSince(device.site(), device.device());
    }
}
