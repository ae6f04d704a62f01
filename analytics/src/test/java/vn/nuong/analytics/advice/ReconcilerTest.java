package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.BalanceSettings;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.telemetry.advice.LedgerDay;

class ReconcilerTest {

    private static final double TAW = 80;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    private final Reconciler reconciler = new Reconciler(
            TAW, BalanceSettings.defaults(), new Reconciler.ProbeErrors(6.25, 225 - 6.25, 225), RootZoneRunoff.NONE);
    private LocalDate date = FIRST;

    @Test
    void aProbeAtItsLimitMovesOnlyWhatIsWetterThanThat() {
        day(0.0, 4.0, 30.0);
        Reconciler.Observed limit = new Reconciler.Observed(45, 0, true);
        double before = reconciler.depletionMm();
        for (int i = 0; i < 10; i++) {
            reconciler.follow(flow(4.0), limit);
        }
        assertThat(reconciler.depletionMm())
                .as("ten days of 4 mm, and no ceiling at the limit")
                .isGreaterThan(50)
                .isLessThan(before + 40.001);
        assertThat(reconciler.ledger().get(10).probes()).isEqualTo(LedgerDay.Probes.LIMIT);
        assertThat(reconciler.ledger().get(10).correctionMm()).isZero();

        Reconciler wet = new Reconciler(
                TAW, BalanceSettings.defaults(), new Reconciler.ProbeErrors(6.25, 100, 225), RootZoneRunoff.NONE);
        wet.follow(flow(0.0), Reconciler.Observed.exactly(20));
        wet.follow(flow(0.0), limit);
        assertThat(wet.depletionMm()).isGreaterThan(20).isLessThanOrEqualTo(45);
    }

    @Test
    void whereACurveTellsLessItMovesLess() {
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            Reconciler plot = new Reconciler(
                    TAW, BalanceSettings.defaults(), new Reconciler.ProbeErrors(6.25, 100, 225), RootZoneRunoff.NONE);
            plot.follow(flow(0.0), Reconciler.Observed.exactly(20));
            plot.follow(flow(0.0), new Reconciler.Observed(30, 60 * i, false));
            moved[i] = plot.depletionMm() - 20;
        }
        assertThat(moved[1]).isPositive().isLessThan(moved[0]);
    }

    private Reconciler.Flow flow(double etcMm) {
        date = date.plusDays(1);
        return new Reconciler.Flow(date, true, 1, 0.0, 0, List.of(), 0, etcMm, 0.4);
    }

    @Test
    void theLedgerAddsUpOnRandomSeasons() {
        Random random = new Random(3);
        for (int season = 0; season < 300; season++) {
            Reconciler plot = new Reconciler(
                    20 + 150 * random.nextDouble(),
                    BalanceSettings.defaults(),
                    new Reconciler.ProbeErrors(6.25, 900 * random.nextDouble(), 225),
                    new RootZoneRunoff(40 + 55 * random.nextDouble()));
            for (int day = 0; day < 120; day++) {
                Double rain = random.nextInt(8) == 0 ? null : random.nextInt(3) == 0 ? 80 * random.nextDouble() : 0.0;
                boolean leaves = rain != null && rain < 1;
                Double etc = random.nextInt(8) == 0 ? null : 8 * random.nextDouble();
                Double seen = random.nextInt(3) == 0 ? null : -40 + 200 * random.nextDouble();
                plot.follow(
                        new Reconciler.Flow(
                                FIRST.plusDays(day),
                                true,
                                1,
                                rain,
                                rain == null || leaves ? 0 : rain,
                                List.of(),
                                random.nextInt(6) == 0 ? 30 * random.nextDouble() : 0,
                                etc,
                                0.4),
                        seen == null ? null : Reconciler.Observed.exactly(seen));
            }
            List<LedgerDay> ledger = plot.ledger();
            for (int i = 0; i < ledger.size(); i++) {
                LedgerDay line = ledger.get(i);
                assertThat(line.gapMm()).as(line.toString()).isCloseTo(0, within(1e-9));
                assertThat(line.unexplainedMm()).isNotNegative();
                if (i > 0) {
                    assertThat(line.startMm()).isEqualTo(ledger.get(i - 1).endMm());
                }
            }
            assertThat(plot.depletionMm())
                    .isEqualTo(ledger.get(ledger.size() - 1).endMm());
        }
    }

    @Test
    void whatRunsOffIsALineOfItsOwnAndDoesNotWetTheRootZone() {
        RootZoneRunoff runoff = new RootZoneRunoff(79);
        Reconciler plot =
                new Reconciler(TAW, BalanceSettings.defaults(), new Reconciler.ProbeErrors(6.25, 218, 225), runoff);
        plot.follow(flow(0.0), Reconciler.Observed.exactly(60));
        plot.follow(new Reconciler.Flow(FIRST, true, 1, 50.0, 50, List.of(), 0, 0.0, 0.4), null);
        LedgerDay line = plot.ledger().get(1);
        assertThat(line.runoffMm()).isEqualTo(runoff.runoffMm(50, 60, TAW)).isGreaterThan(3);
        assertThat(line.deepPercolationMm()).isZero();
        assertThat(line.endMm()).isCloseTo(60 - 50 + line.runoffMm(), within(1e-9));
        assertThat(line.gapMm()).isCloseTo(0, within(1e-9));
        plot.follow(flow(0.0), Reconciler.Observed.exactly(10));
        assertThat(plot.ledger().get(2).unexplainedMm())
                .as("it soaked in after all")
                .isZero();
        assertThat(plot.depletionMm()).isLessThan(line.endMm() - 0.5 * line.runoffMm());
    }

    @Test
    void sigmaGrowsWithEveryDayOfSilenceAndShrinksWithAnObservation() {
        day(0, 4.0, 30.0);
        double before = reconciler.sigmaMm();
        for (int i = 0; i < 20; i++) {
            day(i == 5 ? 40 : 0, 4.0, null);
            assertThat(reconciler.sigmaMm()).isGreaterThan(before);
            before = reconciler.sigmaMm();
        }
        day(0, 4.0, reconciler.depletionMm());
        assertThat(reconciler.sigmaMm()).isLessThan(before);
    }

    @Test
    void waterThatNobodyRecordedIsALineOfItsOwn() {
        day(0, 4.0, 40.0);
        day(0, 4.0, 44.0);
        LedgerDay line = day(0, 4.0, 26.0);
        assertThat(line.unexplainedMm()).isCloseTo(18, within(1e-9));
        assertThat(line.correctionMm()).isCloseTo(0, within(3.0));
        assertThat(line.endMm()).isCloseTo(28, within(3.0));
        assertThat(reconciler.apartMm())
                .as("it is booked, so nothing contradicts")
                .isNull();
    }

    @Test
    void waterThatWasRecordedIsNotUnexplainedThoughProbesFeelItADayLater() {
        day(0, 4.0, 40.0);
        LedgerDay rain = day(20, 2.0, 42.0);
        assertThat(rain.endMm()).as("not seen yet").isCloseTo(22, within(2.0));
        LedgerDay later = day(0, 4.0, 26.0);
        assertThat(later.unexplainedMm()).isZero();
        assertThat(later.endMm()).isCloseTo(26, within(2.0));
    }

    @Test
    void waterThatProbesNeverFeelIsTakenBack() {
        day(0, 4.0, 40.0);
        day(20, 2.0, 42.0);
        LedgerDay later = day(0, 4.0, 46.0);
        assertThat(later.correctionMm()).isGreaterThan(12);
        assertThat(later.endMm()).isCloseTo(46, within(6.0));
        assertThat(reconciler.alone().orElseThrow().driestMm()).isGreaterThan(44);
    }

    @Test
    void aLeapToDryThatNothingExplainsIsRefused() {
        day(0, 2.0, 5.0);
        LedgerDay leap = day(0, 2.0, 75.0);
        assertThat(leap.probes()).isEqualTo(LedgerDay.Probes.REFUSED);
        assertThat(leap.correctionMm()).isZero();
        assertThat(leap.endMm()).isCloseTo(7, within(1e-9));
        assertThat(reconciler.isRefused()).isTrue();
    }

    @Test
    void theBiasIsMeasuredADayAfterWaterFilledTheRootZone() {
        day(0, 4.0, 60.0); // 20 mm drier than it is
        day(90, 1.0, 15.0);
        LedgerDay drained = day(0, 4.0, 25.0);
        assertThat(drained.probes()).isEqualTo(LedgerDay.Probes.MEASURED);
        assertThat(drained.biasMm()).isCloseTo(20, within(4.0));
        assertThat(drained.endMm()).isCloseTo(5, within(3.0));
        assertThat(drained.sigmaMm()).isLessThan(6);
        LedgerDay dry = day(0, 4.0, 29.0);
        assertThat(dry.endMm()).isCloseTo(9, within(3.0));
    }

    @Test
    void aBiasFarBeyondTheInnovationTestIsStillMeasured() {
        day(0, 4.0, 10.0);
        day(90, 1.0, 78.0);
        LedgerDay drained = day(0, 4.0, 79.0);
        assertThat(drained.probes()).isEqualTo(LedgerDay.Probes.MEASURED);
        assertThat(drained.endMm()).isLessThan(12);
        assertThat(drained.biasMm()).isGreaterThan(65);
        assertThat(reconciler.shiftedOn()).isNotNull();
    }

    @Test
    void onTheMorningAfterASoakingRainProbesThatLagDoNotDryTheBalance() {
        day(0, 4.0, 60.0);
        day(90, 1.0, 50.0);
        reconciler.follow(
                new Reconciler.Flow(date, false, 0.4, 0.0, 0, List.of(), 0, 1.0, 0.4), Reconciler.Observed.exactly(48));
        assertThat(reconciler.depletionMm()).isLessThan(4);
    }

    @Test
    void whereProbesAndBalancePartForDaysSigmaGrowsWithWhatLiesBetween() {
        day(0, 4.0, 20.0);
        day(60, 1.0, 0.0);
        day(0, 3.0, 3.0);
        double sigma = reconciler.sigmaMm();
        for (int i = 1; i <= 12; i++) {
            day(0, 3.0, 3.0 + 3.0 * i);
            assertThat(reconciler.disagreementMm()).as("they agree").isNull();
            assertThat(reconciler.sigmaMm()).isLessThan(sigma + 1);
        }
        for (int i = 1; i <= 12; i++) {
            day(0, 1.0, 39.0 + 3.0 * i);
        }
        assertThat(reconciler.disagreementMm()).isGreaterThan(8);
        assertThat(reconciler.sigmaMm()).isGreaterThan(reconciler.disagreementMm() / 2);
        day(150, 1.0, 60.0);
        day(0, 1.0, 60.0);
        assertThat(reconciler.disagreementMm())
                .as("rain that fills it settles it")
                .isNull();
    }

    @Test
    void oneDayApartIsNoDisagreement() {
        day(0, 4.0, 20.0);
        day(0, 3.0, 23.0);
        day(0, 3.0, 45.0);
        assertThat(reconciler.disagreementMm()).isNull();
    }

    @Test
    void probesThatDriftDryAreFoundOutByTheBalance() {
        day(0, 4.0, 20.0);
        day(60, 1.0, 0.0);
        day(0, 3.0, 3.0);
        for (int i = 1; i <= 8; i++) {
            day(0, 3.0, 3.0 + 6.0 * i); // the crop drinks 3 mm, the probes lose 6
        }
        assertThat(reconciler.apartMm()).isPositive();
        assertThat(reconciler.alone().orElseThrow().driestMm()).isLessThan(35);
    }

    @Test
    void driftThatAFilledRootZoneShowsIsTakenOffAndExpectedToGoOn() {
        day(0, 4.0, 20.0);
        day(60, 1.0, 0.0);
        day(0, 3.0, 3.0);
        for (int i = 1; i <= 20; i++) {
            day(0, 1.0, 3.0 + 2.0 * i);
        }
        day(90, 1.0, 31.0);
        day(0, 3.0, 33.0);
        assertThat(reconciler.shiftedOn()).isNotNull();
        assertThat(reconciler.biasMm()).isGreaterThan(25);
        assertThat(reconciler.depletionMm()).isLessThan(12);
        for (int i = 1; i <= 6; i++) {
            day(0, 3.0, 33.0 + 4.4 * i);
        }
        assertThat(reconciler.depletionMm() - reconciler.alone().orElseThrow().likelyMm())
                .as("what they lose beyond the crop is put down to them")
                .isLessThan(6 * 1.4 / 2);
    }

    private LedgerDay day(double rainMm, double etcMm, @Nullable Double seenMm) {
        reconciler.follow(
                new Reconciler.Flow(date, true, 1, rainMm, rainMm, List.of(), 0, etcMm, 0.4),
                seenMm == null ? null : Reconciler.Observed.exactly(seenMm));
        date = date.plusDays(1);
        List<LedgerDay> ledger = reconciler.ledger();
        return ledger.get(ledger.size() - 1);
    }
}
