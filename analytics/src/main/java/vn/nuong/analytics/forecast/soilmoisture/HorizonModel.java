package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import vn.nuong.analytics.forecast.Normalisation;

/**
 * The learned forecast of one horizon: networks that say what to add to the base, and one that says how far off they may be.
 *
 * <p>How wide the interval begins is taken from forecasts for stations and a part of the time that the networks making them had not seen. The networks used in the end have seen all training samples.
 *
 * <p>Not thread-safe.
 */
final class HorizonModel {

    private static final int NETWORKS = 3;

    /** Rows are always reckoned in blocks of this size, filled up with empty ones: in another block a sum may be rounded otherwise. */
    private static final int BLOCK = 256;

    private static final ResidualNetwork.Restraint WITH_WEATHER = new ResidualNetwork.Restraint(5, 0.4, 4);
    private static final ResidualNetwork.Restraint WITHOUT = new ResidualNetwork.Restraint(3, 0.9, 2);
    private static final ResidualNetwork.Restraint SPREAD = new ResidualNetwork.Restraint(4, 0.5, 3);

    /** No forecast is surer than this, m³/m³: half the step in which these probes are written down. */
    private static final double LEAST_SPREAD = 0.0005;

    private final Normalisation normalisation;
    private final double unit;
    private final List<ResidualNetwork> networks;
    private final ResidualNetwork spread;
    private final double power;
    private final double missesLow;
    private final double low;
    private final double high;
    private final double persistenceLow;
    private final double persistenceHigh;

    /**
     * Fits the model.
     *
     * @param kept folder that finished networks are kept in, so that an interrupted run goes on
     * @param name of the horizon in that folder, such as {@code 24h}
     * @param observed whether the weather to come is among the features
     */
    HorizonModel(Samples samples, Path kept, String name, boolean observed, long seed, Progress progress)
            throws IOException, InterruptedException {
        int n = samples.size();
        progress.checkNotStopped();
        normalisation = Normalisation.fit(
                IntStream.range(0, n).mapToObj(samples::features).toList());
        List<float[]> inputs = new ArrayList<>();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            inputs.add(normalisation.inputs(samples.features(i)));
            double residual = samples.came(i) - samples.base(i);
            squares += residual * residual / n;
        }
        unit = Math.max(1e-6, Math.sqrt(squares));
        List<float[]> targets = IntStream.range(0, n)
                .mapToObj(i -> new float[] {(float) ((samples.came(i) - samples.base(i)) / unit)})
                .toList();
        ResidualNetwork.Restraint restraint = observed ? WITH_WEATHER : WITHOUT;

        List<Integer> held = new ArrayList<>();
        List<Double> said = new ArrayList<>();
        for (int fold = 0; fold < Samples.PARTS; fold++) {
            List<Integer> fit = samples.outside(fold);
            List<Integer> out = samples.heldOut(fold);
            if (fit.isEmpty() || out.isEmpty()) {
                continue;
            }
            ResidualNetwork network = ResidualNetwork.fit(
                    kept.resolve(name + "-held-out-" + (fold + 1) + ".zip"),
                    pick(inputs, fit),
                    pick(targets, fit),
                    restraint,
                    seed + 100 + fold,
                    progress);
            for (float[] output : outputs(network, pick(inputs, out))) {
                said.add(output[0] * unit);
            }
            held.addAll(out);
        }
        if (held.isEmpty()) {
            throw new IllegalArgumentException("the training stations give no sample to judge a forecast by; add more");
        }
        networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(ResidualNetwork.fit(
                    kept.resolve(name + "-" + (i + 1) + ".zip"), inputs, targets, restraint, seed + i, progress));
        }

        double[] errors = new double[held.size()];
        List<float[]> roots = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            int sample = held.get(i);
            errors[i] = samples.came(sample) - samples.base(sample) - said.get(i);
            roots.add(new float[] {
                (float) Math.sqrt(Math.max(0, -errors[i]) / unit), (float) Math.sqrt(Math.max(0, errors[i]) / unit)
            });
        }
        spread = ResidualNetwork.fit(
                kept.resolve(name + "-spread.zip"), pick(inputs, held), roots, SPREAD, seed + 200, progress);
        double[] changes = IntStream.range(0, n).mapToDouble(samples::came).toArray();
        persistenceLow = percentile(changes, 0.1);
        persistenceHigh = percentile(changes, 0.9);
        Interval fitted = Interval.fit(sizes(pick(inputs, held)), errors, unit);
        power = fitted.power();
        missesLow = fitted.missesLow();
        low = fitted.low();
        high = fitted.high();
    }

    /**
     * How the interval follows the expected size of the errors: size to a power, times a factor each side.
     *
     * <p>With power 1 eight in ten readings lie inside in storms as in drought, and the storms make it wide on the average. With less it
     * is narrower on the average for the same share inside, and holds fewer in storms, more in drought. Rain pulls far up and nothing as far
     * down, so an interval that misses more above than below is narrower too.
     */
    private record Interval(double power, double missesLow, double low, double high) {

        private static final double[] POWERS = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3};
        private static final double MISSES = 0.2;
        private static final double[] MISSES_LOW = {0.1, 0.08, 0.06};

        /** The one with the least mean width at 80 % inside. */
        static Interval fit(double[][] sizes, double[] errors, double unit) {
            Interval narrowest = new Interval(1, 0.1, 1, 1);
            double least = Double.POSITIVE_INFINITY;
            for (double power : POWERS) {
                double[] below = new double[errors.length];
                double[] above = new double[errors.length];
                double sumBelow = 0;
                double sumAbove = 0;
                for (int i = 0; i < errors.length; i++) {
                    double down = width(sizes[i][0], power, unit);
                    double up = width(sizes[i][1], power, unit);
                    below[i] = -errors[i] / down;
                    above[i] = errors[i] / up;
                    sumBelow += down / errors.length;
                    sumAbove += up / errors.length;
                }
                for (double missesLow : MISSES_LOW) {
                    double low = Math.max(0.1, percentile(below, 1 - missesLow));
                    double high = Math.max(0.1, percentile(above, 1 - (MISSES - missesLow)));
                    double width = low * sumBelow + high * sumAbove;
                    if (width < least) {
                        least = width;
                        narrowest = new Interval(power, missesLow, low, high);
                    }
                }
            }
            return narrowest;
        }

        static double width(double size, double power, double unit) {
            return unit * Math.pow(size / unit, power);
        }
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static <T> List<T> pick(List<T> all, List<Integer> indices) {
        return indices.stream().map(all::get).toList();
    }

    private static float[][] outputs(ResidualNetwork network, List<float[]> inputs) {
        float[][] outputs = new float[inputs.size()][];
        for (int from = 0; from < outputs.length; from += BLOCK) {
            List<float[]> block = new ArrayList<>(inputs.subList(from, Math.min(outputs.length, from + BLOCK)));
            int rows = block.size();
            while (block.size() < BLOCK) {
                block.add(new float[inputs.get(0).length]);
            }
            System.arraycopy(network.outputs(block), 0, outputs, from, rows);
        }
        return outputs;
    }

    /** Expected size of an error below and above the forecast, m³/m³. */
    private double[][] sizes(List<float[]> inputs) {
        float[][] roots = outputs(spread, inputs);
        double[][] sizes = new double[roots.length][2];
        for (int i = 0; i < roots.length; i++) {
            for (int side = 0; side < 2; side++) {
                double root = Math.max(0, roots[i][side]);
                sizes[i][side] = Math.max(LEAST_SPREAD, root * root * unit);
            }
        }
        return sizes;
    }

    /**
     * What is said of one issue.
     *
     * @param change forecast change, m³/m³
     * @param below what the interval reaches below it, m³/m³, up to the station's factor
     * @param above the same above it
     */
    record Said(double change, double below, double above) {}

    /** One answer for each row of features. */
    List<Said> say(List<double[]> features, double[] bases) {
        List<float[]> inputs = features.stream().map(normalisation::inputs).toList();
        double[] sums = new double[bases.length];
        for (ResidualNetwork network : networks) {
            float[][] outputs = outputs(network, inputs);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += outputs[i][0];
            }
        }
        double[][] sizes = sizes(inputs);
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            said.add(new Said(
                    bases[i] + unit * sums[i] / networks.size(),
                    Interval.width(sizes[i][0], power, unit),
                    Interval.width(sizes[i][1], power, unit)));
        }
        return said;
    }

    /** An interval to begin with at a station. */
    AdaptiveInterval interval() {
        return new AdaptiveInterval(low, high, missesLow, Interval.MISSES - missesLow);
    }

    /** 10th percentile of the change over this horizon at the training stations, m³/m³. */
    double persistenceLow() {
        return persistenceLow;
    }

    /** 90th percentile of the same. */
    double persistenceHigh() {
        return persistenceHigh;
    }
}
