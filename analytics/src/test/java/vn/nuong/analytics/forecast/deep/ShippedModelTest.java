package vn.nuong.analytics.forecast.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.MoistureModel;
import vn.nuong.analytics.forecast.Normalisation;

class ShippedModelTest {

    private final ModelReport report = ModelReport.shipped();

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
    }

    @Test
    void computesWhatItComputedWhenItWasTrained() throws Exception {
        DeepMoistureModel model = DeepMoistureModel.load(report);
        double[] features = array(report.check().features());
        double[] deltas = model.deltas(features);
        // The last digits of single precision may differ between processors.
        assertThat(deltas).containsExactly(array(report.check().deltas()), within(1e-6));
        assertThat(model.deltas(features)).containsExactly(deltas);
        assertThat(DeepMoistureModel.load(report).deltas(features)).containsExactly(deltas);
    }

    @Test
    void runsOnTheMachinesItIsBuiltOn() {
        assertThat(MoistureModel.load()).isInstanceOf(DeepMoistureModel.class);
    }

    @Test
    void aMissingGaugeIsNotReadAsNoRain() throws Exception {
        DeepMoistureModel model = DeepMoistureModel.load(report);
        double[] without = array(report.check().features());
        double[] dry = without.clone();
        for (int i = 0; i < dry.length; i++) {
            if (LagFeatures.instruments().get(i) == LagFeatures.Instrument.RAIN_GAUGE) {
                without[i] = Double.NaN;
                dry[i] = LagFeatures.names().get(i).startsWith("log_rain") ? 0 : Math.log1p(240);
            }
        }
        assertThat(model.deltas(without)).isNotEqualTo(model.deltas(dry));
    }

    @Test
    void refusesToRunOnFeaturesThatItWasNotTrainedOn() {
        ModelReport r = report;
        ModelReport other = new ModelReport(
                r.version(),
                r.trained(),
                r.seed(),
                r.network(),
                r.sources(),
                r.trainedOn(),
                r.chosenOn(),
                r.unseen(),
                r.transfer(),
                Collections.nCopies(3, "rain"),
                new Normalisation(Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0)),
                r.leadHours(),
                r.changeScale(),
                r.shrink(),
                r.low(),
                r.high(),
                r.skills(),
                r.check());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeepMoistureModel.load(other))
                .withMessageContaining("train it anew");
    }

    @Test
    void itsGainIsNotTooGoodToBeTrue() {
        // Without the rain to come, more than about 0.3 would mean that something after the issue was seen.
        assertThat(report.skills())
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.skill()).isLessThan(0.3));
    }
}
