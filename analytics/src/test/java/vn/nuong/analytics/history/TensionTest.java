package vn.nuong.analytics.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.agronomy.soil.SaxtonRawlsCurve;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.agronomy.SaxtonRawls;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;

class TensionTest {

    private static final Instant NOW = Field.NOW;
    private static final String T20 = "soil_water_tension_20cm";
    private static final String T30 = "soil_water_tension_30cm";
    private static final TensionCurve LOAM = TensionCurve.of(Field.plot(), AdviceMaker.soil(Field.plot()));

    /** Drying evenly by so many kPa an hour to this tension, kPa, at 20 and 30 cm. */
    private static Field dryingTo(double kpa, double perHour) {
        return new Field()
                .hourly(T20, t -> kpa - perHour * hoursAgo(t))
                .hourly(T30, t -> kpa - perHour * hoursAgo(t))
                .withWeather();
    }

    private static double hoursAgo(Instant t) {
        return Duration.between(t, NOW).toMinutes() / 60.0;
    }

    @Test
    void becomesSoilMoistureThroughTheCurveOfTheTexture() {
        PlotHistory history = dryingTo(85, 0.1).history();
        double theta = new SaxtonRawlsCurve(SaxtonRawls.of(0.40, 0.20, 2.5), SaxtonRawls.airEntryKpa(0.40, 0.20, 2.5))
                .theta(84.9);
        assertThat(history.moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(20, 30);
        assertThat(history.moistureAt(NOW, PlotHistory.FRESH).get(30)).isEqualTo(theta, within(1e-12));
        assertThat(history.tensionAt(NOW, PlotHistory.FRESH).get(30)).isEqualTo(84.9, within(1e-9));
        assertThat(history.doubts()).isEmpty();
    }

    @Test
    void wetterThanFieldCapacityIsNoDepletionHoweverSteepTheCurve() {
        Advice wet = new Field()
                .hourly(T20, t -> 20 + Math.sin(hoursAgo(t)))
                .hourly(T30, t -> 12 + Math.sin(hoursAgo(t)))
                .withWeather()
                .advice();
        assertThat(wet.on(AdviceTopic.IRRIGATION).figures())
                .filteredOn(f -> f.code().equals("probe_depletion_mm"))
                .singleElement()
                .satisfies(f -> assertThat(f.value()).isZero());
        assertThat(wet.on(AdviceTopic.IRRIGATION).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void everyTextureThatHasACurveGoesThereAndBackWithinItsProbesReach() {
        for (double sand = 0; sand <= 1; sand += 0.1) {
            for (double clay = 0; clay <= Math.min(0.6, 1 - sand); clay += 0.1) {
                for (double organic : new double[] {0, 2.5, 6}) {
                    SoilWater soil;
                    try {
                        soil = SaxtonRawls.of(sand, clay, organic);
                    } catch (IllegalArgumentException e) {
                        continue; // the regression gives no soil there
                    }
                    TensionCurve curve = TensionCurve.of(plot(sand, clay, organic), soil);
                    for (double kpa = 33; kpa <= 200; kpa += 7) {
                        assertThat(curve.kpa(curve.theta(kpa))).isEqualTo(kpa, within(1e-6));
                    }
                    assertThat(curve.kpa(1)).isZero();
                    assertThat(curve.kpa(0)).isEqualTo(1500, within(1e-6));
                }
            }
        }
    }

    private static Plot plot(double sand, double clay, double organic) {
        Plot plot = Field.plot();
        return new Plot(
                plot.id(),
                plot.name(),
                plot.household(),
                plot.hamlet(),
                plot.controlPlot(),
                plot.crop(),
                plot.place(),
                plot.areaM2(),
                new Plot.Soil(sand, clay, organic, null, null, null, false, null, null, null, null, null),
                plot.irrigation(),
                plot.fertiliser(),
                plot.devices(),
                plot.quality(),
                plot.calibrations(),
                plot.source());
    }

    @Test
    void goesBehindAMoistureProbeThatIsHeardAndStandsInForOneThatIsNot() {
        Field both = Field.withMoisture(0.22).hourly(T20, t -> 190);
        PlotHistory history = both.history();
        assertThat(history.moistureAt(NOW, PlotHistory.FRESH).get(20)).isBetween(0.21, 0.23);
        assertThat(history.tensions().get(20).used()).isFalse();
        assertThat(history.tensionAt(NOW, PlotHistory.FRESH)).isEmpty();
        assertThat(both.advice().inputs().get(T20)).isEqualTo("not used: the moisture probe at this depth is");

        PlotHistory silent = both.without(r -> r.key().toString().equals("soil_moisture_20cm")
                        && r.measured().isAfter(NOW.minus(Duration.ofDays(3))))
                .history();
        assertThat(silent.tensions().get(20).used()).isTrue();
        assertThat(silent.moistureAt(NOW, PlotHistory.FRESH).get(20)).isEqualTo(LOAM.theta(190), within(1e-12));
    }

    @Test
    void aFlaggedReadingChangesNothing() {
        Field field = dryingTo(60, 0.1);
        Advice sound = field.advice();
        for (int hour = 1; hour < 6; hour++) {
            Instant between = NOW.minus(Duration.ofHours(24L * hour)).plusSeconds(60);
            field.caught(T20, between, 240, Flag.SPIKE).caught(T30, between, 0, Flag.STUCK);
        }
        assertThat(field.advice()).isEqualTo(sound);
        field.caught(T20, NOW.plusSeconds(-60), 199, Flag.SPIKE);
        assertThat(field.advice().on(AdviceTopic.IRRIGATION)).isEqualTo(sound.on(AdviceTopic.IRRIGATION));
    }

    @Test
    void theNewestFlaggedReadingIsNamedInKilopascal() {
        Field field = dryingTo(60, 0.1).caught(T20, NOW, 260, Flag.RANGE).caught(T30, NOW, 260, Flag.RANGE);
        assertThat(field.history().doubts())
                .extracting(Doubt::kind)
                .containsExactly(Doubt.Kind.OUT_OF_RANGE, Doubt.Kind.OUT_OF_RANGE);
        assertThat(field.advice().on(AdviceTopic.IRRIGATION).missing().get(0).en())
                .startsWith("the 20 cm tension probe is broken: 260.0 kPa at");
    }

    @Test
    void aProbeThatStandsStillIsDoubtedButNotAtItsLimit() {
        Field stuck = dryingTo(60, 0.1).hourly(T20, NOW.minus(Duration.ofHours(48)), NOW, t -> 55.5);
        assertThat(stuck.history().doubts())
                .containsExactly(new Doubt(Doubt.Kind.STUCK, Field.DEVICE, PropertyKey.parse(T20), NOW, 55.5));
        Field dry = dryingTo(250, 0.4);
        assertThat(dry.history().doubts()).isEmpty();
        assertThat(dry.history().atLimit(NOW, PlotHistory.FRESH)).containsExactly(20, 30);
    }

    @Test
    void aProbeAtItsLimitNamesNoAmountAndDrierReadingsChangeNothing() {
        Field field = dryingTo(230, 0.4);
        Advice advice = field.advice();
        var water = advice.on(AdviceTopic.IRRIGATION);
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.figures()).extracting(f -> f.code()).doesNotContain("soil_moisture_20cm", T20);
        assertThat(water.reasons().toString())
                .contains("lực hút 200 kPa trở lên")
                .contains("thiếu ít nhất");
        assertThat(advice.inputs().get(T20))
                .startsWith("200 kPa or more, its limit")
                .doesNotContain("230");

        Field drier = dryingTo(230, 0.4).hourly(T20, NOW.minus(Duration.ofHours(70)), NOW, t -> 245);
        assertThat(drier.advice().on(AdviceTopic.IRRIGATION).sentence()).isEqualTo(water.sentence());
    }

    @Test
    void wetSoilUnderDripIrrigationLeapsAlongTheSteepCurveAndIsNoFault() {
        Field field = new Field()
                .hourly(T20, t -> (int) Math.floor(hoursAgo(t)) % 3 == 0 ? 3 + hoursAgo(t) % 1.7 : 12)
                .withWeather();
        assertThat(field.history().doubts()).isEmpty();
        Field loose = new Field()
                .hourly(T20, t -> (int) Math.floor(hoursAgo(t)) % 3 == 0 ? 40 + hoursAgo(t) % 1.7 : 120)
                .withWeather();
        assertThat(loose.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.UNSTEADY);
    }

    @Test
    void isLeastSureWhereTheCurveIsSteepAndWhereItIsFarFrom33Kpa() {
        double at33 = LOAM.sigmaTheta(33);
        assertThat(LOAM.sigmaTheta(12)).isGreaterThan(1.5 * at33);
        assertThat(LOAM.sigmaTheta(200)).isGreaterThan(at33);
        // Where it is dry 10 % of the tension is little water: what is left is the curve's own error.
        assertThat(LOAM.sigmaTheta(150)).isLessThan(0.03);
        for (double kpa = 0; kpa <= 250; kpa++) {
            assertThat(LOAM.sigmaTheta(kpa)).isBetween(0.003, 0.06);
        }
    }

    @Test
    void wetSoilIsToldInTheSentencesWithTheTensionBehindIt() {
        Advice drowned = new Field()
                .hourly(T30, t -> 4 + 0.5 * Math.sin(hoursAgo(t)))
                .withWeather()
                .advice();
        var drainage = drowned.on(AdviceTopic.DRAINAGE);
        assertThat(drainage.decision()).isEqualTo(Decision.DRAIN);
        assertThat(drainage.reasons().toString()).contains("lực hút 4 kPa").contains("Saxton–Rawls");
        // Less air than a tenth by the curve, but no ditch could take that water out.
        Advice held = new Field()
                .hourly(T30, t -> 14 + 0.5 * Math.sin(hoursAgo(t)))
                .withWeather()
                .advice();
        assertThat(held.on(AdviceTopic.DRAINAGE).decision()).isEqualTo(Decision.DO_NOT_DRAIN);
    }
}
