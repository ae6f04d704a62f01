package vn.nuong.telemetry.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyKeyTest {

    @Test
    void readsEveryKeyThatItWrites() {
        for (ObservedProperty property : ObservedProperty.values()) {
            PropertyKey key = property == ObservedProperty.TRAP_COUNT
                    ? PropertyKey.trapCount("empoasca_onukii_2")
                    : PropertyKey.of(property);
            assertThat(PropertyKey.find(key.code())).contains(key);
            if (property.where() == ObservedProperty.Where.IN_SOIL) {
                for (int depth = 1; depth <= PropertyKey.MAX_DEPTH_CM; depth++) {
                    PropertyKey deep = PropertyKey.of(property, depth);
                    assertThat(PropertyKey.find(deep.code())).contains(deep);
                }
            }
        }
    }

    @Test
    void findsNothingInWhatIsNotAKey() {
        for (String text : List.of(
                "",
                "_",
                "cm",
                "_20cm",
                "rain_20cm",
                "soil_moisture_",
                "soil_moisture_cm",
                "soil_moisture_0cm",
                "soil_moisture_020cm",
                "soil_moisture_501cm",
                "soil_moisture_12345cm",
                "soil_moisture_-5cm",
                "soil_moisture_20cm_20cm",
                "soil_moisture_20 cm",
                "Rain",
                " rain",
                "trap_count",
                "trap_count_",
                "trap_count_2",
                "trap_count_Thrips",
                "trap_count_" + "a".repeat(49))) {
            assertThat(PropertyKey.find(text)).as(text).isEmpty();
            assertThat(PropertyKey.whyNot(text)).as(text).isNotBlank();
            assertThatThrownBy(() -> PropertyKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesAPropertyThatIsNearAndNoneThatIsFar() {
        assertThat(PropertyKey.whyNot("rian")).contains("\"rain\"");
        assertThat(PropertyKey.whyNot("batery")).contains("\"battery\"");
        assertThat(PropertyKey.whyNot("soil_moistures_20cm")).contains("\"soil_moisture_20cm\"");
        assertThat(PropertyKey.whyNot("SoilMoisture20")).contains("\"soil_moisture_20cm\"");
        assertThat(PropertyKey.whyNot("soil moisture 20 cm")).contains("\"soil_moisture_20cm\"");
        assertThat(PropertyKey.whyNot("humidity")).contains("\"relative_humidity\"");
        assertThat(PropertyKey.whyNot("temperature")).contains("\"soil_temperature\" or \"air_temperature\"");
        for (String far : List.of("x", "co2", "temp", "uptime", "voltage", "độ_ẩm", "a".repeat(100_000))) {
            assertThat(PropertyKey.whyNot(far))
                    .as(far)
                    .doesNotContain("nearest")
                    .hasSizeLessThan(200);
        }
    }
}
