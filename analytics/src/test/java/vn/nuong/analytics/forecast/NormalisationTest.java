package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalisationTest {

    @Test
    void inputsGiveBackTheFeaturesThatMadeThem() {
        Random random = new Random(11);
        List<double[]> samples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            samples.add(new double[] {random.nextDouble(), 20 + 5 * random.nextDouble(), i % 3 == 0 ? Double.NaN : i});
        }
        Normalisation normalisation = Normalisation.fit(samples);
        for (double[] sample : samples) {
            assertThat(normalisation.features(normalisation.inputs(sample))).containsExactly(sample, within(1e-3));
        }
    }

    @Test
    void aMissingFeatureIsMarkedAndDiffersFromAnAverageOne() {
        Normalisation normalisation = new Normalisation(List.of(5.0), List.of(2.0));
        assertThat(normalisation.inputs(new double[] {Double.NaN})).containsExactly(0, 0);
        assertThat(normalisation.inputs(new double[] {5})).containsExactly(0, 1);
        assertThat(normalisation.inputs(new double[] {9})).containsExactly(2, 1);
    }

    @Test
    void whatLiesFarOutsideTheTrainingIsCut() {
        Normalisation normalisation = new Normalisation(List.of(0.0), List.of(1.0));
        assertThat(normalisation.inputs(new double[] {100})).containsExactly(4, 1);
        assertThat(normalisation.inputs(new double[] {-100})).containsExactly(-4, 1);
    }

    @Test
    void missingValuesDoNotMoveTheMean() {
        Normalisation normalisation =
                Normalisation.fit(List.of(new double[] {1}, new double[] {Double.NaN}, new double[] {3}));
        assertThat(normalisation.mean()).containsExactly(2.0);
        assertThat(normalisation.deviation()).containsExactly(1.0);
    }

    @Test
    void refusesAnotherNumberOfFeatures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normalisation(List.of(0.0), List.of(1.0)).inputs(new double[2]))
                .withMessageContaining("2 features")
                .withMessageContaining("trained on 1");
    }
}
