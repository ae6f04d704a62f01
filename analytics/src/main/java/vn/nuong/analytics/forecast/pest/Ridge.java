package vn.nuong.analytics.forecast.pest;

import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of standardised features, fitted by least squares with a small penalty on the weights (Hoerl and Kennard 1970,
 * Technometrics 12:55). Solved by Cholesky's method in plain Java, so the same data give the same bits. Immutable.
 */
final class Ridge {

    /** Penalty for each sample, chosen on held-out locations and years. */
    private static final double PENALTY = 0.0003;

    private static final double CONSTANT = 1e-9;

    private final double[] mean;
    private final double[] scale;
    private final double[] weights;
    private final double level;
    private final double[][] covariance;

    /**
     * All of it, as it is kept in a file.
     *
     * @param mean of each feature
     * @param scale standard deviation of each feature
     * @param weights of the standardised features
     * @param level mean of the targets
     * @param covariance lower half of the standardised features' covariance, with the penalty
     */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record Numbers(double[] mean, double[] scale, double[] weights, double level, double[][] covariance) {}

    /** @throws IllegalArgumentException when the lengths do not fit together */
    Ridge(Numbers numbers) {
        mean = numbers.mean().clone();
        scale = numbers.scale().clone();
        weights = numbers.weights().clone();
        level = numbers.level();
        covariance = Arrays.stream(numbers.covariance()).map(double[]::clone).toArray(double[][]::new);
        int d = mean.length;
        if (scale.length != d
                || weights.length != d
                || covariance.length != d
                || Arrays.stream(covariance).anyMatch(row -> row.length != d)) {
            throw new IllegalArgumentException("a regression whose numbers are not all of " + d + " features");
        }
    }

    Numbers numbers() {
        return new Numbers(mean, scale, weights, level, covariance);
    }

    /** How many features it is fitted to. */
    int size() {
        return mean.length;
    }

    /**
     * @param features a row for each sample, none missing
     * @param targets one for each sample
     * @throws IllegalArgumentException without a sample
     */
    Ridge(List<double[]> features, List<Double> targets) {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("no samples to fit");
        }
        int n = features.size();
        int d = features.get(0).length;
        mean = new double[d];
        scale = new double[d];
        level = targets.stream().mapToDouble(Double::doubleValue).sum() / n;
        features.forEach(row -> {
            for (int i = 0; i < d; i++) {
                mean[i] += row[i] / n;
            }
        });
        features.forEach(row -> {
            for (int i = 0; i < d; i++) {
                scale[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / n;
            }
        });
        for (int i = 0; i < d; i++) {
            scale[i] = Math.sqrt(scale[i]) < CONSTANT ? 1 : Math.sqrt(scale[i]);
        }
        double[][] products = new double[d][d];
        double[] right = new double[d];
        covariance = new double[d][d];
        double[] z = new double[d];
        for (int s = 0; s < n; s++) {
            standardise(features.get(s), z);
            double off = targets.get(s) - level;
            for (int i = 0; i < d; i++) {
                right[i] += z[i] * off;
                for (int j = 0; j <= i; j++) {
                    products[i][j] += z[i] * z[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            products[i][i] += PENALTY * n;
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = products[i][j] / n;
            }
        }
        weights = solve(products, right);
    }

    double predict(double[] row) {
        double sum = level;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (row[i] - mean[i]) / scale[i];
        }
        return sum;
    }

    /** Effect on the forecast of one standard deviation of each feature. */
    double[] weights() {
        return weights.clone();
    }

    /**
     * A copy of the weights that goes on learning from one series.
     *
     * @param worth how many samples of the series count as much as all that was learned before
     */
    Adapting adapting(double worth) {
        return new Adapting(worth);
    }

    /** The weights as a series' own weeks draw them away from what was learned elsewhere. Not thread-safe. */
    final class Adapting {
        private final double[][] precision; // lower half; the last row is the level's
        private final double[] right;
        private double[] current;
        private boolean isStale;

        private Adapting(double worth) {
            int d = weights.length;
            precision = new double[d + 1][d + 1];
            right = new double[d + 1];
            current = Arrays.copyOf(weights, d + 1);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    precision[i][j] = worth * covariance[i][j];
                    right[i] += precision[i][j] * weights[j];
                    if (j < i) {
                        right[j] += precision[i][j] * weights[i];
                    }
                }
            }
            precision[d][d] = worth;
        }

        /** One more week of the series is known. */
        void learn(double[] row, double target) {
            int d = weights.length;
            double[] z = new double[d + 1];
            standardise(row, z);
            for (int i = 0; i <= d; i++) {
                right[i] += z[i] * (target - level);
                for (int j = 0; j <= i; j++) {
                    precision[i][j] += z[i] * z[j];
                }
            }
            isStale = true;
        }

        double predict(double[] row) {
            if (isStale) {
                double[][] copy = new double[precision.length][];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = precision[i].clone();
                }
                current = solve(copy, right);
                isStale = false;
            }
            double[] z = new double[current.length];
            standardise(row, z);
            double sum = level;
            for (int i = 0; i < z.length; i++) {
                sum += current[i] * z[i];
            }
            return sum;
        }
    }

    /** The last place, where there is one more than features, is the level's: 1. */
    private void standardise(double[] row, double[] to) {
        for (int i = 0; i < row.length; i++) {
            to[i] = (row[i] - mean[i]) / scale[i];
        }
        if (to.length > row.length) {
            to[row.length] = 1;
        }
    }

    /** Solves A x = b for a symmetric positive definite A, of which the lower half is given and overwritten. */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                if (i == j && sum <= 0) {
                    throw new IllegalStateException("not positive definite in row " + i);
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        double[] x = Arrays.copyOf(b, n);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[k][i] * x[k];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
