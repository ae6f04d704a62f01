package vn.nuong.ingest.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.nuong.ingest.watch.ClockError.Kind;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.time.Times;

/**
 * Estimates the error of a device's clock from the measured and received times of its live messages.
 *
 * <p>A message tells {@code d = measured − received}: the clock's error less the time on the way. That time is never negative and
 * may be anything, so of all messages within {@link #BIN} the one with the greatest {@code d} tells most, as the sample of least
 * delay does in NTP's clock filter (RFC 5905, section 10) and in Paxson, "On calibrating measurements of packet transit times"
 * (SIGMETRICS 1998); should one of them be right, the others are wrong stamps. Of the last {@value #BINS} bins,
 *
 * <ul>
 *   <li>two good ones make a good clock;
 *   <li>{@value #AGREEING} that agree make a clock that is ahead or behind. They agree when they lie close together and {@code d}
 *       does not move: the slope of measured against received time is 1 ± {@value #MOST_SLOPE} (median of the slopes of all pairs;
 *       Sen 1968, JASA 63). Data that catch up after an outage and history that is replayed have another slope, unless they come
 *       exactly at the pace at which they were measured; history older than {@link #MOST_BEHIND} is then told by its age;
 *   <li>{@value #AGREEING} older than that are old times;
 *   <li>two before {@link PayloadParser#EARLIEST} make a clock that was never set;
 *   <li>three in the future that do not agree make a clock that jumps.
 * </ul>
 *
 * <p>Whatever shows nothing new leaves what was known. Not thread-safe.
 */
public final class DeviceClock {

    static final int BINS = 8;
    static final int AGREEING = 6;
    static final double MOST_SLOPE = 0.01;

    /** Received time over which the best message is looked for. */
    static final Duration BIN = Duration.ofMinutes(10);

    /** More than this is ahead; measuring after receiving has no other explanation. */
    static final Duration AHEAD = Duration.ofMinutes(2);

    /** A clock that was ahead is good again from here. */
    static final Duration NOT_AHEAD = Duration.ofMinutes(1);

    /** More than this, and more than 1¼ intervals, is behind: many stamp the beginning of the interval they measure over. */
    static final Duration BEHIND = Duration.ofMinutes(5);

    /**
     * The most that counts as behind: every wrong time zone (up to 26 hours between any two) does, older times are history as
     * likely as not.
     */
    static final Duration MOST_BEHIND = Duration.ofHours(26);

    /** Estimates may differ by this, or by the interval: what is sent together is up to that old. */
    static final Duration CLOSE = Duration.ofMinutes(2);

    private final List<Bin> bins;
    /** Clocks further from ours are wrong all the same, ns: a hundred years. Times of a program's own year 1 are among them. */
    private static final long FAR_NS = 100 * 365 * 86_400_000_000_000L;

    private long openSinceNs;
    private Bin open;
    private ClockError error;
    private long lastGoodNs;

    /**
     * The best message of a while.
     *
     * @param receivedNs when it came, ns since 1970
     * @param aheadNs its measured time less its received time, ns
     */
    public record Bin(long receivedNs, long aheadNs) {
        private static final Bin NONE = new Bin(0, Long.MIN_VALUE);

        private long measuredNs() {
            return receivedNs + aheadNs;
        }
    }

    /**
     * What has to be kept between two processes.
     *
     * @param bins of the past, oldest first
     * @param openSinceNs when the first message of the present bin came, ns since 1970; 0 when there is none
     * @param open the best of the present bin
     * @param error what is known
     * @param lastGoodNs when the last message with a good time came, ns since 1970; 0 when none did
     */
    public record State(List<Bin> bins, long openSinceNs, Bin open, ClockError error, long lastGoodNs) {
        public static final State NEW = new State(List.of(), 0, Bin.NONE, ClockError.UNKNOWN, 0);

        public State {
            bins = List.copyOf(bins);
        }
    }

    public DeviceClock(State state) {
        this.bins = new ArrayList<>(state.bins());
        this.openSinceNs = state.openSinceNs();
        this.open = state.open();
        this.error = state.error();
        this.lastGoodNs = state.lastGoodNs();
    }

    public State state() {
        return new State(bins, openSinceNs, open, error, lastGoodNs);
    }

    /** What is known of the clock. */
    public ClockError error() {
        return error;
    }

    /** When the last message with a good time came, ns since 1970; 0 when none did. */
    public long lastGoodNs() {
        return lastGoodNs;
    }

    /**
     * Takes a message that came live from the device, with the device's own time: not one of an import, not one of a device whose
     * origin is recorded, no retained one, not one stamped by its gateway. What was refused for its time is taken too.
     *
     * @param measuredNs the newest measured time in it, ns since 1970
     * @param receivedNs when it came, ns since 1970; never less than before
     * @param everyNs the device's interval, ns; 0 while that is not known
     */
    public void note(long measuredNs, long receivedNs, long everyNs) {
        long aheadNs = ahead(measuredNs, receivedNs);
        boolean good = isGood(aheadNs, everyNs);
        if (good) {
            lastGoodNs = receivedNs;
        }
        if (openSinceNs == 0 || receivedNs - openSinceNs >= BIN.toNanos()) {
            if (openSinceNs != 0) {
                close(everyNs);
            }
            openSinceNs = receivedNs;
            open = new Bin(receivedNs, aheadNs);
            if (good && bins.isEmpty() && error.kind() == Kind.UNKNOWN) { // no other clock shows our time by chance
                error = new ClockError(Kind.GOOD, null, null, Times.ofEpochNanos(receivedNs));
            }
            return;
        }
        boolean openGood = isGood(open.aheadNs(), everyNs);
        if (good && !openGood || good == openGood && aheadNs > open.aheadNs()) {
            open = new Bin(receivedNs, aheadNs);
        }
    }

    private static long ahead(long measuredNs, long receivedNs) {
        if (measuredNs < receivedNs - FAR_NS) {
            return -FAR_NS;
        }
        return measuredNs > receivedNs + FAR_NS ? FAR_NS : measuredNs - receivedNs;
    }

    private void close(long everyNs) {
        bins.add(open);
        if (bins.size() > BINS) {
            bins.remove(0);
        }
        judge(everyNs);
    }

    private boolean isGood(long aheadNs, long everyNs) {
        long most = (error.kind() == Kind.AHEAD ? NOT_AHEAD : AHEAD).toNanos();
        long least = -mostBehindNs(everyNs);
        return aheadNs <= most && aheadNs >= (error.kind() == Kind.BEHIND ? least * 3 / 4 : least);
    }

    private static long mostBehindNs(long everyNs) {
        return Math.max(BEHIND.toNanos(), everyNs + everyNs / 4);
    }

    private void judge(long everyNs) {
        long earliestNs = Times.toEpochNanos(PayloadParser.EARLIEST);
        int goodNeeded = error.kind() == Kind.JUMPING ? AGREEING : 2; // what jumps is right by chance at times
        List<Bin> steady = steady(everyNs);
        if (bins.size() >= 2 && last(2).stream().allMatch(b -> b.measuredNs() < earliestNs)) {
            become(Kind.NEVER_SET, last(2).get(0));
        } else if (bins.size() >= goodNeeded && last(goodNeeded).stream().allMatch(b -> isGood(b.aheadNs(), everyNs))) {
            become(Kind.GOOD, last(goodNeeded).get(0));
            bins.subList(0, bins.size() - goodNeeded).clear();
        } else if (!steady.isEmpty() && !isGood(medianNs(steady), everyNs)) {
            become(medianNs(steady) > 0 ? Kind.AHEAD : Kind.BEHIND, steady);
        } else if (bins.size() >= AGREEING
                && last(AGREEING).stream().allMatch(b -> b.aheadNs() < -MOST_BEHIND.toNanos())) {
            become(Kind.OLD_TIMES, last(AGREEING).get(0));
        } else if (steady.isEmpty()
                && bins.size() >= AGREEING
                && bins.stream()
                                .filter(b -> b.aheadNs() > PayloadParser.CLOCK_TOLERANCE.toNanos())
                                .count()
                        >= 3) {
            become(Kind.JUMPING, bins.get(0));
        }
    }

    private List<Bin> last(int count) {
        return bins.subList(bins.size() - count, bins.size());
    }

    /** The six bins nearest to the median of all, in order of time; none when they do not agree or are older than can be told. */
    private List<Bin> steady(long everyNs) {
        if (bins.size() < AGREEING) {
            return List.of();
        }
        long medianNs = medianNs(bins);
        List<Bin> nearest = bins.stream()
                .sorted(Comparator.comparingLong(b -> Math.abs(b.aheadNs() - medianNs)))
                .limit(AGREEING)
                .sorted(Comparator.comparingLong(Bin::receivedNs))
                .toList();
        boolean agree = spreadNs(nearest) <= Math.max(CLOSE.toNanos(), everyNs)
                && Math.abs(medianSlope(nearest)) <= MOST_SLOPE
                && medianNs(nearest) >= -MOST_BEHIND.toNanos();
        return agree ? nearest : List.of();
    }

    private static long medianNs(List<Bin> of) {
        return of.stream()
                .mapToLong(Bin::aheadNs)
                .sorted()
                .skip((of.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Half of the distance between the least and the greatest. */
    private static long spreadNs(List<Bin> of) {
        long most = of.stream().mapToLong(Bin::aheadNs).max().orElseThrow();
        long least = of.stream().mapToLong(Bin::aheadNs).min().orElseThrow();
        return (most - least) / 2;
    }

    /** How fast the error grows, s/s: the median over all pairs (Sen 1968). */
    private static double medianSlope(List<Bin> of) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            for (int j = i + 1; j < of.size(); j++) {
                double grown = (double) of.get(j).aheadNs() - of.get(i).aheadNs();
                slopes.add(grown / (of.get(j).receivedNs() - of.get(i).receivedNs()));
            }
        }
        slopes.sort(Comparator.naturalOrder());
        return slopes.get(slopes.size() / 2);
    }

    private void become(Kind kind, Bin first) {
        if (error.kind() != kind) {
            error = new ClockError(kind, null, null, Times.ofEpochNanos(first.receivedNs()));
        }
    }

    private void become(Kind kind, List<Bin> steady) {
        boolean known = error.kind() == kind && error.since() != null;
        error = new ClockError(
                kind,
                Duration.ofNanos(Math.abs(medianNs(steady))),
                Duration.ofNanos(spreadNs(steady)),
                known ? error.since() : Times.ofEpochNanos(steady.get(0).receivedNs()));
    }
}
