package vn.nuong.telemetry.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose clock gave a reading its measured time. */
public enum TimeSource {
    /** The device's own, as it should be. */
    DEVICE,
    /** The gateway's: the device has no clock. */
    GATEWAY,
    /** Ingest's, when the message arrived: the device has no clock and no gateway of ours stood between. */
    INGEST;

    /** As written in the store and the API, such as {@code gateway}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is none of {@code device}, {@code gateway}, {@code ingest} */
    @JsonCreator
    public static TimeSource parse(String code) {
        for (TimeSource source : values()) {
            if (source.code().equals(code)) {
                return source;
            }
        }
        throw new IllegalArgumentException("time source \"" + code + "\" is none of device, gateway, ingest");
    }
}
