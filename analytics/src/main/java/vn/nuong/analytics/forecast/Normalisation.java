package vn.nuong.analytics.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings features to mean 0 and standard deviation 1 and says apart which of them were measured: the inputs are the scaled values (0
 * for a missing one) followed by one mask per feature (1 measured, 0 missing). So "missing" never reads as "average" or "dry".
 *
 * @param mean of each feature over the training samples that have it
 * @param deviation standard deviation of the same, greater than 0
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {

    /** Scaled values beyond this are cut: the model knows nothing out there. */
    static final double FARTHEST = 4;

    public Normalisation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means but " + deviation.size() + " deviations");
        }
        if (deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IllegalArgumentException("a standard deviation must be greater than 0, got " + deviation);
        }
    }

    /** Mean and deviation of each feature over the samples that have it; a feature that never varies keeps deviation 1. */
    public static Normalisation fit(List<double[]> samples) {
        int features = samples.get(0).length;
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            int feature = i;
            double[] measured = samples.stream()
                    .mapToDouble(s -> s[feature])
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            double mean = 0;
            for (double v : measured) {
                mean += v / measured.length;
            }
            double variance = 0;
            for (double v : measured) {
                variance += (v - mean) * (v - mean) / measured.length;
            }
            means.add(mean);
            deviations.add(variance > 1e-12 ? Math.sqrt(variance) : 1);
        }
        return new Normalisation(means, deviations);
    }

    /** Inputs of the network: scaled values, then masks. */
    public float[] inputs(double[] features) {
        int n = mean.size();
        if (features.length != n) {
            throw new IllegalArgumentException(features.length + " features, but the model was trained on " + n);
        }
        float[] inputs = new float[2 * n];
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(features[i])) {
                double scaled = (features[i] - mean.get(i)) / deviation.get(i);
                inputs[i] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
                inputs[n + i] = 1;
            }
        }
        return inputs;
    }

    /** The features that gave these inputs, as far as they were not cut; NaN where the mask says missing. */
    public double[] features(float[] inputs) {
        int n = mean.size();
        double[] features = new double[n];
        for (int i = 0; i < n; i++) {
            features[i] = inputs[n + i] == 0 ? Double.NaN : inputs[i] * deviation.get(i) + mean.get(i);
        }
        return features;
    }
}
