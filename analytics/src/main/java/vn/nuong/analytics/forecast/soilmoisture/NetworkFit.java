package vn.nuong.analytics.forecast.soilmoisture;

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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Fits a multi-layer perceptron with Deeplearning4j. The weights are the same bit by bit for one seed and one native thread, which is what it runs on. Not thread-safe. */
final class NetworkFit {

    private static final int BATCH = 256;

    private final MultiLayerNetwork network;

    private NetworkFit(MultiLayerNetwork network) {
        this.network = network;
    }

    /** One native thread: twice as fast as two on so small a network, and repeatable. */
    private static void useOneThread() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
    }

    /** A fresh network with random weights from the seed. */
    static NetworkFit create(int inputs, int outputs, Shape shape, long seed) {
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
        return new NetworkFit(network);
    }

    /** One pass over the samples in an order drawn from {@code order}, with this learning rate. */
    void trainOnce(List<float[]> inputs, List<float[]> targets, double learningRate, Random order) {
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

    /** The weights as they are now. */
    Perceptron weights() {
        List<Perceptron.Layer> layers = new ArrayList<>();
        for (int l = 0; l < network.getnLayers(); l++) {
            INDArray weights = network.getLayer(l).getParam("W");
            int inputs = (int) weights.size(0);
            int units = (int) weights.size(1);
            float[][] rows = new float[inputs][units];
            float[] bias = new float[units];
            try (INDArray byRow = weights.dup('c')) {
                float[] flat = byRow.data().asFloat();
                for (int i = 0; i < inputs; i++) {
                    rows[i] = Arrays.copyOfRange(flat, i * units, (i + 1) * units);
                }
            }
            INDArray biases = network.getLayer(l).getParam("b");
            for (int j = 0; j < units; j++) {
                bias[j] = biases.getFloat(j);
            }
            layers.add(new Perceptron.Layer(rows, bias));
        }
        return new Perceptron(layers);
    }

    /**
     * @param firstLayer units of the first hidden layer
     * @param secondLayer units of the second
     * @param l2 weight decay
     */
    record Shape(int firstLayer, int secondLayer, double l2) {}
}
