package vn.nuong.telemetry.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A quality test that caught a reading. A flagged reading is kept as it is and means "unknown" to everything downstream. The
 * tests follow the International Soil Moisture Network (Dorigo et al. 2013, Vadose Zone J. 12(3)) and the World
 * Meteorological Organization's guide (WMO-No. 8); {@code docs/quality.md} lists them with their limits.
 */
public enum Flag {
    RANGE("ngoài khoảng có thể", "outside its plausible range"),
    SATURATION("cao hơn mức bão hoà của đất", "above the soil's saturation"),
    SPIKE("nhảy vọt rồi trở lại", "a spike"),
    BREAK("nhảy bậc", "a break"),
    STUCK("đứng yên một giá trị", "stuck at one value"),
    RISE_WITHOUT_WATER("ẩm lên mà không có mưa hay tưới", "a rise without rain or irrigation"),
    DEPTHS_DISAGREE("lệch với độ sâu bên cạnh", "at odds with the other depths"),
    NEIGHBOURS_DISAGREE("lệch với đầu đo bên cạnh", "at odds with its neighbours"),
    DRIFT("trôi dần", "drifting"),
    LOW_BATTERY("pin quá yếu để tin", "battery too low to trust"),
    STEP("đổi nhanh quá mức", "changes faster than it can"),
    PERSISTENCE("không đổi quá lâu", "unchanged for too long"),
    RAIN_WITHOUT_HUMIDITY("mưa mà không khí khô", "rain in dry air"),
    ABOVE_CLEAR_SKY("nắng mạnh hơn trời quang", "more sun than a clear sky gives"),
    GAUGES_DISAGREE("lệch với máy đo mưa bên cạnh", "at odds with other rain gauges");

    private final String vietnamese;
    private final String english;

    Flag(String vietnamese, String english) {
        this.vietnamese = vietnamese;
        this.english = english;
    }

    /** As written in the store and the API, such as {@code rise_without_water}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it says of a reading, in a farmer's words. */
    public String vietnamese() {
        return vietnamese;
    }

    /** The same in English. */
    public String english() {
        return english;
    }

    /** @throws IllegalArgumentException when no flag is written so */
    @JsonCreator
    public static Flag parse(String code) {
        for (Flag flag : values()) {
            if (flag.code().equals(code)) {
                return flag;
            }
        }
        throw new IllegalArgumentException("flag \"" + code + "\" is not one of docs/quality.md");
    }
}
