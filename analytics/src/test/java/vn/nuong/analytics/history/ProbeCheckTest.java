package vn.nuong.analytics.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.telemetry.reading.Flag;

class ProbeCheckTest {

    private static final Instant NOW = Field.NOW;

    @Test
    void leavesASoundSeriesAlone() {
        PlotHistory history = Field.withMoisture(0.22).history();
        assertThat(history.doubts()).isEmpty();
        assertThat(history.probes().get(20).values()).hasSize(21 * 24 + 1);
    }

    @Test
    void dropsASpikeAndKeepsWhatCameAfterIt() {
        Instant spike = NOW.minus(Duration.ofHours(5));
        PlotHistory history =
                Field.withMoisture(0.22).with("soil_moisture_20cm", spike, 0.45).history();
        assertThat(history.probes().get(20).values()).doesNotContainKey(spike).containsKey(NOW);
        assertThat(history.doubts()).isEmpty();
    }

    @Test
    void keepsTheRiseAfterRain() {
        Field field = Field.withMoisture(0.18).lastHours(3, 0.31);
        assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH).get(20)).isBetween(0.30, 0.32);
    }

    @Test
    void waitsForTheNextReadingWhenOneProbeLeapsAlone() {
        Field field = Field.withMoisture(0.22).with("soil_moisture_20cm", NOW, 0.40);
        assertThat(field.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.UNCONFIRMED_LEAP);
        assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH).get(20)).isBetween(0.21, 0.23);

        field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(1)), 0.40);
        assertThat(field.history().doubts()).isEmpty();
        assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH).get(20)).isEqualTo(0.40);
    }

    @Test
    void believesALeapThatAnotherDepthOrRainConfirms() {
        Field both =
                Field.withMoisture(0.22).with("soil_moisture_20cm", NOW, 0.40).with("soil_moisture_30cm", NOW, 0.25);
        assertThat(both.history().doubts()).isEmpty();
        Field rained = Field.withMoisture(0.22)
                .with("soil_moisture_20cm", NOW, 0.40)
                .with("rain", NOW.minus(Duration.ofHours(1)), 5);
        assertThat(rained.history().doubts()).isEmpty();
    }

    @Test
    void aFailedConverterIsNeitherBoneDryNorDrowned() {
        for (double broken : new double[] {0, 0.049, 0.60, 1.0, -0.1}) {
            Field field = Field.withMoisture(0.22);
            for (int hour = 0; hour < 8; hour++) {
                field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(hour)), broken);
            }
            assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);
            assertThat(field.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.OUT_OF_RANGE);
        }
    }

    @Test
    void doubtsAProbeThatStandsStillForADayButNotBefore() {
        assertThat(stillFor(24).doubts()).isEmpty(); // 24 readings span 23 hours
        PlotHistory stuck = stillFor(25);
        assertThat(stuck.doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.STUCK);
        assertThat(stuck.moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);
    }

    @Test
    void whatAQualityTestOfIngestHasCaughtIsNotUsedAndIsNamed() {
        for (Map.Entry<Flag, Doubt.Kind> test : Map.of(
                        Flag.STUCK, Doubt.Kind.STUCK,
                        Flag.SATURATION, Doubt.Kind.OUT_OF_RANGE,
                        Flag.RISE_WITHOUT_WATER, Doubt.Kind.CAUGHT,
                        Flag.LOW_BATTERY, Doubt.Kind.CAUGHT)
                .entrySet()) {
            Field field = Field.withMoisture(0.22);
            for (int hour = 0; hour < 8; hour++) {
                field.caught("soil_moisture_20cm", NOW.minus(Duration.ofHours(hour)), 0.23, test.getKey());
            }
            assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);
            assertThat(field.history().doubts()).extracting(Doubt::kind).containsExactly(test.getValue());
        }
    }

    @Test
    void aProbeThatOftenStandsStillIsStuckOnlyWhenItStandsMuchLonger() {
        for (int hours : new int[] {40, 80}) {
            Field field = Field.withMoisture(0.22);
            for (int hour = 0; hour < 20; hour++) { // a sound plateau of 20 hours, ten days ago
                field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(240 + hour)), 0.2208);
            }
            for (int hour = 0; hour < hours; hour++) {
                field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(hour)), 0.2203);
            }
            assertThat(field.history().doubts())
                    .extracting(Doubt::kind)
                    .isEqualTo(hours == 40 ? List.of() : List.of(Doubt.Kind.STUCK));
        }
    }

    @Test
    void aProbeThatLeapsUpAndDownIsNotBelievedInBetweenEither() {
        Field field = Field.withMoisture(0.22);
        for (int hour = 0; hour < 30; hour += 3) {
            field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(hour)), hour % 2 == 0 ? 0.30 : 0.14);
        }
        assertThat(field.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.UNSTEADY);
        assertThat(field.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);
    }

    /** Wufeng, 27 May 2022: 9.5 and 16 mm in an hour, and up and down by 0.05 with it. */
    @Test
    void aProbeThatRisesAndDrainsFastWithEachShowerIsNotUnsteady() {
        Field storm = Field.withMoisture(0.24);
        Instant from = NOW.minus(Duration.ofHours(22));
        for (int shower = 0; shower < 4; shower++) {
            Instant at = from.plus(Duration.ofHours(6L * shower));
            storm.with("rain", at, 12);
            storm.hourly("soil_moisture_20cm", at, at.plus(Duration.ofHours(2)), t -> 0.29 + Field.wiggle(t));
            storm.hourly("soil_moisture_20cm", at.plus(Duration.ofHours(3)), NOW, t -> 0.24 + Field.wiggle(t));
        }
        assertThat(storm.history().doubts()).isEmpty();
        assertThat(storm.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(20, 30, 50);
    }

    @Test
    void aFallThatNothingExplainsIsNotBelievedUntilItComesBack() {
        Field fell = Field.withMoisture(0.22)
                .hourly("soil_moisture_20cm", NOW.minus(Duration.ofHours(60)), NOW, t -> 0.12 + Field.wiggle(t));
        assertThat(fell.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.FELL);
        assertThat(fell.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);

        fell.hourly("soil_moisture_20cm", NOW.minus(Duration.ofHours(5)), NOW, t -> 0.22 + Field.wiggle(t));
        assertThat(fell.history().doubts()).isEmpty();
        assertThat(fell.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(20, 30, 50);
    }

    @Test
    void waterThatRunsThroughWithinADayIsNoFault() {
        Field drained = Field.withMoisture(0.22)
                .hourly(
                        "soil_moisture_20cm",
                        NOW.minus(Duration.ofHours(30)),
                        NOW.minus(Duration.ofHours(12)),
                        t -> 0.31 + Field.wiggle(t))
                .with("rain", NOW.minus(Duration.ofHours(30)), 30);
        assertThat(drained.history().doubts()).isEmpty();
        assertThat(drained.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(20, 30, 50);
    }

    @Test
    void aRiseIsDoubtedForThreeDaysOnlyWhereRainAndMeterSawNothing() {
        Field rose = Field.withMoisture(0.20).lastHours(10, 0.30);
        assertThat(rose.history().doubts()).as("somebody may have watered").isEmpty();

        rose.hourly("water_volume_total", t -> 12);
        assertThat(rose.history().doubts()).extracting(Doubt::kind).containsOnly(Doubt.Kind.ROSE);
        assertThat(rose.history().moistureAt(NOW, PlotHistory.FRESH)).isEmpty();

        Field longAgo =
                Field.withMoisture(0.20).hourly("water_volume_total", t -> 12).lastHours(80, 0.30);
        assertThat(longAgo.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(20, 30, 50);
    }

    @Test
    void aProbeThatCreepsUpWithoutWaterIsNotBelieved() {
        Instant from = NOW.minus(Duration.ofDays(6));
        Field creeping = Field.withMoisture(0.22)
                .hourly(
                        "soil_moisture_20cm",
                        from,
                        NOW,
                        t -> 0.22 + 0.015 * Duration.between(from, t).toHours() / 24 + Field.wiggle(t));
        assertThat(creeping.history().doubts()).as("somebody may have watered").isEmpty();

        creeping.hourly("water_volume_total", t -> 12);
        assertThat(creeping.history().doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.ROSE);
        assertThat(creeping.history().moistureAt(NOW, PlotHistory.FRESH)).containsOnlyKeys(30, 50);
    }

    @Test
    void readingsOfOtherDevicesAndOfTheFutureDoNotCount() {
        Field field = Field.withMoisture(0.22).with("soil_moisture_20cm", NOW.plusSeconds(1), 0.30);
        assertThat(field.history().probes().get(20).values().lastKey()).isEqualTo(NOW);
        assertThat(field.history(NOW.plusSeconds(1))
                        .probes()
                        .get(20)
                        .values()
                        .lastEntry()
                        .getKey())
                .isNotEqualTo(NOW.plusSeconds(1)); // an unconfirmed leap by then
    }

    @Test
    void oneProbeForEachDepth() {
        Map<Integer, Series> probes = Field.withMoisture(0.22).history().probes();
        assertThat(probes).containsOnlyKeys(20, 30, 50);
    }

    private static PlotHistory stillFor(int readings) {
        Field field = Field.withMoisture(0.22);
        for (int hour = 0; hour < readings; hour++) {
            field.with("soil_moisture_20cm", NOW.minus(Duration.ofHours(hour)), 0.2203);
        }
        return field.history();
    }
}
