package vn.nuong.analytics.forecast.soilmoisture;

import java.util.ArrayList;
import java.util.List;

/** Issues a station's forecasts of one horizon hour by hour, with intervals that learn from the errors known by then. */
final class Issuing {

    private static final int WEEK = 168;

    /** A probe that was hardly read in the last week is a stranger: its interval is wider by up to this share. */
    private static final double STRANGER = 0.5;

    private final Site site;
    private final MoistureFeatures features;
    private final HorizonModel model;
    private final int horizon;
    private final double[] usual;
    private final int settledFrom;

    /**
     * @param usual range of the target at the training stations
     * @param settledFrom forecasts issued before this hour of the record teach the intervals nothing, because the model learned from them
     */
    Issuing(Site site, MoistureFeatures features, HorizonModel model, int horizon, double[] usual, int settledFrom) {
        this.settledFrom = settledFrom;
        this.site = site;
        this.features = features;
        this.model = model;
        this.horizon = horizon;
        this.usual = usual;
    }

    /** A row for every hour where both ends were read. */
    List<Prediction> all() {
        double[] moisture = site.station().depth(site.targetCm());
        Doubt[] doubts = Doubt.byHour(moisture, site.targetCm());
        Hours read = new Hours(moisture);
        List<Integer> hours = new ArrayList<>();
        for (int t = 0; t < moisture.length; t++) {
            if (!Double.isNaN(features.came(t))) {
                hours.add(t);
            }
        }
        if (hours.isEmpty()) {
            return List.of();
        }
        AdaptiveInterval interval = model.interval();
        AdaptiveQuantiles quantiles = model.quantiles();
        List<Prediction> issued = new ArrayList<>();
        int settled = 0;
        for (int i = 0; i < hours.size(); i++) {
            int t = hours.get(i);
            while (settled < i && issued.get(settled).hour() + horizon <= t) {
                Prediction known = issued.get(settled++);
                if (known.hour() >= settledFrom
                        && doubts[known.hour()] == Doubt.NONE
                        && doubts[known.hour() + horizon] == Doubt.NONE) {
                    interval.settle(known.observed(), known.lower(), known.upper());
                    quantiles.settle(known.observed(), known.quantiles(), 1);
                }
            }
            double now = moisture[t];
            if (doubts[t] == Doubt.NONE) {
                double stranger = 1 + STRANGER * (1 - Math.min(1, read.known(t - WEEK, t) / (WEEK / 2.0)));
                HorizonModel.Said said = model.say(features.at(t), features.base(t));
                double forecast = Math.max(0, Math.min(1, now + said.change()));
                double below = stranger * interval.low() * model.intervalWidth(said.below());
                double above = stranger * interval.high() * model.intervalWidth(said.above());
                issued.add(new Prediction(
                        t,
                        horizon,
                        moisture[t + horizon],
                        now,
                        forecast,
                        Math.max(0, forecast - below),
                        Math.min(1, forecast + above),
                        quantiles.of(
                                forecast,
                                stranger * model.quantileWidth(said.below()),
                                stranger * model.quantileWidth(said.above()))));
            } else {
                issued.add(doubtful(t, now, moisture[t + horizon]));
            }
        }
        return issued;
    }

    /** From a reading that cannot be believed only the usual range of such soils can be said. */
    private Prediction doubtful(int t, double now, double came) {
        double low = Math.min(now, usual[0]);
        double high = Math.max(now, usual[3]);
        double[] quantiles = {low, (low + now) / 2, now, (now + high) / 2, high};
        return new Prediction(t, horizon, came, now, now, low, high, quantiles);
    }
}
