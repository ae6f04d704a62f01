package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeTest {

    private static double target(double[] x) {
        return 1 + 2 * x[0] - 3 * x[1];
    }

    private static Ridge fitted() {
        Random random = new Random(1);
        List<double[]> rows = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double[] x = {random.nextGaussian(), 5 + random.nextGaussian(), 7};
            rows.add(x);
            targets.add(target(x));
        }
        return new Ridge(rows, targets);
    }

    @Test
    void itFindsTheSumThatMadeTheTargetsThoughAFeatureNeverChanges() {
        double[] x = {0.5, 4, 7};
        assertThat(fitted().predict(x)).isCloseTo(target(x), within(0.01));
        assertThat(fitted().weights()[2]).isCloseTo(0, within(1e-12));
    }

    @Test
    void withoutAWeekOfItsOwnASeriesHasTheCommonWeights() {
        double[] x = {-1, 6, 7};
        Ridge ridge = fitted();
        assertThat(ridge.adapting(500).predict(x)).isEqualTo(ridge.predict(x));
    }

    @Test
    void aSeriesOfItsOwnKindDrawsTheWeightsTowardsItTheMoreTheLongerItIs() {
        Random random = new Random(2);
        Ridge.Adapting own = fitted().adapting(100);
        double[] x = {1, 5, 7};
        double before = own.predict(x);
        double wanted = target(x) + 2;
        double after = before;
        for (int i = 0; i < 3000; i++) {
            double[] row = {random.nextGaussian(), 5 + random.nextGaussian(), 7};
            own.learn(row, target(row) + 2);
            if (i == 99) {
                after = own.predict(x);
            }
        }
        assertThat(after).isBetween(before + 0.7, before + 1.3); // 100 of its own beside a worth of 100
        assertThat(own.predict(x)).isCloseTo(wanted, within(0.1));
    }

    @Test
    void nothingCannotBeFitted() {
        assertThatThrownBy(() -> new Ridge(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
