package vn.nuong.telemetry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.testing.MutableClock;

class ReplayClockTest {

    private static final Instant WALL = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant START = Instant.parse("2026-03-22T00:00:00Z");
    private static final Instant END = Instant.parse("2026-05-31T15:00:00Z");

    private final MutableClock wall = new MutableClock(WALL.toString());

    @Test
    void runsSoManyTimesAsFastAsTheWallClockAndStopsAtItsEnd() {
        ReplayClock clock = new ReplayClock(wall, new ReplayClock.Schedule(WALL, START, END, 3600));

        assertThat(clock.instant()).isEqualTo(START);
        wall.advance(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(10)));
        assertThat(clock.isAtEnd()).isFalse();
        wall.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(END);
        assertThat(clock.isAtEnd()).isTrue();
    }

    @Test
    void tellsAtWhichWallTimeItShowsATime() {
        ReplayClock clock = new ReplayClock(wall, new ReplayClock.Schedule(WALL, START, END, 3600));

        assertThat(clock.wallTimeOf(START.plus(Duration.ofHours(5)))).isEqualTo(WALL.plusSeconds(5));
    }

    @Test
    void followsAKeeperThatBeganAnewInEveryZone() {
        ReplayClock clock = new ReplayClock(wall, new ReplayClock.Schedule(WALL, START, END, 3600));
        var inHanoi = clock.withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
        wall.advance(Duration.ofSeconds(30));

        clock.follow(new ReplayClock.Schedule(WALL.plusSeconds(30), START.plus(Duration.ofHours(20)), END, 3600));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(20)));
        assertThat(inHanoi.instant()).isEqualTo(clock.instant());
    }

    @Test
    void refusesASpeedThatIsNotAboveZeroAndAnEndBeforeItsStart() {
        assertThatThrownBy(() -> new ReplayClock.Schedule(WALL, START, END, 0)).hasMessageContaining("speed 0.0");
        assertThatThrownBy(() -> new ReplayClock.Schedule(WALL, END, START, 1))
                .hasMessageContaining("before it starts");
    }
}
