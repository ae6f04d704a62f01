package vn.nuong.analytics.source;

import java.util.List;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.site.WaterSource;

/** Sources made up for tests, as site.yaml has them. */
public final class Sources {

    private Sources() {}

    /** A source by its YAML in flow style, such as {@code {kind: pond, levels: […]}}. */
    public static WaterSource of(String yaml) {
        return SiteConfig.parse("""
                site: s
                plots:
                  - id: a
                    place: {latitude: 21.55, longitude: 105.75, elevation_m: 50, time_zone: Asia/Ho_Chi_Minh}
                    area_m2: 720
                    soil: {sand: 0.3, clay: 0.35, organic_matter_percent: 2.5, calibrated: false}
                    source: %s
                """.formatted(yaml)).plots().get(0).source();
    }

    /** 400 m² at the bottom, 900 m² at 1.5 m: 950 m³. */
    static final String POND = "{kind: pond, levels: [{level_m: 0, area_m2: 400}, {level_m: 1.5, area_m2: 900}]%s}";

    static WaterSource pond(String more) {
        return of(POND.formatted(more));
    }

    static LevelVolume pondCurve() {
        List<WaterSource.LevelPoint> levels = pond("").levels();
        return new LevelVolume(levels == null ? List.of() : levels);
    }
}
