package vn.nuong.analytics.forecast.soilmoisture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import vn.nuong.analytics.forecast.HourlySeries;

/**
 * What has come of the forecasts issued for one probe: its quantiles learn from it. It lives as long as the service; after a restart the
 * quantiles begin again as the model has them. Not thread-safe.
 */
public final class ProbeTrack {

    /** A reading may come late by so much before its forecast is forgotten, h. */
    private static final int LATE_HOURS = 48;

    /** After a pause one forecast stands for no more hours than this. */
    private static final int MOST_HOURS = 24;

    private record Key(int horizon, boolean weather) {}

    private record Pending(Key key, long issued, double[] quantiles, long hours) {}

    private final Map<Key, AdaptiveQuantiles> quantiles = new HashMap<>();
    private final Map<Key, Long> lastIssued = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    AdaptiveQuantiles quantiles(HorizonModel model, int horizon, boolean weather) {
        return quantiles.computeIfAbsent(new Key(horizon, weather), k -> model.quantiles());
    }

    /** Notes what was issued; a second forecast from the same hour is not noted. */
    void issued(long hour, int horizon, boolean weather, double[] values) {
        Key key = new Key(horizon, weather);
        Long last = lastIssued.get(key);
        if (last == null || hour > last) {
            pending.add(new Pending(key, hour, values.clone(), last == null ? 1 : Math.min(MOST_HOURS, hour - last)));
            lastIssued.put(key, hour);
        }
    }

    /** Learns from the readings that have come by this hour. */
    void settle(HourlySeries probe, long now) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending forecast = each.next();
            long valid = forecast.issued() + forecast.key().horizon();
            if (valid <= now) {
                double came = probe.at(valid);
                AdaptiveQuantiles learning = quantiles.get(forecast.key());
                if (!Double.isNaN(came) && learning != null) {
                    learning.settle(came, forecast.quantiles(), forecast.hours());
                }
                if (!Double.isNaN(came) || now - valid > LATE_HOURS) {
                    each.remove();
                }
            }
        }
    }
}
