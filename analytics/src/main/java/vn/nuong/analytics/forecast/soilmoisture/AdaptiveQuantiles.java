package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;
import java.util.List;

/**
 * Keeps the quantiles honest at one probe: whenever the hour of a forecast has come, each quantile that lay above what came is lowered
 * a little and each that lay below is raised, so that in the long run each has its share below it (conformal quantile tracking,
 * Angelopoulos, Candès and Tibshirani 2023, with the steps of Gibbs and Candès 2021). Not thread-safe; forecasts are to be settled in the
 * order of their hours.
 */
final class AdaptiveQuantiles {

    /** As in {@link AdaptiveInterval}: what is known late lets somewhat more be missed than is aimed at. */
    private static final double LATE = 0.92;

    /** Step an hour, in half the distance from the lowest to the highest quantile at the beginning. */
    private static final double STEP = 0.01;

    private static final double FARTHEST = 8;

    private final double[] start;
    private final double[] offsets;
    private final double unit;

    /** @param begin where the quantiles lie at a probe that nothing is known of */
    AdaptiveQuantiles(Quantiles begin) {
        start = begin.offsets().stream().mapToDouble(o -> o).toArray();
        offsets = start.clone();
        unit = Math.max(0.1, (start[start.length - 1] - start[0]) / 2);
    }

    /**
     * The quantiles of one forecast, ascending, m³/m³, 0 to 1.
     *
     * @param below expected error below, m³/m³
     * @param above expected error above, m³/m³
     */
    double[] of(double forecast, double below, double above) {
        double[] quantiles = new double[offsets.length];
        for (int q = 0; q < quantiles.length; q++) {
            double moved = forecast + offsets[q] * (offsets[q] < 0 ? below : above);
            quantiles[q] = Math.max(0, Math.min(1, moved));
        }
        Arrays.sort(quantiles); // each moves by itself; crossed ones are exchanged
        return quantiles;
    }

    /**
     * One more forecast's reading has come.
     *
     * @param hours that this one stands for, 1 when every hour is settled
     */
    void settle(double observed, double[] quantiles, double hours) {
        List<Double> shares = Quantiles.SHARES;
        for (int q = 0; q < offsets.length; q++) {
            double share = shares.get(q);
            double aim = share < 0.5 ? LATE * share : share > 0.5 ? 1 - LATE * (1 - share) : share;
            double moved = offsets[q] + STEP * hours * unit * (aim - (observed < quantiles[q] ? 1 : 0));
            offsets[q] = Math.max(start[q] - FARTHEST * unit, Math.min(start[q] + FARTHEST * unit, moved));
        }
        putInOrder();
    }

    /** Quantiles that would cross meet halfway: one that was only exchanged with another would no longer learn from its own misses. */
    private void putInOrder() {
        for (int pass = 0; pass < offsets.length; pass++) {
            for (int q = 1; q < offsets.length; q++) {
                if (offsets[q] < offsets[q - 1]) {
                    double middle = (offsets[q] + offsets[q - 1]) / 2;
                    offsets[q] = middle;
                    offsets[q - 1] = middle;
                }
            }
        }
    }
}
