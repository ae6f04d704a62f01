package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Normalisation;

/**
 * The learned forecast of one horizon: networks that say what to add to the base, and one that says how far off they may be.
 *
 * <p>How wide interval and quantiles begin is taken from forecasts for stations and a part of the time that the networks making them had not
 * seen. The networks used in the end have seen all training samples.
 *
 * <p>Immutable.
 */
final class HorizonModel {

    private static final int NETWORKS = 3;

    private static final ResidualNetwork.Restraint WITH_WEATHER = new ResidualNetwork.Restraint(5, 0.4, 4);
    private static final ResidualNetwork.Restraint WITHOUT = new ResidualNetwork.Restraint(3, 0.9, 2);
    private static final ResidualNetwork.Restraint SPREAD = new ResidualNetwork.Restraint(4, 0.5, 3);

    /** No forecast is surer than this, m³/m³: half the step in which these probes are written down. */
    private static final double LEAST_SPREAD = 0.0005;

    private static final double OUTSIDE = 0.5;

    /** A record of T hours holds about T / horizon errors that do not repeat each other: of few, the quantiles are drawn wider. */
    private static final double FEW = 5;

    /**
     * All but the weights, as it is kept in a file.
     *
     * @param unit m³/m³ of an output of 1
     * @param interval where the 80 % interval begins
     * @param quantiles where the quantiles begin
     * @param persistenceLow 10th percentile of the change over this horizon at the training stations, m³/m³
     * @param persistenceHigh 90th percentile of the same
     * @param least smallest value of each feature in training; 0 for one that no training sample had
     * @param most largest of the same
     */
    record Numbers(
            Normalisation normalisation,
            double unit,
            IntervalForm interval,
            Quantiles quantiles,
            double persistenceLow,
            double persistenceHigh,
            List<Double> least,
            List<Double> most) {}

    private final Numbers numbers;
    private final List<ResidualNetwork> networks;
    private final ResidualNetwork spread;

    private HorizonModel(Numbers numbers, List<ResidualNetwork> networks, ResidualNetwork spread) {
        this.numbers = numbers;
        this.networks = networks;
        this.spread = spread;
    }

    /**
     * Fits the model.
     *
     * @param kept folder that finished networks are kept in, so that an interrupted run goes on
     * @param name of the horizon in that folder, such as {@code 24h}
     * @param observed whether the weather to come is among the features
     */
    static HorizonModel fit(Samples samples, Path kept, String name, boolean observed, long seed, Progress progress)
            throws IOException, InterruptedException {
        int n = samples.size();
        progress.checkNotStopped();
        Normalisation normalisation = Normalisation.fit(
                IntStream.range(0, n).mapToObj(samples::features).toList());
        List<float[]> inputs = new ArrayList<>();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            inputs.add(normalisation.inputs(samples.features(i)));
            double residual = samples.came(i) - samples.base(i);
            squares += residual * residual / n;
        }
        double unit = Math.max(1e-6, Math.sqrt(squares));
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
                    kept.resolve(name + "-held-out-" + (fold + 1) + ".bin"),
                    pick(inputs, fit),
                    pick(targets, fit),
                    restraint,
                    seed + 100 + fold,
                    progress);
            for (int i : out) {
                said.add(network.outputs(inputs.get(i))[0] * unit);
            }
            held.addAll(out);
        }
        if (held.isEmpty()) {
            throw new IllegalArgumentException("the training stations give no sample to judge a forecast by; add more");
        }
        List<ResidualNetwork> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(ResidualNetwork.fit(
                    kept.resolve(network(name, i)), inputs, targets, restraint, seed + i, progress));
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
        ResidualNetwork spread = ResidualNetwork.fit(
                kept.resolve(spread(name)), pick(inputs, held), roots, SPREAD, seed + 200, progress);
        double[] changes = IntStream.range(0, n).mapToDouble(samples::came).toArray();
        double[][] sizes =
                held.stream().map(i -> sizes(spread, inputs.get(i), unit)).toArray(double[][]::new);
        return new HorizonModel(
                new Numbers(
                        normalisation,
                        unit,
                        IntervalForm.fit(sizes, errors, unit),
                        Quantiles.fit(sizes, errors, unit).widened(1 + FEW * samples.horizonsInRecord()),
                        percentile(changes, 0.1),
                        percentile(changes, 0.9),
                        extremes(samples, -1),
                        extremes(samples, 1)),
                networks,
                spread);
    }

    private static String network(String name, int i) {
        return name + "-" + (i + 1) + ".bin";
    }

    private static String spread(String name) {
        return name + "-spread.bin";
    }

    Numbers numbers() {
        return numbers;
    }

    /** Writes the weights, one network after the other. */
    void write(OutputStream out) throws IOException {
        for (ResidualNetwork network : networks) {
            network.write(out);
        }
        spread.write(out);
    }

    /** @throws IOException when the weights end early, are damaged or do not fit to the numbers */
    static HorizonModel read(Numbers numbers, InputStream in) throws IOException {
        List<ResidualNetwork> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(ResidualNetwork.read(in));
        }
        ResidualNetwork spread = ResidualNetwork.read(in);
        int inputs = 2 * numbers.normalisation().mean().size();
        for (ResidualNetwork network : networks) {
            if (network.inputs() != inputs || spread.inputs() != inputs) {
                throw new IOException("the networks have " + network.inputs() + " and " + spread.inputs()
                        + " inputs, the numbers beside them " + inputs);
            }
        }
        return new HorizonModel(numbers, List.copyOf(networks), spread);
    }

    /** Smallest (−1) or largest (1) value of each feature. */
    private static List<Double> extremes(Samples samples, int sign) {
        List<Double> extremes = new ArrayList<>();
        for (int f = 0; f < samples.features(0).length; f++) {
            double farthest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < samples.size(); i++) {
                double value = sign * samples.features(i)[f];
                farthest = value > farthest ? value : farthest;
            }
            extremes.add(Double.isInfinite(farthest) ? 0.0 : sign * farthest);
        }
        return List.copyOf(extremes);
    }

    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static <T> List<T> pick(List<T> all, List<Integer> indices) {
        return indices.stream().map(all::get).toList();
    }

    /** Expected size of an error below and above the forecast, m³/m³. */
    private static double[] sizes(ResidualNetwork spread, float[] inputs, double unit) {
        float[] roots = spread.outputs(inputs);
        double[] sizes = new double[2];
        for (int side = 0; side < 2; side++) {
            double root = Math.max(0, roots[side]);
            sizes[side] = Math.max(LEAST_SPREAD, root * root * unit);
        }
        return sizes;
    }

    /**
     * What is said of one issue.
     *
     * @param change forecast change, m³/m³
     * @param below expected error below it, m³/m³
     * @param above the same above it
     */
    record Said(double change, double below, double above) {}

    /** The answer to one row of features. */
    Said say(double[] features, double base) {
        float[] inputs = numbers.normalisation().inputs(features);
        double sum = 0;
        for (ResidualNetwork network : networks) {
            sum += network.outputs(inputs)[0];
        }
        double[] sizes = sizes(spread, inputs, numbers.unit());
        return new Said(base + numbers.unit() * sum / networks.size(), sizes[0], sizes[1]);
    }

    /** The same for whom the size of the errors is enough: the change is NaN. */
    Said saySizes(double[] features) {
        double[] sizes = sizes(spread, numbers.normalisation().inputs(features), numbers.unit());
        return new Said(Double.NaN, sizes[0], sizes[1]);
    }

    /**
     * The input that is farthest outside of what training saw, by more than half the width of that; null when there is none.
     *
     * @param names of the features
     */
    @Nullable
    String outside(double[] features, List<String> names) {
        @Nullable String farthest = null;
        double most = OUTSIDE;
        for (int f = 0; f < features.length; f++) {
            double width =
                    Math.max(1e-9, numbers.most().get(f) - numbers.least().get(f));
            double beyond = Math.max(
                            numbers.least().get(f) - features[f],
                            features[f] - numbers.most().get(f))
                    / width;
            if (beyond > most) {
                most = beyond;
                farthest = names.get(f);
            }
        }
        return farthest;
    }

    /** What is believed of an expected error that is said of inputs outside of training: at most twice the usual one, m³/m³. */
    double believed(double size) {
        return Math.min(size, 2 * numbers.unit());
    }

    /** An expected error as the 80 % interval has it, m³/m³. */
    double intervalWidth(double size) {
        return IntervalForm.width(size, numbers.interval().power(), numbers.unit());
    }

    /** An expected error as the quantiles have it, m³/m³. */
    double quantileWidth(double size) {
        return IntervalForm.width(size, numbers.quantiles().power(), numbers.unit());
    }

    /** An interval to begin with at a station. */
    AdaptiveInterval interval() {
        IntervalForm form = numbers.interval();
        return new AdaptiveInterval(form.low(), form.high(), form.missesLow(), IntervalForm.MISSES - form.missesLow());
    }

    /** Quantiles to begin with at a station. */
    AdaptiveQuantiles quantiles() {
        return new AdaptiveQuantiles(numbers.quantiles());
    }

    Normalisation normalisation() {
        return numbers.normalisation();
    }

    /** 10th percentile of the change over this horizon at the training stations, m³/m³. */
    double persistenceLow() {
        return numbers.persistenceLow();
    }

    /** 90th percentile of the same. */
    double persistenceHigh() {
        return numbers.persistenceHigh();
    }
}
