package vn.nuong.sim.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Lets messages out as their times follow each other, faster or slower; without a speed at once. Not thread-safe. */
final class Pacer {

    /** How waiting is done. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private final InstantSource wall;
    private final Sleeper sleeper;
    private final @Nullable Double speed;
    private @Nullable Instant wallStart;
    private @Nullable Instant start;

    /** @param speed seconds of the messages' time per second of the wall clock; null for as fast as possible */
    Pacer(InstantSource wall, Sleeper sleeper, @Nullable Double speed) {
        if (speed != null && !(speed > 0)) {
            throw new IllegalArgumentException("--speed " + speed + " is not above 0; 3600 replays an hour a second");
        }
        this.wall = wall;
        this.sleeper = sleeper;
        this.speed = speed;
    }

    /** Returns when a message of this time is due; the first one always is. */
    void await(Instant time) throws InterruptedException {
        if (speed == null) {
            return;
        }
        if (start == null || wallStart == null) {
            start = time;
            wallStart = wall.instant();
            return;
        }
        Instant due = wallStart.plusMillis((long) (Duration.between(start, time).toMillis() / speed));
        Duration early = Duration.between(wall.instant(), due);
        if (!early.isNegative() && !early.isZero()) {
            sleeper.sleep(early);
        }
    }
}
