package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.agronomy.SoilWater;

class DailyStepTest {
    /** Clay loam after Saxton & Rawls. */
    private static final SoilWater CLAY_LOAM = new SoilWater(0.358, 0.218, 0.477, 4.3);

    private static final RootZone TEA = RootZone.of(CLAY_LOAM, Crop.tea());

    // FAO-56 Example 36; field capacity and wilting point from its Table 19.
    @ParameterizedTest
    @CsvSource({
        "0.15,0.06,0.4,0.30,36,11",
        "0.15,0.06,0.8,0.40,72,29",
        "0.15,0.06,1.2,0.55,108,59",
        "0.32,0.15,0.4,0.30,68,20",
        "0.32,0.15,0.8,0.40,136,54",
        "0.32,0.15,1.2,0.55,204,112",
        "0.35,0.23,0.4,0.30,48,14",
        "0.35,0.23,0.8,0.40,96,38",
        "0.35,0.23,1.2,0.55,144,79"
    })
    void findsAvailableWaterOfFao56Example36(double fc, double wp, double zr, double p, double taw, double raw) {
        RootZone zone = new RootZone(new SoilWater(fc, wp, 0.5, 10), zr, p);
        assertThat(zone.totalAvailableMm()).isCloseTo(taw, within(0.001));
        assertThat(zone.readilyAvailableMm(5)).isCloseTo(raw, within(0.5));
    }

    @Test
    void driesAsInFao56Example37() {
        double[] ks = {1, 1, .97, .91, .85, .80, .75, .70, .66, .62};
        double[] dr = {61, 67, 72.8, 78.3, 83.4, 88.2, 92.6, 96.9, 100.8, 104.5};
        double depletion = 55;
        for (int i = 0; i < dr.length; i++) {
            DailyStep step = DailyStep.of(depletion, 0, 6, 160, 0.4);
            assertThat(step.ks()).isCloseTo(ks[i], within(0.005));
            assertThat(step.depletionEndMm()).isCloseTo(dr[i], within(0.06));
            depletion = step.depletionEndMm();
        }
    }

    /** FAO-56 Example 38: water early in the day, TAW 130·Zr with Zr 0.30 to 0.35 m, p 0.6, its printed ETc. */
    @Test
    void irrigatesAsInFao56Example38() {
        double[] etc = {5.5, 6.1, 4.0, 2.9, 2.5, 2.7, 4.7, 2.8, 2.2};
        double[] water = {40, 0, 0, 0, 0, 6, 0, 0, 0};
        double[] dr = {5.5, 11.6, 15.6, 18.5, 21.0, 17.7, 22.4, 25.2, 27.4};
        double depletion = 23.4;
        double raw = 0;
        for (int i = 0; i < dr.length; i++) {
            double taw = 130 * (0.30 + 0.05 * i / 9);
            raw = WaterStress.readilyAvailableMm(taw, 0.6);
            DailyStep step = DailyStep.of(depletion, water[i], etc[i], taw, 0.6);
            assertThat(step.deepPercolationMm()).isCloseTo(i == 0 ? 16.6 : 0, within(1e-9));
            depletion = step.depletionEndMm();
            assertThat(depletion).isCloseTo(dr[i], within(0.05));
            if (i < dr.length - 1) {
                assertThat(depletion).isLessThan(raw);
            }
        }
        assertThat(raw).isCloseTo(26.9, within(0.05));
        assertThat(depletion).isGreaterThan(raw);
    }

    @Test
    void bringsTeasCoefficientToAHumidCalmClimate() {
        assertThat(CropCoefficient.climateAdjusted(1.00, 1.5, 60, 1)).isCloseTo(0.942, within(0.0005));
        assertThat(CropCoefficient.climateAdjusted(1.00, 2, 45, 1.5)).isEqualTo(1.00);
        assertThat(CropCoefficient.climateAdjusted(0.40, 1.5, 60, 1)).isEqualTo(0.40);
        assertThat(CropCoefficient.climateAdjusted(1.00, 9, 95, 1))
                .isEqualTo(CropCoefficient.climateAdjusted(1.00, 6, 80, 1));
    }

    @Test
    void keepsTheDepletionFractionWithinItsLimits() {
        assertThat(WaterStress.depletionFraction(0.40, 5)).isEqualTo(0.40);
        assertThat(WaterStress.depletionFraction(0.40, 2.5)).isCloseTo(0.50, within(1e-12));
        assertThat(WaterStress.depletionFraction(0.75, 0)).isEqualTo(0.8);
        assertThat(WaterStress.depletionFraction(0.15, 9)).isEqualTo(0.1);
    }

    // Clay loam, p 0.40: %FC of the root zone and Ks; whatever the root depth.
    @ParameterizedTest
    @CsvSource({"0.70,0.39", "0.75,0.60", "0.80,0.81", "0.85,1.00"})
    void stressesTeaInClayLoamBelowEightyFourPercentOfFieldCapacity(double ofFieldCapacity, double ks) {
        SoilWater soil = new SoilWater(0.3578, 0.2181, 0.477, 4.3);
        double taw = soil.totalAvailableMm(0.6);
        double depletion = 1000 * soil.fieldCapacity() * (1 - ofFieldCapacity) * 0.6;
        assertThat(WaterStress.coefficient(depletion, taw, 0.40)).isCloseTo(ks, within(0.01));
    }

    @Test
    void closesToRoundingWhateverTheWeather() {
        Random random = new Random(7);
        for (int run = 0; run < 100; run++) {
            double taw = TEA.totalAvailableMm();
            double previous = taw * random.nextDouble();
            for (int day = 0; day < 60; day++) {
                double water = random.nextInt(3) == 0 ? 90 * random.nextDouble() : 0;
                DailyStep step = DailyStep.of(previous, water, 9 * random.nextDouble(), taw, 0.4);
                double closed = previous - water + step.etcMm() + step.deepPercolationMm();
                assertThat(step.depletionEndMm())
                        .isCloseTo(closed, within(1e-9))
                        .isBetween(0.0, taw);
                assertThat(step.deepPercolationMm()).isNotNegative();
                assertThat(step.ks()).isBetween(0.0, 1.0);
                previous = step.depletionEndMm();
            }
        }
    }
}
