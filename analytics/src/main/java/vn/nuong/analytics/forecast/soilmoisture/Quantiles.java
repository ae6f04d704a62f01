package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;
import java.util.List;

/**
 * How the five quantiles lie about the forecast: each so many expected errors above or below it, where an expected error is a size to a
 * power ({@link IntervalForm#width}). Immutable.
 *
 * @param power how the quantiles follow the expected size of the errors, greater than 0
 * @param offsets of each quantile, in expected errors, ascending; below 0 is below the forecast
 */
record Quantiles(double power, List<Double> offsets) {

    /** Which quantiles are given. */
    static final List<Double> SHARES = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

    private static final double[] POWERS = {1, 0.9, 0.8, 0.7, 0.6, 0.5};

    Quantiles {
        offsets = List.copyOf(offsets);
        if (offsets.size() != SHARES.size()) {
            throw new IllegalArgumentException(offsets.size() + " offsets for " + SHARES.size() + " quantiles");
        }
    }

    /**
     * The quantiles with the least pinball loss over errors that were not learned from.
     *
     * @param sizes expected size of an error below and above, m³/m³
     * @param errors what came less what was forecast, m³/m³
     * @param unit m³/m³, what sizes are reckoned in
     */
    static Quantiles fit(double[][] sizes, double[] errors, double unit) {
        Quantiles best = new Quantiles(1, SHARES);
        double least = Double.POSITIVE_INFINITY;
        for (double power : POWERS) {
            double[] scaled = new double[errors.length];
            for (int i = 0; i < errors.length; i++) {
                scaled[i] = errors[i] / IntervalForm.width(sizes[i][errors[i] < 0 ? 0 : 1], power, unit);
            }
            Arrays.sort(scaled);
            Quantiles quantiles = new Quantiles(
                    power,
                    SHARES.stream()
                            .map(s -> scaled[(int) Math.round(s * (scaled.length - 1))])
                            .toList());
            double loss = 0;
            for (int i = 0; i < errors.length; i++) {
                double below = IntervalForm.width(sizes[i][0], power, unit);
                double above = IntervalForm.width(sizes[i][1], power, unit);
                for (int q = 0; q < SHARES.size(); q++) {
                    double offset = quantiles.offsets().get(q);
                    loss += pinball(errors[i] - offset * (offset < 0 ? below : above), SHARES.get(q));
                }
            }
            if (loss < least) {
                least = loss;
                best = quantiles;
            }
        }
        return best;
    }

    /** The same so many times as far from the middle one. */
    Quantiles widened(double factor) {
        double middle = offsets.get(SHARES.size() / 2);
        return new Quantiles(
                power, offsets.stream().map(o -> middle + factor * (o - middle)).toList());
    }

    /** Koenker and Bassett 1978: what a quantile is scored by. */
    static double pinball(double cameLessQuantile, double share) {
        return Math.max(share * cameLessQuantile, (share - 1) * cameLessQuantile);
    }
}
