package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.IrrigationRule.Decision;
import vn.nuong.analytics.agronomy.water.IrrigationRule.Need;
import vn.nuong.analytics.agronomy.water.IrrigationRule.Result;
import vn.nuong.analytics.agronomy.water.IrrigationRule.Settings;
import vn.nuong.telemetry.agronomy.SoilWater;

class IrrigationRuleTest {
    private static final SoilWater SOIL = new SoilWater(0.358, 0.218, 0.477, 4.3);

    /** One sào, a pump of 6 m³/h: 16.7 mm/h, more than the soil takes. */
    private static final IrrigationSystem SAO = IrrigationSystem.sprinklers(360, 6.0);

    @Test
    void watersFromTheMomentReadilyAvailableWaterIsGone() {
        assertThat(decide(27.99, null).decision()).isEqualTo(Decision.ENOUGH_WATER);
        assertThat(decide(28, null).decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(decide(28.01, null).decision()).isEqualTo(Decision.IRRIGATE);
    }

    @Test
    void turnsTheDeficitIntoMinutesOfPumping() {
        Result result = decide(32, null);
        assertThat(result.netMm()).isEqualTo(32);
        assertThat(result.grossMm()).isCloseTo(40, within(1e-9));
        assertThat(result.volumeM3()).isCloseTo(14.4, within(1e-9));
        assertThat(result.pumpMinutes()).isCloseTo(144, within(1e-9));
        assertThat(result.rateMmPerHour()).isCloseTo(16.67, within(0.01));
        assertThat(result.cycleAndSoak()).isTrue();
    }

    @Test
    void countsAHundredCubicMetresAHectareForTenMillimetres() {
        IrrigationSystem hectare = new IrrigationSystem(1, 50.0, 10_000, null);
        Result result = IrrigationRule.evaluate(new Need(30, 3, 70, 28, 4.0, 20.0), hectare, SOIL, new Settings(2, 1));
        assertThat(result.netMm()).isEqualTo(10);
        assertThat(result.volumeM3()).isCloseTo(100, within(1e-9));
        assertThat(result.pumpMinutes()).isCloseTo(120, within(1e-9));
    }

    @Test
    void givesNoMinutesWithoutKnowingThePump() {
        Result result = IrrigationRule.evaluate(
                new Need(32, 3, 70, 28, 4.0, null), IrrigationSystem.sprinklers(360, null), SOIL, Settings.defaults());
        assertThat(result.volumeM3()).isCloseTo(14.4, within(1e-9));
        assertThat(result.pumpMinutes()).isNull();
        assertThat(result.cycleAndSoak()).isNull();
    }

    @Test
    void soaksInTurnsOnlyWhenWaterFallsFasterThanTheSoilTakesIt() {
        Need need = new Need(32, 3, 70, 28, 4.0, null);
        IrrigationSystem slow = new IrrigationSystem(0.8, 6.0, 360, 4.3);
        IrrigationSystem fast = new IrrigationSystem(0.8, 6.0, 360, 4.31);
        assertThat(IrrigationRule.evaluate(need, slow, SOIL, Settings.defaults())
                        .cycleAndSoak())
                .isFalse();
        assertThat(IrrigationRule.evaluate(need, fast, SOIL, Settings.defaults())
                        .cycleAndSoak())
                .isTrue();
    }

    @Test
    void waitsForRainThatIsEnoughUnlessTheCropAlreadySuffers() {
        // Two days at 4 mm take 30 mm to 38; 10 mm bring it to RAW exactly, 10.1 below it.
        assertThat(decide(30, 10.0).decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(decide(30, 10.1).decision()).isEqualTo(Decision.WAIT_FOR_RAIN);
        assertThat(decide(30, 10.1).volumeM3()).isZero();
        // Ks = (70 − 40)/(0.6·70) = 0.71
        Result stressed = decide(40, 60.0);
        assertThat(stressed.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(stressed.ks()).isCloseTo(0.714, within(0.0005));
        assertThat(stressed.netMm()).isEqualTo(12);
    }

    @Test
    void leavesRoomForRainThatIsNotEnough() {
        assertThat(decide(34, 8.0).netMm()).isEqualTo(26);
    }

    @Test
    void saysHowManyDaysAreLeft() {
        assertThat(decide(20, null).daysUntilRaw()).isEqualTo(2.0);
        assertThat(decide(30, null).daysUntilRaw()).isEqualTo(0.0);
        Need noEtc = new Need(20, 3, 70, 28, null, null);
        assertThat(IrrigationRule.evaluate(noEtc, SAO, SOIL, Settings.defaults())
                        .daysUntilRaw())
                .isNull();
    }

    @Test
    void isCertainOnlyBeyondOneDeviationFromTheThreshold() {
        assertThat(decide(25, null).certain()).isFalse();
        assertThat(decide(24.9, null).certain()).isTrue();
    }

    @Test
    void neverGivesMoreThanTheDeficit() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            double dr = 70 * random.nextDouble();
            Double rain = random.nextBoolean() ? null : Double.valueOf(60 * random.nextDouble());
            Result result = decide(dr, rain);
            assertThat(result.netMm()).isBetween(0.0, dr);
            assertThat(result.decision() == Decision.ENOUGH_WATER).isEqualTo(dr < 28);
        }
    }

    private static Result decide(double depletionMm, Double expectedRainMm) {
        return IrrigationRule.evaluate(
                new Need(depletionMm, 3, 70, 28, 4.0, expectedRainMm), SAO, SOIL, Settings.defaults());
    }
}
