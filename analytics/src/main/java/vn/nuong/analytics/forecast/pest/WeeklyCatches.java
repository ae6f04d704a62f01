package vn.nuong.analytics.forecast.pest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;

/**
 * What the traps of a plot caught of one species in weeks of seven days, the last of which ends yesterday. A week in which too few days were
 * counted is unknown, never nought. Immutable.
 *
 * @param today the day after the last week
 * @param catches catch of each week, the oldest first; NaN where it is unknown
 */
public record WeeklyCatches(LocalDate today, List<Double> catches) {

    static final int DAYS = 7;

    /** Days of a week that must have a count; the catch is brought to seven. */
    static final int LEAST_DAYS = 6;

    /** Older weeks are left out: two years hold what a trap's own seasons say. */
    static final int MOST_WEEKS = 104;

    public WeeklyCatches {
        catches = List.copyOf(catches);
    }

    /**
     * Weeks made of days.
     *
     * @param daily catch by day; days without a count are not in it
     * @param today not over yet, so that its count and later ones are left out
     */
    public static WeeklyCatches of(NavigableMap<LocalDate, Integer> daily, LocalDate today) {
        NavigableMap<LocalDate, Integer> past = daily.headMap(today, false);
        List<Double> catches = new ArrayList<>();
        int oldest = 0;
        for (LocalDate end = today;
                !past.isEmpty() && end.isAfter(past.firstKey()) && catches.size() < MOST_WEEKS;
                end = end.minusDays(DAYS)) {
            NavigableMap<LocalDate, Integer> days = past.subMap(end.minusDays(DAYS), true, end, false);
            boolean known = days.size() >= LEAST_DAYS;
            catches.add(
                    known
                            ? (double) DAYS
                                    * days.values().stream()
                                            .mapToInt(Integer::intValue)
                                            .sum()
                                    / days.size()
                            : Double.NaN);
            oldest = known ? catches.size() : oldest;
        }
        List<Double> found = new ArrayList<>(catches.subList(0, oldest));
        Collections.reverse(found);
        return new WeeklyCatches(today, found);
    }

    /** Weeks whose catch is known, the oldest first. */
    List<Double> known() {
        return catches.stream().filter(c -> !Double.isNaN(c)).toList();
    }

    /** How many weeks' catch is known. */
    public int weeks() {
        return known().size();
    }

    /** The catch of the week that ended yesterday; NaN where it is unknown. */
    double last() {
        return catches.isEmpty() ? Double.NaN : catches.get(catches.size() - 1);
    }
}
