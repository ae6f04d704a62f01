package vn.nuong.analytics.agronomy.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.pest.BlisterBlight.Day;
import vn.nuong.analytics.agronomy.pest.BlisterBlight.Settings;
import vn.nuong.analytics.agronomy.pest.BlisterBlight.Weather;
import vn.nuong.analytics.agronomy.pest.DegreeDays.Model;
import vn.nuong.analytics.agronomy.pest.TrapTrend.Count;
import vn.nuong.analytics.agronomy.pest.TrapTrend.Direction;

class PestModelsTest {

    @Test
    void raisesThripsAndMitesInTheirPublishedTimes() {
        assertThat(Model.THRIPS.daysPerGeneration(25)).isCloseTo(17.3, within(0.05));
        assertThat(Model.RED_SPIDER_MITE.daysPerGeneration(25)).isCloseTo(15.5, within(0.05));
    }

    @Test
    void countsNoWarmthBelowTheBaseAndNoMoreAboveTheUpperLimit() {
        assertThat(Model.THRIPS.ofDay(9.7)).isZero();
        assertThat(Model.THRIPS.ofDay(5)).isZero();
        assertThat(Model.THRIPS.ofDay(36)).isEqualTo(Model.THRIPS.ofDay(32));
        assertThat(Model.THRIPS.daysPerGeneration(8)).isInfinite();
        DegreeDays.Progress progress = DegreeDays.since(Model.THRIPS, Collections.nCopies(26, 22.95));
        assertThat(progress.degreeDays()).isCloseTo(344.5, within(1e-9));
        assertThat(progress.generations()).isCloseTo(1.3, within(1e-9));
    }

    @Test
    void findsBlisterWeatherBelowThreeHoursAndThreeQuartersOfSun() {
        BlisterBlight.Result alert = sunshine(4.0, 4.0, 3.5, 3.5, 3.7);
        assertThat(alert.meanSunshineH()).isCloseTo(3.74, within(1e-9));
        assertThat(alert.weather()).isEqualTo(Weather.FAVOURABLE);

        BlisterBlight.Result none = sunshine(4.0, 4.0, 4.0, 3.5, 3.5);
        assertThat(none.meanSunshineH()).isCloseTo(3.80, within(1e-9));
        assertThat(none.weather()).isEqualTo(Weather.UNFAVOURABLE);

        assertThat(sunshine(3.75, 3.75, 3.75, 3.75, 3.75).weather()).isEqualTo(Weather.UNFAVOURABLE);
    }

    @Test
    void usesOnlyTheLastFiveDaysAndWantsThemAll() {
        assertThat(sunshine(0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 9.0).weather()).isEqualTo(Weather.UNFAVOURABLE);
        BlisterBlight.Result gap = sunshine(1.0, 1.0, null, 1.0, 1.0);
        assertThat(gap.weather()).isEqualTo(Weather.UNKNOWN);
        assertThat(gap.missingDays()).isEqualTo(1);
        assertThat(sunshine(1.0, 1.0).missingDays()).isEqualTo(3);
    }

    @Test
    void countsDaysWetEnoughForSpores() {
        List<Day> days = List.of(
                new Day(1.0, 2.4), new Day(1.0, 2.5), new Day(1.0, null), new Day(1.0, 30.0), new Day(1.0, 0.0));
        assertThat(BlisterBlight.evaluate(days, Settings.defaults()).wetDays()).isEqualTo(2);
    }

    @Test
    void seesThreeRisingCountsBeyondChance() {
        assertThat(trend(20, 45, 90).direction()).isEqualTo(Direction.RISING);
        assertThat(trend(90, 45, 20).direction()).isEqualTo(Direction.FALLING);
        assertThat(trend(20, 90, 45).direction()).isEqualTo(Direction.STEADY);
        assertThat(trend(45, 45, 45).direction()).isEqualTo(Direction.STEADY);
    }

    @Test
    void doesNotTakeChanceForATrend() {
        // 20 to 34: a rise of 14 against 2·√(20 + 34) = 14.7; to 36: 16 against 15.0.
        assertThat(trend(20, 25, 34).direction()).isEqualTo(Direction.STEADY);
        assertThat(trend(20, 25, 36).direction()).isEqualTo(Direction.RISING);
        assertThat(trend(0, 1, 2).direction()).isEqualTo(Direction.STEADY);
    }

    @Test
    void looksAtTheLastThreeCountsPerTrapAndDayInAnyOrder() {
        LocalDate d = LocalDate.of(2026, 4, 1);
        List<Count> counts = new ArrayList<>(List.of(
                new Count(d, d.plusDays(7), 700, 10),
                new Count(d.plusDays(7), d.plusDays(14), 70, 10),
                new Count(d.plusDays(14), d.plusDays(21), 140, 5),
                new Count(d.plusDays(21), d.plusDays(24), 240, 10)));
        Collections.reverse(counts);
        TrapTrend.Result result = TrapTrend.of(counts, 2);
        assertThat(result.perTrapDay()).containsExactly(1.0, 4.0, 8.0);
        assertThat(result.direction()).isEqualTo(Direction.RISING);
        assertThat(TrapTrend.of(counts.subList(0, 2), 2).direction()).isEqualTo(Direction.UNKNOWN);
    }

    @Test
    void refusesACountOfNoDays() {
        LocalDate d = LocalDate.of(2026, 4, 1);
        assertThatThrownBy(() -> new Count(d, d, 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one day");
    }

    private static BlisterBlight.Result sunshine(Double... hours) {
        return BlisterBlight.evaluate(
                Arrays.stream(hours).map(h -> new Day(h, null)).toList(), Settings.defaults());
    }

    private static TrapTrend.Result trend(int... caught) {
        LocalDate d = LocalDate.of(2026, 4, 1);
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < caught.length; i++) {
            counts.add(new Count(d.plusDays(7L * i), d.plusDays(7L * (i + 1)), caught[i], 5));
        }
        return TrapTrend.of(counts, 2);
    }
}
