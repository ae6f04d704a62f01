package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;
import java.util.List;

/** The quantiles of several equally likely forecasts taken together: each is spread out evenly, what they give is sorted. */
final class Mixture {

    private static final int POINTS = 20;

    private Mixture() {}

    /** @param forecasts quantiles of each, as {@link Quantiles#SHARES}, ascending */
    static double[] of(List<double[]> forecasts) {
        if (forecasts.size() == 1) {
            return forecasts.get(0).clone();
        }
        double[] drawn = new double[POINTS * forecasts.size()];
        int n = 0;
        for (double[] quantiles : forecasts) {
            for (int i = 0; i < POINTS; i++) {
                drawn[n++] = Math.max(0, Math.min(1, at(quantiles, (i + 0.5) / POINTS)));
            }
        }
        Arrays.sort(drawn);
        double[] mixed = new double[Quantiles.SHARES.size()];
        for (int q = 0; q < mixed.length; q++) {
            mixed[q] = between(drawn, Quantiles.SHARES.get(q) * drawn.length - 0.5);
        }
        return mixed;
    }

    private static double between(double[] sorted, double place) {
        int below = (int) Math.max(0, Math.min(sorted.length - 1, Math.floor(place)));
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Straight lines between the quantiles, and on beyond the outer ones. */
    private static double at(double[] quantiles, double share) {
        List<Double> shares = Quantiles.SHARES;
        int i = 0;
        while (i + 2 < quantiles.length && share > shares.get(i + 1)) {
            i++;
        }
        double along = (share - shares.get(i)) / (shares.get(i + 1) - shares.get(i));
        return quantiles[i] + along * (quantiles[i + 1] - quantiles[i]);
    }
}
