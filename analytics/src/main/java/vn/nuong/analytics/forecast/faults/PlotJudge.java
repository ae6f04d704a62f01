package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Judges the probes of a plot together, day after day. A probe that is clearly suspect is not compared with, so that a sound one beside it
 * is not blamed; of several that would become suspect on one day only the clearest does, and the others are looked at again without it. Not
 * thread-safe.
 */
final class PlotJudge {

    private final ProbeDays days;
    private final NavigableMap<Integer, ProbeJudge> probes = new TreeMap<>();

    PlotJudge(ProbeRecord record, LimitTable limits) {
        days = new ProbeDays(record);
        record.moisture()
                .keySet()
                .forEach(depth -> probes.put(depth, new ProbeJudge(record.station(), days, depth, limits)));
    }

    /** Judges all days. */
    PlotJudge run() {
        List<ProbeJudge> clearest = new ArrayList<>(probes.values());
        for (int d = 0; d < days.days(); d++) {
            int day = d;
            List<Integer> suspect = probes.entrySet().stream()
                    .filter(p -> day > 0 && p.getValue().isSurelySuspect(day - 1))
                    .map(p -> p.getKey())
                    .toList();
            probes.values().forEach(probe -> probe.measure(day, other -> !suspect.contains(other)));
            clearest.sort(Comparator.comparingDouble((ProbeJudge probe) -> probe.excess(day))
                    .reversed());
            boolean began = false;
            for (ProbeJudge probe : clearest) {
                began |= probe.decide(day, !began);
            }
        }
        return this;
    }

    /** By depth, cm. */
    NavigableMap<Integer, ProbeJudge> probes() {
        return Collections.unmodifiableNavigableMap(probes);
    }

    ProbeJudge probe(int depthCm) {
        ProbeJudge probe = probes.get(depthCm);
        if (probe == null) {
            throw new IllegalArgumentException("no probe at " + depthCm + " cm, only " + probes.keySet());
        }
        return probe;
    }
}
