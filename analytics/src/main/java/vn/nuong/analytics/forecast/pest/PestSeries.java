package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A series in the order of its weeks, each with its number counted from the first year on. A year has 52 standard weeks; one for which the
 * series has a week 53 has 53, so that ISO weeks are counted rightly too. A week's number depends on no later row but of its own year.
 * Immutable.
 */
final class PestSeries {

    private final SeriesKey key;
    private final List<CatchRow> rows;
    private final int[] numbers;

    /** @param rows in the order of weeks, each once */
    PestSeries(SeriesKey key, List<CatchRow> rows) {
        this.key = key;
        this.rows = new ArrayList<>(rows);
        this.numbers = new int[rows.size()];
        Set<Integer> longYears = new HashSet<>();
        rows.stream().filter(r -> r.week() > Season.WEEKS).forEach(r -> longYears.add(r.year()));
        int year = rows.isEmpty() ? 0 : rows.get(0).year();
        int before = 0;
        for (int i = 0; i < numbers.length; i++) {
            while (year < rows.get(i).year()) {
                before += longYears.contains(year) ? Season.WEEKS + 1 : Season.WEEKS;
                year++;
            }
            numbers[i] = before + rows.get(i).week() - 1;
        }
    }

    SeriesKey key() {
        return key;
    }

    int size() {
        return numbers.length;
    }

    CatchRow row(int i) {
        return rows.get(i);
    }

    /** Weeks since the first week of the first year. */
    int number(int i) {
        return numbers[i];
    }

    boolean observed(int i) {
        return !Double.isNaN(rows.get(i).value());
    }

    /** log(1 + catch). */
    double log(int i) {
        return Math.log1p(rows.get(i).value());
    }

    /** The place of the row so many weeks after row {@code i}, when it was observed; otherwise -1. */
    int later(int i, int weeks) {
        int wanted = numbers[i] + weeks;
        int j = i;
        while (j < numbers.length && numbers[j] < wanted) {
            j++;
        }
        return j < numbers.length && numbers[j] == wanted && observed(j) ? j : -1;
    }
}
