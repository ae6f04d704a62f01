package vn.nuong.analytics.forecast.soilmoisture;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted network as it is used: weights, two layers of tanh units and linear outputs. Deeplearning4j fits it ({@link ResidualNetwork});
 * reckoning it here needs no native library, is the same on every machine bit by bit, and any thread may do it. Immutable.
 */
final class Perceptron {

    private static final int MAGIC = 0x4e50_4d31; // NPM1
    private static final int MOST_UNITS = 100_000;

    /** @param weights one row an input */
    record Layer(float[][] weights, float[] bias) {}

    private final List<Layer> layers;

    Perceptron(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    int inputs() {
        return layers.get(0).weights().length;
    }

    /** @return the outputs, or an argument error when there are as many inputs as the network has not */
    float[] outputs(float[] inputs) {
        if (inputs.length != inputs()) {
            throw new IllegalArgumentException(inputs.length + " inputs for a network of " + inputs());
        }
        float[] values = inputs;
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            float[] sums = layer.bias().clone();
            for (int i = 0; i < values.length; i++) {
                float value = values[i];
                if (value != 0) {
                    float[] row = layer.weights()[i];
                    for (int j = 0; j < sums.length; j++) {
                        sums[j] += value * row[j];
                    }
                }
            }
            if (l + 1 < layers.size()) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] = (float) StrictMath.tanh(sums[j]);
                }
            }
            values = sums;
        }
        return values;
    }

    /** Writes it: shapes and IEEE 754 numbers, big-endian. */
    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeInt(layers.size());
        for (Layer layer : layers) {
            out.writeInt(layer.weights().length);
            out.writeInt(layer.bias().length);
            for (float[] row : layer.weights()) {
                for (float weight : row) {
                    out.writeFloat(weight);
                }
            }
            for (float bias : layer.bias()) {
                out.writeFloat(bias);
            }
        }
        out.flush();
    }

    /** @throws IOException when it is no network */
    static Perceptron read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != MAGIC) {
            throw new IOException("no network: it does not begin as one");
        }
        int layers = units(in);
        List<Layer> read = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            float[][] weights = new float[units(in)][];
            float[] bias = new float[units(in)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = floats(in, bias.length);
            }
            read.add(new Layer(weights, floats(in, bias.length)));
        }
        return new Perceptron(read);
    }

    private static int units(DataInputStream in) throws IOException {
        int units = in.readInt();
        if (units < 1 || units > MOST_UNITS) {
            throw new IOException("no network: a layer of " + units);
        }
        return units;
    }

    private static float[] floats(DataInputStream in, int n) throws IOException {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = in.readFloat();
            if (!Float.isFinite(values[i])) {
                throw new IOException("no network: a weight is " + values[i]);
            }
        }
        return values;
    }
}
