package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.telemetry.property.ObservedProperty;

/** The names by which docs/ingest.md counts readings are the catalogue's. */
class CountingDocTest {

    private static Pattern documented() throws IOException {
        String document = Files.readString(Path.of("../docs/ingest.md"));
        StringBuilder names = new StringBuilder();
        for (String variable : new String[] {"air", "soil", "others"}) {
            Matcher value = Pattern.compile("(?m)^" + variable + "='(.*)'$").matcher(document);
            assertThat(value.find()).as(variable).isTrue();
            names.append(names.length() == 0 ? "" : "|").append(value.group(1));
        }
        return Pattern.compile("^(" + names + ")$");
    }

    @Test
    void theyAreThoseOfEveryProperty() throws IOException {
        for (ObservedProperty property : ObservedProperty.values()) {
            switch (property.where()) {
                case IN_SOIL ->
                    assertThat(new String[] {property.code(), property.code() + "_5cm", property.code() + "_500cm"})
                            .allMatch(documented().asMatchPredicate());
                case IN_TRAP -> assertThat(property.code() + "_empoasca_onukii").matches(documented());
                default -> assertThat(property.code()).matches(documented());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received",
                "time_source",
                "received.rain",
                "time_source.rain",
                "rain_color",
                "soil_note",
                "soil_moisture_20",
                "soil_moisture_020cm",
                "battery_low",
                "my_rain",
                "trap_count"
            })
    void theyAreNothingElse(String field) throws IOException {
        assertThat(field).doesNotMatch(documented());
    }
}
