package vn.nuong.standalone.water;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts on how many days something was so. */
final class Tally {

    private final Map<String, Integer> days = new LinkedHashMap<>();

    void add(String what) {
        days.merge(what, 1, Integer::sum);
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** All of it, as {@code wind 2 m/s on 3 days; …}. */
    @Override
    public String toString() {
        return days.entrySet().stream()
                .map(e -> e.getKey() + " on " + e.getValue() + (e.getValue() == 1 ? " day" : " days"))
                .collect(Collectors.joining("; "));
    }
}
