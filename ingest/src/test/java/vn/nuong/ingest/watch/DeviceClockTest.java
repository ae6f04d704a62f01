package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.ingest.watch.ClockError.Kind;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

class DeviceClockTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    final DeviceClock clock = new DeviceClock(DeviceClock.State.NEW);
    Instant now = START;

    @Test
    void nothingIsKnownBeforeTheFirstMessage() {
        assertThat(clock.error().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(clock.error().since()).isNull();
    }

    @Test
    void oneMessageWithOurTimeMakesAGoodClock() {
        send(Duration.ofSeconds(-3), 1);
        assertThat(clock.error()).isEqualTo(new ClockError(Kind.GOOD, null, null, START));
        assertThat(clock.lastGoodNs()).isEqualTo(Times.toEpochNanos(START));
    }

    @Test
    void aTimeThatIsCenturiesOffIsWrongAndNoMore() {
        long now = Times.toEpochNanos(START);
        long hour = Duration.ofHours(1).toNanos();
        for (int i = 0; i < 12; i++) {
            clock.note(Long.MIN_VALUE, now + i * hour, 0);
        }
        assertThat(clock.error().kind()).isEqualTo(Kind.NEVER_SET);
        DeviceClock ahead = new DeviceClock(DeviceClock.State.NEW);
        for (int i = 0; i < 12; i++) {
            ahead.note(Long.MAX_VALUE, now + i * hour, 0);
        }
        assertThat(ahead.error().kind()).isEqualTo(Kind.AHEAD);
    }

    @Test
    void oneLateMessageTellsNothing() {
        send(Duration.ofHours(-1), 1);
        assertThat(clock.error().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void sevenHoursAheadIsNoticedAfterSixBins() {
        send(Duration.ofHours(7).minusSeconds(2), 6);
        assertThat(clock.error().kind()).isEqualTo(Kind.UNKNOWN);
        send(Duration.ofHours(7).minusSeconds(2), 1);
        assertThat(clock.error())
                .isEqualTo(new ClockError(Kind.AHEAD, Duration.ofHours(7).minusSeconds(2), Duration.ZERO, START));
        assertThat(clock.error().offset()).isEqualTo(Duration.ofHours(7).minusSeconds(2));
        assertThat(clock.error().sentence(ZONE).vi())
                .isEqualTo("Đồng hồ của thiết bị chạy nhanh 7 giờ (± 0 giây), từ 07:00 23/11/2026.");
    }

    @Test
    void anHourBehindIsNoticed() {
        send(Duration.ofHours(-1), 8);
        assertThat(clock.error().kind()).isEqualTo(Kind.BEHIND);
        assertThat(clock.error().offset()).isEqualTo(Duration.ofHours(-1));
        assertThat(clock.error().sentence(ZONE).en())
                .isEqualTo("The device's clock is 60 minutes slow (± 0 seconds), or it always sends as late as that,"
                        + " since 07:00 23/11/2026.");
    }

    @Test
    void twoMinutesAheadAreGoodAndOneSecondMoreIsNot() {
        send(Duration.ofMinutes(2), 9);
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
        DeviceClock other = new DeviceClock(DeviceClock.State.NEW);
        send(other, Duration.ofMinutes(2).plusSeconds(1), 9);
        assertThat(other.error().kind()).isEqualTo(Kind.AHEAD);
    }

    @Test
    void aClockThatWasAheadIsGoodAgainFromOneMinute() {
        send(Duration.ofMinutes(3), 9);
        send(Duration.ofSeconds(61), 9);
        assertThat(clock.error().kind()).isEqualTo(Kind.AHEAD);
        send(Duration.ofSeconds(60), 3);
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
    }

    @Test
    void fiveMinutesBehindAreGoodAndOneSecondMoreIsNot() {
        DeviceClock good = new DeviceClock(DeviceClock.State.NEW);
        DeviceClock behind = new DeviceClock(DeviceClock.State.NEW);
        for (int i = 0; i < 9; i++) {
            good.note(ns(now.minusSeconds(300)), ns(now), 0);
            behind.note(ns(now.minusSeconds(301)), ns(now), 0);
            now = now.plus(QUARTER);
        }
        assertThat(good.error().kind()).isEqualTo(Kind.GOOD);
        assertThat(behind.error().kind()).isEqualTo(Kind.BEHIND);
    }

    @Test
    void stampingTheBeginningOfTheIntervalIsNoClockThatIsBehind() {
        for (int i = 0; i < 9; i++) {
            clock.note(
                    ns(now.minus(Duration.ofMinutes(61))),
                    ns(now),
                    Duration.ofHours(1).toNanos());
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
    }

    @Test
    void twentySixHoursBehindAreAWrongZoneAndMoreAreOldTimes() {
        DeviceClock zone = new DeviceClock(DeviceClock.State.NEW);
        DeviceClock old = new DeviceClock(DeviceClock.State.NEW);
        send(zone, DeviceClock.MOST_BEHIND.negated(), 9);
        send(old, DeviceClock.MOST_BEHIND.negated().minusSeconds(1), 9);
        assertThat(zone.error().kind()).isEqualTo(Kind.BEHIND);
        assertThat(old.error().kind()).isEqualTo(Kind.OLD_TIMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:10:00Z", "2000-01-01T00:00:30Z"})
    void aClockThatWasNeverSetIsKnownByTwoBins(String begins) {
        Duration ahead = Duration.between(START, Instant.parse(begins));
        send(ahead, 2);
        assertThat(clock.error().kind()).isEqualTo(Kind.UNKNOWN);
        send(ahead, 1);
        assertThat(clock.error().kind()).isEqualTo(Kind.NEVER_SET);
        send(Duration.ZERO, 3);
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
    }

    @Test
    void aClockThatJumpsIsKnownAndNeedsSixGoodBinsToBeTrustedAgain() {
        Random random = new Random(4);
        for (int i = 0; i < 12; i++) {
            send(Duration.ofMinutes(random.nextLong(-100_000, 100_000)), 1);
        }
        assertThat(clock.error().kind()).isEqualTo(Kind.JUMPING);
        send(Duration.ZERO, 6);
        assertThat(clock.error().kind()).isEqualTo(Kind.JUMPING);
        send(Duration.ZERO, 1);
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
    }

    @Test
    void oneWrongStampLeavesAGoodClock() {
        send(Duration.ofSeconds(-2), 10);
        send(Duration.ofDays(300), 1);
        send(Duration.ofSeconds(-2), 3);
        assertThat(clock.error()).isEqualTo(new ClockError(Kind.GOOD, null, null, START));
    }

    @Test
    void anOutageWithItsLateDataLeavesAGoodClock() {
        send(Duration.ofSeconds(-2), 10);
        Instant from = now;
        now = now.plus(Duration.ofHours(12));
        for (Instant measured = from; measured.isBefore(now); measured = measured.plus(QUARTER)) {
            clock.note(ns(measured), ns(now), QUARTER.toNanos());
            now = now.plusSeconds(120); // half an hour of data in four minutes
        }
        assertThat(clock.error()).isEqualTo(new ClockError(Kind.GOOD, null, null, START));
    }

    @Test
    void aDeviceThatSendsOnceAnHourHasAGoodClock() {
        for (int hour = 0; hour < 12; hour++) {
            for (int quarter = 3; quarter >= 0; quarter--) {
                clock.note(
                        ns(now.minus(QUARTER.multipliedBy(quarter))),
                        ns(now.plusSeconds(4 - quarter)),
                        QUARTER.toNanos());
            }
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(clock.error().kind()).isEqualTo(Kind.GOOD);
    }

    @Test
    void steadyErrorsAreFoundThroughDelaysAndOutages() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            DeviceClock each = new DeviceClock(DeviceClock.State.NEW);
            Duration every = Duration.ofSeconds(List.of(60, 300, 900, 1800).get(random.nextInt(4)));
            Duration error =
                    Duration.ofSeconds(random.nextLong(3000, 25 * 3600)).multipliedBy(random.nextBoolean() ? 1 : -1);
            Instant measured = START;
            Instant upTo = START;
            Instant received = START;
            for (int i = 0; i < 300; i++, measured = measured.plus(every)) {
                if (measured.isAfter(upTo) && random.nextInt(60) == 0) {
                    upTo = measured.plus(Duration.ofSeconds(random.nextLong(20_000))); // the network is away until then
                }
                Instant sent = measured.isBefore(upTo) ? upTo : measured;
                Instant came = sent.plusMillis((long) (-2000 * Math.log(1 - random.nextDouble()))); // 2 s on the way
                received = came.isAfter(received) ? came : received.plusNanos(1);
                each.note(ns(measured.plus(error)), ns(received), every.toNanos());
            }
            // The last hours without an outage.
            for (int i = 0; i < 60; i++, measured = measured.plus(every)) {
                Instant came = measured.plusSeconds(2);
                received = came.isAfter(received) ? came : received.plusNanos(1);
                each.note(ns(measured.plus(error)), ns(received), every.toNanos());
            }
            assertThat(each.error().kind())
                    .as("seed %s, every %s, error %s", seed, every, error)
                    .isEqualTo(error.isNegative() ? Kind.BEHIND : Kind.AHEAD);
            assertThat(each.error().offset().minus(error).abs())
                    .as("seed %s, every %s, error %s, found %s", seed, every, error, each.error())
                    .isLessThan(Duration.ofMinutes(2));
        }
    }

    @Test
    void goodClocksStayGoodThroughDelaysAndOutages() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            DeviceClock each = new DeviceClock(DeviceClock.State.NEW);
            Duration every = Duration.ofSeconds(List.of(10, 60, 300, 900, 3600).get(random.nextInt(5)));
            Instant measured = START;
            Instant upTo = START;
            Instant received = START;
            for (int i = 0; i < 400; i++, measured = measured.plus(every)) {
                if (measured.isAfter(upTo) && random.nextInt(40) == 0) {
                    upTo = measured.plus(Duration.ofSeconds(random.nextLong(40_000)));
                }
                Instant sent = measured.isBefore(upTo) ? upTo : measured;
                Instant came = sent.plusMillis((long) (-5000 * Math.log(1 - random.nextDouble())));
                received = came.isAfter(received) ? came : received.plusMillis(random.nextLong(1, 2000));
                each.note(ns(measured.plusSeconds(random.nextLong(-20, 20))), ns(received), every.toNanos());
                assertThat(each.error().kind())
                        .as("seed %s, message %s", seed, i)
                        .isEqualTo(Kind.GOOD);
            }
        }
    }

    @Test
    void replayedHistoryNeverMakesAClockThatIsBehind() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            DeviceClock each = new DeviceClock(DeviceClock.State.NEW);
            boolean likeLive = random.nextBoolean(); // nearly its own pace, and not older than a wrong time zone
            double slowest = likeLive ? 0.5 : 0.01;
            double fastest = likeLive ? 2 : 100_000;
            double speed;
            do {
                speed = Math.exp(random.nextDouble(Math.log(slowest), Math.log(fastest)));
            } while (Math.abs(speed - 1) < 0.02);
            Duration every = Duration.ofSeconds(List.of(60, 600, 3600, 86_400).get(random.nextInt(4)));
            long everyNs = random.nextBoolean() ? 0 : every.toNanos();
            double oldest = likeLive ? DeviceClock.MOST_BEHIND.toSeconds() : 4e8;
            Instant begin = START.minusSeconds((long) Math.exp(random.nextDouble(Math.log(600), Math.log(oldest))));
            Instant measured = begin;
            for (int i = 0; i < 400; i++) {
                measured = measured.plus(every.multipliedBy(random.nextInt(10) == 0 ? random.nextLong(1, 50) : 1));
                Instant received = START.plusNanos(
                                (long) (Duration.between(begin, measured).toSeconds() / speed * 1e9))
                        .plusNanos(i + random.nextLong(1_000_000));
                each.note(ns(measured), ns(received), everyNs);
                assertThat(each.error().kind())
                        .as("seed %s, speed %s, every %s, message %s", seed, speed, every, i)
                        .isNotEqualTo(Kind.BEHIND);
            }
        }
    }

    @Test
    void historyAtItsOwnPaceIsToldByItsAge() {
        send(Duration.ofDays(-3), 50);
        assertThat(clock.error().kind()).isEqualTo(Kind.OLD_TIMES);
    }

    @Test
    void goesOnFromItsStateAsJson() {
        send(Duration.ofMinutes(90), 9);
        DeviceClock.State state = Json.read(Json.write(clock.state()), DeviceClock.State.class);
        assertThat(state).isEqualTo(clock.state());
        DeviceClock again = new DeviceClock(state);
        assertThat(again.error()).isEqualTo(clock.error());
        assertThat(Json.write(state).length).isLessThan(1000);
        assertThat(Json.read(Json.write(DeviceClock.State.NEW), DeviceClock.State.class))
                .isEqualTo(DeviceClock.State.NEW);
    }

    private void send(Duration ahead, int times) {
        send(clock, ahead, times);
    }

    private void send(DeviceClock to, Duration ahead, int times) {
        for (int i = 0; i < times; i++) {
            to.note(ns(now.plus(ahead)), ns(now), QUARTER.toNanos() / 3);
            now = now.plus(QUARTER);
        }
    }

    private static long ns(Instant time) {
        return Times.toEpochNanos(time);
    }
}
