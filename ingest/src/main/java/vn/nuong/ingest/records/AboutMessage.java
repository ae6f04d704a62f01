package vn.nuong.ingest.records;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;

/**
 * What a device said of itself, once, and what ingest made of it.
 *
 * @param digest of the message, by which its retained copy is known when it comes again
 * @param about what is kept of it; null when nothing new is, because it was empty or refused
 * @param refused why it was refused; null when it was not
 */
public record AboutMessage(
        String site, String device, Digest digest, @Nullable DeviceAbout about, DeadLetter.@Nullable Item refused) {

    public boolean isRefused() {
        return refused != null;
    }
}
