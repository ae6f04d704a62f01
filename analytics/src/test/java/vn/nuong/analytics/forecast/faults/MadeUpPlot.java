package vn.nuong.analytics.forecast.faults;

import java.util.Random;
import java.util.TreeMap;

/** A plot's record made up from storms, seasons and a simple soil, the same for the same seed. Its probes are sound. */
final class MadeUpPlot {

    static final int[] DEPTHS = {10, 30, 60};

    /** Shares of the rain that reach each layer through cracks. */
    private static final double[] BYPASS = {0, 0.3, 0.2};

    private static final long FIRST_HOUR = 455_832; // 2022-01-01T00:00:00Z

    private MadeUpPlot() {}

    static ProbeRecord of(long seed, int days) {
        Random random = new Random(seed);
        int n = 24 * days;
        double[] rain = new double[n];
        double[] air = new double[n];
        double[] sun = new double[n];
        double[][] read = new double[3][n];
        double[][] warm = new double[3][n];
        double capacity = 0.32 + 0.04 * random.nextDouble();
        double[] theta = {capacity - 0.05, capacity - 0.03, capacity};
        double[] thickness = {200, 250, 400};
        int stormLeft = 0;
        for (int h = 0; h < n; h++) {
            double season = Math.sin((h / 24.0 - 100) * 2 * Math.PI / 365);
            double hour = Math.sin((h % 24 - 6) * Math.PI / 12);
            stormLeft = stormLeft > 0
                    ? stormLeft - 1
                    : random.nextInt(season > 0 ? 150 : 240) == 0 ? 2 + random.nextInt(6) : 0;
            rain[h] = stormLeft > 0 ? 7 * random.nextDouble() : 0;
            air[h] = 22 + 6 * season + 5 * hour + 0.3 * random.nextGaussian();
            sun[h] = Math.max(0, hour) * (stormLeft > 0 ? 150 : 650 + 150 * season);
            double down = 0.5 * rain[h];
            for (int j = 0; j < 3; j++) {
                theta[j] += (down + BYPASS[j] * rain[h]) / thickness[j];
                down = Math.max(0, theta[j] - capacity) * 0.08 * thickness[j];
                theta[j] -= down / thickness[j] + Math.max(0, theta[j] - 0.12) * sun[h] * 4e-6 / (j + 1);
                theta[j] = Math.min(0.45, theta[j]);
                read[j][h] = rounded(theta[j] + 0.0006 * random.nextGaussian());
                warm[j][h] = 22 + 6 * season + 3 * hour / (j + 1);
            }
        }
        TreeMap<Integer, double[]> moisture = new TreeMap<>();
        TreeMap<Integer, double[]> temperature = new TreeMap<>();
        for (int j = 0; j < 3; j++) {
            moisture.put(DEPTHS[j], read[j]);
            temperature.put(DEPTHS[j], warm[j]);
        }
        return new ProbeRecord("made-up", FIRST_HOUR, n, moisture, temperature, rain, air, sun);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
