package vn.nuong.ingest.quality;

import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** Plots as site.yaml writes them. */
final class Plots {

    private Plots() {}

    /** Loam in Tân Cương without irrigation; saturation by texture is 0.459 m³/m³. */
    static PlotContext loam() {
        return PlotContext.of(plot(""));
    }

    /** The same with further lines of YAML. */
    static PlotContext loam(String more) {
        return PlotContext.of(plot(more));
    }

    /** A plot with another soil. */
    static Plot plotOf(String soil) {
        return parse(soil);
    }

    static Plot plot(String more) {
        return parse("soil: {sand: 0.40, clay: 0.20, organic_matter_percent: 2.5, calibrated: false}\n" + more);
    }

    private static Plot parse(String lines) {
        return SiteConfig.parse("""
                site: s
                plots:
                  - id: p
                    place: {latitude: 21.55, longitude: 105.75, elevation_m: 50, time_zone: Asia/Ho_Chi_Minh}
                    area_m2: 1000
                    devices: [probe]
                """ + lines.indent(4)).plots().get(0);
    }
}
