package vn.nuong.ingest.quality;

import java.util.ArrayList;
import java.util.List;
import vn.nuong.telemetry.property.ObservedProperty;

/**
 * A rain gauge as falls: how much by which reading.
 *
 * @param series what it measured
 * @param falls for each reading the rain since the one before, mm
 * @param gapNs how far apart two readings may lie for nothing to be lost between them, ns: a counter keeps what a gauge that
 *     tells only the rain since its last reading loses with a message
 */
record Gauge(Series series, double[] falls, long gapNs) {

    private static final long SINCE_PREVIOUS_GAP_NS = 90 * 60_000_000_000L;
    static final long COUNTER_GAP_NS = 6 * Window.HOUR_NS;

    static List<Gauge> of(Window window) {
        List<Gauge> gauges = new ArrayList<>();
        window.of(ObservedProperty.RAIN)
                .forEach(s -> gauges.add(new Gauge(s, sincePrevious(s), SINCE_PREVIOUS_GAP_NS)));
        window.of(ObservedProperty.RAIN_TOTAL).forEach(s -> gauges.add(new Gauge(s, counted(s), COUNTER_GAP_NS)));
        return gauges;
    }

    private static double[] sincePrevious(Series series) {
        double[] falls = new double[series.size()];
        for (int i = 0; i < falls.length; i++) {
            falls[i] = series.value(i);
        }
        return falls;
    }

    /** Where the counter fell the gauge restarted, and what it shows fell since. */
    private static double[] counted(Series series) {
        double[] falls = new double[series.size()];
        for (int i = 1; i < falls.length; i++) {
            double total = series.value(i);
            double before = series.value(i - 1);
            falls[i] = total >= before ? total - before : total;
        }
        return falls;
    }

    /** Rain told by the readings in {@code (fromNs, toNs]}, mm. */
    double sum(long fromNs, long toNs) {
        double sum = 0;
        for (int i = series.upTo(fromNs) + 1; i < falls.length && series.time(i) <= toNs; i++) {
            sum += falls[i];
        }
        return sum;
    }

    /** Whether the gauge was heard all the time. */
    boolean heard(long fromNs, long toNs) {
        return Water.heard(series, fromNs, toNs, gapNs);
    }
}
