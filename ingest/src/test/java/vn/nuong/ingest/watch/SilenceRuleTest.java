package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.ingest.watch.Rhythm.Interval;

class SilenceRuleTest {

    @ParameterizedTest
    @CsvSource({
        // interval min, silent after min, late after min, grace min
        "1, 11, 10, 10",
        "5, 15, 10, 10",
        "6, 18, 12, 10",
        "10, 30, 20, 10",
        "15, 45, 30, 15",
        "60, 180, 120, 60",
        "1440, 4320, 2880, 1440"
    })
    void patienceGrowsWithTheInterval(long interval, long silent, long late, long grace) {
        Interval every = Interval.declared(Duration.ofMinutes(interval));
        assertThat(SilenceRule.silentAfter(every, 0)).hasMinutes(silent);
        assertThat(SilenceRule.lateAfter(every)).hasMinutes(late);
        assertThat(SilenceRule.grace(every)).hasMinutes(grace);
    }

    @Test
    void eachRecentSilenceDoublesThePatienceThreeTimesAtMost() {
        Interval every = Interval.declared(Duration.ofMinutes(15));
        assertThat(SilenceRule.silentAfter(every, 1)).hasMinutes(90);
        assertThat(SilenceRule.silentAfter(every, 3)).hasMinutes(360);
        assertThat(SilenceRule.silentAfter(every, 4)).hasMinutes(360);
    }

    @Test
    void aDeviceThatSendsOnceAnHourIsWaitedForByTheHour() {
        Interval hourly = new Interval(Duration.ofMinutes(15), Duration.ofHours(1), true);
        assertThat(SilenceRule.silentAfter(hourly, 0)).hasHours(3);
        assertThat(SilenceRule.lateAfter(hourly)).hasHours(2);
    }

    @Test
    void aReadingIsLateOneNanosecondAfterItsTime() {
        Interval every = Interval.declared(Duration.ofMinutes(15));
        long half = Duration.ofMinutes(30).toNanos();
        assertThat(Lateness.isLate(1000, 1000 + half, every, ClockError.UNKNOWN))
                .isFalse();
        assertThat(Lateness.isLate(1000, 1001 + half, every, ClockError.UNKNOWN))
                .isTrue();
        assertThat(Lateness.isLate(1000, 1000 + 2 * half, null, ClockError.UNKNOWN))
                .isFalse();
        assertThat(Lateness.isLate(1000, 1001 + 2 * half, null, ClockError.UNKNOWN))
                .isTrue();
        assertThat(Lateness.isLate(1000, 1, every, ClockError.UNKNOWN)).isFalse();
    }

    @Test
    void aSteadyErrorOfTheDevicesClockIsTakenOff() {
        Interval every = Interval.declared(Duration.ofMinutes(15));
        Duration hour = Duration.ofHours(1);
        ClockError behind = new ClockError(ClockError.Kind.BEHIND, hour, Duration.ZERO, Instant.EPOCH);
        ClockError ahead = new ClockError(ClockError.Kind.AHEAD, hour, Duration.ZERO, Instant.EPOCH);
        assertThat(Lateness.isLate(0, hour.toNanos(), every, ClockError.UNKNOWN))
                .isTrue();
        assertThat(Lateness.isLate(0, hour.toNanos(), every, behind)).isFalse();
        assertThat(Lateness.isLate(0, hour.plusMinutes(31).toNanos(), every, behind))
                .isTrue();
        assertThat(Lateness.isLate(0, -hour.toNanos(), every, ahead)).isFalse();
        assertThat(Lateness.isLate(0, -hour.minusMinutes(31).toNanos(), every, ahead))
                .isTrue();
    }
}
