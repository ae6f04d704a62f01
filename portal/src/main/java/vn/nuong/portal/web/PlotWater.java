package vn.nuong.portal.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.site.Plot;

/** What the pages ask analytics of a plot's water. A page is shown without it when analytics is away. Blocks; thread-safe. */
public final class PlotWater {

    private static final Logger LOG = LoggerFactory.getLogger(PlotWater.class);

    private final JsonClient analytics;

    public PlotWater(JsonClient analytics) {
        this.analytics = analytics;
    }

    /** As the latest advice has it; empty when there is none or analytics cannot be asked, which is logged. */
    public Optional<WaterReport> find(Plot plot) {
        try {
            return Optional.of(analytics.get("/api/v1/plots/" + plot.id() + "/water", Map.of(), WaterReport.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("a page of {} is shown without its water: {}", plot.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
