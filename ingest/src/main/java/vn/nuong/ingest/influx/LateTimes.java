package vn.nuong.ingest.influx;

import java.util.ArrayList;
import java.util.List;

/** Groups times into few ranges, so that readings that came late are looked up with few questions. */
final class LateTimes {

    /** Times further apart than this are looked up apart: a day, ns. */
    static final long LARGEST_GAP_NS = 86_400_000_000_000L;

    private LateTimes() {}

    record Device(String site, String device) {}

    /** Both ends included. */
    record Range(long firstNs, long lastNs) {}

    static List<Range> ranges(List<Long> times) {
        List<Range> ranges = new ArrayList<>();
        for (long time : times.stream().sorted().toList()) {
            Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && time - last.lastNs() <= LARGEST_GAP_NS) {
                ranges.set(ranges.size() - 1, new Range(last.firstNs(), time));
            } else {
                ranges.add(new Range(time, time));
            }
        }
        return ranges;
    }
}
