package vn.nuong.ingest.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records keep of a device. Times are nanoseconds since 1970.
 *
 * @param newestNs the newest measured time at which anything is stored; {@link Long#MIN_VALUE} for nothing
 * @param gaps spans in which nothing is stored although something newer is: live messages went before older ones that waited
 * @param firstReceivedNs when it was first heard
 * @param lastReceivedNs when it was last heard
 * @param dirtyFromNs the oldest measured time that changed since the device was last reviewed; null when nothing did
 * @param dirtyToNs the newest one; null when nothing did
 * @param dirtySinceNs when the first of these changes came; null when nothing did
 * @param change rises with every change
 * @param watch what is known of its clock, its interval, its battery and its signal, as JSON; null for nothing yet
 */
public record DeviceRow(
        String site,
        String device,
        long newestNs,
        List<Gap> gaps,
        long firstReceivedNs,
        long lastReceivedNs,
        @Nullable Long dirtyFromNs,
        @Nullable Long dirtyToNs,
        @Nullable Long dirtySinceNs,
        long change,
        @Nullable String watch) {

    /** Nothing is stored strictly between the two. */
    public record Gap(long fromNs, long toNs) {}

    public DeviceRow {
        gaps = List.copyOf(gaps);
    }

    /** A device heard for the first time. */
    public static DeviceRow unheard(String site, String device, long receivedNs) {
        return new DeviceRow(
                site, device, Long.MIN_VALUE, List.of(), receivedNs, receivedNs, null, null, null, 0, null);
    }

    public DeviceId id() {
        return new DeviceId(site, device);
    }
}
