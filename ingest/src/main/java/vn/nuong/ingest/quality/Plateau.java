package vn.nuong.ingest.quality;

import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#STUCK}: a soil probe that repeats one value.
 *
 * <p>Source: after ISMN D09 and D10 (Dorigo et al. 2013, Eqs. 10–14), plateaus of half a day and more. ISMN looks for a fall or a rise
 * before them; a sound probe deep in the soil can give one value for three weeks, a coarse one every night, and one that
 * resolves finely never for half a day. So the series is its own measure (this project's): one value for at least
 * {@code stuck_hours}, by default longer than a night, and for {@value #TIMES} times the third longest time at one value in the three
 * days before, in which it changed at least {@value #CHANGES} times. After {@value #DAYS} days at one value it is stuck whatever was
 * before. A tension probe that stands at its limit, or at 0, is not stuck: it has nothing else to say
 * ({@link PlotContext#isEnd}).
 */
final class Plateau {

    static final int TIMES = 8;
    static final int CHANGES = 48;
    static final int DAYS = 30;

    /** How much before the plateau is looked at, ns. */
    static final long HISTORY_NS = 72 * 3_600_000_000_000L;

    /** A silence of more than this ends a plateau: what was in between is not known, ns. */
    static final long SILENCE_NS = 6 * 3_600_000_000_000L;

    static final long ALWAYS_NS = DAYS * 86_400_000_000_000L;

    private Plateau() {}

    static boolean concerns(ObservedProperty property) {
        return property.where() == ObservedProperty.Where.IN_SOIL && property.shape() == ObservedProperty.Shape.GAUGE;
    }

    /**
     * How long one value has to stay, ns.
     *
     * @param thirdLongestNs of the times at one value before
     * @param changes how often the series changed in them
     */
    static long least(QualitySettings settings, long thirdLongestNs, int changes) {
        if (changes < CHANGES) {
            return ALWAYS_NS;
        }
        long asSet = (long) (settings.stuckHours() * 3.6e12);
        return Math.max(asSet, TIMES * thirdLongestNs);
    }

    /** It names the limit and not how long the value has stayed, which every further reading would change. */
    static String why(double value, ObservedProperty property, long leastNs) {
        return "= " + Why.value(value, property) + ", ≥ " + Why.hours(leastNs);
    }
}
