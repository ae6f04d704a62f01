package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeasonTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final SeasonCrop COTTON = new SeasonCrop(
            new GrowthStages(25, 50, 50, 25), new GrowthStages.Curve(0.15, 1.10, 0.50), 0.01, 1.2, 0.2, 1.4, 0.5);
    private static final SeasonSoil LOAM = new SeasonSoil(0.25, 0.10, 0.20, null, 0.10, 8, 70);

    @Test
    void closesToRoundingWhateverTheSeason() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            boolean layered = random.nextBoolean();
            SeasonCrop crop = crop(random);
            SeasonSoil soil = soil(random, layered ? layers(random) : null);
            List<SeasonState> states = Season.run(crop, soil, options(random), days(random, 160));
            double depletion = states.get(0).startDepletionMm();
            double profile = states.get(0).profileStartMm();
            for (SeasonState s : states) {
                assertThat(s.startDepletionMm()).isEqualTo(depletion);
                assertThat(s.profileStartMm()).isEqualTo(profile);
                double in = s.rainMm() - s.runoffMm() + s.irrigationMm();
                assertThat(s.profileStartMm() - in + s.etaMm() + s.deepPercolationMm() - s.belowWiltingMm())
                        .isCloseTo(s.profileDepletionMm(), within(1e-9));
                if (layered) {
                    assertThat(s.startDepletionMm()
                                    - in
                                    + s.etaMm()
                                    + s.rootGrowthMm()
                                    + s.belowRootsMm()
                                    - s.fromBelowMm())
                            .isCloseTo(s.depletionMm(), within(1e-9));
                } else {
                    assertThat(s.startDepletionMm() - in + s.etaMm() + s.deepPercolationMm() - s.belowWiltingMm())
                            .isCloseTo(s.depletionMm(), within(1e-9));
                }
                depletion = s.depletionMm();
                profile = s.profileDepletionMm();
            }
        }
    }

    @Test
    void keepsEverythingWithinItsLimits() {
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            SeasonSoil soil = soil(random, random.nextBoolean() ? layers(random) : null);
            List<SeasonState> states = Season.run(crop(random), soil, options(random), days(random, 160));
            double roots = 0;
            for (SeasonState s : states) {
                assertThat(s.depletionMm()).isBetween(0.0, s.tawMm());
                assertThat(s.rawMm()).isBetween(0.0, s.tawMm());
                assertThat(s.ks()).isBetween(0.0, 1.0);
                assertThat(s.ke()).isGreaterThanOrEqualTo(0);
                assertThat(s.cover()).isBetween(0.0, 1.0);
                assertThat(s.surfaceDepletionMm()).isBetween(0.0, soil.surface().tewMm());
                assertThat(s.etaMm()).isBetween(0.0, Math.max(1.5, s.kcb() + 0.0501) * s.etoMm());
                assertThat(s.runoffMm()).isBetween(0.0, s.rainMm());
                assertThat(s.deepPercolationMm()).isGreaterThanOrEqualTo(0);
                assertThat(s.rootDepthM()).isGreaterThanOrEqualTo(roots);
                roots = s.rootDepthM();
            }
            // Only a start drier than wilting point has anything to forget, and forgets it once.
            assertThat(states.stream()
                            .skip(1)
                            .mapToDouble(SeasonState::belowWiltingMm)
                            .max()
                            .orElseThrow())
                    .isLessThan(1e-9);
        }
    }

    @Test
    void growsAsFao56Figure34() {
        GrowthStages stages = COTTON.stages();
        GrowthStages.Curve curve = COTTON.kcb();
        assertThat(stages.at(0, curve)).isEqualTo(0.15);
        assertThat(stages.at(25, curve)).isEqualTo(0.15);
        assertThat(stages.at(50, curve)).isCloseTo(0.15 + 0.95 / 2, within(1e-12));
        assertThat(stages.at(75, curve)).isCloseTo(1.10, within(1e-12));
        assertThat(stages.at(125, curve)).isEqualTo(1.10);
        assertThat(stages.at(150, curve)).isCloseTo(0.50, within(1e-12));
        assertThat(stages.at(500, curve)).isEqualTo(0.50);

        List<SeasonState> states = Season.run(COTTON, LOAM, SeasonOptions.defaults(), plain(151, 5, 0));
        for (int i = 0; i < states.size(); i++) {
            assertThat(states.get(i).kcb()).isCloseTo(stages.at(i, curve), within(1e-12));
        }
        assertThat(states.get(75).rootDepthM()).isCloseTo(1.4, within(1e-9));
        assertThat(states.get(150).heightM()).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void goesOnFromAnObservedCoefficientAndKeepsObservedHeightAndCover() {
        List<SeasonDay> days = new ArrayList<>(plain(60, 5, 0));
        SeasonDay seen = days.get(40);
        days.set(40, new SeasonDay(seen.date(), 5, 0, 2, 45, null, 0.9, 0.8, 0.7));
        List<SeasonState> states = Season.run(COTTON, LOAM, SeasonOptions.defaults(), days);

        assertThat(states.get(40).kcb()).isEqualTo(0.9);
        assertThat(states.get(40).heightM()).isEqualTo(0.8);
        assertThat(states.get(40).cover()).isEqualTo(0.7);
        assertThat(states.get(41).kcb()).isCloseTo(0.9 + 0.95 / 50, within(1e-12));
    }

    @Test
    void letsAnEvergreenCropStandFullGrownFromTheStart() {
        SeasonCrop tea = new SeasonCrop(
                new GrowthStages(30, 30, 30, 30), new GrowthStages.Curve(0.95, 0.95, 0.95), 1.0, 1.5, 0.5, 0.5, 0.4);
        for (SeasonState s : Season.run(tea, LOAM, SeasonOptions.defaults(), plain(60, 4, 1))) {
            assertThat(s.kcb()).isEqualTo(0.95);
            assertThat(s.heightM()).isEqualTo(1.5);
            assertThat(s.tawMm()).isCloseTo(75, within(1e-9));
        }
    }

    @Test
    void dividesItsOptionsFromTheDefaultsWhereTheyMatter() {
        List<SeasonDay> days = plain(120, 7, 0);
        SeasonOptions none = SeasonOptions.defaults();
        SeasonState plain = last(Season.run(COTTON, LOAM, none, days));
        SeasonState constant =
                last(Season.run(COTTON, LOAM, new SeasonOptions(false, true, false, false, false), days));
        assertThat(constant.fraction()).isEqualTo(0.5);
        assertThat(plain.fraction()).isNotEqualTo(0.5);
        // Adjusted to dry, windy air Kcb is higher: 0.04·(4−2) − 0.004·(20−45) = 0.18, times (1.2/3)^0.3.
        List<SeasonDay> windy = days.stream()
                .map(d -> new SeasonDay(d.date(), 7, 0, 4, 20, null, null, null, null))
                .toList();
        SeasonState adjusted =
                last(Season.run(COTTON, LOAM, new SeasonOptions(false, false, false, true, false), windy));
        assertThat(adjusted.kcb()).isCloseTo(1.10 + 0.137, within(1e-9));
    }

    @Test
    void bendsAquaCropsStressAboveTheStraightLine() {
        assertThat(WaterStress.aquaCrop(50, 100, 0.5)).isEqualTo(1);
        assertThat(WaterStress.aquaCrop(100, 100, 0.5)).isCloseTo(0, within(1e-12));
        for (double dr = 51; dr < 100; dr++) {
            assertThat(WaterStress.aquaCrop(dr, 100, 0.5)).isGreaterThan(WaterStress.coefficient(dr, 100, 0.5));
            assertThat(WaterStress.aquaCrop(dr + 1, 100, 0.5)).isLessThan(WaterStress.aquaCrop(dr, 100, 0.5));
        }
    }

    @Test
    void coversMoreGroundTheMoreItTranspires() {
        double before = 0;
        for (double kcb = 0.1; kcb < 1.2; kcb += 0.01) {
            double cover = CanopyCover.fromBasal(kcb, 0.15, 1.25, 1.2);
            assertThat(cover).isBetween(before, 0.99);
            before = cover;
        }
        assertThat(CanopyCover.fromBasal(0.10, 0.15, 1.25, 1.2)).isZero();
        assertThat(CanopyCover.fromBasal(0.70, 0.15, 1.25, 1.0)).isCloseTo(Math.pow(0.5, 1.5), within(1e-12));
    }

    @Test
    void sumsLayersDownToTheRoots() {
        SoilProfile profile = new SoilProfile(
                List.of(new SoilProfile.Layer(20, 0.30, 0.10, 0.20), new SoilProfile.Layer(50, 0.20, 0.08, 0.20)));
        assertThat(profile.totalAvailableMm(0.2)).isCloseTo(40, within(1e-9));
        assertThat(profile.totalAvailableMm(0.3)).isCloseTo(52, within(1e-9));
        assertThat(profile.totalAvailableMm(2)).isCloseTo(76, within(1e-9));
        assertThat(profile.initialDepletionMm(0.5)).isCloseTo(20, within(1e-9));
        assertThat(profile.totalEvaporableMm(0.1)).isCloseTo(25, within(1e-9));
        assertThat(profile.depthM()).isEqualTo(0.5);
    }

    @Test
    void refusesASoilThatIsNone() {
        assertThatThrownBy(() -> new SeasonSoil(0.10, 0.25, 0.20, null, 0.10, 8, 70))
                .hasMessageContaining("field capacity 0.1 and wilting point 0.25");
        SoilProfile shallow = new SoilProfile(List.of(new SoilProfile.Layer(50, 0.25, 0.10, 0.20)));
        SeasonSoil soil = new SeasonSoil(0, 0, 0, shallow, 0.10, 8, 70);
        assertThatThrownBy(() -> Season.run(COTTON, soil, SeasonOptions.defaults(), plain(3, 5, 0)))
                .hasMessageContaining("roots grow to 1.4 m but the soil's layers end at 0.5 m");
        assertThatThrownBy(() -> new SoilProfile(List.of(
                        new SoilProfile.Layer(50, 0.25, 0.10, 0.20), new SoilProfile.Layer(50, 0.25, 0.10, 0.20))))
                .hasMessageContaining("does not lie below the one before it");
    }

    @Test
    void refusesADayLeftOut() {
        List<SeasonDay> days = new ArrayList<>(plain(5, 5, 0));
        days.remove(2);
        assertThatThrownBy(() -> Season.run(COTTON, LOAM, SeasonOptions.defaults(), days))
                .hasMessageContaining("2026-03-04 follows 2026-03-02");
    }

    @Test
    void advisesWaterFromReadilyAvailableWaterUntilWellBelowIt() {
        DepletionTrigger trigger = new DepletionTrigger();
        assertThat(trigger.next(evening(43.9, 50, 40)).irrigate()).isFalse();
        assertThat(trigger.next(evening(44, 50, 40))).isEqualTo(new DepletionTrigger.Advice(true, 44));
        assertThat(trigger.next(evening(43, 52, 40)).irrigate())
                .as("a wobble of RAW")
                .isTrue();
        assertThat(trigger.next(evening(38.9, 50, 40))).isEqualTo(new DepletionTrigger.Advice(false, 0));
        assertThat(trigger.next(evening(43, 50, 40)).irrigate()).isFalse();
    }

    @Test
    void givesACropThatEndsNoMoreThanItStillDemandsAndNothingWhenTheSoilHoldsEnough() {
        assertThat(new DepletionTrigger().next(evening(60, 50, 9)))
                .as("54 mm to come")
                .isEqualTo(new DepletionTrigger.Advice(true, 54));
        assertThat(new DepletionTrigger().next(evening(60, 50, 4)).irrigate())
                .as("24 mm to come, 50 in the soil")
                .isFalse();
        assertThat(new DepletionTrigger().next(evening(60, 50, DepletionTrigger.PERENNIAL)))
                .isEqualTo(new DepletionTrigger.Advice(true, 60));
        assertThat(new DepletionTrigger().next(evening(60, 50, 0)).irrigate()).isFalse();
    }

    /** Of a soil that holds 110 mm and a crop that demands 6 mm a day. */
    private static DepletionTrigger.Evening evening(double depletion, double raw, double daysLeft) {
        return new DepletionTrigger.Evening(depletion, raw, 110, 6, daysLeft);
    }

    private static SeasonState last(List<SeasonState> states) {
        return states.get(states.size() - 1);
    }

    private static List<SeasonDay> plain(int count, double eto, double rain) {
        List<SeasonDay> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(new SeasonDay(FIRST.plusDays(i), eto, rain, 2, 45, null, null, null, null));
        }
        return days;
    }

    private static List<SeasonDay> days(Random random, int count) {
        List<SeasonDay> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SeasonDay.Irrigation irrigation = random.nextInt(7) > 0
                    ? null
                    : new SeasonDay.Irrigation(
                            60 * random.nextDouble(), 0.2 + 0.8 * random.nextDouble(), 50 + 50 * random.nextDouble());
            days.add(new SeasonDay(
                    FIRST.plusDays(i),
                    9 * random.nextDouble(),
                    random.nextInt(4) > 0 ? 0 : -20 * Math.log(1 - random.nextDouble()),
                    5 * random.nextDouble(),
                    10 + 80 * random.nextDouble(),
                    irrigation,
                    random.nextInt(20) > 0 ? null : (Double) (0.1 + random.nextDouble()),
                    random.nextInt(20) > 0 ? null : (Double) (0.1 + random.nextDouble()),
                    random.nextInt(20) > 0 ? null : (Double) random.nextDouble()));
        }
        return days;
    }

    private static SeasonCrop crop(Random random) {
        double root = 0.1 + 0.7 * random.nextDouble();
        return new SeasonCrop(
                new GrowthStages(random.nextInt(40), random.nextInt(60), random.nextInt(60), random.nextInt(40)),
                new GrowthStages.Curve(
                        0.1 + 0.2 * random.nextDouble(),
                        0.7 + 0.5 * random.nextDouble(),
                        0.2 + 0.6 * random.nextDouble()),
                0.05,
                0.3 + 2 * random.nextDouble(),
                root,
                root + random.nextDouble(),
                0.2 + 0.5 * random.nextDouble());
    }

    private static SeasonSoil soil(Random random, @Nullable SoilProfile layers) {
        double wp = 0.05 + 0.1 * random.nextDouble();
        double fc = wp + 0.05 + 0.2 * random.nextDouble();
        return new SeasonSoil(
                fc,
                wp,
                0.02 + 0.4 * random.nextDouble(),
                layers,
                0.1,
                random.nextInt(8) == 0 ? 60 : 1 + 2 * random.nextDouble(), // 60 mm are more than Ze holds
                50 + 45 * random.nextDouble());
    }

    private static SoilProfile layers(Random random) {
        List<SoilProfile.Layer> layers = new ArrayList<>();
        for (int bottom = 20; bottom <= 200; bottom += 20) {
            double wp = 0.05 + 0.1 * random.nextDouble();
            layers.add(new SoilProfile.Layer(
                    bottom, wp + 0.05 + 0.2 * random.nextDouble(), wp, 0.02 + 0.35 * random.nextDouble()));
        }
        return new SoilProfile(layers);
    }

    private static SeasonOptions options(Random random) {
        return new SeasonOptions(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }
}
