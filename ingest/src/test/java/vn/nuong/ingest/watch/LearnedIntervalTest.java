package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

class LearnedIntervalTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:07Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    final LearnedInterval learned = new LearnedInterval(LearnedInterval.State.NEW);
    Instant time = START;

    @Test
    void isKnownFromTheSixthIntervalThatAgrees() {
        every(QUARTER, 6);
        assertThat(learned.find()).isNull();
        every(QUARTER, 1);
        assertThat(learned.find()).isEqualTo(QUARTER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60, 300, 900, 3600, 86_400, 604_800})
    void isKnownFromASecondToAWeek(int seconds) {
        every(Duration.ofSeconds(seconds), 8);
        assertThat(learned.find()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void isNotKnownBelowASecondNorAboveAWeek() {
        every(Duration.ofMillis(400), 30);
        assertThat(learned.find()).isNull();
        LearnedInterval slow = new LearnedInterval(LearnedInterval.State.NEW);
        for (int i = 0; i < 30; i++) {
            slow.note(Times.toEpochNanos(START.plus(Duration.ofDays(8L * i))));
        }
        assertThat(slow.find()).isNull();
    }

    @Test
    void aDeviceThatSendsWheneverItLikesHasNone() {
        for (int i = 0; i < 12; i++) {
            every(Duration.ofSeconds((long) (60 * Math.pow(1.6, i))), 1); // each half as long again as the one before
        }
        assertThat(learned.find()).isNull();
    }

    @Test
    void aGapChangesNothing() {
        every(QUARTER, 20);
        every(Duration.ofDays(3), 1);
        every(QUARTER, 3);
        assertThat(learned.find()).isEqualTo(QUARTER);
    }

    @Test
    void aBurstOfTwoHoursChangesNothingInADeviceKnownForDays() {
        every(QUARTER, 96);
        every(Duration.ofSeconds(10), 720);
        assertThat(learned.find()).isEqualTo(QUARTER);
        every(QUARTER, 1);
        assertThat(learned.find()).isEqualTo(QUARTER);
    }

    @Test
    void aDeviceThatHasBecomeSlowerIsBelievedAfterEightIntervals() {
        every(QUARTER, 200);
        every(Duration.ofHours(1), 8); // the first of them ends the last quarter of an hour
        assertThat(learned.find()).isEqualTo(QUARTER);
        every(Duration.ofHours(1), 1);
        assertThat(learned.find()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aDeviceThatHasBecomeFasterIsBelievedWhenThatCoversMoreTime() {
        every(Duration.ofHours(1), 200);
        every(QUARTER, 40);
        assertThat(learned.find()).isEqualTo(Duration.ofHours(1));
        every(QUARTER, 4 * 60);
        assertThat(learned.find()).isEqualTo(QUARTER);
    }

    @Test
    void doubledAndOldTimesChangeNothing() {
        every(QUARTER, 40);
        LearnedInterval.State before = learned.state();
        for (int i = 1; i <= 16; i++) {
            learned.note(Times.toEpochNanos(time.minus(QUARTER.multipliedBy(i))));
        }
        learned.note(Times.toEpochNanos(START.minus(Duration.ofDays(400))));
        assertThat(learned.state()).isEqualTo(before);
    }

    @Test
    void lateTimesFillTheirGaps() {
        for (int hour = 0; hour < 12; hour++) { // newest first within each hour
            for (int quarter = 3; quarter >= 0; quarter--) {
                learned.note(Times.toEpochNanos(START.plus(Duration.ofMinutes(60L * hour + 15L * quarter))));
            }
        }
        assertThat(learned.find()).isEqualTo(QUARTER);
    }

    @Test
    void survivesJitterLossDoublesAndDisorder() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long everyS = List.of(60L, 300L, 600L, 900L, 1800L, 3600L).get(random.nextInt(6));
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                if (random.nextDouble() < 0.3) {
                    continue;
                }
                double jitter = random.nextDouble(-0.04, 0.04);
                times.add(Times.toEpochNanos(START.plusMillis((long) ((i + jitter) * everyS * 1000))));
                if (random.nextInt(5) == 0) {
                    times.add(times.get(times.size() - 1));
                }
            }
            for (int i = 0; i + 5 < times.size(); i += 5) {
                Collections.shuffle(times.subList(i, i + 5), random);
            }
            LearnedInterval each = new LearnedInterval(LearnedInterval.State.NEW);
            times.forEach(each::note);
            assertThat(each.find())
                    .as("seed %s, every %s s", seed, everyS)
                    .isBetween(Duration.ofSeconds(everyS * 97 / 100), Duration.ofSeconds(everyS * 103 / 100));
        }
    }

    @Test
    void goesOnFromItsStateAsJson() {
        every(QUARTER, 30);
        every(Duration.ofHours(1), 5);
        LearnedInterval.State state = Json.read(Json.write(learned.state()), LearnedInterval.State.class);
        LearnedInterval again = new LearnedInterval(state);
        assertThat(again.state()).isEqualTo(learned.state());
        assertThat(again.find()).isEqualTo(QUARTER);
        assertThat(Json.write(state).length).isLessThan(1000);
    }

    private void every(Duration interval, int times) {
        for (int i = 0; i < times; i++) {
            learned.note(Times.toEpochNanos(time));
            time = time.plus(interval);
        }
    }
}
