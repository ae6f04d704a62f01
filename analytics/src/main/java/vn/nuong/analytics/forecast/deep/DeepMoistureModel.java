package vn.nuong.analytics.forecast.deep;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.MoistureHistory;
import vn.nuong.analytics.forecast.MoistureModel;

/** The shipped Deeplearning4j network with its normalisation and shrinkage. Thread-safe: one inference at a time. */
public final class DeepMoistureModel implements MoistureModel {

    private static final String SHIPPED = "/model/soil-moisture-24h.zip";

    private final ModelReport report;
    private final MoistureNetwork network;

    public DeepMoistureModel(ModelReport report, MoistureNetwork network) {
        if (!report.features().equals(LagFeatures.names())) {
            throw new IllegalArgumentException("model " + report.version() + " was trained on the features "
                    + report.features() + ", not on " + LagFeatures.names() + "; train it anew");
        }
        this.report = report;
        this.network = network;
    }

    /** @throws IOException when the network is not in the jar or cannot be read */
    public static DeepMoistureModel load(ModelReport report) throws IOException {
        try (InputStream in = DeepMoistureModel.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IOException(SHIPPED + " is not in the jar; build the module anew");
            }
            return new DeepMoistureModel(report, MoistureNetwork.read(in.readAllBytes()));
        }
    }

    @Override
    public ModelReport report() {
        return report;
    }

    @Override
    public Optional<double[]> deltas(MoistureHistory history) {
        return LagFeatures.of(history).map(this::deltas);
    }

    /** The same from features, as {@link LagFeatures} gives them. */
    public double[] deltas(double[] features) {
        return deltas(List.of(features))[0];
    }

    /** The same for many at once. */
    public synchronized double[][] deltas(List<double[]> features) {
        float[][] outputs = network.outputs(
                features.stream().map(report.normalisation()::inputs).toList());
        double[][] deltas = new double[outputs.length][];
        for (int i = 0; i < outputs.length; i++) {
            deltas[i] = new double[outputs[i].length];
            for (int lead = 0; lead < deltas[i].length; lead++) {
                deltas[i][lead] = outputs[i][lead]
                        * report.changeScale().get(lead)
                        * report.shrink().get(lead);
            }
        }
        return deltas;
    }
}
