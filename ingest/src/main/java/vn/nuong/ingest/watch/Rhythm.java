package vn.nuong.ingest.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;

/**
 * When a device measures and when it is heard: two intervals, since a device that saves its battery measures every quarter of
 * an hour and sends once an hour. Not thread-safe.
 */
public final class Rhythm {

    private final LearnedInterval measured;
    private final LearnedInterval arrivals;
    private long lastArrivalNs;

    /**
     * What has to be kept between two processes.
     *
     * @param measured of measured times
     * @param arrivals of received times
     * @param lastArrivalNs the last received time that was noted, ns since 1970
     */
    public record State(LearnedInterval.State measured, LearnedInterval.State arrivals, long lastArrivalNs) {
        public static final State NEW = new State(LearnedInterval.State.NEW, LearnedInterval.State.NEW, 0);
    }

    /**
     * How often something is expected of a device.
     *
     * @param measured between two measured times
     * @param heard between two messages; the same unless it sends several measured times together
     * @param learned whether {@code measured} was learned, since the device does not declare it
     */
    public record Interval(Duration measured, Duration heard, boolean learned) {
        public Interval {
            if (measured.isNegative() || measured.isZero() || heard.compareTo(measured) < 0) {
                throw new IllegalArgumentException("a device that measures every " + measured
                        + " cannot be heard every " + heard + "; give the longer one as heard");
            }
        }

        /** Of a device that sends what it measures at once. */
        public static Interval declared(Duration every) {
            return new Interval(every, every, false);
        }
    }

    public Rhythm(State state) {
        this.measured = new LearnedInterval(state.measured());
        this.arrivals = new LearnedInterval(state.arrivals());
        this.lastArrivalNs = state.lastArrivalNs();
    }

    public State state() {
        return new State(measured.state(), arrivals.state(), lastArrivalNs);
    }

    /**
     * Takes a stored measured time.
     *
     * @param about what the device says of itself; null when it never did
     */
    public void note(long measuredNs, long receivedNs, @Nullable DeviceAbout about) {
        measured.note(measuredNs);
        Duration every = every(about);
        // What comes together, or is caught up with in a hurry, is heard once.
        if (every != null && receivedNs - lastArrivalNs >= every.toNanos() / 2) {
            arrivals.note(receivedNs);
            lastArrivalNs = receivedNs;
        }
    }

    /** What is expected; null while the device neither declares an interval nor has shown one. A declared one wins. */
    public @Nullable Interval find(@Nullable DeviceAbout about) {
        Duration every = every(about);
        if (every == null) {
            return null;
        }
        Duration heard = arrivals.find();
        return new Interval(
                every,
                heard == null || heard.compareTo(every) < 0 ? every : heard,
                about == null || about.intervalS() == null);
    }

    private @Nullable Duration every(@Nullable DeviceAbout about) {
        Integer declared = about == null ? null : about.intervalS();
        return declared == null ? measured.find() : Duration.ofSeconds(declared);
    }
}
