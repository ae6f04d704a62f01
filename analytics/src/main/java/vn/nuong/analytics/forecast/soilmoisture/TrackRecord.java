package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How right a physical forecast has been at this station, at every hour, from those forecasts alone whose hour had come by then: its last
 * error, the mean error of a week, and the factor that would have fitted best lately. The weight of evidence for the factor is in (m³/m³)². Arrays by hour; NaN where nothing is known.
 */
final class TrackRecord {

    private static final int WEEK = 168;

    /** A forecast that hardly said anything cannot show a factor: squared change, (m³/m³)², that weighs as much as the prior 1. */
    private static final double PRIOR = 3e-3;

    final double[] lastError;
    final double[] weekError;
    final double[] factor;
    final double[] evidence;

    /**
     * @param forecast change forecast at each hour
     * @param moisture what was read
     * @param horizon hours
     * @param memoryHours after which an error counts 1/e
     * @param atLeast smallest forecast change that counts for the factor, m³/m³
     * @param every hours between two forecasts; 1 when there is one for each hour
     * @param dry when not null, only forecasts over whose hours less than 2 mm of rain fell count for the factor
     */
    TrackRecord(
            double[] forecast,
            double[] moisture,
            int horizon,
            double memoryHours,
            double atLeast,
            double priorShare,
            int every,
            @Nullable Hours dry) {
        int n = forecast.length;
        lastError = new double[n];
        factor = new double[n];
        evidence = new double[n];
        Arrays.fill(lastError, Double.NaN);
        double keeps = Math.exp(-1 / memoryHours);
        double prior = PRIOR * priorShare;
        double product = 0;
        double square = 0;
        for (int t = 0; t < n; t++) {
            product *= keeps;
            square *= keeps;
            if (t >= horizon) {
                double said = forecast[t - horizon];
                double came = moisture[t] - moisture[t - horizon];
                lastError[t] = came - said;
                boolean counts = Math.abs(said) >= atLeast && (dry == null || dry.sum(t - horizon, t) < 2);
                if (counts && !Double.isNaN(lastError[t])) {
                    product += every * came * said;
                    square += every * said * said;
                }
            }
            factor[t] = (product + prior) / (square + prior);
            evidence[t] = square + prior;
        }
        Hours errors = new Hours(lastError);
        weekError = new double[n];
        for (int t = 0; t < n; t++) {
            weekError[t] = errors.mean(t - WEEK, t, every);
        }
    }
}
