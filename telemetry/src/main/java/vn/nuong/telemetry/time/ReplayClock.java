package vn.nuong.telemetry.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that runs through recorded time: it stood at {@code replayStart} when the wall clock stood at {@code wallStart},
 * runs {@code speed} times as fast as the wall clock, and stops at {@code end}. Thread-safe.
 */
public final class ReplayClock extends Clock {

    private final InstantSource wall;
    private final Running running; // shared with the same clock in other zones
    private final ZoneId zone;

    /**
     * What a replay clock needs to be rebuilt in another process.
     *
     * @param wallStart the wall time at which the replay began
     * @param replayStart the replayed time at that moment
     * @param end the replayed time at which it stops
     * @param speed replayed seconds per wall second; greater than 0
     */
    public record Schedule(Instant wallStart, Instant replayStart, Instant end, double speed) {
        public Schedule {
            if (!(speed > 0 && speed <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "speed " + speed + " is not between 0 and 1000000 replayed seconds per second");
            }
            if (end.isBefore(replayStart)) {
                throw new IllegalArgumentException(
                        "the replay would end at " + end + ", before it starts at " + replayStart);
            }
        }
    }

    private static final class Running {
        private volatile Schedule schedule;

        Running(Schedule schedule) {
            this.schedule = schedule;
        }
    }

    public ReplayClock(InstantSource wall, Schedule schedule) {
        this(wall, new Running(schedule), ZoneOffset.UTC);
    }

    private ReplayClock(InstantSource wall, Running running, ZoneId zone) {
        this.wall = wall;
        this.running = running;
        this.zone = zone;
    }

    public Schedule schedule() {
        return running.schedule;
    }

    /** Runs by another schedule from now on, as when whoever keeps the clock began anew. */
    public void follow(Schedule other) {
        running.schedule = other;
    }

    /** Whether the replay has reached its end. */
    public boolean isAtEnd() {
        return !instant().isBefore(schedule().end());
    }

    /** The wall time at which this clock shows {@code replayed}. */
    public Instant wallTimeOf(Instant replayed) {
        Schedule now = schedule();
        double seconds = Duration.between(now.replayStart(), replayed).toNanos() / 1e9 / now.speed();
        return now.wallStart().plusNanos((long) (seconds * 1e9));
    }

    @Override
    public Instant instant() {
        Schedule now = schedule();
        double elapsed = Duration.between(now.wallStart(), wall.instant()).toNanos() / 1e9;
        Instant replayed = now.replayStart().plusNanos((long) (elapsed * now.speed() * 1e9));
        return replayed.isAfter(now.end()) ? now.end() : replayed;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ReplayClock(wall, running, other);
    }
}
