package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WeeklyCatchesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 22);

    private static NavigableMap<LocalDate, Integer> days(int back, int each) {
        NavigableMap<LocalDate, Integer> days = new TreeMap<>();
        for (int day = 1; day <= back; day++) {
            days.put(TODAY.minusDays(day), each);
        }
        return days;
    }

    @Test
    void aWeekIsTheSumOfItsSevenDaysAndTheLastEndsYesterday() {
        NavigableMap<LocalDate, Integer> days = days(21, 2);
        days.put(TODAY.minusDays(1), 5);
        days.put(TODAY.minusDays(8), 9);
        assertThat(WeeklyCatches.of(days, TODAY).catches()).containsExactly(14.0, 21.0, 17.0);
    }

    @Test
    void todayAndLaterDaysChangeNothing() {
        NavigableMap<LocalDate, Integer> days = days(21, 2);
        WeeklyCatches before = WeeklyCatches.of(days, TODAY);
        days.put(TODAY, 500);
        days.put(TODAY.plusDays(3), 700);
        assertThat(WeeklyCatches.of(days, TODAY)).isEqualTo(before);
    }

    @Test
    void aDayWithoutACountIsNoNought() {
        NavigableMap<LocalDate, Integer> days = days(14, 6);
        days.remove(TODAY.minusDays(3));
        assertThat(WeeklyCatches.of(days, TODAY).catches()).containsExactly(42.0, 42.0);
    }

    @Test
    void aWeekWithTooFewDaysIsUnknownAndNotNought() {
        NavigableMap<LocalDate, Integer> days = days(21, 6);
        days.remove(TODAY.minusDays(9));
        days.remove(TODAY.minusDays(10));
        WeeklyCatches weeks = WeeklyCatches.of(days, TODAY);
        assertThat(weeks.catches()).containsExactly(42.0, Double.NaN, 42.0);
        assertThat(weeks.weeks()).isEqualTo(2);
        days.keySet().removeIf(d -> !d.isBefore(TODAY.minusDays(7)));
        assertThat(WeeklyCatches.of(days, TODAY).last()).isNaN();
    }

    @Test
    void countedNoughtsAreNoughts() {
        assertThat(WeeklyCatches.of(days(14, 0), TODAY).catches()).containsExactly(0.0, 0.0);
    }

    @Test
    void noCountsAreNoWeeksAndOldOnesAreLeftOut() {
        assertThat(WeeklyCatches.of(new TreeMap<>(), TODAY).catches()).isEqualTo(List.of());
        assertThat(WeeklyCatches.of(days(3, 1), TODAY).catches()).isEmpty();
        assertThat(WeeklyCatches.of(days(2000, 1), TODAY).catches()).hasSize(WeeklyCatches.MOST_WEEKS);
    }
}
