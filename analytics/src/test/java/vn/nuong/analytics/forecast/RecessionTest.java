package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecessionTest {

    @Test
    void drainageLeavesOneInEAfterTheTravelTime() {
        Recession recession = new Recession(0.30, 0.15, 10, 0, 0.6, 0.4);
        double[] moisture = recession.after(0.40, 24);
        assertThat(moisture[9]).isCloseTo(0.30 + 0.10 / Math.E, within(1e-12));
    }

    @Test
    void withoutStressADayTakesTheDaysEvapotranspirationFromTheRootZone() {
        // 4.8 mm from 0.6 m is 0.008 m³/m³.
        Recession recession = new Recession(0.30, 0.15, 10, 4.8, 0.6, 0.4);
        assertThat(recession.after(0.29, 24)[23]).isCloseTo(0.282, within(1e-9));
    }

    @Test
    void halfTheReadilyAvailableLimitHalvesIt() {
        // FAO-56 equation 84: Ks = (θ − WP)/((1 − p)(FC − WP)) = 0.045/0.09 = 0.5.
        Recession recession = new Recession(0.30, 0.15, 10, 4.8, 0.6, 0.4);
        assertThat(0.195 - recession.after(0.195, 1)[0]).isCloseTo(0.5 * 4.8 / 24 / 600, within(1e-12));
    }

    @Test
    void travelTimeIsTheWaterThatCanDrainOverHowFastItCan() {
        assertThat(Recession.drainageHours(0.459, 0.280, 0.6, 15.5)).isCloseTo(6.93, within(0.01));
    }

    @Test
    void neverRisesAndNeverFallsBelowTheWiltingPointByItself() {
        Random random = new Random(4);
        for (int i = 0; i < 500; i++) {
            double wilting = 0.05 + 0.15 * random.nextDouble();
            double capacity = wilting + 0.05 + 0.15 * random.nextDouble();
            Recession recession =
                    new Recession(capacity, wilting, 1 + 50 * random.nextDouble(), 8 * random.nextDouble(), 0.6, 0.4);
            double before = wilting + 0.3 * random.nextDouble();
            for (double after : recession.after(before, 24)) {
                assertThat(after).isLessThanOrEqualTo(before).isGreaterThanOrEqualTo(wilting - 1e-12);
                before = after;
            }
        }
    }

    @Test
    void refusesAWiltingPointAboveFieldCapacity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recession(0.2, 0.3, 10, 3, 0.6, 0.4))
                .withMessageContaining("wilting point");
    }
}
