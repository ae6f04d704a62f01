package vn.nuong.analytics.forecast.soilmoisture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a backtest, as {@code --report} writes it.
 *
 * @param target column that was forecast
 * @param futureWeather {@code observed} or {@code none}
 * @param seed of everything drawn
 * @param versions of what reckoned it
 * @param seconds it took; in a run that went on from an interrupted one, of the last part alone
 * @param samples the network of the shortest horizon learned from
 * @param layers depths of the physical column, cm
 * @param networks what the networks are
 * @param features what they look at, by horizon
 * @param train training files and their SHA-256
 * @param test the same for what was forecast
 * @param refused files from which nothing was made, with the reason
 * @param notes what was odd in files that were used
 * @param skill by horizon
 */
public record SoilMoistureReport(
        String target,
        String futureWeather,
        long seed,
        Map<String, String> versions,
        double seconds,
        int samples,
        List<Integer> layers,
        String networks,
        Map<String, List<String>> features,
        Map<String, String> train,
        Map<String, String> test,
        Map<String, String> refused,
        List<String> notes,
        List<Horizon> skill) {

    /**
     * One horizon.
     *
     * @param horizonHours hours
     * @param persistenceInterval what quantile persistence adds to the last reading, m³/m³
     * @param all all stations pooled
     * @param stations each
     * @param belowQuantile share of the readings that lay below each quantile, all stations pooled: 0.1 for the quantile of 10 % when it is
     *     right
     */
    public record Horizon(
            int horizonHours,
            List<Double> persistenceInterval,
            Score all,
            Map<String, Score> stations,
            Map<String, Double> belowQuantile) {}

    /**
     * @param n forecasts
     * @param skill 1 − SSE/SSE(persistence); left out while nothing changed
     * @param rmse root mean square error, m³/m³
     * @param inside share of the readings inside the 80 % interval
     * @param width mean width of the interval, m³/m³
     * @param insidePersistence the same share for quantile persistence: the last reading plus the training stations' 10th and 90th
     *     percentile of change
     * @param widthPersistence its width
     */
    public record Score(
            int n,
            @Nullable Double skill,
            @Nullable Double rmse,
            @Nullable Double inside,
            @Nullable Double width,
            @Nullable Double insidePersistence,
            double widthPersistence) {}
}
