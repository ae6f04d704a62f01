package vn.nuong.sim.csv;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a first look through a table tells.
 *
 * @param rows how many rows were chosen
 * @param year the year in which most of them were measured, UTC
 * @param interval the most frequent time between two of them; null with fewer than two
 * @param first the oldest time
 * @param last the newest time
 */
public record TableSummary(long rows, int year, @Nullable Duration interval, Instant first, Instant last) {

    /**
     * Reads the table to its end.
     *
     * @param chosen which rows count
     * @throws IllegalArgumentException when none is chosen
     */
    public static TableSummary of(WideCsv csv, Predicate<WideCsv.Row> chosen) throws IOException {
        long rows = 0;
        Map<Integer, Long> years = new HashMap<>();
        Map<Duration, Long> gaps = new HashMap<>();
        Instant previous = null;
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (Optional<WideCsv.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
            if (!chosen.test(row.get())) {
                continue;
            }
            rows++;
            Instant time = row.get().time();
            years.merge(time.atOffset(ZoneOffset.UTC).getYear(), 1L, Long::sum);
            if (previous != null && time.isAfter(previous)) {
                gaps.merge(Duration.between(previous, time), 1L, Long::sum);
            }
            previous = time;
            first = time.isBefore(first) ? time : first;
            last = time.isAfter(last) ? time : last;
        }
        if (rows == 0) {
            throw new IllegalArgumentException("no row with a value lies between --from and --to");
        }
        return new TableSummary(rows, mostFrequent(years), gaps.isEmpty() ? null : mostFrequent(gaps), first, last);
    }

    private static <T extends Comparable<T>> T mostFrequent(Map<T, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<T, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }
}
