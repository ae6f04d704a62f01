package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.analytics.agronomy.water.DayState.Missing;
import vn.nuong.analytics.agronomy.water.WaterBalance.Start;
import vn.nuong.telemetry.agronomy.SoilWater;

class WaterBalanceTest {
    /** Clay loam after Saxton & Rawls. */
    private static final SoilWater CLAY_LOAM = new SoilWater(0.358, 0.218, 0.477, 4.3);

    private static final RootZone TEA = RootZone.of(CLAY_LOAM, Crop.tea());
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

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
            List<DayInput> days = randomDays(random, 60);
            double taw = TEA.totalAvailableMm();
            double previous = taw * random.nextDouble();
            for (DayState day : WaterBalance.run(TEA, 1.0, new Start(previous, 100), days)) {
                assertThat(day.startDepletionMm()).isEqualTo(previous);
                double closed = day.startDepletionMm()
                        - day.effectiveRainMm()
                        - day.irrigationMm()
                        + day.etcMm()
                        + day.deepPercolationMm();
                assertThat(day.modelDepletionMm()).isCloseTo(closed, within(1e-9));
                assertThat(day.endDepletionMm()).isBetween(0.0, taw);
                assertThat(day.deepPercolationMm()).isNotNegative();
                assertThat(day.ks()).isBetween(0.0, 1.0);
                assertThat(day.endVariance()).isBetween(0.0, taw * taw / 12 + 1e-9);
                previous = day.endDepletionMm();
            }
        }
    }

    @Test
    void growsTheVarianceOfAnUnknownDayAndRecordsIt() {
        DayInput known = new DayInput(FIRST, 3.0, 0.0, 0, null);
        Start start = new Start(20, 4);
        DayState dry = WaterBalance.run(TEA, 1.0, start, List.of(known)).get(0);
        DayState noRain = WaterBalance.run(TEA, 1.0, start, List.of(new DayInput(FIRST, 3.0, null, 0, null)))
                .get(0);
        DayState nothing = WaterBalance.run(TEA, 1.0, start, List.of(DayInput.unknown(FIRST)))
                .get(0);

        assertThat(dry.known()).isTrue();
        assertThat(dry.endVariance()).isCloseTo(4 + 1, within(1e-9));
        assertThat(noRain.missing()).containsExactly(Missing.RAIN);
        assertThat(noRain.rainMm()).isNull();
        assertThat(noRain.endVariance()).isCloseTo(4 + 1 + 225, within(1e-9));
        assertThat(nothing.missing()).containsExactlyInAnyOrder(Missing.RAIN, Missing.ETO);
        assertThat(nothing.endVariance()).isCloseTo(4 + 1 + 225 + 25, within(1e-9));
        assertThat(nothing.endDepletionMm()).isEqualTo(20);
        assertThat(nothing.potentialEtcMm()).isNull();
    }

    @Test
    void neverKnowsLessThanAnEvenChance() {
        List<DayInput> days = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            days.add(DayInput.unknown(FIRST.plusDays(i)));
        }
        List<DayState> states = WaterBalance.run(TEA, 1.0, new Start(20, 4), days);
        double taw = TEA.totalAvailableMm();
        assertThat(states.get(29).endVariance()).isCloseTo(taw * taw / 12, within(1e-9));
    }

    @Test
    void ignoresRainBelowAFifthOfEvapotranspiration() {
        List<DayInput> days =
                List.of(new DayInput(FIRST, 5.0, 0.99, 0, null), new DayInput(FIRST.plusDays(1), 5.0, 1.0, 0, null));
        List<DayState> states = WaterBalance.run(TEA, 1.0, new Start(10, 4), days);
        assertThat(states.get(0).effectiveRainMm()).isZero();
        assertThat(states.get(0).rainMm()).isEqualTo(0.99);
        assertThat(states.get(1).effectiveRainMm()).isEqualTo(1.0);
    }

    @Test
    void refusesADayLeftOut() {
        List<DayInput> days = List.of(DayInput.unknown(FIRST), DayInput.unknown(FIRST.plusDays(2)));
        assertThatThrownBy(() -> WaterBalance.run(TEA, 1.0, Start.unknown(TEA), days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-03-03 follows 2026-03-01")
                .hasMessageContaining("unknown days");
    }

    @Test
    void followsItsProbesAfterAWrongStart() {
        List<DayInput> days = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            DepletionObservation observed = DepletionObservation.ofProbes(30, 0.5, 0.015);
            days.add(new DayInput(FIRST.plusDays(i), 0.0, 0.0, 0, observed));
        }
        List<DayState> states = WaterBalance.run(TEA, 1.0, Start.unknown(TEA), days);
        assertThat(states.get(29).endDepletionMm()).isCloseTo(30, within(0.5));
        assertThat(states.get(29).endVariance()).isLessThan(Start.unknown(TEA).variance());
    }

    @Test
    void takesAnObservationAboveFieldCapacityAsFieldCapacity() {
        DayInput wet = new DayInput(FIRST, 0.0, 0.0, 0, new DepletionObservation(-40, 7.5));
        DayState state =
                WaterBalance.run(TEA, 1.0, new Start(5, 25), List.of(wet)).get(0);
        Assimilation assimilation = state.assimilation();
        assertThat(assimilation).isNotNull();
        assertThat(assimilation.accepted()).isTrue();
        assertThat(assimilation.innovationMm()).isEqualTo(-5);
        assertThat(state.observed()).isEqualTo(wet.observed());
        assertThat(state.endDepletionMm()).isBetween(0.0, 5.0);
    }

    private static List<DayInput> randomDays(Random random, int count) {
        List<DayInput> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Double eto = random.nextInt(10) == 0 ? null : Double.valueOf(8 * random.nextDouble());
            Double rain = random.nextInt(10) == 0
                    ? null
                    : Double.valueOf(random.nextInt(4) == 0 ? 80 * random.nextDouble() : 0);
            double irrigation = random.nextInt(8) == 0 ? 30 * random.nextDouble() : 0;
            DepletionObservation observed = random.nextInt(3) == 0
                    ? new DepletionObservation(-20 + 120 * random.nextDouble(), 1 + 15 * random.nextDouble())
                    : null;
            days.add(new DayInput(FIRST.plusDays(i), eto, rain, irrigation, observed));
        }
        return days;
    }
}
