package vn.nuong.telemetry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
