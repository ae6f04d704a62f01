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
        return ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.NOTHING, null);
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
            // 15 + √3·3 + 2·5 passes RAW at the second day's end, with the weight of one value of three.
            assertThat(choice.thirst()).isEqualTo(depletion < 15 ? 0 : 1.0 / 6, within(1e-9));
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
        assertThat(wet).isPositive().isLessThanOrEqualTo(dry).isLessThanOrEqualTo(45.0 - 25);
        // Less than a turn is missing: a part of it is left for the rain that comes in the night.
        Costs thirsty = new Costs(450, 60, 4, 20);
        double all = ExpectedCost.choose(now(14, 0), week(4, 0, 1, 0), thirsty, Before.IRRIGATE, null)
                .netMm();
        double part = ExpectedCost.choose(now(14, 0), week(4, 4, 0, 12), thirsty, Before.IRRIGATE, null)
                .netMm();
        assertThat(part).isLessThan(all);
    }

    @Test
    void dearWaterAndCheapTeaAreIrrigatedLater() {
        Week dry = week(3, 0, 0, 0);
        assertThat(choose(30, dry).isIrrigate()).isTrue();
        Costs cheapTea = new Costs(0.1, 0.6, 40, 0.2);
        assertThat(ExpectedCost.choose(now(30, 3), dry, cheapTea, Before.NOTHING, null)
                        .isIrrigate())
                .isFalse();
    }

    /** 40,000 đồng a turn on 100 m². */
    @Test
    void onASmallPlotThirstyTeaIsNotPutOffDayAfterDayThoughATurnIsDear() {
        Costs dear = new Costs(45, 0.6, 400, 0.2);
        Week dry = week(3, 0, 0, 0);
        double raw = 28;
        for (Before before : Before.values()) {
            double depletion = 10;
            int waited = 0;
            while (!ExpectedCost.choose(now(depletion, 3), dry, dear, before, null)
                    .isIrrigate()) {
                waited += depletion >= raw ? 1 : 0;
                depletion += 5;
                assertThat(depletion).as("%s", before).isLessThan(raw + 0.2 * (TAW - raw) + 5);
            }
            assertThat(waited).isLessThanOrEqualTo(2);
        }
        assertThat(ExpectedCost.choose(now(45, 3), week(3, 3, 0, 40), dear, Before.WAIT, null)
                        .isIrrigate())
                .as("rain that brings it back is waited for")
                .isFalse();
    }

    @Test
    void neverGivesMoreThanIsMissing() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            double depletion = TAW * random.nextDouble();
            Week week = week(1 + random.nextInt(5), random.nextInt(2), random.nextInt(7), 60 * random.nextDouble());
            Choice choice =
                    ExpectedCost.choose(now(depletion, 8 * random.nextDouble()), week, COSTS, Before.NOTHING, null);
            assertThat(choice.netMm()).isBetween(0.0, depletion);
            assertThat(choice.thirst()).isBetween(0.0, 1.0 + 1e-9);
        }
    }

    @Test
    void nearTheTieItKeepsToWhatWasAdvisedBefore() {
        int held = 0;
        for (double depletion = 15; depletion < 45; depletion += 0.5) {
            Week week = week(10, 5, 0, 25);
            boolean free = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.NOTHING, null)
                    .isIrrigate();
            boolean afterIrrigate = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.IRRIGATE, null)
                    .isIrrigate();
            boolean afterWait = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.WAIT, null)
                    .isIrrigate();
            assertThat(afterIrrigate || !free).isTrue();
            assertThat(!afterWait || free).isTrue();
            held += afterIrrigate != afterWait ? 1 : 0;
        }
        assertThat(held).isPositive();
        assertThat(choose(45, week(10, 0, 0, 0)).isIrrigate()).isTrue();
        assertThat(ExpectedCost.choose(now(45, 3), week(10, 0, 0, 0), COSTS, Before.WAIT, null)
                        .isIrrigate())
                .as("a clear gain changes it")
                .isTrue();
    }

    @Test
    void whereNothingIsGainedNothingIsAdvised() {
        // Tea that costs nothing to thirst: irrigating now or later costs the same but for rounding.
        int ties = 0;
        for (double depletion = 5; depletion < 60; depletion += 0.5) {
            Choice choice = choose(depletion, week(10, 3, 2, 10));
            boolean tie = Math.abs(choice.waiting()) <= 0.05 * COSTS.turn();
            ties += tie ? 1 : 0;
            assertThat(tie && choice.isIrrigate()).as("Dr " + depletion).isFalse();
        }
        assertThat(ties).isPositive();
    }

    @Test
    void theAmountAdvisedBeforeIsKeptUnlessAnotherGainsHalfATurn() {
        Random random = new Random(11);
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            Week week = week(10, random.nextInt(4), 1 + random.nextInt(3), 14 * random.nextDouble());
            Choice free = ExpectedCost.choose(now(40, 5), week, COSTS, Before.IRRIGATE, null);
            Choice after = ExpectedCost.choose(now(40, 5), week, COSTS, Before.IRRIGATE, 30.0);
            assertThat(after.cost()).isLessThanOrEqualTo(free.cost() + 0.5 * COSTS.turn() + 1e-9);
            assertThat(after.netMm() == 30 || after.netMm() == free.netMm()).isTrue();
            kept += after.netMm() == 30 && free.netMm() != 30 ? 1 : 0;
        }
        assertThat(kept).isPositive();
        // A turn was given meanwhile: what was advised then is past.
        Week dry = week(10, 0, 0, 0);
        assertThat(ExpectedCost.choose(now(24, 5), dry, COSTS, Before.IRRIGATE, 30.0)
                        .netMm())
                .isEqualTo(ExpectedCost.choose(now(24, 5), dry, COSTS, Before.IRRIGATE, null)
                        .netMm());
    }

    /** The soil loses so many mm a day on every way, and spreads by so many times the root of days. */
    private static ExpectedCost.Ways ways(double perDay, double spread, double weight) {
        double[][] change = new double[5][7];
        double[] off = {2, 1, 0, -1, -2};
        for (int q = 0; q < 5; q++) {
            for (int d = 0; d < 7; d++) {
                change[q][d] = perDay * (d + 1) + off[q] * spread * Math.sqrt(d + 1);
            }
        }
        return new DepletionAhead(change).ways(weight);
    }

    @Test
    void aForecastOfTheSoilWithoutWeightChangesNothing() {
        for (double depletion = 0; depletion < 70; depletion += 3.5) {
            Week week = week(10, 4, 1, 20);
            Choice without = choose(depletion, week);
            Choice with = ExpectedCost.choose(now(depletion, 3), week, COSTS, Before.NOTHING, null, ways(15, 5, 0));
            assertThat(with).isEqualTo(without);
        }
    }

    @Test
    void aForecastThatSaysWhatTheBalanceSaysChangesNothing() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            double depletion = TAW * random.nextDouble();
            Week week = week(1, random.nextInt(2), random.nextInt(3), 30 * random.nextDouble());
            Now now = now(depletion, 0);
            double[][] change = new double[5][];
            double[] same = ExpectedCost.unwateredMm(now, week);
            for (int d = 0; d < same.length; d++) {
                same[d] -= depletion;
            }
            Arrays.fill(change, same);
            Choice without = ExpectedCost.choose(now, week, COSTS, Before.NOTHING, null);
            Choice with = ExpectedCost.choose(
                    now, week, COSTS, Before.NOTHING, null, new DepletionAhead(change).ways(random.nextDouble()));
            assertThat(with.netMm()).as("Dr " + depletion).isEqualTo(without.netMm(), within(1e-9));
        }
    }

    @Test
    void theDrierAForecastAndTheMoreItWeighsTheSoonerIsIrrigated() {
        Week dry = week(1, 0, 0, 0);
        double depletion = 16; // two days and more from RAW 28 by the balance
        assertThat(choose(depletion, dry).isIrrigate()).isFalse();
        boolean before = false;
        for (double perDay = 0; perDay <= 25; perDay += 0.5) {
            boolean irrigate = ExpectedCost.choose(
                            now(depletion, 3), dry, COSTS, Before.NOTHING, null, ways(perDay, 1, 0.8))
                    .isIrrigate();
            assertThat(irrigate || !before).as(perDay + " mm a day").isTrue();
            before = irrigate;
        }
        assertThat(before).isTrue();
        before = false;
        for (double weight = 0; weight <= 1; weight += 0.05) {
            boolean irrigate = ExpectedCost.choose(
                            now(depletion, 3), dry, COSTS, Before.NOTHING, null, ways(25, 1, Math.min(1, weight)))
                    .isIrrigate();
            assertThat(irrigate || !before).as("weight " + weight).isTrue();
            before = irrigate;
        }
        assertThat(before).isTrue();
    }

    @Test
    void aForecastOfWetSoilPostponesWhatTheBalanceCallsFor() {
        Week dry = week(1, 0, 0, 0);
        assertThat(choose(30, dry).isIrrigate()).isTrue();
        assertThat(ExpectedCost.choose(now(30, 3), dry, COSTS, Before.NOTHING, null, ways(-6, 1, 1))
                        .isIrrigate())
                .isFalse();
    }

    @Test
    void theChanceOfThirstIsThePoolOfBoth() {
        Week dry = week(1, 0, 0, 0);
        // By the balance 26 mm pass RAW 28 within two days, by the forecast nothing dries.
        double balance = ExpectedCost.choose(now(26, 0), dry, COSTS, Before.NOTHING, null)
                .thirst();
        double pooled = ExpectedCost.choose(now(26, 0), dry, COSTS, Before.NOTHING, null, ways(0, 0, 0.25))
                .thirst();
        assertThat(balance).isEqualTo(1, within(1e-9));
        assertThat(pooled).isEqualTo(0.75, within(1e-9));
    }

    @Test
    void withoutWaterTheBalanceGoesByTheMembersMean() {
        // Stress begins at RAW 28: two days of 5 mm from 10 mm; 20 mm of rain on the second day in half of the members.
        double[] mean = ExpectedCost.unwateredMm(now(10, 3), week(2, 1, 1, 20));
        assertThat(mean[0]).isEqualTo(15, within(1e-9));
        assertThat(mean[1]).isEqualTo((20 + 5) / 2.0, within(1e-9));
    }

    @Test
    void burstsLeaveNoMoreThanThreeMillimetresStanding() {
        CycleAndSoak cycle = CycleAndSoak.of(60, null, 20, 5);
        // 20 mm/h on 5 mm/h leaves 15 mm/h: 3 mm after 12 minutes, which soak in within 36.
        assertThat(cycle)
                .isEqualTo(new CycleAndSoak(
                        1, 5, Duration.ofMinutes(12), Duration.ofMinutes(36), Duration.ofMinutes(5 * 12 + 4 * 36)));
        assertThat(CycleAndSoak.of(60, null, 4, 5).bursts()).isEqualTo(1);
        assertThat(CycleAndSoak.of(60, null, 4, 5).takes()).isEqualTo(Duration.ofHours(1));
        assertThat(CycleAndSoak.of(60, 4.0, 5, 5).positions()).isEqualTo(1);
    }

    @Test
    void sprinklersAreMovedNoMoreThanTenTimesOrOnceToEachPlace() {
        for (double rate = 6; rate < 80; rate += 3.7) {
            for (double intake = 0.5; intake < 60; intake *= 1.7) {
                double most = CycleAndSoak.mostMinutes(rate, 5.56, intake);
                CycleAndSoak turn = CycleAndSoak.of(Math.min(most, 200), rate, 5.56, intake);
                assertThat(turn.positions() * turn.bursts()).isLessThanOrEqualTo(Math.max(10, turn.positions()));
            }
        }
        assertThat(CycleAndSoak.mostMinutes(null, 5.56, 1)).isInfinite();
        // 25 mm/h on 5 mm/h: 3 mm stand after 9 minutes; five places, twice each.
        assertThat(CycleAndSoak.mostMinutes(25.0, 5.56, 5)).isEqualTo(90, within(1e-9));
    }

    @Test
    void sprinklersThatAreMovedGiveEachPositionTheTurnsDepthAndMoveOnWhileItSoaks() {
        // 6 m³/h on 1080 m² are 5.56 mm/h; where the sprinklers stand 20 mm/h fall, on a part of 3.6. Four positions
        // overlap, so that each gets a quarter of the 202.5 minutes.
        CycleAndSoak moved = CycleAndSoak.of(202.5, 20.0, 6000.0 / 1080, 4.32);
        assertThat(moved.positions()).isEqualTo(4);
        assertThat(moved.on().multipliedBy(moved.bursts()).toSeconds() / 60.0).isEqualTo(202.5 / 4, within(0.1));
        double burst = 60 * 3 / (20 - 4.32);
        assertThat(moved.bursts()).isEqualTo((int) Math.ceil(50.625 / burst));
        // 42 minutes of soaking, of which the three others take up as many bursts.
        double elsewhere = (202.5 - 50.625) / moved.bursts();
        assertThat(moved.pause().toSeconds() / 60.0).isEqualTo(60 * 3 / 4.32 - elsewhere, within(0.1));
        assertThat(moved.takes().toSeconds() / 60.0)
                .isEqualTo(202.5 + (moved.bursts() - 1) * (60 * 3 / 4.32 - elsewhere), within(0.1));
        // Where the soil takes it all, they are moved once.
        assertThat(CycleAndSoak.of(202.5, 20.0, 6000.0 / 1080, 25))
                .isEqualTo(new CycleAndSoak(4, 1, Duration.ofSeconds(3038), Duration.ZERO, Duration.ofSeconds(12150)));
    }
}
