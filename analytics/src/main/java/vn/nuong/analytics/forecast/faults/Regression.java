package vn.nuong.analytics.forecast.faults;

/**
 * Bayesian linear regression (Bishop 2006, equations 3.50 and 3.51) that learns a day at a time: coefficients drawn towards 0, each by its
 * prior, and a prediction that knows how sure it is. A day counts as a part of an independent one, since soil today is much like
 * yesterday. Not thread-safe.
 */
final class Regression {

    private final int n;
    private final double noise;
    private final double[][] precision;
    private final double[] moment;
    private double[][] root;
    private double[] mean;

    /**
     * @param prior standard deviation of each coefficient
     * @param noise standard deviation of what is left, in the unit of the target
     */
    Regression(double[] prior, double noise) {
        n = prior.length;
        this.noise = noise;
        precision = new double[n][n];
        moment = new double[n];
        for (int i = 0; i < n; i++) {
            precision[i][i] = 1 / (prior[i] * prior[i]);
        }
        root = new double[n][n];
        mean = new double[n];
        solve();
    }

    /** @param weight of this day, where 1 is an independent one */
    void learn(double[] x, double y, double weight) {
        double w = weight / (noise * noise);
        for (int i = 0; i < n; i++) {
            if (x[i] != 0) {
                for (int j = 0; j <= i; j++) {
                    precision[i][j] += w * x[i] * x[j];
                }
                moment[i] += w * x[i] * y;
            }
        }
        solve();
    }

    double predict(double[] x) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += mean[i] * x[i];
        }
        return sum;
    }

    /** Variance of the prediction for want of knowing the coefficients. */
    double variance(double[] x) {
        double sum = 0;
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            double value = x[i];
            for (int j = 0; j < i; j++) {
                value -= root[i][j] * z[j];
            }
            z[i] = value / root[i][i];
            sum += z[i] * z[i];
        }
        return sum;
    }

    /** Cholesky. */
    private void solve() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = precision[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        for (int i = 0; i < n; i++) {
            double sum = moment[i];
            for (int k = 0; k < i; k++) {
                sum -= root[i][k] * mean[k];
            }
            mean[i] = sum / root[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = mean[i];
            for (int k = i + 1; k < n; k++) {
                sum -= root[k][i] * mean[k];
            }
            mean[i] = sum / root[i][i];
        }
    }
}
