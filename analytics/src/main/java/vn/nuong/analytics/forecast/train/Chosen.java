package vn.nuong.analytics.forecast.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vn.nuong.analytics.forecast.train.Samples.Sample;

/**
 * What is chosen on the validation part, by lead.
 *
 * @param shrink what the network's changes are multiplied by, 0 to 1: the least-squares factor, so that a network that saw nothing
 *     real is shrunk to persistence
 * @param low 10th percentile of what came minus the shrunk change, in usual changes of a day at that probe
 * @param high 90th percentile
 */
record Chosen(List<Double> shrink, List<Double> low, List<Double> high) {

    static Chosen on(List<Sample> samples, double[][] changes) {
        List<Double> shrink = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int lead = 0; lead < Splits.LEADS.size(); lead++) {
            double product = 0;
            double square = 0;
            for (int i = 0; i < changes.length; i++) {
                product += changes[i][lead] * samples.get(i).changes()[lead];
                square += changes[i][lead] * changes[i][lead];
            }
            double factor = square > 0 ? Math.max(0, Math.min(1, product / square)) : 0;
            int column = lead;
            double[] errors = IntStream.range(0, changes.length)
                    .mapToDouble(i -> (samples.get(i).changes()[column] - factor * changes[i][column])
                            / samples.get(i).usualChange())
                    .filter(error -> !Double.isNaN(error))
                    .sorted()
                    .toArray();
            shrink.add(Math.round(factor * 1000) / 1000.0);
            low.add(Math.min(0, percentile(errors, 0.1)));
            high.add(Math.max(0, percentile(errors, 0.9)));
        }
        return new Chosen(shrink, low, high);
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
