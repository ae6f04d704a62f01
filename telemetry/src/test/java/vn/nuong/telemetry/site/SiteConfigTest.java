package vn.nuong.telemetry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.property.PropertyKey;

class SiteConfigTest {

    private static final String PLOT = """
              - id: %s
                place: {latitude: 21.55, longitude: 105.75, elevation_m: 50, time_zone: Asia/Ho_Chi_Minh}
                area_m2: 720
                soil: {sand: 0.3, clay: 0.35, organic_matter_percent: 2.5, calibrated: false}
                devices: [%s]
            """;

    @Test
    void theSampleSiteHasThreePilotPlotsEachWithItsControlPlotAndNobodyInvented() {
        SiteConfig site = SiteConfig.sampleSite();

        assertThat(site.sample()).isTrue();
        assertThat(site.pilotPlots())
                .extracting(Plot::name)
                .containsExactly("Nương mẫu 1", "Nương mẫu 2", "Nương mẫu 3");
        assertThat(site.pilotPlots()).allSatisfy(plot -> {
            assertThat(plot.household()).isNull();
            assertThat(plot.hamlet()).isNull();
            assertThat(site.findPlot(String.valueOf(plot.controlPlot()))).isPresent();
        });
    }

    @Test
    void aDeviceStandsInTheFirstPlotThatNamesItAndInNoPlotOfAnotherSite() {
        SiteConfig site = SiteConfig.parse("site: s\nplots:\n" + PLOT.formatted("a", "probe"));

        assertThat(site.findPlotOf("s", "probe")).map(Plot::id).contains("a");
        assertThat(site.findPlotOf("t", "probe")).isEmpty();
        assertThat(site.findPlotOf("s", "another")).isEmpty();
    }

    @Test
    void refusesADeviceInTwoPlots() {
        assertThatThrownBy(() -> SiteConfig.parse(
                        "site: s\nplots:\n" + PLOT.formatted("a", "probe") + PLOT.formatted("b", "probe")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("probe")
                .hasMessageContaining("two plots");
    }

    @Test
    void refusesAMisspeltFieldAndSaysWhere() {
        assertThatThrownBy(() -> SiteConfig.parse("site: s\nplotz: []\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plotz")
                .hasMessageContaining("line");
    }

    @Test
    void refusesAControlPlotThatIsNotThere() {
        assertThatThrownBy(() ->
                        SiteConfig.parse("site: s\nplots:\n" + PLOT.formatted("a", "probe") + "    control_plot: b\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"b\"");
    }

    @Test
    void takesWhatIsSaidOfDevicesAndOfNoneWhenNothingIs() {
        DeviceProfiles profiles = DeviceProfiles.of(SiteConfig.parse("""
                site: s
                devices:
                  - id: a
                    properties: {sm1: soil_moisture_20cm, "Nhiệt độ": air_temperature}
                    time_zone: +07:00
                  - {id: b, clockless: true}
                """));

        assertThat(profiles.find("s", "a")).hasValueSatisfying(profile -> {
            assertThat(profile.properties())
                    .containsEntry("sm1", PropertyKey.parse("soil_moisture_20cm"))
                    .containsEntry("Nhiệt độ", PropertyKey.parse("air_temperature"));
            assertThat(profile.timeZone()).isEqualTo(ZoneOffset.ofHours(7));
            assertThat(profile.clockless()).isFalse();
        });
        assertThat(profiles.find("s", "b")).map(DeviceProfile::clockless).contains(true);
        assertThat(profiles.find("s", "c")).isEmpty();
        assertThat(profiles.find("t", "a")).isEmpty();
        assertThat(SiteConfig.parse("site: s").devices()).isEmpty();
        assertThat(DeviceProfiles.NONE.find("s", "a")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithADevice() {
        refuses("{properties: {x: rain}}", "device \"\"", "not a valid id");
        refuses("{id: My.Probe}", "My.Probe");
        refuses("{id: a, properties: {x: rian}}", "unknown property \"rian\"", "\"rain\"", "line 3");
        refuses("{id: a, properties: {x: rain, y: rain}}", "two values of rain", "\"x\" and \"y\"");
        refuses("{id: a, properties: {\"\": rain}}", "sends nothing called \"\"");
        refuses("{id: a, time_zone: Hanoi}", "Hanoi", "line 3");
        refuses("{id: a, clockless: true, time_zone: \"+07:00\"}", "clockless and has a time_zone");
        refuses("{id: a, clokless: true}", "clokless", "line 3");
        refuses("{id: a}\n  - {id: a}", "described twice");
    }

    private static void refuses(String device, String... says) {
        assertThatThrownBy(() -> SiteConfig.parse("site: s\ndevices:\n  - " + device + "\n"))
                .as(device)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }
}
