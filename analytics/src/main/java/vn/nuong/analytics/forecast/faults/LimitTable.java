package vn.nuong.analytics.forecast.faults;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Limits by how many other probes there are to compare with and whether the weather is known: with less to go by, wider ones.
 *
 * @param limits for each of {@link #WAYS}
 */
record LimitTable(Map<With, Limits> limits) {

    /**
     * What there is to compare with.
     *
     * @param others other probes, 0 to 2
     * @param weather whether rain is measured
     */
    record With(int others, boolean weather) {}

    /** Without other probes and without weather there is nothing. */
    static final List<With> WAYS =
            List.of(new With(2, true), new With(1, true), new With(0, true), new With(2, false), new With(1, false));

    LimitTable {
        limits = Map.copyOf(limits);
        if (!limits.keySet().containsAll(WAYS)) {
            throw new IllegalArgumentException("limits for " + limits.keySet() + " alone, not for all of " + WAYS);
        }
    }

    static LimitTable same(Limits limits) {
        return new LimitTable(WAYS.stream().collect(Collectors.toMap(w -> w, w -> limits)));
    }

    /** Where nothing was learned: round figures of this project, checked on recordings (docs/probe-faults.md). */
    static LimitTable usual() {
        return new LimitTable(Map.of(
                new With(2, true), new Limits(1.6, 3, 2.2, 2.5, 2.5),
                new With(1, true), new Limits(2.2, 3.8, 2.6, 2.5, 2.5),
                new With(0, true), new Limits(3, 4, 2.6, 2.5, 2.5),
                new With(2, false), new Limits(1.9, 3.4, 2.4, 2.5, 2.5),
                new With(1, false), new Limits(3, 4, 2.6, 2.5, 2.5)));
    }

    Limits with(int others, boolean weather) {
        Limits found = limits.get(new With(others, weather));
        return found == null ? Limits.NONE : found;
    }
}
