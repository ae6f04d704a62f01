package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where quantiles begin, how they learn, and what several ways of the weather come to. */
class QuantilesTest {

    private static final double UNIT = 0.01;

    @Test
    void theyHaveTheirSharesOfTheErrorsThatTheyAreTakenFrom() {
        Random random = new Random(1);
        int n = 10_000;
        double[] errors = new double[n];
        double[][] sizes = new double[n][2];
        for (int i = 0; i < n; i++) {
            double size = UNIT * (0.5 + random.nextInt(3));
            errors[i] = size * random.nextGaussian();
            sizes[i] = new double[] {size, size};
        }
        Quantiles quantiles = Quantiles.fit(sizes, errors, UNIT);
        assertThat(quantiles.power()).isEqualTo(1);
        // Quantiles of the normal distribution.
        double[] normal = {-1.2816, -0.6745, 0, 0.6745, 1.2816};
        for (int q = 0; q < normal.length; q++) {
            assertThat(quantiles.offsets().get(q)).isCloseTo(normal[q], within(0.05));
        }
    }

    @Test
    void atAProbeThatErrsMoreTheyComeToTheirSharesAndNeverCross() {
        AdaptiveQuantiles adaptive = new AdaptiveQuantiles(new Quantiles(1, List.of(-1.28, -0.67, 0.0, 0.67, 1.28)));
        Random random = new Random(2);
        int[] below = new int[5];
        int counted = 0;
        for (int hour = 0; hour < 20_000; hour++) {
            double[] said = adaptive.of(0.3, UNIT, UNIT);
            assertThat(said).isSorted();
            double came = 0.3 + UNIT * (0.5 + 3 * random.nextGaussian());
            if (hour > 2_000) {
                counted++;
                for (int q = 0; q < 5; q++) {
                    below[q] += came < said[q] ? 1 : 0;
                }
            }
            adaptive.settle(came, said, 1);
        }
        for (int q = 0; q < 5; q++) {
            assertThat((double) below[q] / counted).isCloseTo(Quantiles.SHARES.get(q), within(0.03));
        }
    }

    @Test
    void oneWayIsItselfAndTwoFarApartSpreadOverBoth() {
        double[] dry = {0.20, 0.21, 0.22, 0.23, 0.24};
        double[] wet = {0.30, 0.31, 0.32, 0.33, 0.34};
        assertThat(Mixture.of(List.of(dry))).containsExactly(dry);
        double[] both = Mixture.of(List.of(dry, wet));
        assertThat(both).isSorted();
        assertThat(both[1]).isCloseTo(0.22, within(0.005));
        assertThat(both[2]).isBetween(0.24, 0.30);
        assertThat(both[3]).isCloseTo(0.32, within(0.005));
    }

    @Test
    void wideningKeepsTheMiddle() {
        Quantiles wider = new Quantiles(1, List.of(-1.0, -0.5, 0.1, 0.6, 1.1)).widened(2);
        assertThat(wider.offsets().get(2)).isEqualTo(0.1);
        assertThat(wider.offsets().get(4)).isCloseTo(2.1, within(1e-12));
    }
}
