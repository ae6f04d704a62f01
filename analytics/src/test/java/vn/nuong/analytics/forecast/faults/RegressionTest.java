package vn.nuong.analytics.forecast.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RegressionTest {

    @Test
    void manyDaysTellTheCoefficientsWhateverThePrior() {
        Regression regression = new Regression(new double[] {1, 1}, 0.1);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            double x = random.nextGaussian();
            regression.learn(new double[] {1, x}, 0.3 - 0.7 * x + 0.1 * random.nextGaussian(), 1);
        }
        assertThat(regression.predict(new double[] {1, 2})).isCloseTo(-1.1, offset(0.03));
    }

    @Test
    void aSingleDayIsWeighedAgainstThePrior() {
        // One coefficient with prior variance 4 and noise 1: the mean is y·4/(4 + 1), the variance 4/(4 + 1).
        Regression regression = new Regression(new double[] {2}, 1);
        regression.learn(new double[] {1}, 10, 1);
        assertThat(regression.predict(new double[] {1})).isCloseTo(8, offset(1e-12));
        assertThat(regression.variance(new double[] {1})).isCloseTo(0.8, offset(1e-12));
    }

    @Test
    void farFromWhatWasSeenItIsLessSure() {
        Regression regression = new Regression(new double[] {1, 1}, 0.1);
        for (int i = 0; i < 50; i++) {
            regression.learn(new double[] {1, 0.01 * i}, 0.2, 1);
        }
        assertThat(regression.variance(new double[] {1, 3}))
                .isGreaterThan(10 * regression.variance(new double[] {1, 0.25}));
    }
}
