package vn.nuong.telemetry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
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

    @Test
    void namesTheFieldTheValueAndTheLineAtWhichItStands() {
        String plot = "site: s\nplots:\n" + PLOT.formatted("a", "probe");
        String second = plot + PLOT.formatted("b", "other");
        says(
                second.replace("area_m2: 720", "area_m2: -5"),
                "plots[0]: plot \"a\": area_m2 -5.0 is outside 1..10000000 m² (1000 ha); give its area in m² (line 5)");
        says(
                second.replaceAll("(?s)(id: b.*)area_m2: 720", "$1area_m2: many"),
                "plots[1].area_m2 is the text \"many\", not a number (line 10)");
        says(
                plot.replace("21.55", "99"),
                "plots[0].place: latitude 99.0 is outside -66.5..66.5 degrees, where FAO-56's day length holds (line 4)");
        says(
                plot.replace("Asia/Ho_Chi_Minh", "Asia/Hanoi"),
                "plots[0].place.time_zone is the text \"Asia/Hanoi\", not a time zone such as Asia/Ho_Chi_Minh or +07:00 (line 4)");
        String soil = plot.replace("calibrated: false", "curve: [%s]");
        says(
                String.format(soil, "{suction_kpa: 33, theta: 0.3}, {suction_kpa: 1500, theta: 0.4}"),
                "plots[0].soil: the curve rises from 0.3 m³/m³ at 33.0 kPa to 0.4 at 1500.0 kPa; soil holds less water the"
                        + " harder it is sucked: check the table (line 6)");
        says(
                String.format(soil, "{suction_kpa: 33, theta: 0.3}, {suction_kpa: 100, theta: 0.2}"),
                "plots[0].soil: the curve must reach from at most 33.0 to at least 1500.0 kPa, but it reaches from 33.0 to 100.0;"
                        + " have those points measured, or leave it out (line 6)");
        says(plot.replace("[probe]", "probe"), "plots[0].devices is a text, not a list (line 7)");
        says(
                plot + "plotz: []\n\n\n",
                "unknown field \"plotz\"; there may be devices, name, plots, sample, site, sources (line 8)");
        says(
                "name: x\nsite: S X\n\n",
                "site \"S X\" is not a valid id; use 1 to 64 lower-case letters, digits and hyphens,"
                        + " as in my-probe (line 2)");
        says("site: s\nsite: t\n", "it is no YAML: Duplicate field 'site' (line 2)");
        says("", "it is empty (line 1)");
        assertThatThrownBy(() -> SiteConfig.parse("site: s\nplots:\n\t- id: a\n"))
                .hasMessageStartingWith("it is no YAML: found character '\\t(TAB)'")
                .hasMessageEndingWith("(line 3, column 1)");
    }

    private static void says(String yaml, String words) {
        assertThatThrownBy(() -> SiteConfig.parse(yaml))
                .as(yaml)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }

    private static void refuses(String device, String... says) {
        assertThatThrownBy(() -> SiteConfig.parse("site: s\ndevices:\n  - " + device + "\n"))
                .as(device)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }

    @Test
    void aPlotDrawsFromItsOwnSourceOrFromTheOneThatNamesIt() {
        String plots = "site: s\nplots:\n" + PLOT.formatted("a", "probe") + PLOT.formatted("b", "other");
        SiteConfig site = SiteConfig.parse(plots + """
                    source: {kind: stream, inflow_m3_per_hour: 2}
                sources:
                  - id: ao
                    kind: pond
                    levels: [{level_m: 0, volume_m3: 0}, {level_m: 2, volume_m3: 300}]
                    users: [{plot: a}, {plot: nha-hang-xom, area_m2: 500}]
                    devices: [ao-level]
                  - {id: kenh, kind: canal, openings: [{days: [Monday], from: 06:30}], users: [{plot: ngoai, area_m2: 9}]}
                """);

        Plot a = site.findPlot("a").orElseThrow();
        Plot b = site.findPlot("b").orElseThrow();
        WaterSource pond = site.findSource(a).orElseThrow();
        assertThat(pond.name()).isEqualTo("ao");
        assertThat(pond.rule()).isEqualTo(WaterSource.Rule.AREA);
        assertThat(pond.covered()).isFalse();
        assertThat(site.devicesOf(pond, a)).containsExactly("ao-level");
        assertThat(site.findSource(b)).map(WaterSource::kind).contains(WaterSource.Kind.STREAM);
        assertThat(site.devicesOf(site.findSource(b).orElseThrow(), b)).containsExactly("other");
        assertThat(site.sources().get(1).openings().get(0).from()).isEqualTo(LocalTime.of(6, 30));
    }

    @Test
    void saysWhatIsWrongWithASource() {
        String plots = "site: s\nplots:\n" + PLOT.formatted("a", "probe");
        String pond = "kind: pond, levels: [{level_m: 0, area_m2: 9}, {level_m: 2, area_m2: 9}]";
        source(plots, "{id: x, " + pond + "}", "\"x\" has no users");
        source(plots, "{id: x, " + pond + ", users: [{plot: b}]}", "\"b\" is no plot that is known here", "area_m2");
        source(
                plots,
                "{id: x, " + pond + ", users: [{plot: a}]}\n  - {id: y, " + pond + ", users: [{plot: a}]}",
                "plot \"a\" draws from \"x\" and from \"y\"");
        source(
                plots,
                "{id: x, " + pond + ", users: [{plot: a}]}\n  - {id: x, " + pond + ", users: [{plot: a}]}",
                "\"x\" is there twice");
        source(plots, "{id: x, kind: pond, users: [{plot: a}]}", "a pond needs levels", "line 9");
        source(plots, "{id: x, users: [{plot: a}]}", "has no kind", "line 9");
        source(plots, "{id: x, kind: well, lockout_level_m: NaN, users: [{plot: a}]}", "lockout_level_m NaN");
        source(
                plots,
                "{id: x, kind: canal, openings: [{from: \"18:00\", to: \"06:00\"}], users: [{plot: a}]}",
                "to 06:00 of an opening is not after from 18:00",
                "line 9");
        source(plots, "{id: x, kind: well, users: [{plot: a, share: 2}]}", "\"a\" has a share, but the rule is area");
        source(plots, "{id: x, kind: well, quality: {ph_min: 8, ph_max: 6}, users: [{plot: a}]}", "ph_min 8.0");
    }

    private static void source(String plots, String source, String... says) {
        assertThatThrownBy(() -> SiteConfig.parse(plots + "sources:\n  - " + source + "\n"))
                .as(source)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }
}
