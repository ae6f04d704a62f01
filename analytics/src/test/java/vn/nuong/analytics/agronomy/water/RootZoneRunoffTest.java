package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.agronomy.SaxtonRawls;

class RootZoneRunoffTest {

    /** Reckoned by hand from Eqs. 14-12 to 14-15. */
    @Test
    void takesTheCurveNumberOfWetSoilAtFieldCapacityAndOfDrySoilAtWiltingPoint() {
        RootZoneRunoff runoff = new RootZoneRunoff(72);
        // CN III = 72/(0.427 + 0.00573·72) = 85.76, S = 41.51, (60 − 8.302)²/(60 + 33.21) = 28.67
        assertThat(runoff.runoffMm(60, 0, 100)).isCloseTo(28.67, within(0.02));
        // CN I = 72/(2.281 − 0.01281·72) = 52.99, S = 221.8, (60 − 44.36)²/(60 + 177.4) = 1.030
        assertThat(runoff.runoffMm(60, 100, 100)).isCloseTo(1.030, within(0.01));
    }

    @Test
    void theGroupsOfSaxtonAndRawlsSoilsGoFromSandToClay() {
        assertThat(RootZoneRunoff.of(SaxtonRawls.of(0.65, 0.10, 2.5)).curveNumber())
                .isEqualTo(32); // 50 mm/h
        assertThat(RootZoneRunoff.of(SaxtonRawls.of(0.40, 0.20, 2.5)).curveNumber())
                .isEqualTo(58); // 15.5
        assertThat(RootZoneRunoff.of(SaxtonRawls.of(0.30, 0.35, 2.5)).curveNumber())
                .isEqualTo(72); // 4.3
        assertThat(RootZoneRunoff.of(SaxtonRawls.of(0.25, 0.50, 2.5)).curveNumber())
                .isEqualTo(79); // 1.1
    }

    @Test
    void growsWithRainAndWetnessAndNeverExceedsTheRain() {
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            RootZoneRunoff runoff = new RootZoneRunoff(30 + 68 * random.nextDouble());
            double rain = 300 * random.nextDouble();
            double depletion = 80 * random.nextDouble();
            double mm = runoff.runoffMm(rain, depletion, 80);
            assertThat(mm).isBetween(0.0, rain);
            assertThat(runoff.runoffMm(rain + 5, depletion, 80)).isGreaterThanOrEqualTo(mm);
            assertThat(runoff.runoffMm(rain, depletion / 2, 80)).isGreaterThanOrEqualTo(mm);
        }
        assertThat(RootZoneRunoff.NONE.runoffMm(2000, 0, 80)).isZero();
    }

    @Test
    void refusesWhatIsNoCurveNumber() {
        assertThatThrownBy(() -> new RootZoneRunoff(101)).hasMessageContaining("curve number");
    }
}
