package vn.nuong.analytics.agronomy.nutrient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Decision;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Hold;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Input;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Result;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Situation;
import vn.nuong.analytics.agronomy.nutrient.SoilTest.PhMethod;
import vn.nuong.telemetry.agronomy.SoilWater;

class FertiliserRuleTest {
    private static final SoilWater SOIL = new SoilWater(0.358, 0.218, 0.477, 4.3);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 10);
    private static final SoilTest TEST = new SoilTest(LocalDate.of(2026, 1, 5), 4.6, PhMethod.KCL, 6.0);
    private static final FertiliserSettings TEA = FertiliserSettings.tea();

    @Test
    void feedsASixthOfTheYearWithPhosphorusOnceInSpring() {
        Result result = evaluate(plot(APRIL));
        Dose dose = result.findDose().orElseThrow();

        assertThat(result.decision()).isEqualTo(Decision.FERTILISE);
        assertThat(result.missing()).isEmpty();
        // 8 t/ha × 30 = 240 kg N/ha; a sixth on 360 m² = 1.44 kg; P₂O₅ 80 kg/ha at once = 2.88 kg.
        assertThat(dose.annualNKgPerHa()).isEqualTo(240);
        assertThat(dose.nKg()).isCloseTo(1.44, within(1e-9));
        assertThat(dose.p2o5Kg()).isCloseTo(2.88, within(1e-9));
        assertThat(dose.k2oKg()).isCloseTo(0.48, within(1e-9));
        assertThat(dose.number()).isEqualTo(1);
        assertThat(dose.of()).isEqualTo(6);
        assertThat(result.acidity()).isEqualTo(Acidity.SUITABLE);
    }

    @Test
    void keepsAYearBelowThreeHundredKilogramsAHectareOrTenPointEightASao() {
        assertThat(TEA.annualNitrogen(10)).isEqualTo(300);
        assertThat(TEA.annualNitrogen(18.8)).isEqualTo(300);
        Dose dose = evaluate(plot(APRIL).yield(18.8)).findDose().orElseThrow();
        assertThat(dose.nKg() * 6).isCloseTo(10.8, within(1e-9));
    }

    @Test
    void plansSixFeedsFromAprilToNovember() {
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < TEA.splits(); i++) {
            days.add(TEA.plannedDay(2026, i));
        }
        assertThat(days.get(0)).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(days.get(5)).isBefore(LocalDate.of(2026, 11, 30)).isAfter(LocalDate.of(2026, 10, 1));
        assertThat(days).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void waitsForTheSeasonAndForTheNextFeed() {
        Result march = evaluate(plot(LocalDate.of(2026, 3, 31)));
        assertThat(march.decision()).isEqualTo(Decision.WAIT);
        assertThat(march.nextFeed()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(evaluate(plot(LocalDate.of(2026, 4, 1))).decision()).isEqualTo(Decision.FERTILISE);

        Result december = evaluate(plot(LocalDate.of(2026, 12, 1)));
        assertThat(december.decision()).isEqualTo(Decision.WAIT);
        assertThat(december.nextFeed()).isEqualTo(LocalDate.of(2027, 4, 1));

        Result fed = evaluate(plot(LocalDate.of(2026, 4, 20)).feeds(new Feed(APRIL, 40)));
        assertThat(fed.decision()).isEqualTo(Decision.WAIT);
        assertThat(fed.nextFeed()).isEqualTo(TEA.plannedDay(2026, 1));

        Result fedLate = evaluate(plot(LocalDate.of(2026, 7, 1)).feeds(new Feed(LocalDate.of(2026, 6, 20), 40)));
        assertThat(fedLate.nextFeed()).isEqualTo(LocalDate.of(2026, 7, 20));
    }

    @Test
    void holdsAFeedThatWouldBeWashedOut() {
        assertThat(evaluate(plot(APRIL).theta(0.358)).holds()).containsExactly(Hold.SOIL_AT_FIELD_CAPACITY);
        assertThat(evaluate(plot(APRIL).theta(0.3579)).decision()).isEqualTo(Decision.FERTILISE);
        assertThat(evaluate(plot(APRIL).rain(30.1)).holds()).containsExactly(Hold.HEAVY_RAIN_EXPECTED);
        assertThat(evaluate(plot(APRIL).rain(30.0)).decision()).isEqualTo(Decision.FERTILISE);
        assertThat(evaluate(plot(APRIL).percolation(0.1)).holds()).containsExactly(Hold.WATER_DRAINING_BELOW_ROOTS);
        Result held = evaluate(plot(APRIL).percolation(0.1).yield(null));
        assertThat(held.decision()).isEqualTo(Decision.HOLD);
        assertThat(held.missing()).containsExactly(Input.YIELD);
    }

    @Test
    void keepsAMonthBetweenLimeAndNitrogen() {
        assertThat(evaluate(plot(APRIL).limed(APRIL.minusDays(29))).holds()).containsExactly(Hold.LIMED_RECENTLY);
        assertThat(evaluate(plot(APRIL).limed(APRIL.minusDays(30))).decision()).isEqualTo(Decision.FERTILISE);
    }

    @Test
    void namesWhatIsMissingInsteadOfGuessingADose() {
        Result result = evaluate(plot(APRIL).yield(null).test(null));
        assertThat(result.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(result.missing()).containsExactlyInAnyOrder(Input.YIELD, Input.SOIL_TEST);
        assertThat(result.findDose()).isEmpty();
        assertThat(result.acidity()).isEqualTo(Acidity.UNKNOWN);
        assertThat(evaluate(plot(APRIL).theta(null)).decision()).isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void decidesWithoutAnOutlookButSaysSo() {
        Result result = evaluate(plot(APRIL).rain(null).percolation(null));
        assertThat(result.decision()).isEqualTo(Decision.FERTILISE);
        assertThat(result.missing()).containsExactlyInAnyOrder(Input.RAIN_OUTLOOK, Input.DEEP_PERCOLATION);
    }

    @Test
    void givesNoPhosphorusToARichSoilAndNoneUntested() {
        SoilTest rich = new SoilTest(TEST.date(), 4.6, PhMethod.KCL, 15.0);
        SoilTest untested = new SoilTest(TEST.date(), 4.6, PhMethod.KCL, null);
        assertThat(evaluate(plot(APRIL).test(rich)).findDose().orElseThrow().p2o5Kg())
                .isZero();
        Result unknown = evaluate(plot(APRIL).test(untested));
        assertThat(unknown.findDose().orElseThrow().p2o5Kg()).isNull();
        assertThat(unknown.missing()).containsExactly(Input.SOIL_TEST_PHOSPHORUS);
        Result july = evaluate(plot(LocalDate.of(2026, 7, 1)));
        assertThat(july.findDose().orElseThrow().p2o5Kg()).isZero();
    }

    @Test
    void asksForLimeBelowPhFourInPotassiumChloride() {
        assertThat(acidity(3.99, PhMethod.KCL)).isEqualTo(Acidity.LIME_NEEDED);
        assertThat(acidity(4.0, PhMethod.KCL)).isEqualTo(Acidity.SUITABLE);
        assertThat(acidity(4.4, PhMethod.WATER)).isEqualTo(Acidity.LIME_NEEDED);
        assertThat(acidity(6.1, PhMethod.WATER)).isEqualTo(Acidity.TOO_ALKALINE);
    }

    @Test
    void asksForWaterAfterFeedingDrySoil() {
        // FC − 0.40·(FC − WP) = 0.302
        assertThat(evaluate(plot(APRIL).theta(0.30)).findDose().orElseThrow().waterAfter())
                .isTrue();
        assertThat(evaluate(plot(APRIL).theta(0.31)).findDose().orElseThrow().waterAfter())
                .isFalse();
    }

    @Test
    void neverExceedsTheCapHoweverTheYearGoes() {
        Random random = new Random(9);
        for (int run = 0; run < 50; run++) {
            double yield = 1 + 25 * random.nextDouble();
            List<Feed> feeds = new ArrayList<>();
            for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
                if (random.nextInt(60) == 0 && feeds.isEmpty()) {
                    feeds.add(new Feed(day, 100 * random.nextDouble()));
                }
                Plot plot = plot(day).yield(yield).feeds(feeds.toArray(Feed[]::new));
                LocalDate today = day;
                evaluate(plot).findDose().ifPresent(dose -> feeds.add(new Feed(today, dose.nKgPerHa())));
            }
            assertThat(feeds.stream().mapToDouble(Feed::nKgPerHa).sum())
                    .isLessThanOrEqualTo(
                            Math.max(TEA.annualNitrogen(yield), feeds.get(0).nKgPerHa()) + 1e-9);
            assertThat(feeds).hasSizeBetween(1, TEA.splits());
        }
    }

    private static Acidity acidity(double ph, PhMethod method) {
        return evaluate(plot(APRIL).test(new SoilTest(TEST.date(), ph, method, 6.0)))
                .acidity();
    }

    private static Result evaluate(Plot plot) {
        return FertiliserRule.evaluate(plot.situation(), TEA);
    }

    private static Plot plot(LocalDate today) {
        return new Plot(today, 8.0, TEST, List.of(), null, 0.32, 5.0, 0.0);
    }

    /** One sào of tea about which everything is known, changed one thing at a time. */
    private record Plot(
            LocalDate today,
            Double yieldTonnes,
            SoilTest soilTest,
            List<Feed> given,
            LocalDate limedOn,
            Double soilMoisture,
            Double expectedRain,
            Double deepPercolation) {

        Situation situation() {
            return new Situation(
                    today,
                    360,
                    yieldTonnes,
                    soilTest,
                    given,
                    limedOn,
                    SOIL,
                    soilMoisture,
                    expectedRain,
                    deepPercolation);
        }

        Plot yield(Double value) {
            return new Plot(today, value, soilTest, given, limedOn, soilMoisture, expectedRain, deepPercolation);
        }

        Plot test(SoilTest value) {
            return new Plot(today, yieldTonnes, value, given, limedOn, soilMoisture, expectedRain, deepPercolation);
        }

        Plot feeds(Feed... values) {
            return new Plot(
                    today,
                    yieldTonnes,
                    soilTest,
                    List.of(values),
                    limedOn,
                    soilMoisture,
                    expectedRain,
                    deepPercolation);
        }

        Plot limed(LocalDate value) {
            return new Plot(today, yieldTonnes, soilTest, given, value, soilMoisture, expectedRain, deepPercolation);
        }

        Plot theta(Double value) {
            return new Plot(today, yieldTonnes, soilTest, given, limedOn, value, expectedRain, deepPercolation);
        }

        Plot rain(Double value) {
            return new Plot(today, yieldTonnes, soilTest, given, limedOn, soilMoisture, value, deepPercolation);
        }

        Plot percolation(Double value) {
            return new Plot(today, yieldTonnes, soilTest, given, limedOn, soilMoisture, expectedRain, value);
        }
    }
}
