package vn.nuong.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.reading.Flag;

/** Each soil test before, at and after its limits. */
class SoilTestsTest {

    private static final String SOIL = "soil_moisture_20cm";
    private static final String IRRIGATED = "irrigation: {pump_m3_per_hour: 6, application_efficiency: 0.8}\n";

    /** Soil that dries a little every hour, and never gives one value twice. */
    private static final IntToDoubleFunction DRYING = hour -> 0.25 - 0.0001 * hour;

    @Test
    void saysNothingOfSoilThatDries() {
        assertThat(dry(20).flags()).isEmpty();
    }

    @Test
    void rangeHoldsAtItsLimits() {
        Field field =
                dry(2).at("probe", SOIL, 10, 0).at("probe", SOIL, 20, 0.60).at("probe", SOIL, 30, 0.601);
        field.at("probe", SOIL, 40, -0.001);
        assertThat(field.caught(Flag.RANGE, "probe", SOIL)).containsExactly(30, 40);
    }

    @Test
    void saturationIsThatOfTheTextureWithAMarginUnlessItWasMeasured() {
        assertThat(dry(2).at("probe", SOIL, 10, 0.559).caught(Flag.SATURATION, "probe", SOIL))
                .isEmpty();
        assertThat(dry(2).at("probe", SOIL, 10, 0.561).caught(Flag.SATURATION, "probe", SOIL))
                .containsExactly(10);
        PlotContext measured = PlotContext.of(Plots.plotOf("""
                soil: {sand: 0.4, clay: 0.2, organic_matter_percent: 2.5, saturation: 0.48, calibrated: true}
                """));
        assertThat(measured.wettestM3PerM3()).isEqualTo(0.50);
        PlotContext heavy = PlotContext.of(Plots.plotOf("""
                soil: {sand: 0.1, clay: 0.7, organic_matter_percent: 2.5, calibrated: false}
                """));
        assertThat(heavy.wettestM3PerM3()).isNull(); // clay beyond the regression's soils: not judged
        assertThat(Plots.loam("quality: {saturation_margin_m3_per_m3: 0.05}\n").wettestM3PerM3())
                .isCloseTo(0.509, org.assertj.core.api.Assertions.within(0.001));
    }

    @ParameterizedTest
    @CsvSource({"0.040, false", "0.043, true", "-0.040, false", "-0.043, true"})
    void aSpikeExceedsItsHeightUpOrDown(double height, boolean caught) {
        Field field = dry(4).at("probe", SOIL, 50, DRYING.applyAsDouble(50) + height);
        assertThat(field.caught(Flag.SPIKE, "probe", SOIL)).hasSize(caught ? 1 : 0);
    }

    @Test
    void aSpikeOfTwoEqualReadingsIsASpike() {
        Field field = dry(4).at("probe", SOIL, 50, 0.40).at("probe", SOIL, 51, 0.40);
        assertThat(field.caught(Flag.SPIKE, "probe", SOIL)).containsExactly(50, 51);
    }

    @Test
    void rainThatDrainsIsNoSpike() {
        Field field = dry(4).hours("probe", SOIL, 50, 96, hour -> 0.25 + 0.15 * Math.exp(-(hour - 50) / 3.0));
        assertThat(field.caught(Flag.SPIKE, "probe", SOIL)).isEmpty();
    }

    @Test
    void whatLeapsAllTheTimeHasNoSpikes() {
        Field field = dry(4).hours("probe", SOIL, 0, 96, hour -> hour % 2 == 0 ? 0.20 : 0.26);
        assertThat(field.caught(Flag.SPIKE, "probe", SOIL)).isEmpty();
    }

    @Test
    void aFallFromOneQuietLevelToAnotherIsABreakAtItsFirstReading() {
        Field field = dry(4).hours("probe", SOIL, 50, 96, hour -> DRYING.applyAsDouble(hour) - 0.06);
        assertThat(field.caught(Flag.BREAK, "probe", SOIL)).containsExactly(50);
        field.hours("probe", SOIL, 50, 96, hour -> DRYING.applyAsDouble(hour) - 0.049);
        assertThat(field.caught(Flag.BREAK, "probe", SOIL)).isEmpty();
    }

    @Test
    void aLeapUpIsABreakOnlyWhereNoWaterCame() {
        IntToDoubleFunction leap = hour -> DRYING.applyAsDouble(hour) + (hour < 50 ? 0 : 0.06);
        assertThat(gauged(4, hour -> 0).hours("probe", SOIL, 0, 96, leap).caught(Flag.BREAK, "probe", SOIL))
                .containsExactly(50);
        assertThat(gauged(4, hour -> hour == 50 ? 8 : 0)
                        .hours("probe", SOIL, 0, 96, leap)
                        .caught(Flag.BREAK, "probe", SOIL))
                .isEmpty();
        assertThat(dry(4).hours("probe", SOIL, 0, 96, leap).caught(Flag.BREAK, "probe", SOIL))
                .isEmpty(); // no gauge: not judged
    }

    @Test
    void oneValueForLongerThanANightIsStuckWhereTheSeriesAlwaysMoved() {
        assertThat(dry(10).hours("probe", SOIL, 100, 121, hour -> 0.24).caught(Flag.STUCK, "probe", SOIL))
                .hasSize(21)
                .startsWith(100)
                .endsWith(120);
        assertThat(dry(10).hours("probe", SOIL, 100, 120, hour -> 0.24).caught(Flag.STUCK, "probe", SOIL))
                .isEmpty();
    }

    @Test
    void aSeriesThatOftenStandsStillIsNotStuckSoSoon() {
        IntToDoubleFunction coarse = hour -> 0.30 - 0.001 * (hour / 6); // six hours at each value
        Field field = new Field(Plots.loam()).hours("probe", SOIL, 0, 300, coarse);
        assertThat(field.hours("probe", SOIL, 240, 270, hour -> 0.26).caught(Flag.STUCK, "probe", SOIL))
                .isEmpty();
    }

    @Test
    void aMonthAtOneValueIsStuckWhateverWasBefore() {
        Field field = new Field(Plots.loam()).hours("probe", "soil_moisture_50cm", 0, 24 * 30, hour -> 0.31);
        assertThat(field.caught(Flag.STUCK, "probe", "soil_moisture_50cm")).isEmpty();
        field.at("probe", "soil_moisture_50cm", 24 * 30, 0.31);
        assertThat(field.caught(Flag.STUCK, "probe", "soil_moisture_50cm")).isNotEmpty();
    }

    @Test
    void aRiseWithoutRainIsCaughtForADay() {
        Field field = gauged(8, hour -> 0).hours("probe", SOIL, 100, 192, hour -> DRYING.applyAsDouble(hour) + 0.035);
        assertThat(field.caught(Flag.RISE_WITHOUT_WATER, "probe", SOIL))
                .containsExactlyElementsOf(IntStream.range(100, 124).boxed().toList());
    }

    @Test
    void aRiseAfterRainIsRain() {
        Field rained = gauged(8, hour -> hour == 95 ? 2.5 : 0)
                .hours("probe", SOIL, 100, 192, hour -> DRYING.applyAsDouble(hour) + 0.035);
        assertThat(rained.flags()).doesNotContain(Flag.RISE_WITHOUT_WATER);
        Field drizzle = gauged(8, hour -> hour == 95 ? 2.4 : 0)
                .hours("probe", SOIL, 100, 192, hour -> DRYING.applyAsDouble(hour) + 0.035);
        assertThat(drizzle.flags()).contains(Flag.RISE_WITHOUT_WATER);
    }

    @Test
    void noGaugeOrASilentOneTellsNothing() {
        IntToDoubleFunction rise = hour -> DRYING.applyAsDouble(hour) + (hour < 100 ? 0 : 0.035);
        assertThat(dry(8).hours("probe", SOIL, 0, 192, rise).flags()).isEmpty();
        Field silent = gauged(8, hour -> 0).hours("probe", SOIL, 0, 192, rise);
        for (int hour = 90; hour < 100; hour++) {
            silent.without("station", "rain", hour);
        }
        assertThat(silent.caught(Flag.RISE_WITHOUT_WATER, "probe", SOIL)).isEmpty();
    }

    @Test
    void whereThePlotCanBeIrrigatedAMeterHasToTellThatItWasNot() {
        IntToDoubleFunction rise = hour -> DRYING.applyAsDouble(hour) + (hour < 100 ? 0 : 0.035);
        PlotContext irrigated = Plots.loam(IRRIGATED);
        assertThat(gauged(irrigated, 8, hour -> 0)
                        .hours("probe", SOIL, 0, 192, rise)
                        .flags())
                .doesNotContain(Flag.RISE_WITHOUT_WATER);
        assertThat(gauged(irrigated, 8, hour -> 0)
                        .hours("probe", SOIL, 0, 192, rise)
                        .hours("pump", "water_volume_total", 0, 192, hour -> 17)
                        .flags())
                .contains(Flag.RISE_WITHOUT_WATER);
        assertThat(gauged(irrigated, 8, hour -> 0)
                        .hours("probe", SOIL, 0, 192, rise)
                        .hours("pump", "water_volume_total", 0, 192, hour -> hour < 99 ? 17 : 21)
                        .flags())
                .doesNotContain(Flag.RISE_WITHOUT_WATER);
        assertThat(gauged(irrigated, 8, hour -> 0)
                        .hours("probe", SOIL, 0, 192, rise)
                        .hours("pump", "valve_open", 0, 192, hour -> hour == 98 ? 1 : 0)
                        .flags())
                .doesNotContain(Flag.RISE_WITHOUT_WATER);
    }

    @Test
    void whereAnotherProbeRisesTooTheGaugeMissedTheRain() {
        IntToDoubleFunction rise = hour -> DRYING.applyAsDouble(hour) + (hour < 100 ? 0 : 0.035);
        Field both = gauged(8, hour -> 0)
                .hours("probe", SOIL, 0, 192, rise)
                .hours("probe", "soil_moisture_10cm", 0, 192, rise);
        assertThat(both.flags()).doesNotContain(Flag.RISE_WITHOUT_WATER);
    }

    @Test
    void soilThatRisesEveryDayInTheHeatIsNotJudged() {
        IntToDoubleFunction daily = hour -> 0.20 + 0.02 * Math.sin(2 * Math.PI * hour / 24.0);
        assertThat(gauged(8, hour -> 0).hours("probe", SOIL, 0, 192, daily).flags())
                .isEmpty();
    }

    @Test
    void frozenSoilIsNotJudged() {
        Field thaw = gauged(8, hour -> 0)
                .hours("probe", SOIL, 100, 192, hour -> DRYING.applyAsDouble(hour) + 0.06)
                .hours("probe", "soil_temperature_20cm", 0, 192, hour -> hour < 80 ? 0.5 : 3 + 0.01 * hour);
        assertThat(thaw.flags()).doesNotContain(Flag.RISE_WITHOUT_WATER, Flag.BREAK);
    }

    @Test
    void probesDeeperThanTheSettingAreNotHeldToTheRain() {
        Field deep = gauged(8, hour -> 0).hours("probe", "soil_moisture_50cm", 0, 192, hour -> hour < 100 ? 0.2 : 0.25);
        assertThat(deep.flags()).doesNotContain(Flag.RISE_WITHOUT_WATER);
    }

    @Test
    void aDepthThatLeapsWhileTheSoilAboveStaysIsAtOddsWithIt() {
        IntToDoubleFunction leap = hour -> 0.20 + (hour < 50 ? 0 : 0.101) - 0.00001 * hour;
        assertThat(depths(leap, DRYING).caught(Flag.DEPTHS_DISAGREE, "probe", SOIL))
                .startsWith(50)
                .endsWith(75); // a day after the last hour that rose so much within three
        IntToDoubleFunction wetAbove = hour -> DRYING.applyAsDouble(hour) + (hour < 49 ? 0 : 0.02);
        assertThat(depths(leap, wetAbove).flags()).doesNotContain(Flag.DEPTHS_DISAGREE);
        IntToDoubleFunction less = hour -> 0.20 + (hour < 50 ? 0 : 0.099) - 0.00001 * hour;
        assertThat(depths(less, DRYING).flags()).doesNotContain(Flag.DEPTHS_DISAGREE);
    }

    @Test
    void aDepthThatWetsAloneAfterHeavyRainOrIrrigationMayHoldPerchedWater() {
        IntToDoubleFunction leap = hour -> 0.20 + (hour < 50 ? 0 : 0.12) - 0.00001 * hour;
        for (double mm : new double[] {9.9, 10}) {
            Field rained = depths(leap, DRYING).hours("gauge", "rain", 0, 96, hour -> hour == 40 ? mm : 0);
            assertThat(rained.flags().contains(Flag.DEPTHS_DISAGREE)).isEqualTo(mm < 10);
        }
        Field irrigated = depths(leap, DRYING).hours("meter", "water_volume_total", 0, 96, hour -> hour < 40 ? 5 : 12);
        assertThat(irrigated.flags()).doesNotContain(Flag.DEPTHS_DISAGREE);
        Field longAgo = depths(leap, DRYING).hours("gauge", "rain", 0, 96, hour -> hour == 20 ? 60 : 0);
        assertThat(longAgo.flags()).contains(Flag.DEPTHS_DISAGREE);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', false",
        "199, '', true",
        "80, ', tension_limit_kpa: 80', false",
        "85, ', tension_limit_kpa: 80', false",
        "0, '', false"
    })
    void aTensionProbeAtAnEndOfWhatItCanTellIsNotStuck(double end, String limit, boolean stuck) {
        Field field = new Field(PlotContext.of(Plots.plotOf(
                        "soil: {sand: 0.4, clay: 0.2, organic_matter_percent: 2.5, calibrated: false" + limit + "}")))
                .hours("probe", "soil_water_tension_20cm", 0, 240, hour -> hour < 120 ? 40 + 0.1 * hour : end);
        assertThat(field.flags().contains(Flag.STUCK)).isEqualTo(stuck);
    }

    @Test
    void aProbeAboveThatGivesOneValueContradictsNothing() {
        IntToDoubleFunction leap = hour -> 0.20 + (hour < 50 ? 0 : 0.12) - 0.00001 * hour;
        assertThat(depths(leap, hour -> 0.25).flags()).doesNotContain(Flag.DEPTHS_DISAGREE);
    }

    @Test
    void aProbeThatMovesOtherwiseThanItsNeighboursIsAtOddsWithThem() {
        IntToDoubleFunction rises = hour -> DRYING.applyAsDouble(hour) + (hour < 50 ? 0 : 0.11);
        Field field = neighbours(4).hours("a", SOIL, 0, 96, rises);
        assertThat(field.caught(Flag.NEIGHBOURS_DISAGREE, "a", SOIL))
                .containsExactlyElementsOf(IntStream.range(50, 74).boxed().toList());
        assertThat(neighbours(4)
                        .hours("a", SOIL, 0, 96, hour -> DRYING.applyAsDouble(hour) + (hour < 50 ? 0 : 0.099))
                        .flags())
                .doesNotContain(Flag.NEIGHBOURS_DISAGREE);
    }

    @Test
    void oneNeighbourIsNotEnoughToSayWhoIsWrong() {
        Field two = new Field(Plots.loam())
                .hours("a", SOIL, 0, 96, hour -> DRYING.applyAsDouble(hour) + (hour < 50 ? 0 : 0.15))
                .hours("b", SOIL, 0, 96, DRYING);
        assertThat(two.flags()).doesNotContain(Flag.NEIGHBOURS_DISAGREE);
    }

    @Test
    void aProbeThatCreepsAwayFromItsNeighboursDrifts() {
        assertThat(neighbours(14)
                        .hours("a", SOIL, 0, 14 * 24, hour -> DRYING.applyAsDouble(hour) - 0.0045 * hour / 24)
                        .caught(Flag.DRIFT, "a", SOIL))
                .isNotEmpty();
        assertThat(neighbours(14)
                        .hours("a", SOIL, 0, 14 * 24, hour -> DRYING.applyAsDouble(hour) - 0.0035 * hour / 24)
                        .flags())
                .doesNotContain(Flag.DRIFT);
    }

    @Test
    void soilThatBecomesWetterEvenlyWithoutWaterDrifts() {
        IntToDoubleFunction creeping = hour -> 0.20 + 0.005 * hour / 24;
        assertThat(gauged(16, hour -> 0)
                        .hours("probe", SOIL, 0, 16 * 24, creeping)
                        .caught(Flag.DRIFT, "probe", SOIL))
                .isNotEmpty();
        assertThat(gauged(16, hour -> hour == 200 ? 5 : 0)
                        .hours("probe", SOIL, 0, 16 * 24, creeping)
                        .flags())
                .doesNotContain(Flag.DRIFT);
    }

    @Test
    void lowBatteryCastsDoubtOnTheReadingsUntilItIsCharged() {
        Field field = dry(4).hours("probe", "battery", 0, 96, hour -> hour >= 40 && hour < 50 ? 2.99 : 3.6);
        assertThat(field.caught(Flag.LOW_BATTERY, "probe", SOIL))
                .containsExactlyElementsOf(IntStream.range(40, 50).boxed().toList());
        assertThat(dry(4).hours("probe", "battery", 0, 96, hour -> 3.0 + (hour == 0 ? 0.6 : 0))
                        .flags())
                .isEmpty();
    }

    @Test
    void theKindOfCellTellsHowLowIsTooLowUnlessThePlotSaysSo() {
        assertThat(dry(4).hours("probe", "battery", 0, 96, hour -> 2.4).flags()).isEmpty(); // two alkaline cells
        assertThat(dry(4).hours("probe", "battery", 0, 96, hour -> hour == 0 ? 3.1 : 1.79)
                        .flags())
                .containsExactly(Flag.LOW_BATTERY);
        assertThat(dry(4).hours("probe", "battery", 0, 96, hour -> hour == 0 ? 12.6 : 10.4)
                        .flags())
                .containsExactly(Flag.LOW_BATTERY);
        Field set = new Field(Plots.loam("quality: {battery_min_v: 2.5}\n"))
                .hours("probe", SOIL, 0, 96, DRYING)
                .hours("probe", "battery", 0, 96, hour -> 2.4);
        assertThat(set.flags()).containsExactly(Flag.LOW_BATTERY);
    }

    private static Field dry(int days) {
        return new Field(Plots.loam()).hours("probe", SOIL, 0, 24 * days, DRYING);
    }

    private static Field gauged(int days, IntToDoubleFunction rain) {
        return gauged(Plots.loam(), days, rain);
    }

    private static Field gauged(PlotContext context, int days, IntToDoubleFunction rain) {
        return new Field(context)
                .hours("probe", SOIL, 0, 24 * days, DRYING)
                .hours("station", "rain", 0, 24 * days, rain);
    }

    private static Field depths(IntToDoubleFunction at20, IntToDoubleFunction at10) {
        return new Field(Plots.loam())
                .hours("probe", SOIL, 0, 96, at20)
                .hours("probe", "soil_moisture_10cm", 0, 96, at10);
    }

    private static Field neighbours(int days) {
        return new Field(Plots.loam())
                .hours("a", SOIL, 0, 24 * days, DRYING)
                .hours("b", SOIL, 0, 24 * days, hour -> DRYING.applyAsDouble(hour) + 0.03)
                .hours("c", SOIL, 0, 24 * days, hour -> 0.9 * DRYING.applyAsDouble(hour));
    }
}
