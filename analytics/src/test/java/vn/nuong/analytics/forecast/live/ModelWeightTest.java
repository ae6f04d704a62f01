package vn.nuong.analytics.forecast.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.forecast.live.ModelWeight.Came;

class ModelWeightTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    /** So many days, eight forecasts each a day ahead, with errors of so many mm of either. */
    private static List<Came> days(int days, double balanceError, double modelError) {
        List<Came> record = new ArrayList<>();
        for (int i = 0; i < 8 * days; i++) {
            record.add(new Came(FIRST.plus(Duration.ofHours(3L * i)), 1, 4 + balanceError, 4 - modelError, 4));
        }
        return record;
    }

    private static double weight(int days, double balanceError, double modelError) {
        return ModelWeight.of(days(days, balanceError, modelError)).weight();
    }

    @Test
    void halfTheErrorIsThreeQuartersBetterAndTwoWeeksCountForTwoThirdsOfIt() {
        // 1 − 1²/2² = 0.75; 14/(14 + 7) = 2/3.
        ModelWeight weight = ModelWeight.of(days(14, 2, 1));
        assertThat(weight.weight()).isEqualTo(0.5, within(1e-9));
        assertThat(weight.days()).isEqualTo(14);
        assertThat(weight.modelErrorMm()).isEqualTo(1, within(1e-9));
        assertThat(weight.balanceErrorMm()).isEqualTo(2, within(1e-9));
    }

    @Test
    void aModelThatIsNoBetterHasNone() {
        assertThat(weight(30, 2, 2)).isZero();
        assertThat(weight(30, 2, 3)).isZero();
        assertThat(weight(30, 0, 0)).isZero();
        assertThat(weight(30, 0, 1)).isZero();
    }

    @Test
    void aModelWithoutARecordHasNone() {
        assertThat(ModelWeight.of(List.of()).weight()).isZero();
        assertThat(ModelWeight.of(List.of()).isTooShort()).isTrue();
        assertThat(weight(6, 2, 0)).isZero();
        assertThat(weight(7, 2, 0)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void theLongerTheRecordAndTheBetterTheModelTheMoreItCounts() {
        double before = 0;
        for (int days = 7; days <= 30; days++) {
            double weight = weight(days, 2, 1);
            assertThat(weight).isGreaterThan(before).isLessThan(0.75);
            before = weight;
        }
        before = 1;
        for (double error = 0; error <= 2; error += 0.1) {
            assertThat(weight(20, 2, error)).isLessThan(before);
            before = weight(20, 2, error);
        }
    }

    @Test
    void anErrorAWeekAheadCountsForASeventhOfOneADayAhead() {
        List<Came> record = new ArrayList<>(days(14, 0, 1)); // the model is 1 mm off a day ahead, the balance never
        assertThat(ModelWeight.of(record).weight()).isZero();
        for (int i = 0; i < 8 * 14; i++) { // and never a week ahead, where the balance is 7 mm off
            record.add(new Came(FIRST.plus(Duration.ofHours(3L * i)), 7, 27, 20, 20));
        }
        // 1 − 1/(49/7) = 6/7, of which two thirds.
        assertThat(ModelWeight.of(record).weight()).isEqualTo(6.0 / 7 * 2 / 3, within(1e-9));
    }
}
