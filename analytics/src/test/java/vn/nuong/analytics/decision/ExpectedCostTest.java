package vn.nuong.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.analytics.decision.ExpectedCost.Before;
import vn.nuong.analytics.decision.ExpectedCost.Choice;
import vn.nuong.analytics.decision.ExpectedCost.Now;

class ExpectedCostTest {

    private static final double TAW = 70;
    private static final double P = 0.4; // RAW 28 mm at ETc 5

    /** Tea at 45 đồng/m²/mm, 0.6 for pumping, 40 a turn, 0.2 for leaching. */
    private static final Costs COSTS = new Costs(45, 0.6, 40, 0.2);

    private static Now now(double depletion, double sigma) {
        return new Now(depletion, sigma, TAW, P, 0.8, 15, RootZoneRunoff.NONE);
    }

    /** Members of whom so many have so much rain on a day; ETc 5 mm. */
    private static Week week(int members, int wet, int day, double mm) {
        double[][] rain = new double[members][7];
        double[][] etc = new double[members][7];
        for (int m = 0; m < members; m++) {
            rain[m][day] = m < wet ? mm : 0;
            Arrays.fill(etc[m], 5);
        }
        return new Week(rain, etc);
    }

    private static Choice choose(double depletion, Week week) {
        return ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.NOTHING);
    }

    @Test
    void thirstyTeaIsIrrigatedWhenNoRainIsToCome() {
        Choice choice = choose(40, week(5, 0, 0, 0));
        assertThat(choice.isIrrigate()).isTrue();
        assertThat(choice.netMm()).isBetween(10.0, 40.0);
        assertThat(choice.thirst()).isEqualTo(1, within(1e-9));
        assertThat(choice.waiting()).isPositive();
    }

    @Test
    void teaWithEnoughWaterIsNot() {
        for (double depletion = 0; depletion <= 15; depletion += 5) {
            Choice choice = choose(depletion, week(5, 0, 0, 0));
            assertThat(choice.isIrrigate()).as("Dr " + depletion).isFalse();
            assertThat(choice.thirst()).isZero();
        }
    }

    @Test
    void rainThatIsSureTodayIsWaitedForAndRainThatIsUnlikelyIsNot() {
        assertThat(choose(32, week(10, 10, 0, 30)).isIrrigate()).isFalse();
        assertThat(choose(32, week(10, 1, 0, 30)).isIrrigate()).isTrue();
    }

    @Test
    void theMoreMembersHaveRainTheLessIsGiven() {
        double before = Double.POSITIVE_INFINITY;
        for (int wet = 0; wet <= 10; wet++) {
            double net = choose(36, week(10, wet, 0, 40)).netMm();
            assertThat(net).isLessThanOrEqualTo(before + 1e-9);
            before = net;
        }
        assertThat(before).isZero();
    }

    @Test
    void rainAheadLeavesRoomForItself() {
        double dry = choose(45, week(4, 0, 1, 0)).netMm();
        double wet = choose(45, week(4, 4, 1, 25)).netMm();
        assertThat(wet).isPositive().isLessThan(dry);
    }

    @Test
    void dearWaterAndCheapTeaAreIrrigatedLater() {
        Week dry = week(3, 0, 0, 0);
        assertThat(choose(30, dry).isIrrigate()).isTrue();
        Costs cheapTea = new Costs(0.1, 0.6, 40, 0.2);
        assertThat(ExpectedCost.choose(now(30, 3), dry, cheapTea, Before.NOTHING)
                        .isIrrigate())
                .isFalse();
    }

    @Test
    void neverGivesMoreThanIsMissing() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            double depletion = TAW * random.nextDouble();
            Week week = week(1 + random.nextInt(5), random.nextInt(2), random.nextInt(7), 60 * random.nextDouble());
            Choice choice = ExpectedCost.choose(now(depletion, 8 * random.nextDouble()), week, COSTS, Before.NOTHING);
            assertThat(choice.netMm()).isBetween(0.0, depletion);
            assertThat(choice.thirst()).isBetween(0.0, 1.0 + 1e-9);
        }
    }

    @Test
    void nearTheTieItKeepsToWhatWasAdvisedBefore() {
        int held = 0;
        for (double depletion = 15; depletion < 45; depletion += 0.5) {
            Week week = week(10, 5, 0, 25);
            boolean free = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.NOTHING)
                    .isIrrigate();
            boolean afterIrrigate = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.IRRIGATE)
                    .isIrrigate();
            boolean afterWait = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.WAIT)
                    .isIrrigate();
            assertThat(afterIrrigate || !free).isTrue();
            assertThat(!afterWait || free).isTrue();
            held += afterIrrigate != afterWait ? 1 : 0;
        }
        assertThat(held).isPositive();
        assertThat(choose(45, week(10, 0, 0, 0)).isIrrigate()).isTrue();
        assertThat(ExpectedCost.choose(now(45, 3), week(10, 0, 0, 0), COSTS, Before.WAIT)
                        .isIrrigate())
                .as("a clear gain changes it")
                .isTrue();
    }

    @Test
    void burstsLeaveNoMoreThanThreeMillimetresStanding() {
        CycleAndSoak cycle = CycleAndSoak.of(60, 20.0, 5);
        // 20 mm/h on 5 mm/h leaves 15 mm/h: 3 mm after 12 minutes, which soak in within 36.
        assertThat(cycle).isEqualTo(new CycleAndSoak(5, Duration.ofMinutes(12), Duration.ofMinutes(36)));
        assertThat(cycle.takes()).isEqualTo(Duration.ofMinutes(5 * 12 + 4 * 36));
        assertThat(CycleAndSoak.of(60, 4.0, 5).bursts()).isEqualTo(1);
        assertThat(CycleAndSoak.of(60, null, 5).takes()).isEqualTo(Duration.ofHours(1));
    }
}
