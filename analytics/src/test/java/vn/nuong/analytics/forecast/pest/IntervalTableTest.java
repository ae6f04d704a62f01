package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTableTest {

    /** Errors of a normal distribution as wide as the forecast is high; nothing below 0. */
    private static List<IntervalTable.Outcome> outcomes(int newOnes, double newFactor) {
        Random random = new Random(3);
        List<IntervalTable.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            double forecast = 6 * random.nextDouble();
            boolean isNew = i < newOnes;
            double error = forecast / 3 * random.nextGaussian() * (isNew ? newFactor : 1);
            outcomes.add(new IntervalTable.Outcome(forecast, Math.max(0, forecast + error), isNew ? 2 : 100));
        }
        return outcomes;
    }

    @Test
    void theWidthGrowsWithTheForecastAsTheErrorsDo() {
        IntervalTable table = new IntervalTable(outcomes(0, 1));
        double tail = 1.227; // of a normal distribution, 11 % on either side
        assertThat(table.below(3)).isCloseTo(tail, within(0.15));
        assertThat(table.above(3)).isCloseTo(tail, within(0.15));
        assertThat(table.above(4.5)).isCloseTo(1.5 * tail, within(0.2));
        assertThat(table.above(100)).isEqualTo(table.above(50));
    }

    @Test
    void whereOneInTenIsNoughtItBeginsAtNoughtAndTheTailIsAbove() {
        Random random = new Random(4);
        List<IntervalTable.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            outcomes.add(new IntervalTable.Outcome(0.5, i % 2 == 0 ? 0 : random.nextDouble(), 100));
        }
        IntervalTable table = new IntervalTable(outcomes);
        assertThat(0.5 - table.below(0.5)).isLessThanOrEqualTo(0);
        assertThat(0.5 + table.above(0.5)).isCloseTo(0.56, within(0.1)); // 78 % of all are 56 % of the rest
    }

    @Test
    void newSeriesAreLessSureAsFarAsTheyWere() {
        assertThat(new IntervalTable(outcomes(600, 2)).newStretch()).isBetween(1.7, 2.1);
        assertThat(new IntervalTable(outcomes(600, 0.5)).newStretch()).isEqualTo(1);
        assertThat(new IntervalTable(outcomes(0, 1)).newStretch()).isEqualTo(1);
    }

    @Test
    void aSideThatIsMissedStretchesAndOneThatHoldsShrinks() {
        Stretch stretch = new Stretch();
        stretch.settle(9, 1, 5);
        assertThat(stretch.above()).isGreaterThan(1);
        assertThat(stretch.below()).isLessThan(1);
        for (int i = 0; i < 500; i++) {
            stretch.settle(9, 1, 5);
        }
        assertThat(stretch.above()).isCloseTo(3, within(1e-9));
    }

    @Test
    void weeksInWhichNothingWasExpectedAndNothingCameSayNothing() {
        Stretch stretch = new Stretch();
        for (int i = 0; i < 500; i++) {
            stretch.settle(0, 0, 0.01);
        }
        assertThat(stretch.above()).isEqualTo(1);
    }
}
