package vn.nuong.ingest.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/**
 * Puts every test to the readings of a plot, with what was measured before, after and beside them. A pure function: what it says
 * of a reading depends on no other verdict and on nothing further away than {@link #BEFORE_NS} and {@link #AFTER_NS}.
 */
public final class Judge {

    /** How far before a reading the tests look, ns: ten days for a drift, and three more for what led to them. */
    public static final long BEFORE_NS = 13 * Window.DAY_NS;

    /** How far after a reading the tests look, ns. */
    public static final long AFTER_NS = 3 * Window.DAY_NS;

    /** How far before a reading a plateau can begin, ns; only series that stand still for so long need it. */
    public static final long PLATEAU_NS = Plateau.ALWAYS_NS + Plateau.HISTORY_NS + Window.DAY_NS;

    /**
     * A reading that was caught.
     *
     * @param flags the tests that caught it; at least one
     * @param why for each the value and the limit
     */
    public record Caught(String device, PropertyKey key, long measuredNs, Set<Flag> flags, String why) {
        public Caught {
            flags = Set.copyOf(flags);
        }
    }

    private Judge() {}

    /**
     * The readings measured in {@code [fromNs, toNs)} that a test caught. The window reaches {@link #BEFORE_NS} before and
     * {@link #AFTER_NS} after; where it is shorter, fewer can be judged.
     */
    public static List<Caught> judge(Window window, long fromNs, long toNs) {
        Verdicts verdicts = new Verdicts(fromNs, toNs);
        Window plausible = each(window, s -> inRange(window.context(), s, verdicts));
        Window steady = each(
                plausible,
                s -> StepLimit.judge(window.context(), Spike.judge(window.context(), s, verdicts), verdicts));
        Window quiet = each(steady, s -> RainWithoutHumidity.judge(steady, s, verdicts));
        for (Series series : quiet.series()) {
            ClearSky.judge(quiet, series, verdicts);
            StandsStill.judge(window.context(), series, verdicts);
        }
        Battery.judge(plausible, verdicts);
        ClearSkyDay.judge(quiet, verdicts);
        GaugesDisagree.judge(quiet, verdicts);
        Water water = new Water(quiet);
        Break.judge(quiet, water, verdicts);
        RiseWithoutWater.judge(quiet, water, verdicts);
        DepthsDisagree.judge(quiet, verdicts);
        NeighboursDisagree.judge(quiet, verdicts);
        Drift.judge(quiet, water, verdicts);
        return verdicts.caught();
    }

    /** Whether a series stands still from its first reading until a time, so that only more of its past tells since when. */
    public static boolean needsMore(Series series, long untilNs) {
        if (!Plateau.concerns(series.property()) || series.size() == 0 || series.time(0) >= untilNs) {
            return false;
        }
        for (int i = 1; i < series.size() && series.time(i - 1) < untilNs; i++) {
            if (series.value(i) != series.value(0) || series.time(i) - series.time(i - 1) > Plateau.SILENCE_NS) {
                return false;
            }
        }
        return true;
    }

    private interface Test {
        Series judge(Series series);
    }

    private static Window each(Window window, Test test) {
        List<Series> sound = new ArrayList<>();
        for (Series series : window.series()) {
            sound.add(test.judge(series));
        }
        return new Window(window.context(), sound);
    }

    /** The tests that need nothing but the reading; what is out of range is left out of every other test. */
    private static Series inRange(PlotContext context, Series series, Verdicts verdicts) {
        ObservedProperty property = series.property();
        return series.where(i -> {
            double value = series.value(i);
            long ns = series.time(i);
            String range = PlausibleRange.doubt(context, property, value);
            verdicts.add(series, ns, Flag.RANGE, range);
            if (verdicts.wants(ns)) {
                verdicts.add(series, ns, Flag.SATURATION, SoilSaturation.doubt(context, property, value));
            }
            return range == null;
        });
    }
}
