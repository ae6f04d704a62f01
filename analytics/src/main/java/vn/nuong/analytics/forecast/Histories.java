package vn.nuong.analytics.forecast;

import java.io.IOException;
import java.time.Instant;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.site.Plot;

/** What was known of a plot at a time, from readings measured in a span before it. */
@FunctionalInterface
public interface Histories {

    /**
     * @param from readings measured earlier are left out
     * @param to the time; readings measured then or later are left out
     * @throws IOException when readings cannot be had
     */
    PlotHistory of(Plot plot, Instant from, Instant to) throws IOException;
}
