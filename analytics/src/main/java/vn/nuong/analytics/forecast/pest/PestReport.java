package vn.nuong.analytics.forecast.pest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a try came to, as it is written in JSON.
 *
 * @param method in a sentence
 * @param seconds it took
 * @param refused series that got no forecast, with the reason
 * @param faults rows that could not be used, by series, with line and reason
 * @param notes whatever else was made of the files
 */
record PestReport(
        String method,
        long seed,
        Map<String, String> versions,
        double seconds,
        Source train,
        Source test,
        List<Horizon> horizons,
        Map<String, String> refused,
        Map<String, List<String>> faults,
        List<String> notes) {

    /**
     * A file.
     *
     * @param rows below the header
     */
    record Source(String file, String sha256, int rows, int series) {}

    /**
     * One horizon.
     *
     * @param samples learned from
     * @param weights effect on log(1 + catch) of one standard deviation of each feature
     */
    record Horizon(
            int weeks,
            int samples,
            boolean weatherUsed,
            Map<String, Double> weights,
            Score all,
            Map<String, Score> byLocation,
            Map<String, Score> byPest,
            Map<String, Score> bySeries) {}

    /**
     * Root mean square errors of log(1 + catch), and of the 80 % interval the share of catches inside and its mean width. Reckoned from the
     * rows as they are written.
     *
     * @param rmseMeanOfBoth of the mean of persistence and seasonal, in log(1 + catch)
     * @param widthLog in log(1 + catch)
     * @param width in the series' own unit
     * @param persistenceCoverage of quantile persistence: the last value plus the training file's 10 and 90 % quantiles of change
     */
    record Score(
            int n,
            @Nullable Double rmse,
            @Nullable Double rmsePersistence,
            @Nullable Double rmseSeasonal,
            @Nullable Double rmseMeanOfBoth,
            @Nullable Double coverage,
            @Nullable Double widthLog,
            @Nullable Double width,
            @Nullable Double persistenceCoverage,
            @Nullable Double persistenceWidthLog,
            @Nullable Double persistenceWidth) {}
}
