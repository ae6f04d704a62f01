package vn.nuong.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

class OnlineJudgeTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long NOW = 42;

    private final OnlineJudge judge = new OnlineJudge((site, device) -> Plots.loam(), () -> NOW);

    @Test
    void saysNothingOfSoundReadings() {
        for (int hour = 0; hour < 24 * 30; hour++) {
            double wave = Math.sin(hour / 4.0);
            assertThat(at(
                            hour,
                            "soil_moisture_20cm",
                            0.25 - 0.0001 * hour + 0.002 * wave,
                            "air_temperature",
                            22 + 5 * wave))
                    .isEmpty();
        }
    }

    @Test
    void flagsAValueOutsideItsRangeAndSaysWhichAndWhy() {
        assertThat(at(0, "soil_moisture_20cm", 0.0)).isEmpty();
        List<Flagged> caught = at(1, "soil_moisture_20cm", -0.001);
        assertThat(caught).hasSize(1);
        assertThat(caught.get(0).flags()).containsExactly(Flag.RANGE);
        assertThat(caught.get(0).why()).isEqualTo("range -0.001 < 0 m³/m³");
        assertThat(caught.get(0).judgedNs()).isEqualTo(NOW);
        assertThat(caught.get(0).measuredNs()).isEqualTo(ns(1));
    }

    @Test
    void flagsMoreWaterThanTheSoilHolds() {
        assertThat(at(0, "soil_moisture_20cm", 0.559)).isEmpty(); // loam: 0.459 by Saxton and Rawls, and 0.10
        assertThat(flags(at(1, "soil_moisture_20cm", 0.561))).containsExactly(Flag.SATURATION);
        assertThat(flags(at(2, "soil_moisture_20cm", 0.61))).containsExactlyInAnyOrder(Flag.SATURATION, Flag.RANGE);
    }

    @Test
    void flagsASpikeWhenTheNextReadingComes() {
        quiet(0, 24);
        assertThat(at(24, "soil_moisture_20cm", 0.35)).isEmpty();
        List<Flagged> caught = at(25, "soil_moisture_20cm", 0.25);
        assertThat(caught).hasSize(1);
        assertThat(caught.get(0).measuredNs()).isEqualTo(ns(24));
        assertThat(caught.get(0).flags()).containsExactly(Flag.SPIKE);
        assertThat(at(26, "soil_moisture_20cm", 0.251)).isEmpty();
    }

    @Test
    void keepsTheFlagsASpikeAlreadyHad() {
        quiet(0, 24);
        assertThat(flags(at(24, "soil_moisture_20cm", 0.58))).containsExactly(Flag.SATURATION);
        List<Flagged> caught = at(25, "soil_moisture_20cm", 0.25);
        assertThat(caught.get(0).flags()).containsExactlyInAnyOrder(Flag.SATURATION, Flag.SPIKE);
        assertThat(caught.get(0).why()).startsWith("saturation ").contains("; spike ");
    }

    @Test
    void aRiseThatStaysIsNoSpike() {
        quiet(0, 24);
        assertThat(at(24, "soil_moisture_20cm", 0.35)).isEmpty();
        assertThat(at(25, "soil_moisture_20cm", 0.34)).isEmpty();
    }

    @Test
    void aSilenceOfHoursBesideALeapTellsNoSpike() {
        quiet(0, 24);
        assertThat(at(24, "soil_moisture_20cm", 0.35)).isEmpty();
        assertThat(at(28, "soil_moisture_20cm", 0.25)).isEmpty();
    }

    @Test
    void flagsAStepOfTheWeatherAndBelievesTheReadingAfterIt() {
        assertThat(at(0, "air_temperature", 20)).isEmpty();
        assertThat(at(1, "air_temperature", 35)).isEmpty();
        assertThat(flags(at(2, "air_temperature", 50.1))).containsExactly(Flag.STEP);
        assertThat(flags(at(3, "air_temperature", 36))).containsExactlyInAnyOrder(Flag.STEP, Flag.SPIKE); // of 50.1
        assertThat(at(4, "air_temperature", 35)).isEmpty();
    }

    @Test
    void aSpikeThatWasNoStepMakesNoStepOfTheReadingAfterIt() {
        assertThat(at(0, "air_temperature", 20)).isEmpty();
        assertThat(at(1, "air_temperature", 35)).isEmpty();
        assertThat(flags(at(2, "air_temperature", 19.9))).containsExactly(Flag.SPIKE);
        assertThat(at(3, "air_temperature", 20)).isEmpty();
    }

    @Test
    void believesANewLevelThatASecondReadingConfirms() {
        assertThat(at(0, "air_temperature", 20)).isEmpty();
        assertThat(flags(at(1, "air_temperature", 36))).containsExactly(Flag.STEP);
        assertThat(at(2, "air_temperature", 36.2)).isEmpty();
        assertThat(at(3, "air_temperature", 36.1)).isEmpty();
    }

    @Test
    void aTensionProbeThatStandsAtItsLimitIsNotStuckButBelowItIs() {
        for (double end : new double[] {200, 150}) {
            int begin = end == 200 ? 0 : 500;
            for (int hour = begin; hour < begin + 60; hour++) {
                assertThat(at(hour, "soil_water_tension_20cm", 100 + 0.5 * (hour % 7)))
                        .isEmpty();
            }
            Set<Flag> found = EnumSet.noneOf(Flag.class);
            for (int hour = begin + 60; hour < begin + 160; hour++) {
                at(hour, "soil_water_tension_20cm", end).forEach(c -> found.addAll(c.flags()));
            }
            assertThat(found.contains(Flag.STUCK)).as("%s kPa", end).isEqualTo(end < 200);
        }
    }

    @Test
    void flagsAProbeThatStandsStillLongerThanItEverDid() {
        int hour = 0;
        for (; hour < 60; hour++) {
            assertThat(at(hour, "soil_moisture_20cm", 0.25 + 0.0001 * (hour % 7)))
                    .isEmpty();
        }
        for (int held = 0; held <= 19; held++) {
            assertThat(at(hour + held, "soil_moisture_20cm", 0.2444)).isEmpty();
        }
        assertThat(flags(at(hour + 20, "soil_moisture_20cm", 0.2444))).containsExactly(Flag.STUCK);
        assertThat(at(hour + 21, "soil_moisture_20cm", 0.2445)).isEmpty();
    }

    @Test
    void aProbeThatOftenStandsStillIsNotStuck() {
        for (int hour = 0; hour < 24 * 20; hour++) {
            assertThat(at(hour, "soil_moisture_40cm", 0.30 - 0.001 * (hour / 20)))
                    .isEmpty();
        }
    }

    @Test
    void flagsWeatherThatStandsStillForHalfADay() {
        for (int hour = 0; hour < 12; hour++) {
            assertThat(at(hour, "air_temperature", 21.4, "relative_humidity", 96, "wind_speed", 0))
                    .isEmpty();
        }
        assertThat(flags(at(12, "air_temperature", 21.4, "relative_humidity", 96, "wind_speed", 0)))
                .containsExactly(Flag.PERSISTENCE);
    }

    @Test
    void flagsEverythingMeasuredWhileTheBatteryIsTooLow() {
        assertThat(at(0, "soil_moisture_20cm", 0.25, "battery", 3.6)).isEmpty();
        assertThat(at(1, "soil_moisture_20cm", 0.25, "battery", 3.0)).isEmpty();
        assertThat(at(2, "soil_moisture_20cm", 0.251, "battery", 2.99, "signal", -80))
                .extracting(f -> f.key().code(), Flagged::flags)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("soil_moisture_20cm", Set.of(Flag.LOW_BATTERY)));
        assertThat(flags(at(3, "soil_moisture_20cm", 0.25))).containsExactly(Flag.LOW_BATTERY);
        assertThat(at(4, "soil_moisture_20cm", 0.251, "battery", 3.4)).isEmpty();
    }

    @Test
    void flagsMoreSunThanAClearSkyGives() {
        assertThat(at(4, "solar_radiation", 1050)).isEmpty(); // 11:00 in Tân Cương
        assertThat(flags(at(16, "solar_radiation", 60))).containsExactly(Flag.ABOVE_CLEAR_SKY); // 23:00
    }

    @Test
    void doubtsThePlaceOrTheClockAndNotTheSunWhenItIsOftenTooStrong() {
        int caught = 0;
        for (int hour = 0; hour < 240; hour++) { // a recording of the other side of the earth
            caught += at(hour, "solar_radiation", hour % 24 >= 13 && hour % 24 <= 22 ? 500 : 0)
                    .size();
        }
        assertThat(caught).isEqualTo(1);
    }

    @Test
    void flagsRainInDryAir() {
        assertThat(at(0, "rain", 3, "relative_humidity", 40)).isEmpty();
        assertThat(flags(at(1, "rain", 3, "relative_humidity", 39.9))).containsExactly(Flag.RAIN_WITHOUT_HUMIDITY);
        assertThat(at(2, "rain", 3)).isEmpty();
    }

    @Test
    void aLateReadingIsPutOnlyToTheTestsThatNeedNothingButItself() {
        quiet(0, 24);
        assertThat(at(12, "soil_moisture_30cm", 0.25)).isEmpty();
        assertThat(at(11, "soil_moisture_20cm", 0.45)).isEmpty();
        assertThat(flags(at(10, "soil_moisture_20cm", 0.9))).contains(Flag.RANGE);
        assertThat(at(24, "soil_moisture_20cm", 0.25)).isEmpty();
    }

    @Test
    void devicesOfOneNameAtTwoSitesAreTwoDevices() {
        for (int hour = 0; hour < 24; hour++) {
            double wave = 0.001 * (hour % 5);
            assertThat(judge.judge(point("s", "probe", hour, "soil_moisture_20cm", 0.25 + wave)))
                    .isEmpty();
            assertThat(judge.judge(point("t", "probe", hour, "soil_moisture_20cm", 0.40 + wave)))
                    .isEmpty();
        }
    }

    @Test
    void forgetsTheDeviceUnheardOfLongestWhenThereAreTooMany() {
        OnlineJudge small = new OnlineJudge((site, device) -> PlotContext.UNKNOWN, () -> NOW, 2);
        small.judge(point("s", "a", 0, "air_temperature", 20));
        small.judge(point("s", "b", 0, "air_temperature", 20));
        small.judge(point("s", "c", 0, "air_temperature", 20));
        assertThat(small.judge(point("s", "a", 1, "air_temperature", 50))).isEmpty();
        assertThat(small.judge(point("s", "c", 1, "air_temperature", 50))).hasSize(1);
    }

    @Test
    void theSameReadingsGetTheSameVerdicts() {
        List<List<Flagged>> first = random(new OnlineJudge((site, device) -> Plots.loam(), () -> NOW));
        assertThat(random(new OnlineJudge((site, device) -> Plots.loam(), () -> NOW)))
                .isEqualTo(first);
        assertThat(first).anyMatch(caught -> !caught.isEmpty());
    }

    private static List<List<Flagged>> random(OnlineJudge judge) {
        Random random = new Random(7);
        List<List<Flagged>> all = new ArrayList<>();
        for (int hour = 0; hour < 500; hour++) {
            double value = random.nextInt(20) == 0 ? random.nextDouble() : 0.25 + 0.002 * random.nextGaussian();
            all.add(judge.judge(point("s", "probe", hour, "soil_moisture_20cm", value)));
        }
        return all;
    }

    private void quiet(int fromHour, int toHour) {
        for (int hour = fromHour; hour < toHour; hour++) {
            assertThat(at(hour, "soil_moisture_20cm", 0.25 + 0.001 * (hour % 3)))
                    .isEmpty();
        }
    }

    private static Set<Flag> flags(List<Flagged> caught) {
        assertThat(caught).hasSize(1);
        return caught.get(0).flags();
    }

    private List<Flagged> at(int hour, Object... keysAndValues) {
        return judge.judge(point("s", "probe", hour, keysAndValues));
    }

    private static Point point(String site, String device, int hour, Object... keysAndValues) {
        List<Point.Value> values = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.add(new Point.Value(
                    PropertyKey.parse((String) keysAndValues[i]), ((Number) keysAndValues[i + 1]).doubleValue()));
        }
        return new Point(site, device, ns(hour), ns(hour) + 1, TimeSource.DEVICE, true, values);
    }

    private static long ns(int hour) {
        return Times.toEpochNanos(START.plus(Duration.ofHours(hour)));
    }
}
