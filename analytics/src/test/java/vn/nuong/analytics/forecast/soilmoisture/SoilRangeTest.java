package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoilRangeTest {

    private static final double[] USUAL = {0.15, 0.28, 0.36, 0.40};

    @Test
    void aNewProbeHasTheUsualRangeAndAnOldOneItsOwn() {
        double[] moisture = new double[24 * 3650];
        for (int i = 0; i < moisture.length; i++) {
            moisture[i] = 0.2 + 0.1 * (i % 101) / 100;
        }
        double[][] ranges = SoilRange.byHour(moisture, USUAL);
        assertThat(ranges[0][2]).isBetween(0.359, 0.361);
        assertThat(ranges[moisture.length - 1][2]).isBetween(0.289, 0.294);
        assertThat(ranges[moisture.length - 1][0]).isBetween(0.199, 0.204);
    }

    @Test
    void itNeverRestsOnALaterReading() {
        double[] moisture = new double[24 * 40];
        Arrays.fill(moisture, 0.25);
        double[] later = moisture.clone();
        Arrays.fill(later, 24 * 20 + 1, later.length, 0.45);
        double[][] one = SoilRange.byHour(moisture, USUAL);
        double[][] other = SoilRange.byHour(later, USUAL);
        for (int t = 0; t <= 24 * 20; t++) {
            assertThat(other[t]).containsExactly(one[t]);
        }
        assertThat(other[later.length - 1][3]).isGreaterThan(one[later.length - 1][3]);
    }

    @Test
    void aWetReadingWidensTheRangeAtOnceAndADryMonthDoesNotNarrowIt() {
        double[] dryMonth = new double[24 * 30];
        Arrays.fill(dryMonth, 0.20);
        double[][] ranges = SoilRange.byHour(dryMonth, USUAL);
        assertThat(ranges[dryMonth.length - 1][2]).isGreaterThan(0.30);
    }
}
