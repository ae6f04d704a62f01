package vn.nuong.ingest.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/** What the tests say of the readings of a range; whatever they say of others is left out. For one judgement, one thread. */
final class Verdicts {

    private record Id(String device, PropertyKey key) {}

    private final long fromNs;
    private final long toNs;
    private final Map<Id, TreeMap<Long, Verdict>> caught = new HashMap<>();

    Verdicts(long fromNs, long toNs) {
        this.fromNs = fromNs;
        this.toNs = toNs;
    }

    /** Whether a reading of that time is judged at all. */
    boolean wants(long ns) {
        return ns >= fromNs && ns < toNs;
    }

    /** One test's reason to doubt a reading, or null when it has none. */
    void add(Series series, long ns, Flag flag, @Nullable String why) {
        if (why == null || !wants(ns)) {
            return;
        }
        TreeMap<Long, Verdict> ofSeries =
                caught.computeIfAbsent(new Id(series.device(), series.key()), id -> new TreeMap<>());
        Verdict verdict = ofSeries.getOrDefault(ns, Verdict.NONE);
        if (!verdict.flags().contains(flag)) { // the first reason of a test stands
            ofSeries.put(ns, verdict.and(flag, why));
        }
    }

    List<Judge.Caught> caught() {
        return caught.entrySet().stream()
                .flatMap(e -> e.getValue().entrySet().stream()
                        .map(v -> new Judge.Caught(
                                e.getKey().device(),
                                e.getKey().key(),
                                v.getKey(),
                                v.getValue().flags(),
                                v.getValue().why())))
                .toList();
    }
}
