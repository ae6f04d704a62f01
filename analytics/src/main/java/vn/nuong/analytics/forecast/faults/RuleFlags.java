package vn.nuong.analytics.forecast.faults;

import java.util.NavigableMap;
import java.util.NavigableSet;

/** The quality rules that readings are put to on arrival, to compare with. */
@FunctionalInterface
public interface RuleFlags {

    /**
     * Which hours of a probe the rules flag.
     *
     * @param firstHour whole hours since 1970, UTC
     * @param moisture m³/m³ by depth, cm, and hour; NaN where missing
     * @param rain mm by hour
     * @param depthCm whose
     * @return hours since 1970
     */
    NavigableSet<Long> flagged(long firstHour, NavigableMap<Integer, double[]> moisture, double[] rain, int depthCm);
}
