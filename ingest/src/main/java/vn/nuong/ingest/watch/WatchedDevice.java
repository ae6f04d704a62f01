package vn.nuong.ingest.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;

/**
 * What the watch is told of a device at each look.
 *
 * @param plotName what people call its plot; null while it is assigned to none
 * @param about what it says of itself; null when it never did
 * @param interval what is expected of it; null while that is not known: it is then never called silent
 * @param lastReceived when its newest message came, by the steady clock; null when none ever did
 */
public record WatchedDevice(
        String site,
        String device,
        @Nullable String plotName,
        @Nullable DeviceAbout about,
        Rhythm.@Nullable Interval interval,
        @Nullable Instant lastReceived) {

    /** What people call it, with its plot. */
    String name() {
        String name = about == null || about.name().isEmpty() ? device : about.name();
        return plotName == null ? name : name + " (" + plotName + ")";
    }

    /** Whether it can fall silent: a recording that ends is no fault of anybody. */
    boolean isJudged() {
        return interval != null && lastReceived != null && (about == null || about.origin() != Origin.RECORDED);
    }
}
