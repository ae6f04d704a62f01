package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.testing.MutableClock;
import vn.nuong.telemetry.time.Times;

class SteadyClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    final MutableClock wall = new MutableClock(NOW.toString());
    long monoNs = -7; // any origin will do, a negative one too
    final SteadyClock clock = new SteadyClock(wall, () -> monoNs, Instant.EPOCH);

    @Test
    void isTheWallClockWhileThatRunsForward() {
        assertThat(clock.instant()).isEqualTo(NOW);
        pass(HOUR);
        assertThat(clock.instant()).isEqualTo(NOW.plus(HOUR));
        assertThat(clock.millis()).isEqualTo(NOW.plus(HOUR).toEpochMilli());
        assertThat(clock.ahead()).isZero();
        assertThat(clock.findLastStep()).isEmpty();
    }

    @Test
    void goesOnATenthSlowerWhenTheWallClockIsSteppedBack() {
        wall.advance(HOUR.negated());
        assertThat(clock.instant()).isEqualTo(NOW);
        pass(Duration.ofMinutes(10));

        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofMinutes(9)));
        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(59));
        assertThat(clock.stepsBack()).isEqualTo(1);
        assertThat(clock.findLastStep()).contains(new SteadyClock.Step(NOW, HOUR.negated()));
    }

    @Test
    void isTheWallClockAgainOnceThatHasCaughtUp() {
        wall.advance(HOUR.negated());
        clock.instant();
        for (int i = 0; i < 599; i++) {
            pass(Duration.ofMinutes(1));
            clock.instant();
        }
        assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(6));
        pass(Duration.ofMinutes(1));
        assertThat(clock.ahead()).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(wall.instant());
        assertThat(clock.stepsBack()).isEqualTo(1);
    }

    @Test
    void followsStepsForward() {
        wall.advance(Duration.ofDays(400)); // a board without a battery that has found a time server

        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofDays(400)));
        assertThat(clock.steppedForwardSince(NOW.minusSeconds(1))).isEqualTo(Duration.ofDays(400));
        assertThat(clock.steppedForwardSince(clock.instant())).isZero();
        assertThat(clock.stepsBack()).isZero();
    }

    @Test
    void aStepBackAndForwardAgainEndsWhereTheWallClockIs() {
        wall.advance(HOUR.negated());
        clock.instant();
        pass(Duration.ofMinutes(20));
        clock.instant();
        wall.advance(HOUR);

        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void aStepIsCountedFromTheFirstMillisecondBeyondATenthOfASecond() {
        wall.advance(Duration.ofMillis(-100));
        assertThat(clock.stepsBack()).isZero();
        wall.advance(Duration.ofMillis(-101));
        assertThat(clock.stepsBack()).isEqualTo(1);
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void slewingByATimeServerIsNoStep() {
        for (int i = 0; i < 100; i++) {
            monoNs += HOUR.toNanos();
            wall.advance(HOUR.minus(Duration.ofNanos(HOUR.toNanos() / 2000))); // 500 ppm slow
            assertThat(clock.instant()).isEqualTo(wall.instant());
        }
        assertThat(clock.findLastStep()).isEmpty();
    }

    @Test
    void beginsAfterTheLastReceivedTimeOfAnEarlierProcess() {
        Instant last = NOW.plus(HOUR);
        SteadyClock later = new SteadyClock(wall, () -> monoNs, last);

        assertThat(later.next()).isEqualTo(Times.toEpochNanos(last) + 1);
        assertThat(later.ahead()).isEqualTo(HOUR.plusNanos(1));
        assertThat(later.stepsBack()).isEqualTo(1);
    }

    @Test
    void aShortRestartIsNoStep() {
        SteadyClock later = new SteadyClock(wall, () -> monoNs, NOW.plusMillis(100));

        assertThat(later.stepsBack()).isZero();
    }

    @Test
    void givesNoTimeTwiceWhileBothClocksStandStill() {
        long first = clock.next();

        assertThat(clock.next()).isEqualTo(first + 1);
        assertThat(clock.next()).isEqualTo(first + 2);
        assertThat(Times.toEpochNanos(clock.instant())).isEqualTo(first + 2);
    }

    @Test
    void aPauseBetweenTheTwoReadingsIsNoStep() {
        int[] readings = {0};
        SteadyClock paused = new SteadyClock(
                () -> {
                    if (readings[0]++ == 1) { // stopped just after the monotonic reading, for a second
                        pass(Duration.ofSeconds(1));
                    }
                    return wall.instant();
                },
                () -> monoNs,
                Instant.EPOCH);

        assertThat(paused.instant()).isEqualTo(NOW.plusSeconds(1));
        assertThat(paused.findLastStep()).isEmpty();
    }

    @Test
    void strictlyRisesUnderRandomSteps() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            wall.set(NOW);
            SteadyClock steady = new SteadyClock(wall, () -> monoNs, NOW.plusSeconds(random.nextInt(-100, 100)));
            long last = 0;
            for (int i = 0; i < 2000; i++) {
                Duration passed = Duration.ofNanos((long) Math.exp(random.nextDouble(0, 27)));
                pass(passed);
                if (random.nextInt(10) == 0) {
                    wall.advance(Duration.ofMillis(random.nextLong(-7_200_000, 7_200_000)));
                }
                long next = steady.next();
                assertThat(next).as("seed %s, reading %s", seed, i).isGreaterThan(last);
                assertThat(next)
                        .as("seed %s, reading %s: never behind the wall clock", seed, i)
                        .isGreaterThanOrEqualTo(Times.toEpochNanos(wall.instant()));
                if (last != 0) {
                    assertThat(next - last)
                            .as("seed %s, reading %s: never stops", seed, i)
                            .isGreaterThanOrEqualTo(passed.toNanos() * 9 / 10);
                }
                last = next;
            }
        }
    }

    @Test
    void manyThreadsNeverGetTheSameTime() throws Exception {
        SteadyClock real = new SteadyClock(java.time.Clock.systemUTC(), System::nanoTime, Instant.EPOCH);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Long>>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> {
                    List<Long> given = new ArrayList<>();
                    for (int n = 0; n < 50_000; n++) {
                        given.add(real.next());
                    }
                    return given;
                });
            }
            Set<Long> all = new HashSet<>();
            for (Future<List<Long>> done : threads.invokeAll(work)) {
                assertThat(done.get()).isSorted();
                all.addAll(done.get());
            }
            assertThat(all).hasSize(200_000);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void showsTheSameTimeInAnotherZone() {
        ZoneId saigon = ZoneId.of("Asia/Ho_Chi_Minh");
        wall.advance(HOUR.negated());

        assertThat(clock.withZone(saigon).getZone()).isEqualTo(saigon);
        assertThat(clock.withZone(saigon).instant()).isEqualTo(NOW);
    }

    private void pass(Duration time) {
        monoNs += time.toNanos();
        wall.advance(time);
    }
}
