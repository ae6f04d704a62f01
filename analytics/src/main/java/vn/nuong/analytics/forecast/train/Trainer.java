package vn.nuong.analytics.forecast.train;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nuong.analytics.forecast.Normalisation;
import vn.nuong.analytics.forecast.deep.MoistureNetwork;
import vn.nuong.analytics.forecast.train.Samples.Sample;

/** Fits a network to samples. The same seed gives the same weights. */
final class Trainer {

    // Chosen on the validation part (see docs/model.md), never on the unseen months.
    static final int EPOCHS = 8;
    static final double LEARNING_RATE = 1e-3;
    static final MoistureNetwork.Shape SHAPE = new MoistureNetwork.Shape(32, 16, 1e-3);

    /** Changes are cut at this many standard deviations, so that a few storms do not make the weights. */
    static final double CUT_DEVIATIONS = 2;

    /** How often each instrument is taken away from a sample, so that the network learns to do without. */
    static final double INSTRUMENT_MISSING = 0.2;

    private final long seed;
    private final PrintStream out;

    Trainer(long seed, PrintStream out) {
        this.seed = seed;
        this.out = out;
    }

    /**
     * @param normalisation of its inputs
     * @param scale m³/m³ for an output of 1, by lead
     */
    record Fitted(MoistureNetwork network, Normalisation normalisation, List<Double> scale) {

        /** Changes as the network sees them coming, m³/m³, by sample and lead. */
        double[][] changes(List<Sample> samples) {
            float[][] outputs = network.outputs(samples.stream()
                    .map(s -> normalisation.inputs(s.features()))
                    .toList());
            double[][] changes = new double[outputs.length][scale.size()];
            for (int i = 0; i < outputs.length; i++) {
                for (int lead = 0; lead < scale.size(); lead++) {
                    changes[i][lead] = outputs[i][lead] * scale.get(lead);
                }
            }
            return changes;
        }
    }

    Fitted fit(String name, List<Sample> samples) {
        Random random = new Random(seed);
        Normalisation normalisation =
                Normalisation.fit(samples.stream().map(Sample::features).toList());
        List<Double> scale = scale(samples);
        List<float[]> inputs = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (Sample sample : samples) {
            inputs.add(normalisation.inputs(
                    Samples.withoutSomeInstruments(sample.features(), INSTRUMENT_MISSING, random)));
            float[] target = new float[scale.size()];
            for (int lead = 0; lead < target.length; lead++) {
                double change = sample.changes()[lead] / scale.get(lead);
                target[lead] = (float) Math.max(-CUT_DEVIATIONS, Math.min(CUT_DEVIATIONS, change));
            }
            targets.add(target);
        }
        MoistureNetwork network = MoistureNetwork.create(inputs.get(0).length, scale.size(), SHAPE, seed);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            network.trainOnce(inputs, targets, LEARNING_RATE * (EPOCHS - epoch) / EPOCHS, random);
            out.printf("%s: pass %d of %d over %d samples%n", name, epoch + 1, EPOCHS, inputs.size());
        }
        return new Fitted(network, normalisation, scale);
    }

    /** Root mean square of the changes at each lead. */
    private static List<Double> scale(List<Sample> samples) {
        List<Double> scale = new ArrayList<>();
        for (int lead = 0; lead < Splits.LEADS.size(); lead++) {
            double squares = 0;
            for (Sample sample : samples) {
                squares += sample.changes()[lead] * sample.changes()[lead];
            }
            scale.add(Math.sqrt(squares / samples.size()));
        }
        return scale;
    }
}
