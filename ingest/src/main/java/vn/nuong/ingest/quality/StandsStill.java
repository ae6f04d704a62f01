package vn.nuong.ingest.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/** Finds the times at one value in a series, and puts {@link Plateau} or {@link Persistence} to them. */
final class StandsStill {

    /** Readings {@code first} to {@code last} of one value. */
    private record Run(Series series, int first, int last) {

        long fromNs() {
            return series.time(first);
        }

        long toNs() {
            return series.time(last);
        }

        long heldNs() {
            return toNs() - fromNs();
        }
    }

    private StandsStill() {}

    static void judge(PlotContext context, Series series, Verdicts verdicts) {
        ObservedProperty property = series.property();
        boolean soil = Plateau.concerns(property);
        if (!soil && Double.isNaN(StepLimit.of(context.settings(), property))) {
            return;
        }
        List<Run> runs = runs(series);
        for (int r = 0; r < runs.size(); r++) {
            Run run = runs.get(r);
            double value = series.value(run.first());
            int readings = run.last() - run.first() + 1;
            if (readings < 2 || (!soil && !Persistence.concerns(property, value)) || context.isEnd(property, value)) {
                continue;
            }
            long leastNs;
            if (soil) {
                leastNs = run.heldNs() < context.settings().stuckHours() * 3.6e12
                        ? Long.MAX_VALUE
                        : least(context, runs, r);
            } else {
                leastNs = Persistence.stands(context.settings(), property, run.heldNs(), readings)
                        ? Persistence.least(context.settings(), property)
                        : Long.MAX_VALUE;
            }
            flag(run, leastNs, soil ? Flag.STUCK : Flag.PERSISTENCE, verdicts);
        }
    }

    private static void flag(Run run, long leastNs, Flag flag, Verdicts verdicts) {
        if (run.heldNs() < leastNs) {
            return;
        }
        Series series = run.series();
        for (int i = run.first(); i <= run.last(); i++) {
            // Of each reading only so much of what follows counts as its verdict may depend on.
            long seenNs = Math.min(run.toNs(), series.time(i) + Judge.AFTER_NS) - run.fromNs();
            if (seenNs >= leastNs) {
                verdicts.add(series, series.time(i), flag, Plateau.why(series.value(i), series.property(), leastNs));
            }
        }
    }

    private static long least(PlotContext context, List<Run> runs, int r) {
        long since = runs.get(r).fromNs() - Plateau.HISTORY_NS;
        List<Long> held = new ArrayList<>();
        for (int before = r - 1; before >= 0 && runs.get(before).toNs() >= since; before--) {
            Series series = runs.get(before).series();
            if (context.isEnd(series.property(), series.value(runs.get(before).first()))) {
                continue; // how long the soil was too dry or too wet to tell says nothing of the probe
            }
            held.add(runs.get(before).toNs() - Math.max(since, runs.get(before).fromNs()));
        }
        held.sort(Comparator.reverseOrder());
        return Plateau.least(context.settings(), held.size() < 3 ? 0 : held.get(2), held.size());
    }

    private static List<Run> runs(Series series) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= series.size(); i++) {
            if (i == series.size()
                    || series.value(i) != series.value(first)
                    || series.time(i) - series.time(i - 1) > Plateau.SILENCE_NS) {
                runs.add(new Run(series, first, i - 1));
                first = i;
            }
        }
        return runs;
    }
}
