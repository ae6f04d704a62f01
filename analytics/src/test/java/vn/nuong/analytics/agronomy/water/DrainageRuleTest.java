package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.DrainageRule.Decision;
import vn.nuong.analytics.agronomy.water.DrainageRule.Missing;
import vn.nuong.analytics.agronomy.water.DrainageRule.Result;
import vn.nuong.analytics.agronomy.water.DrainageRule.Sample;
import vn.nuong.analytics.agronomy.water.DrainageRule.Settings;
import vn.nuong.telemetry.agronomy.SoilWater;

class DrainageRuleTest {
    /** Clay loam: less than 0.10 air above θ 0.377. */
    private static final SoilWater SOIL = new SoilWater(0.358, 0.218, 0.477, 4.3);

    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void watchesWarnsAndDrainsOnlyBeyondTheirTimes() {
        assertThat(after(hourly(0, 24, 0.3, 0.42)).decision()).isEqualTo(Decision.WATCH);
        assertThat(after(hourly(0, 25, 0.3, 0.42)).decision()).isEqualTo(Decision.WARNING);
        assertThat(after(hourly(0, 48, 0.3, 0.42)).decision()).isEqualTo(Decision.WARNING);
        assertThat(after(hourly(0, 49, 0.3, 0.42)).decision()).isEqualTo(Decision.DRAIN);
    }

    @Test
    void saysSinceWhenAndHowLittleAir() {
        List<Sample> samples = hourly(0, 10, 0.3, 0.35);
        samples.addAll(hourly(11, 41, 0.3, 0.42));
        Result result = after(samples);
        assertThat(result.wetSince()).isEqualTo(START.plus(Duration.ofHours(11)));
        assertThat(result.wetFor()).isEqualTo(Duration.ofHours(30));
        assertThat(result.airFilledPorosity()).isCloseTo(0.057, within(1e-9));
        assertThat(result.depthM()).isEqualTo(0.3);
    }

    @Test
    void endsTheWetSpellWithTheFirstAiryReading() {
        List<Sample> samples = hourly(0, 60, 0.3, 0.42);
        samples.addAll(hourly(61, 61, 0.3, 0.37));
        assertThat(after(samples).decision()).isEqualTo(Decision.ENOUGH_AIR);
        assertThat(after(samples).wetFor()).isZero();
    }

    @Test
    void breaksTheWetSpellAtAGapLongerThanSixHours() {
        List<Sample> bridged = hourly(0, 20, 0.3, 0.42);
        bridged.addAll(hourly(26, 60, 0.3, 0.42));
        assertThat(after(bridged).wetFor()).isEqualTo(Duration.ofHours(60));

        List<Sample> broken = hourly(0, 20, 0.3, 0.42);
        broken.addAll(hourly(27, 60, 0.3, 0.42));
        assertThat(after(broken).wetFor()).isEqualTo(Duration.ofHours(33));
        assertThat(after(broken).decision()).isEqualTo(Decision.WARNING);
    }

    @Test
    void doesNotSpeakFromOldReadingsOrOtherDepths() {
        List<Sample> samples = hourly(0, 60, 0.3, 0.42);
        Instant late = START.plus(Duration.ofHours(66));
        assertThat(evaluate(samples, late).decision()).isEqualTo(Decision.DRAIN);
        assertThat(evaluate(samples, late.plusSeconds(1)).missing()).isEqualTo(Missing.STALE_READINGS);
        assertThat(after(hourly(0, 60, 0.10, 0.42)).missing()).isEqualTo(Missing.NO_PROBE_AT_DEPTH);
        assertThat(after(hourly(0, 60, 0.50, 0.42)).decision()).isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void leavesOutReadingsFromTheFuture() {
        Result result = evaluate(hourly(0, 60, 0.3, 0.42), START.plus(Duration.ofHours(30)));
        assertThat(result.wetFor()).isEqualTo(Duration.ofHours(30));
    }

    @Test
    void speaksOfTheDepthThatIsWorstOff() {
        List<Sample> samples = hourly(0, 60, 0.2, 0.36);
        samples.addAll(hourly(10, 60, 0.4, 0.40));
        Collections.shuffle(samples, new Random(1));
        assertThat(after(samples).depthM()).isEqualTo(0.4);
        assertThat(after(samples).decision()).isEqualTo(Decision.DRAIN);
    }

    /** A heavy clay holds less than 0.10 air even at field capacity; no drain can change that. */
    @Test
    void doesNotDrainAClayThatIsBelowFieldCapacity() {
        SoilWater clay = new SoilWater(0.421, 0.298, 0.498, 1.1);
        Instant end = START.plus(Duration.ofHours(60));
        assertThat(DrainageRule.evaluate(hourly(0, 60, 0.3, 0.41), clay, end, Settings.defaults())
                        .decision())
                .isEqualTo(Decision.ENOUGH_AIR);
        assertThat(DrainageRule.evaluate(hourly(0, 60, 0.3, 0.43), clay, end, Settings.defaults())
                        .decision())
                .isEqualTo(Decision.DRAIN);
    }

    @Test
    void tellsTheAirAndItsDurationAtEveryDepthFromTheSurfaceDown() {
        List<Sample> samples = hourly(0, 60, 0.5, 0.36);
        samples.addAll(hourly(0, 60, 0.1, 0.30));
        samples.addAll(hourly(50, 60, 0.3, 0.42));
        samples.addAll(hourly(0, 50, 0.4, 0.42)); // not heard since
        Result result = after(samples);
        assertThat(result.layers()).extracting(DrainageRule.Layer::depthM).containsExactly(0.1, 0.3, 0.5);
        assertThat(result.layers()).extracting(l -> l.wetFor().toHours()).containsExactly(0L, 10L, 0L);
        assertThat(result.layers().get(0).airFilledPorosity()).isCloseTo(0.177, within(1e-9));
        assertThat(result.depthM()).isEqualTo(0.3);
    }

    @Test
    void waterOverSoilWithAirIsPerchedOnceItHasStoodForADay() {
        List<Sample> samples = hourly(0, 60, 0.5, 0.36);
        samples.addAll(hourly(0, 60, 0.2, 0.43));
        samples.addAll(hourly(20, 60, 0.3, 0.44));
        Result passing = evaluate(samples, START.plus(Duration.ofHours(44)));
        assertThat(passing.perched()).as("a wetting front may pass").isNull();
        Result result = after(samples);
        assertThat(result.perched()).isEqualTo(new DrainageRule.Perched(0.3, 0.5, Duration.ofHours(40)));
        assertThat(result.isPerched()).isTrue();
        assertThat(result.decision()).isEqualTo(Decision.DRAIN);
    }

    @Test
    void waterIsNotPerchedWhereTheSoilBelowIsNearlyAsWet() {
        List<Sample> samples = hourly(0, 60, 0.3, 0.38);
        samples.addAll(hourly(0, 60, 0.5, 0.37));
        assertThat(after(samples).perched()).isNull();
        assertThat(after(samples).decision()).isEqualTo(Decision.DRAIN);
    }

    /** The surface dries by itself; only what holds water up there is drained. */
    @Test
    void aWetSurfaceAsksForDrainsOnlyWhereItsWaterIsPerched() {
        List<Sample> perched = hourly(0, 60, 0.1, 0.44);
        perched.addAll(hourly(0, 60, 0.3, 0.30));
        assertThat(after(perched).decision()).isEqualTo(Decision.DRAIN);
        assertThat(after(perched).depthM()).isEqualTo(0.1);
        List<Sample> wet = hourly(0, 60, 0.1, 0.38);
        wet.addAll(hourly(0, 60, 0.3, 0.37));
        assertThat(after(wet).decision()).isEqualTo(Decision.ENOUGH_AIR);
    }

    @Test
    void aHighWaterTableIsWatchedAndADeepOneIsNot() {
        List<Sample> samples = hourly(0, 60, 0.3, 0.30);
        samples.addAll(hourly(0, 60, 0.6, 0.47));
        assertThat(after(samples).decision()).isEqualTo(Decision.WARNING);
        assertThat(after(samples).isWaterTable()).isTrue();
        assertThat(after(samples).perched()).isNull();
        assertThat(evaluate(samples, START.plus(Duration.ofHours(48))).decision())
                .isEqualTo(Decision.ENOUGH_AIR);
        List<Sample> deep = hourly(0, 60, 0.3, 0.30);
        deep.addAll(hourly(0, 60, 1.2, 0.47));
        assertThat(after(deep).decision()).isEqualTo(Decision.ENOUGH_AIR);
    }

    private static Result after(List<Sample> samples) {
        Instant end = samples.stream().map(Sample::time).max(Instant::compareTo).orElseThrow();
        return evaluate(samples, end);
    }

    private static Result evaluate(List<Sample> samples, Instant now) {
        return DrainageRule.evaluate(samples, SOIL, now, Settings.defaults());
    }

    private static List<Sample> hourly(int fromHour, int toHour, double depthM, double theta) {
        List<Sample> samples = new ArrayList<>();
        for (int hour = fromHour; hour <= toHour; hour++) {
            samples.add(new Sample(START.plus(Duration.ofHours(hour)), depthM, theta));
        }
        return samples;
    }
}
