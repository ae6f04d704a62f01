package vn.nuong.analytics.forecast.soilmoisture;

import org.jspecify.annotations.Nullable;

/**
 * What is known at each hour of the range that a probe's soil moves in: the 2nd, 50th, 90th and 98th percentile of its readings so far,
 * drawn towards the training stations' as long as there are few of them. The 90th stands for field capacity, the 2nd for the dry end. It is
 * taken anew every 24 h and rests on nothing later. A dry first month must not be taken for the whole range: the upper percentiles are at
 * least, the lowest at most, what was seen.
 */
final class SoilRange {

    static final double[] SHARES = {0.02, 0.5, 0.9, 0.98};

    /** So many hours of own readings weigh as much as the training stations: 90 days. */
    private static final double OWN_WEIGHT_HOURS = 90 * 24;

    private static final int BINS = 1001;
    private static final int EVERY_HOURS = 24;

    private SoilRange() {}

    /** By hour, the four percentiles, m³/m³. */
    static double[][] byHour(double[] moisture, double[] usual) {
        double[][] ranges = new double[moisture.length][];
        int[] counts = new int[BINS];
        int seen = 0;
        double[] range = usual.clone();
        for (int i = 0; i < moisture.length; i++) {
            if (moisture[i] > Station.NO_SOIL) {
                counts[(int) Math.round(moisture[i] * (BINS - 1))]++;
                seen++;
            }
            if (i % EVERY_HOURS == 0) {
                range = range(counts, seen, usual);
            }
            ranges[i] = range;
        }
        return ranges;
    }

    /** The percentiles of all readings; null when there are none. */
    static double @Nullable [] whole(double[] moisture) {
        int[] counts = new int[BINS];
        int seen = 0;
        for (double value : moisture) {
            if (value > Station.NO_SOIL) {
                counts[(int) Math.round(value * (BINS - 1))]++;
                seen++;
            }
        }
        return seen == 0 ? null : percentiles(counts, seen);
    }

    private static double[] range(int[] counts, int seen, double[] usual) {
        if (seen == 0) {
            return usual.clone();
        }
        double[] own = percentiles(counts, seen);
        double weight = seen / (seen + OWN_WEIGHT_HOURS);
        double[] range = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            double drawn = weight * own[i] + (1 - weight) * usual[i];
            range[i] = i == 0 ? Math.min(own[i], drawn) : i == 1 ? drawn : Math.max(own[i], drawn);
        }
        return range;
    }

    private static double[] percentiles(int[] counts, int seen) {
        double[] percentiles = new double[SHARES.length];
        int below = 0;
        int bin = 0;
        for (int i = 0; i < SHARES.length; i++) {
            double wanted = SHARES[i] * (seen - 1);
            while (below + counts[bin] <= wanted) {
                below += counts[bin++];
            }
            percentiles[i] = bin / (double) (BINS - 1);
        }
        return percentiles;
    }
}
