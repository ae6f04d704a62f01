package vn.nuong.telemetry.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a device's readings come from; whatever is not live is marked wherever it is shown. */
public enum Origin {
    /** A probe in the field, now. */
    LIVE,
    /** Really measured, elsewhere or in another year, and replayed. */
    RECORDED,
    /** Made by a simulator. */
    SIMULATED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is none of {@code live}, {@code recorded}, {@code simulated} */
    @JsonCreator
    public static Origin parse(String code) {
        for (Origin origin : values()) {
            if (origin.code().equals(code)) {
                return origin;
            }
        }
        throw new IllegalArgumentException("origin \"" + code + "\" is none of live, recorded, simulated");
    }
}
