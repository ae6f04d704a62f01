package vn.nuong.ingest.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.ingest.watch.DeviceClock;
import vn.nuong.ingest.watch.Lateness;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.json.Json;

/** A device's clock and rhythm, as they are learned from its messages. Thread-safe: the pages ask while messages come. */
final class KnownDevice {

    /** How often what was learned is kept, ns: after a crash a minute of it is learned anew. */
    private static final long KEEP_EVERY_NS = Duration.ofMinutes(1).toNanos();

    /** For how many messages an interval is taken as found. */
    private static final int INTERVAL_FOR = 32;

    private final DeviceClock clock;
    private final Rhythm rhythm;
    private @Nullable DeviceAbout about;
    private long lastReceivedNs;
    private long keptNs;
    private boolean started;
    private Rhythm.@Nullable Interval interval; // as found some messages ago
    private int intervalAge;

    /** What has to be kept between two processes. */
    record State(DeviceClock.State clock, Rhythm.State rhythm) {
        static final State NEW = new State(DeviceClock.State.NEW, Rhythm.State.NEW);

        static State of(@Nullable String json) {
            return json == null ? NEW : Json.read(json.getBytes(StandardCharsets.UTF_8), State.class);
        }

        String json() {
            return new String(Json.write(this), StandardCharsets.UTF_8);
        }
    }

    KnownDevice(State state, @Nullable DeviceAbout about, long lastReceivedNs) {
        this.clock = new DeviceClock(state.clock());
        this.rhythm = new Rhythm(state.rhythm());
        this.about = about;
        this.lastReceivedNs = lastReceivedNs;
    }

    synchronized void described(@Nullable DeviceAbout newAbout) {
        about = newAbout;
        intervalAge = INTERVAL_FOR;
    }

    private Rhythm.@Nullable Interval usual() {
        if (interval == null || ++intervalAge > INTERVAL_FOR) {
            interval = rhythm.find(about);
            intervalAge = 0;
        }
        return interval;
    }

    /**
     * A message came.
     *
     * @param ownTime whether the measured time is by the device's own clock and came live
     * @return what is to be kept now; null while that is not due
     */
    synchronized @Nullable State heard(long measuredNs, long receivedNs, boolean ownTime) {
        lastReceivedNs = Math.max(lastReceivedNs, receivedNs);
        rhythm.note(measuredNs, receivedNs, about);
        if (ownTime && (about == null || about.origin() != Origin.RECORDED)) {
            noteClock(measuredNs, receivedNs);
        }
        if (!started) {
            started = true;
            keptNs = receivedNs;
        }
        if (receivedNs - keptNs < KEEP_EVERY_NS) {
            return null;
        }
        keptNs = receivedNs;
        return new State(clock.state(), rhythm.state());
    }

    /** A message came whose time was refused. */
    synchronized void refused(long measuredNs, long receivedNs) {
        lastReceivedNs = Math.max(lastReceivedNs, receivedNs);
        noteClock(measuredNs, receivedNs);
    }

    private void noteClock(long measuredNs, long receivedNs) {
        Rhythm.Interval usual = usual();
        clock.note(measuredNs, receivedNs, usual == null ? 0 : usual.measured().toNanos());
    }

    synchronized boolean isLate(long measuredNs, long receivedNs) {
        return Lateness.isLate(measuredNs, receivedNs, usual(), clock.error());
    }

    synchronized Rhythm.@Nullable Interval interval() {
        return rhythm.find(about);
    }

    synchronized ClockError clockError() {
        return clock.error();
    }

    synchronized DeviceClock.State clockState() {
        return clock.state();
    }

    synchronized @Nullable DeviceAbout about() {
        return about;
    }

    synchronized long lastReceivedNs() {
        return lastReceivedNs;
    }
}
