package vn.nuong.ingest.quality;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/** What {@link OnlineJudge} remembers of one series: some 150 bytes, whatever comes. For one thread. */
final class SeriesMemory {

    private static final Flag[] FLAGS = Flag.values();
    private static final float FORGETTING = 1 / 16f;
    private static final int S_NS = 1_000_000_000;

    final PropertyKey key;

    /** The newest reading: time, value and the flags it was given. */
    long lastNs = Long.MIN_VALUE;

    double last;
    int lastFlags;

    @Nullable
    String lastWhy;

    /** The newest but one, spikes left out. */
    private long beforeNs = Long.MIN_VALUE;

    private double before;

    private float usualChange;
    private final StepLimit.@Nullable Follower steps;

    /** Since when the value is what it is, and how many readings say so. */
    private long heldSinceNs;

    private int heldReadings;

    /** The longest times at one value, s, in this period of three days and the one before; how often it changed. */
    private long periodNs;

    private int longest;
    private int second;
    private int third;
    private int thirdBefore;
    private int changes;
    private int changesBefore;

    SeriesMemory(PropertyKey key) {
        this.key = key;
        this.steps =
                Double.isNaN(StepLimit.of(QualitySettings.DEFAULT, key.property())) ? null : new StepLimit.Follower();
    }

    /** What is remembered of the newest reading, for one that is flagged later. */
    Set<Flag> flagsOfLast() {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : FLAGS) {
            if ((lastFlags & 1 << flag.ordinal()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** Whether the newest reading turns out a spike now that the next one is known. */
    boolean wasSpike(QualitySettings settings, long ns, double value) {
        return lastNs != Long.MIN_VALUE
                && beforeNs != Long.MIN_VALUE
                && !lastIsImplausible()
                && lastNs - beforeNs <= Spike.NEAR_NS
                && ns - lastNs <= Spike.NEAR_NS
                && Spike.stands(before, last, value, spikeHeight(settings));
    }

    private boolean lastIsImplausible() {
        return (lastFlags & 1 << Flag.RANGE.ordinal()) != 0;
    }

    String spikeWhy(QualitySettings settings, double value) {
        return Spike.why(key.property(), before, last, value, spikeHeight(settings));
    }

    private double spikeHeight(QualitySettings settings) {
        return Spike.height(settings, key.property(), before, usualChange);
    }

    /** The reason to doubt a step to the next reading, or null. */
    @Nullable
    String step(QualitySettings settings, long ns, double value) {
        return steps == null ? null : steps.next(settings, key.property(), ns, value);
    }

    /** Takes in the next reading; it becomes the newest. */
    void remember(PlotContext context, long ns, double value, boolean lastWasSpike) {
        if (!lastWasSpike && !lastIsImplausible()) {
            beforeNs = lastNs;
            before = last;
        }
        if (lastWasSpike && steps != null) {
            steps.believe(beforeNs, before);
        }
        follow(context, ns, value);
        if (beforeNs != Long.MIN_VALUE) {
            float change = (float) Math.abs(value - before);
            usualChange += FORGETTING * (Math.min(change, 4 * usualChange + 1e-3f) - usualChange);
        }
        lastNs = ns;
        last = value;
        lastFlags = 0;
        lastWhy = null;
    }

    private void follow(PlotContext context, long ns, double value) {
        if (lastNs != Long.MIN_VALUE && value == last && ns - lastNs <= Plateau.SILENCE_NS) {
            heldReadings++;
            return;
        }
        if (lastNs != Long.MIN_VALUE && !context.isEnd(key.property(), last)) {
            ended((int) Math.min(Integer.MAX_VALUE, (lastNs - heldSinceNs) / S_NS));
        }
        if (ns - periodNs > Plateau.HISTORY_NS) {
            boolean following = ns - periodNs <= 2 * Plateau.HISTORY_NS;
            thirdBefore = following ? third : 0;
            changesBefore = following ? changes : 0;
            longest = second = third = changes = 0;
            periodNs = ns;
        }
        heldSinceNs = ns;
        heldReadings = 1;
    }

    private void ended(int heldS) {
        changes++;
        if (heldS > longest) {
            third = second;
            second = longest;
            longest = heldS;
        } else if (heldS > second) {
            third = second;
            second = heldS;
        } else if (heldS > third) {
            third = heldS;
        }
    }

    /** The reason to call the newest reading stuck or standing still, or null. */
    @Nullable
    String stands(PlotContext context) {
        QualitySettings settings = context.settings();
        long heldNs = lastNs - heldSinceNs;
        ObservedProperty property = key.property();
        if (heldReadings < 2 || context.isEnd(property, last)) {
            return null;
        }
        if (Plateau.concerns(property)) {
            long leastNs = Plateau.least(settings, (long) Math.max(third, thirdBefore) * S_NS, changes + changesBefore);
            return heldNs >= leastNs ? Plateau.why(last, property, leastNs) : null;
        }
        return Persistence.concerns(property, last) && Persistence.stands(settings, property, heldNs, heldReadings)
                ? Plateau.why(last, property, Persistence.least(settings, property))
                : null;
    }
}
