package vn.nuong.analytics.forecast.soilmoisture;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import vn.nuong.analytics.forecast.Normalisation;

/**
 * One network and how Deeplearning4j fits it. Much noise is laid on its inputs in training: the stations stand in the same storms, and
 * without it the network learns those by heart. The same seed gives the same weights. Immutable.
 */
final class ResidualNetwork {

    private static final NetworkFit.Shape SHAPE = new NetworkFit.Shape(64, 32, 1e-4);
    private static final double LEARNING_RATE = 1e-3;

    /** Scaled inputs and targets are cut here: a few storms shall not make the weights. */
    private static final float FARTHEST_INPUT = 2.5f;

    private final Perceptron network;

    ResidualNetwork(Perceptron network) {
        this.network = network;
    }

    /**
     * How much a network is held back.
     *
     * @param passes over the samples
     * @param noise standard deviation of what is added to a scaled input
     * @param farthest targets are cut at so many units
     */
    record Restraint(int passes, double noise, double farthest) {}

    /**
     * Fits, or takes what an interrupted run has left in the file.
     *
     * @param inputs as {@link Normalisation} makes them
     * @param targets in units of their size
     */
    static ResidualNetwork fit(
            Path kept, List<float[]> inputs, List<float[]> targets, Restraint restraint, long seed, Progress progress)
            throws IOException, InterruptedException {
        if (Files.exists(kept)) {
            progress.say(kept.getFileName() + ": kept from a run before");
            return read(kept);
        }
        NetworkFit network = NetworkFit.create(inputs.get(0).length, targets.get(0).length, SHAPE, seed);
        List<float[]> cut =
                targets.stream().map(t -> cut(t, restraint.farthest())).toList();
        Random order = new Random(seed);
        for (int pass = 0; pass < restraint.passes(); pass++) {
            progress.checkNotStopped();
            progress.say(kept.getFileName() + ": pass " + (pass + 1) + " of " + restraint.passes() + " over "
                    + inputs.size() + " samples");
            SplittableRandom noise = new SplittableRandom(seed * 1_000 + pass);
            List<float[]> noisy = new ArrayList<>();
            for (float[] input : inputs) {
                noisy.add(noisy(input, restraint.noise(), noise));
            }
            double rate = LEARNING_RATE * (restraint.passes() - pass) / restraint.passes();
            network.trainOnce(noisy, cut, rate, order);
        }
        ResidualNetwork fitted = new ResidualNetwork(network.weights());
        fitted.write(kept);
        return fitted;
    }

    /** @throws IOException when the file is no network */
    private static ResidualNetwork read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static ResidualNetwork read(InputStream in) throws IOException {
        return new ResidualNetwork(Perceptron.read(in));
    }

    void write(OutputStream out) throws IOException {
        network.write(out);
    }

    /** Writes it whole or not at all. */
    private void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            write(out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    int inputs() {
        return network.inputs();
    }

    private static float[] cut(float[] values, double farthest) {
        float[] cut = new float[values.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = (float) Math.max(-farthest, Math.min(farthest, values[i]));
        }
        return cut;
    }

    /** Evenly spread noise of that standard deviation on the measured values, none on the masks. */
    private static float[] noisy(float[] input, double deviation, SplittableRandom random) {
        float[] noisy = cutInput(input);
        int n = input.length / 2;
        double width = 2 * Math.sqrt(3) * deviation;
        for (int i = 0; i < n; i++) {
            if (input[n + i] != 0) {
                noisy[i] += (float) ((random.nextDouble() - 0.5) * width);
            }
        }
        return noisy;
    }

    private static float[] cutInput(float[] input) {
        return cut(input, FARTHEST_INPUT);
    }

    /** The outputs for the inputs, as {@link Normalisation} makes them. */
    float[] outputs(float[] inputs) {
        return network.outputs(cutInput(inputs));
    }
}
