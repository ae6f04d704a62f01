package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

class FutureCauseTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-23T05:00:00Z");
    private static final Duration SEVEN_HOURS = Duration.ofHours(7);
    private static final Duration NO_STEP = Duration.ZERO;

    final DeviceClock clock = new DeviceClock(DeviceClock.State.NEW);

    @Test
    void atFirstNothingIsKnown() {
        assertThat(judge(SEVEN_HOURS, List.of(), NO_STEP)).isEqualTo(FutureCause.UNKNOWN_YET);
        send(RECEIVED.minusSeconds(3600), Duration.ZERO, 2);
        assertThat(judge(SEVEN_HOURS, List.of(), NO_STEP)).isEqualTo(FutureCause.UNKNOWN_YET);
    }

    @Test
    void aDeviceThatIsRightAgainAfterwardsStampedOneWrongly() {
        send(RECEIVED.plusSeconds(60), Duration.ZERO, 1);
        assertThat(judge(SEVEN_HOURS, List.of(), NO_STEP)).isEqualTo(FutureCause.ONE_WRONG_STAMP);
        assertThat(FutureCause.ONE_WRONG_STAMP.isWorthRetrying()).isFalse();
    }

    @Test
    void aDeviceThatIsSteadilyAheadByAsMuchIsTheCause() {
        send(RECEIVED.minus(Duration.ofHours(4)), SEVEN_HOURS, 12);
        assertThat(judge(SEVEN_HOURS, List.of(), NO_STEP)).isEqualTo(FutureCause.DEVICE_AHEAD);
        assertThat(judge(SEVEN_HOURS.plusMinutes(21), List.of(), NO_STEP)).isEqualTo(FutureCause.DEVICE_AHEAD);
        assertThat(judge(SEVEN_HOURS.plusMinutes(23), List.of(), NO_STEP)).isEqualTo(FutureCause.UNKNOWN_YET);
    }

    @Test
    void aClockThatJumpsIsTheCause() {
        for (int i = 0; i < 9; i++) {
            send(RECEIVED.plus(Duration.ofMinutes(20L * i)), Duration.ofDays(i % 2 == 0 ? 40 * i : -3), 1);
        }
        assertThat(judge(SEVEN_HOURS, List.of(), NO_STEP)).isEqualTo(FutureCause.DEVICE_JUMPING);
    }

    @Test
    void threeOthersOfMostFromTheSameFutureMeanOurOwnClock() {
        Duration near = SEVEN_HOURS.minusMinutes(5);
        assertThat(judge(SEVEN_HOURS, List.of(near, near), NO_STEP)).isEqualTo(FutureCause.UNKNOWN_YET);
        assertThat(judge(SEVEN_HOURS, List.of(near, near, near), NO_STEP)).isEqualTo(FutureCause.OWN_CLOCK);
        Duration right = Duration.ZERO;
        assertThat(judge(SEVEN_HOURS, List.of(near, near, near, right, right), NO_STEP))
                .isEqualTo(FutureCause.OWN_CLOCK);
        assertThat(judge(SEVEN_HOURS, List.of(near, near, near, right, right, right), NO_STEP))
                .isEqualTo(FutureCause.UNKNOWN_YET);
    }

    @Test
    void aClockOfOursThatWasSetForwardByAsMuchIsTheCause() {
        assertThat(judge(SEVEN_HOURS, List.of(), SEVEN_HOURS.minusMinutes(10).minusNanos(1)))
                .isEqualTo(FutureCause.UNKNOWN_YET);
        assertThat(judge(SEVEN_HOURS, List.of(), SEVEN_HOURS.minusMinutes(10))).isEqualTo(FutureCause.OWN_CLOCK);
        assertThat(FutureCause.OWN_CLOCK.isWorthRetrying()).isTrue();
    }

    @Test
    void isWrittenAsItsCode() {
        assertThat(new String(Json.write(FutureCause.DEVICE_AHEAD))).isEqualTo("\"device_ahead\"");
    }

    private FutureCause judge(Duration ahead, List<Duration> others, Duration steppedForward) {
        return FutureCause.judge(RECEIVED.plus(ahead), RECEIVED, clock, others, steppedForward);
    }

    private void send(Instant from, Duration ahead, int times) {
        for (int i = 0; i < times; i++) {
            Instant received = from.plus(Duration.ofMinutes(20L * i));
            clock.note(Times.toEpochNanos(received.plus(ahead)), Times.toEpochNanos(received), 0);
        }
    }
}
