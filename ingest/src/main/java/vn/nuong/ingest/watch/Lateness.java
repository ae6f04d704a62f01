package vn.nuong.ingest.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a measured time came late: more than {@link SilenceRule#lateAfter} after it was measured. A steady error of the
 * device's clock is taken off first, or a clock that is an hour behind would make everything late.
 */
public final class Lateness {

    private Lateness() {}

    /**
     * @param interval the device's; null while it is not known
     * @param clock what is known of the device's clock
     */
    public static boolean isLate(
            long measuredNs, long receivedNs, Rhythm.@Nullable Interval interval, ClockError clock) {
        Duration allowed = interval == null ? SilenceRule.LATE_WHEN_UNKNOWN : SilenceRule.lateAfter(interval);
        long onTheWayNs = receivedNs - (measuredNs - clock.offset().toNanos());
        return onTheWayNs > allowed.toNanos();
    }
}
