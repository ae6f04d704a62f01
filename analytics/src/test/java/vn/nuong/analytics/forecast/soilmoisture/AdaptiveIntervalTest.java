package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveIntervalTest {

    @Test
    void inTheLongRunEachSideMissesItsShareHoweverWrongItBegan() {
        for (double start : new double[] {0.5, 1, 4}) {
            AdaptiveInterval interval = new AdaptiveInterval(start, start, 0.06, 0.14);
            Random random = new Random(5);
            int below = 0;
            int above = 0;
            for (int i = 0; i < 20_000; i++) {
                double error = random.nextGaussian() * (1 + i / 20_000.0); // errors grow
                double lower = -interval.low();
                double upper = interval.high();
                if (i >= 2_000) {
                    below += error < lower ? 1 : 0;
                    above += error > upper ? 1 : 0;
                }
                interval.settle(error, lower, upper);
            }
            assertThat(below / 18_000.0).isBetween(0.05, 0.065);
            assertThat(above / 18_000.0).isBetween(0.12, 0.145);
        }
    }

    @Test
    void itStaysWithinEightTimesWhereItBegan() {
        AdaptiveInterval interval = new AdaptiveInterval(2, 2, 0.1, 0.1);
        for (int i = 0; i < 10_000; i++) {
            interval.settle(0, -1, -0.5); // always above
        }
        assertThat(interval.high()).isBetween(15.9, 16.1);
        assertThat(interval.low()).isBetween(0.24, 0.26);
    }
}
