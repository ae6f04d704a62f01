package vn.nuong.ingest.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.time.Times;

/**
 * The wall clock made safe for stamping received times: it never goes back.
 *
 * <pre>now = max(wall, last + 9/10 · elapsed)</pre>
 *
 * <p>where {@code last} is what it showed before and {@code elapsed} the monotonic time since then. As long as the wall clock
 * runs forward it is the wall clock, and steps forward are followed at once. When the wall clock is stepped back, this one goes on
 * by the monotonic clock, a tenth slower, until the wall clock has caught up: after a step of one hour in ten hours, if nobody
 * sets the wall clock forward before. {@link #ahead()} tells how far it is from the wall clock meanwhile.
 *
 * <p>Thread-safe; a reading costs two monotonic and one wall reading.
 */
public final class SteadyClock extends Clock {

    /** A change of the wall clock against the monotonic one from which on it is a step; NTP's slewing stays below. */
    static final Duration STEP = Duration.ofMillis(100);

    /** NTP slews by at most 500 ppm; what it does in a long time between two readings is no step. */
    private static final long SLEW_DIVISOR = 1_000;

    private static final long READING_TOOK_TOO_LONG_NS = 1_000_000;
    private static final int READ_AGAIN = 5;

    private final Running running; // shared with the same clock in other zones
    private final ZoneId zone;

    /**
     * A step of the wall clock.
     *
     * @param at when it was noticed, by this clock
     * @param by how far; negative when it went back
     */
    public record Step(Instant at, Duration by) {}

    /**
     * @param wall the system's clock
     * @param nanoTime monotonic nanoseconds with any origin, such as {@link System#nanoTime}
     * @param lastReceived the last received time that an earlier process gave: this clock begins after it, however the wall clock
     *     was stepped meanwhile; {@link Instant#EPOCH} when there was none
     */
    public SteadyClock(InstantSource wall, LongSupplier nanoTime, Instant lastReceived) {
        this(new Running(wall, nanoTime, Times.toEpochNanos(lastReceived)), ZoneOffset.UTC);
    }

    private SteadyClock(Running running, ZoneId zone) {
        this.running = running;
        this.zone = zone;
    }

    /** Nanoseconds since 1970: now, or one more than what was given last, so that no two calls give the same. */
    public long next() {
        return running.next();
    }

    @Override
    public Instant instant() {
        return Times.ofEpochNanos(running.now());
    }

    @Override
    public long millis() {
        return Math.floorDiv(running.now(), 1_000_000L);
    }

    /** How far this clock is ahead of the wall clock; zero while the wall clock has not been stepped back. */
    public Duration ahead() {
        return running.ahead();
    }

    /** How often the wall clock was stepped back since the start, the time before the start counting as one. */
    public long stepsBack() {
        return running.stepsBack();
    }

    /** The last step of the wall clock, forward or back; empty when there was none since the start. */
    public Optional<Step> findLastStep() {
        return running.findLastStep();
    }

    /**
     * How far the wall clock was stepped forward since a moment by this clock; zero when it was not. Only the last step is
     * remembered.
     */
    public Duration steppedForwardSince(Instant moment) {
        return findLastStep()
                .filter(step -> step.at().isAfter(moment) && !step.by().isNegative())
                .map(Step::by)
                .orElse(Duration.ZERO);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(running, other);
    }

    private static final class Running {
        private final InstantSource wall;
        private final LongSupplier nanoTime;
        private long lastNs; // what this clock showed last; guarded by this, as all below
        private long lastMonoNs;
        private long lastWallNs;
        private long stepsBack;
        private @Nullable Step lastStep;

        Running(InstantSource wall, LongSupplier nanoTime, long lastReceivedNs) {
            this.wall = wall;
            this.nanoTime = nanoTime;
            this.lastMonoNs = nanoTime.getAsLong();
            this.lastWallNs = Times.toEpochNanos(wall.instant());
            this.lastNs = Math.max(lastWallNs, lastReceivedNs);
            stepped(lastWallNs - lastNs, 0);
        }

        synchronized long now() {
            long monoNs;
            long wallNs;
            int tries = 0;
            do { // a pause between reading the one clock and the other must not look like a step
                monoNs = nanoTime.getAsLong();
                wallNs = Times.toEpochNanos(wall.instant());
            } while (++tries < READ_AGAIN && nanoTime.getAsLong() - monoNs > READING_TOOK_TOO_LONG_NS);
            long elapsedNs = Math.max(0, monoNs - lastMonoNs);
            long stepNs = wallNs - lastWallNs - elapsedNs;
            lastNs = Math.max(wallNs, lastNs + elapsedNs - elapsedNs / 10);
            lastMonoNs += elapsedNs;
            lastWallNs = wallNs;
            stepped(stepNs, elapsedNs);
            return lastNs;
        }

        synchronized long next() {
            long before = lastNs;
            long now = now();
            if (now == before) {
                lastNs = before + 1;
            }
            return lastNs;
        }

        private void stepped(long stepNs, long elapsedNs) {
            if (Math.abs(stepNs) <= STEP.toNanos() + elapsedNs / SLEW_DIVISOR) {
                return;
            }
            if (stepNs < 0) {
                stepsBack++;
            }
            lastStep = new Step(Times.ofEpochNanos(lastNs), Duration.ofNanos(stepNs));
        }

        synchronized Duration ahead() {
            long now = now();
            return Duration.ofNanos(now - lastWallNs);
        }

        synchronized long stepsBack() {
            now();
            return stepsBack;
        }

        synchronized Optional<Step> findLastStep() {
            now();
            return Optional.ofNullable(lastStep);
        }
    }
}
