package vn.nuong.telemetry.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.json.Json;

class DeviceAboutTest {

    private static DeviceAbout read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), DeviceAbout.class);
    }

    @Test
    void whatADeviceLeavesOutIsNotKnown() {
        assertThat(read("{\"firmware\": \"1\"}"))
                .isEqualTo(new DeviceAbout("", null, List.of(), Origin.LIVE, null, null));
        assertThat(read("{\"name\": \" Đầu đo \", \"interval_s\": 900, \"depths_cm\": [20, 50]}"))
                .isEqualTo(new DeviceAbout("Đầu đo", 900, List.of(20, 50), Origin.LIVE, null, null));
    }

    @Test
    void aWholeNumberOfSecondsMayBeWrittenWithADecimalPoint() {
        assertThat(read("{\"interval_s\": 900.0}").intervalS()).isEqualTo(900);
    }

    /** For its maker: the field, the value and what is expected, and nothing of our classes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"interval_s": 0}           | interval_s 0 is outside 1..604800 s; give seconds between readings
            {"interval_s": 1.5}         | interval_s is 1.5, not a whole number
            {"interval_s": "abc"}       | interval_s is the text "abc", not a whole number
            {"interval_s": [1]}         | interval_s is a list, not a whole number
            {"interval_s": 99999999999} | interval_s is a number that is too large; the largest is 2147483647
            {"depths_cm": 20}           | depths_cm is a whole number, not a list
            {"depths_cm": [20, "x"]}    | depths_cm[1] is the text "x", not a whole number
            {"depths_cm": [20, null]}   | depths_cm holds null; give depths in cm, such as [20, 50]
            {"depths_cm": [900]}        | depths_cm holds 900, outside 1..500 cm; give depths in cm, such as [20, 50]
            {"origin": "real"}          | origin: origin "real" is none of live, recorded, simulated
            {"name": {"vi": "Đầu đo"}}  | name is an object, not a text
            []                          | it is a list, not an object
            900                         | it is a number, not an object
            {} {}                       | something follows the first value; send one
            {"name": "x"                | the JSON ends too early (line 1, column 13); is it cut off?
            """)
    void saysWhatDoesNotFit(String json, String words) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }
}
