package vn.nuong.ingest.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;

/**
 * A device's usual interval, learned from its times: the difference between neighbouring times that covers most of the last
 * days, once at least {@value #AGREEING} differences agree on it.
 *
 * <ul>
 *   <li>The newest {@value #RECENT} times are kept in order, so that late, doubled and out-of-order times do no harm.
 *   <li>Differences are weighted by the time they cover: an hour of readings every ten seconds, while it rains, counts as one
 *       hour of a device that otherwise sends every quarter of an hour. Weights fade within {@link #MEMORY} (or
 *       {@value #SLOW_MEMORY} intervals of a slow device).
 *   <li>Gaps scatter, or are multiples of the interval; both cover less than the interval itself while more than half of the
 *       times come.
 *   <li>A device that has become slower is believed after {@value #SLOWER_BELIEVED_AFTER} differences that agree, since it would
 *       be missed wrongly meanwhile; one that has become faster when that covers more time.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class LearnedInterval {

    /** How many differences have to agree. */
    static final int AGREEING = 6;

    static final int RECENT = 16;
    static final int SLOWER_BELIEVED_AFTER = 8;
    static final Duration MEMORY = Duration.ofDays(3);
    static final int SLOW_MEMORY = 32;

    private static final int MOST_GROUPS = 6;
    private static final double SAME_SHARE = 0.15;
    private static final double SAME_NS = 2e9;
    private static final int MEAN_OVER = 32;
    private static final int LEARN_AGAIN_AFTER = 64;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;

    private final long[] recent = new long[RECENT]; // rising; the first `size` are used
    private int size;
    private final List<Group> groups;
    private @Nullable Duration learned;
    private boolean stale = true;
    private int asUsual; // how many times came as expected since it was learned

    /**
     * Differences that agree.
     *
     * @param meanNs their mean, ns
     * @param coveredNs the time they cover, ns, faded
     * @param count how many they are, at most {@value #MEAN_OVER}
     */
    public record Group(double meanNs, double coveredNs, int count) {

        private boolean holds(double ns) {
            return Math.abs(ns - meanNs) <= Math.max(SAME_NS, SAME_SHARE * meanNs);
        }

        private Group with(double ns) {
            int counted = Math.min(count + 1, MEAN_OVER);
            return new Group(meanNs + (ns - meanNs) / counted, coveredNs + ns, counted);
        }

        private Group faded(double share) {
            return new Group(meanNs, coveredNs * share, count);
        }
    }

    /**
     * What has to be kept between two processes.
     *
     * @param recent the newest times, ns since 1970, rising
     * @param groups differences of the times before them
     */
    public record State(List<Long> recent, List<Group> groups) {
        public static final State NEW = new State(List.of(), List.of());

        public State {
            recent = List.copyOf(recent);
            groups = List.copyOf(groups);
        }
    }

    public LearnedInterval(State state) {
        for (long time : state.recent()) {
            recent[size++] = time;
        }
        this.groups = new ArrayList<>(state.groups());
    }

    public State state() {
        List<Long> times = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            times.add(recent[i]);
        }
        return new State(times, groups);
    }

    /** Takes a time, ns since 1970. One that is known, or older than the newest {@value #RECENT}, changes nothing. */
    public void note(long timeNs) {
        int at = size;
        while (at > 0 && recent[at - 1] >= timeNs) {
            at--;
        }
        if (at < size && recent[at] == timeNs || at == 0 && size == RECENT) {
            return;
        }
        if (size == RECENT) {
            add(groups, (double) recent[1] - recent[0]);
            System.arraycopy(recent, 1, recent, 0, at - 1);
            recent[at - 1] = timeNs;
        } else {
            System.arraycopy(recent, at, recent, at + 1, size - at);
            recent[at] = timeNs;
            size++;
        }
        stale = stale || !(recent[size - 1] == timeNs && isAsUsual());
    }

    /** Whether the newest time came where it was expected; most do, and little is to be learned from them. */
    private boolean isAsUsual() {
        Duration expected = learned;
        if (expected == null || size < RECENT || ++asUsual == LEARN_AGAIN_AFTER) {
            return false;
        }
        long difference = recent[size - 1] - recent[size - 2];
        return Math.abs(difference - expected.toNanos()) <= SAME_SHARE / 3 * expected.toNanos();
    }

    /** The usual interval, in whole seconds; null while it is not known, or below a second or above a week. */
    public @Nullable Duration find() {
        if (stale) {
            learned = learn();
            stale = false;
            asUsual = 0;
        }
        return learned;
    }

    private @Nullable Duration learn() {
        List<Group> all = new ArrayList<>(groups);
        for (int i = 1; i < size; i++) {
            add(all, (double) recent[i] - recent[i - 1]);
        }
        Group usual = all.stream()
                .filter(g -> g.count() >= AGREEING)
                .max(Comparator.comparingDouble(Group::coveredNs))
                .orElse(null);
        if (usual == null) {
            return null;
        }
        double[] last = lastDifferences();
        double medianNs = last.length == 0 ? 0 : last[last.length / 2];
        Group now = new Group(medianNs, 0, 0);
        boolean slower = last.length == SLOWER_BELIEVED_AFTER
                && medianNs > usual.meanNs() * (1 + SAME_SHARE)
                && Arrays.stream(last).allMatch(now::holds);
        return rounded(slower ? medianNs : usual.meanNs());
    }

    private double[] lastDifferences() {
        int count = Math.min(SLOWER_BELIEVED_AFTER, Math.max(0, size - 1));
        double[] last = new double[count];
        for (int i = 0; i < count; i++) {
            last[i] = (double) recent[size - 1 - i] - recent[size - 2 - i];
        }
        Arrays.sort(last);
        return last;
    }

    private static void add(List<Group> groups, double ns) {
        double memoryNs = Math.max(MEMORY.toNanos(), SLOW_MEMORY * ns);
        double share = Math.exp(-ns / memoryNs);
        Group nearest = null;
        int at = -1;
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i).faded(share);
            groups.set(i, group);
            if (group.holds(ns)
                    && (nearest == null || Math.abs(group.meanNs() - ns) < Math.abs(nearest.meanNs() - ns))) {
                nearest = group;
                at = i;
            }
        }
        if (nearest != null) {
            groups.set(at, nearest.with(ns));
            return;
        }
        if (groups.size() == MOST_GROUPS) {
            // Of those that were seen too seldom to count the one that covers least, or else of all.
            groups.remove(groups.stream()
                    .min(Comparator.comparing((Group g) -> g.count() >= AGREEING)
                            .thenComparingDouble(Group::coveredNs))
                    .orElseThrow());
        }
        groups.add(new Group(ns, ns, 1));
    }

    /** Whole minutes where that is within 1 %, since that is how people set intervals; else whole seconds. */
    private static @Nullable Duration rounded(double ns) {
        long seconds = Math.round(ns / SECOND_NS);
        long minutes = Math.round(ns / MINUTE_NS);
        if (minutes > 0 && Math.abs(ns - (double) minutes * MINUTE_NS) <= ns / 100) {
            seconds = minutes * 60;
        }
        return seconds < 1 || seconds > DeviceAbout.MAX_INTERVAL_S ? null : Duration.ofSeconds(seconds);
    }
}
