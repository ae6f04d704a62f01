package vn.nuong.ingest.watch;

import java.time.Duration;
import vn.nuong.ingest.watch.Rhythm.Interval;

/**
 * When a device is called silent, and when a measured time is called late. Both rest on the same patience, so that they do not
 * contradict each other: a reading is late when it comes after the moment at which its device would have been called silent for
 * want of it.
 *
 * <pre>
 * silent after   max(3 · heard, heard + 10 min)   without any message
 * late after     max(2 · heard, 10 min)           from measuring to receiving
 * </pre>
 *
 * <p>Two messages may be missing and the third on its way; a device that sends every minute still has ten minutes for its radio
 * to connect again.
 */
public final class SilenceRule {

    static final int INTERVALS = 3;
    static final Duration LEAST = Duration.ofMinutes(10);

    /** What a device of unknown interval has until its readings count as late. */
    static final Duration LATE_WHEN_UNKNOWN = Duration.ofHours(1);

    /** Each silence of the last {@link #REMEMBERED} doubles the patience, up to this many times. */
    static final int MOST_DOUBLINGS = 3;

    /** How long a silence makes the next one slower to be noticed. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    private SilenceRule() {}

    /**
     * How long nothing may come.
     *
     * @param recentSilences how often the device fell silent within {@link #REMEMBERED}; one that comes and goes is not worth an
     *     alert every time
     */
    public static Duration silentAfter(Interval interval, int recentSilences) {
        Duration patience = longer(
                interval.heard().multipliedBy(INTERVALS), interval.heard().plus(LEAST));
        return patience.multipliedBy(1L << Math.min(recentSilences, MOST_DOUBLINGS));
    }

    /** How long a device has, after we could not listen, before it is judged again: one interval, at least ten minutes. */
    public static Duration grace(Interval interval) {
        return longer(interval.heard(), LEAST);
    }

    /** How long after measuring a reading may come and still be on time. */
    public static Duration lateAfter(Interval interval) {
        return silentAfter(interval, 0).minus(interval.heard());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
