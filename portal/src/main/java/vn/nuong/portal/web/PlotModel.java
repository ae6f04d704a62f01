package vn.nuong.portal.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.site.Plot;

/** What the model page asks analytics. It is shown without when analytics is away. Blocks; thread-safe. */
public final class PlotModel {

    private static final Logger LOG = LoggerFactory.getLogger(PlotModel.class);

    private final JsonClient analytics;

    public PlotModel(JsonClient analytics) {
        this.analytics = analytics;
    }

    /** What makes the plot's forecast; empty when analytics cannot be asked, which is logged. */
    public Optional<ModelUse> find(Plot plot) {
        try {
            return Optional.of(analytics.get("/api/v1/plots/" + plot.id() + "/model", Map.of(), ModelUse.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the model page of {} is shown without its figures: {}", plot.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
