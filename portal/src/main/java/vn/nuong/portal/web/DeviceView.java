package vn.nuong.portal.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.ingest.DeviceHealth;
import vn.nuong.portal.ingest.Finding;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.WaterSource;

/**
 * The page of one device.
 *
 * @param row the device
 * @param plot where it stands; null while not assigned
 * @param source the source that it measures; null for none
 * @param health what ingest found out about it
 * @param findings what is wrong with its last messages
 * @param calendar empty when ingest cannot be asked
 * @param flagged readings of the last days that are not believed
 * @param trouble whether part of this could not be had
 */
public record DeviceView(
        DeviceRow row,
        @Nullable Plot plot,
        @Nullable WaterSource source,
        DeviceHealth health,
        List<Finding> findings,
        Optional<Calendar> calendar,
        List<FlaggedGroup> flagged,
        boolean trouble) {

    /** The clock in a sentence. */
    public String clock(Page page) {
        DeviceHealth.ClockState clock = health.clock();
        return clock == null || clock.text() == null
                ? page.t("Chưa rõ đồng hồ của thiết bị.", "Nothing is known of the device's clock yet.")
                : page.t(clock.text());
    }

    public boolean isClockWrong() {
        DeviceHealth.ClockState clock = health.clock();
        return clock != null && clock.isWrong();
    }
}
