package vn.nuong.telemetry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QualitySettingsTest {

    @Test
    void aPlotThatSetsNothingHasTheDefaults() {
        assertThat(plot("").quality()).isEqualTo(QualitySettings.DEFAULT);
        assertThat(QualitySettings.DEFAULT.soilMoistureMaxM3PerM3()).isEqualTo(0.60);
        assertThat(QualitySettings.DEFAULT.batteryMinV()).isNull();
    }

    @Test
    void aPlotSetsSomeLimitsAndKeepsTheDefaultsOfOthers() {
        QualitySettings set =
                plot("    quality: {spike_m3_per_m3: 0.08, battery_min_v: 3.3, wind_speed_step_m_per_s: 30,"
                                + " solar_radiation_step_w_per_m2: 900}\n")
                        .quality();
        assertThat(set.spikeM3PerM3()).isEqualTo(0.08);
        assertThat(set.batteryMinV()).isEqualTo(3.3);
        assertThat(set.windSpeedStepMPerS()).isEqualTo(30);
        assertThat(set.solarRadiationStepWPerM2()).isEqualTo(900);
        assertThat(set.breakM3PerM3()).isEqualTo(QualitySettings.DEFAULT.breakM3PerM3());
    }

    @Test
    void refusesALimitOutsideItsBoundsAndSaysWhichAndWhatItMayBe() {
        assertThat(plot("    quality: {stuck_hours: 240}\n").quality().stuckHours())
                .isEqualTo(240);
        assertThatThrownBy(() -> plot("    quality: {stuck_hours: 241}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stuck_hours")
                .hasMessageContaining("241")
                .hasMessageContaining("1.0 to 240.0 h");
    }

    @Test
    void refusesALimitWrittenInPercent() {
        assertThatThrownBy(() -> plot("    quality: {soil_moisture_max_m3_per_m3: 55}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soil_moisture_max_m3_per_m3")
                .hasMessageContaining("m³/m³");
    }

    @Test
    void refusesASmallestValueThatIsNotBelowTheLargest() {
        assertThatThrownBy(() ->
                        plot("    quality: {soil_moisture_min_m3_per_m3: 0.3, soil_moisture_max_m3_per_m3: 0.3}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soil_moisture");
    }

    @Test
    void refusesAMisspeltLimit() {
        assertThatThrownBy(() -> plot("    quality: {spike_percent: 3}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spike_percent");
    }

    private static Plot plot(String quality) {
        return SiteConfig.parse("""
                site: s
                plots:
                  - id: p
                    place: {latitude: 21.55, longitude: 105.75, elevation_m: 50, time_zone: Asia/Ho_Chi_Minh}
                    area_m2: 1000
                    soil: {sand: 0.40, clay: 0.20, organic_matter_percent: 2.5, calibrated: false}
                """ + quality).plots().get(0);
    }
}
