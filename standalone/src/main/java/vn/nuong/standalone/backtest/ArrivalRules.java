package vn.nuong.standalone.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vn.nuong.analytics.forecast.faults.RuleFlags;
import vn.nuong.ingest.quality.Judge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.quality.Series;
import vn.nuong.ingest.quality.Window;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.QualitySettings;

/** Ingest's quality tests with their usual limits, for a plot without irrigation of which the soil is not known. */
final class ArrivalRules implements RuleFlags {

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final double TENSION_LIMIT_KPA = 200;
    private static final PlotContext RAINFED =
            new PlotContext(QualitySettings.DEFAULT, null, null, TENSION_LIMIT_KPA, false);

    @Override
    public NavigableSet<Long> flagged(
            long firstHour, NavigableMap<Integer, double[]> moisture, double[] rain, int depthCm) {
        List<Series> series = new ArrayList<>();
        moisture.forEach((depth, values) ->
                series.add(series(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depth), firstHour, values)));
        series.add(series(PropertyKey.of(ObservedProperty.RAIN), firstHour, rain));
        PropertyKey judged = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depthCm);
        NavigableSet<Long> hours = new TreeSet<>();
        for (Judge.Caught caught : Judge.judge(new Window(RAINFED, series), Long.MIN_VALUE, Long.MAX_VALUE)) {
            if (caught.key().equals(judged)) {
                hours.add(Math.floorDiv(caught.measuredNs(), HOUR_NS));
            }
        }
        return hours;
    }

    private static Series series(PropertyKey key, long firstHour, double[] values) {
        int[] known = IntStream.range(0, values.length)
                .filter(h -> !Double.isNaN(values[h]))
                .toArray();
        return new Series(
                "probe",
                key,
                IntStream.of(known).mapToLong(h -> (firstHour + h) * HOUR_NS).toArray(),
                IntStream.of(known).mapToDouble(h -> values[h]).toArray());
    }
}
