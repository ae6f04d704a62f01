package vn.nuong.ingest.quality;

import java.util.List;

/** What is known of the water that a plot was given, by rain and by irrigation. */
final class Water {

    /** A valve or flow speaks for the time until the next reading, but no longer than this, ns. */
    private static final long HOLD_NS = 90 * 60_000_000_000L;

    /** Flow below this is a leaking or noisy meter, m³/h; as little through a counter is none, m³. */
    private static final double LEAST_FLOW = 0.05;

    private final Window window;
    private final List<Gauge> gauges;

    Water(Window window) {
        this.window = window;
        this.gauges = Gauge.of(window);
    }

    /**
     * Whether it is certain that less than {@code mm} of rain and no irrigation came in {@code (fromNs, toNs]}: a gauge was heard all the
     * time, and where the plot can be irrigated a meter, flow or valve too.
     */
    boolean wasLessThan(double mm, long fromNs, long toNs) {
        boolean known = false;
        for (Gauge gauge : gauges) {
            if (gauge.sum(fromNs, toNs) >= mm) {
                return false;
            }
            known |= gauge.heard(fromNs, toNs);
        }
        return known && !mayBeIrrigated(fromNs, toNs);
    }

    /** Whether it is known that at least {@code mm} of rain, or any irrigation, came in {@code (fromNs, toNs]}. */
    boolean came(double mm, long fromNs, long toNs) {
        return gauges.stream().anyMatch(gauge -> gauge.sum(fromNs, toNs) >= mm) || wasIrrigated(fromNs, toNs);
    }

    private boolean wasIrrigated(long fromNs, long toNs) {
        for (Series series : window.series()) {
            boolean flowed = switch (series.property()) {
                case WATER_VOLUME_TOTAL -> series.spread(fromNs, toNs) > LEAST_FLOW;
                case WATER_FLOW -> highest(series, fromNs, toNs) > LEAST_FLOW;
                case VALVE_OPEN -> highest(series, fromNs, toNs) > 0;
                default -> false;
            };
            if (flowed) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeIrrigated(long fromNs, long toNs) {
        if (wasIrrigated(fromNs, toNs)) {
            return true;
        }
        boolean known = !window.context().irrigable();
        for (Series series : window.series()) {
            switch (series.property()) {
                case WATER_VOLUME_TOTAL -> known |= heard(series, fromNs, toNs, Gauge.COUNTER_GAP_NS);
                case WATER_FLOW, VALVE_OPEN -> known |= heard(series, fromNs, toNs, HOLD_NS);
                default -> {}
            }
        }
        return !known;
    }

    private static double highest(Series series, long fromNs, long toNs) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = Math.max(0, series.upTo(fromNs)); i < series.size() && series.time(i) <= toNs; i++) {
            highest = Math.max(highest, series.value(i));
        }
        return highest;
    }

    /** Whether a series has no gap longer than {@code gapNs} from one time to another. */
    static boolean heard(Series series, long fromNs, long toNs, long gapNs) {
        int i = series.upTo(fromNs);
        if (i < 0) {
            return false;
        }
        while (series.time(i) < toNs) {
            long next = i + 1 < series.size() ? series.time(i + 1) : Long.MAX_VALUE;
            if (Math.min(next, toNs) - series.time(i) > gapNs) {
                return false;
            }
            if (next == Long.MAX_VALUE) {
                return true; // the gauge's next reading is only not due yet
            }
            i++;
        }
        return true;
    }
}
