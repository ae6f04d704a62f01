package vn.nuong.analytics.forecast.pest;

import java.util.Arrays;

/** Quantiles of a sample, linear between neighbours (Hyndman and Fan 1996, definition 7). */
final class Quantile {

    private Quantile() {}

    /**
     * @param sorted in ascending order, not empty
     * @param share 0 to 1
     */
    static double of(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
