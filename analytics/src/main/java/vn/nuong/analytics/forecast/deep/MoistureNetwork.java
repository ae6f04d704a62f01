package vn.nuong.analytics.forecast.deep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The network itself: a multi-layer perceptron with one output per lead. Results are the same bit by bit for one seed and one native
 * thread, which is what it runs on. Not thread-safe.
 */
public final class MoistureNetwork {

    private static final int BATCH = 256;

    private final MultiLayerNetwork network;

    private MoistureNetwork(MultiLayerNetwork network) {
        this.network = network;
    }

    /** One native thread: twice as fast as two on so small a network, and repeatable. */
    private static void useOneThread() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
    }

    /** A fresh network with random weights from the seed. */
    public static MoistureNetwork create(int inputs, int outputs, Shape shape, long seed) {
        useOneThread();
        MultiLayerConfiguration layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(1e-3))
                .l2(shape.l2())
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(shape.firstLayer())
                        .build())
                .layer(new DenseLayer.Builder().nOut(shape.secondLayer()).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(outputs)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(layers);
        network.init();
        return new MoistureNetwork(network);
    }

    /** @throws IOException when the bytes are not a saved network */
    public static MoistureNetwork read(byte[] zip) throws IOException {
        useOneThread();
        return new MoistureNetwork(ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false));
    }

    public void write(Path zip) throws IOException {
        ModelSerializer.writeModel(network, zip.toFile(), false);
    }

    /** One pass over the samples in an order drawn from {@code order}, with this learning rate. */
    public void trainOnce(List<float[]> inputs, List<float[]> targets, double learningRate, Random order) {
        network.setLearningRate(learningRate);
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            indices.add(i);
        }
        Collections.shuffle(indices, order);
        for (int from = 0; from < indices.size(); from += BATCH) {
            List<Integer> batch = indices.subList(from, Math.min(indices.size(), from + BATCH));
            try (INDArray x = matrix(inputs, batch);
                    INDArray y = matrix(targets, batch)) {
                network.fit(x, y);
            }
        }
    }

    private static INDArray matrix(List<float[]> rows, List<Integer> picked) {
        return Nd4j.createFromArray(picked.stream().map(rows::get).toArray(float[][]::new));
    }

    /** The outputs for each row of inputs. */
    public float[][] outputs(List<float[]> inputs) {
        if (inputs.isEmpty()) {
            return new float[0][];
        }
        try (INDArray x = Nd4j.createFromArray(inputs.toArray(float[][]::new));
                INDArray y = network.output(x);
                INDArray byRow = y.dup('c')) {
            return rows(byRow.data().asFloat(), inputs.size());
        }
    }

    /** Cut by hand: INDArray.toFloatMatrix makes a view of each row, which takes longer than the network. */
    private static float[][] rows(float[] flat, int n) {
        float[][] rows = new float[n][];
        int width = flat.length / n;
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    /**
     * @param firstLayer units of the first hidden layer
     * @param secondLayer units of the second
     * @param l2 weight decay
     */
    public record Shape(int firstLayer, int secondLayer, double l2) {}
}
