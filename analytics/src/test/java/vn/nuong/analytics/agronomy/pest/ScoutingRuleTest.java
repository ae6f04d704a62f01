package vn.nuong.analytics.agronomy.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.pest.BlisterBlight.Weather;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Decision;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Reason;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Result;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Settings;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Situation;
import vn.nuong.analytics.agronomy.pest.TrapTrend.Direction;

class ScoutingRuleTest {
    /** A Wednesday in blister blight's months. */
    private static final LocalDate WEDNESDAY = LocalDate.of(2026, 4, 8);

    private static final LocalDate MONDAY = LocalDate.of(2026, 4, 13);

    @Test
    void namesNextMondayWhenNothingCalls() {
        Result result = quiet(WEDNESDAY, null);
        assertThat(result.decision()).isEqualTo(Decision.NOT_YET);
        assertThat(result.nextCheck()).isEqualTo(MONDAY);
        assertThat(result.reasons()).isEmpty();
        assertThat(result.daysSinceScouted()).isNull();
    }

    @Test
    void goesOnMondaysWhenNoLookIsRecorded() {
        Result result = quiet(MONDAY, null);
        assertThat(result.decision()).isEqualTo(Decision.SCOUT_NOW);
        assertThat(result.reasons()).containsExactly(Reason.SCOUTING_DAY);
        assertThat(result.nextCheck()).isEqualTo(MONDAY);
    }

    @Test
    void goesSevenDaysAfterTheLastLook() {
        assertThat(quiet(WEDNESDAY, WEDNESDAY.minusDays(6)).decision()).isEqualTo(Decision.NOT_YET);
        assertThat(quiet(WEDNESDAY, WEDNESDAY.minusDays(6)).nextCheck()).isEqualTo(WEDNESDAY.plusDays(1));
        assertThat(quiet(WEDNESDAY, WEDNESDAY.minusDays(7)).reasons()).containsExactly(Reason.INTERVAL_OVER);
        assertThat(quiet(WEDNESDAY, WEDNESDAY.minusDays(30)).nextCheck()).isEqualTo(WEDNESDAY);
        assertThat(quiet(MONDAY, MONDAY).decision()).isEqualTo(Decision.NOT_YET);
    }

    @Test
    void goesEarlierWhenTrapsRiseButNotRightAfterALook() {
        assertThat(rising(WEDNESDAY, WEDNESDAY.minusDays(4)).reasons()).containsExactly(Reason.TRAPS_RISING);
        assertThat(rising(WEDNESDAY, WEDNESDAY.minusDays(3)).decision()).isEqualTo(Decision.NOT_YET);
        assertThat(rising(WEDNESDAY, null).decision()).isEqualTo(Decision.SCOUT_NOW);
    }

    @Test
    void goesEarlierWhenMuchIsExpectedAndNeverLater() {
        assertThat(highAhead(WEDNESDAY.minusDays(4)).reasons()).containsExactly(Reason.CATCHES_HIGH_AHEAD);
        assertThat(highAhead(WEDNESDAY.minusDays(3)).decision()).isEqualTo(Decision.NOT_YET);
        for (int since = 0; since <= 30; since++) {
            LocalDate last = WEDNESDAY.minusDays(since);
            assertThat(highAhead(last).nextCheck())
                    .isBeforeOrEqualTo(quiet(WEDNESDAY, last).nextCheck());
        }
    }

    @Test
    void mindsBlisterWeatherInItsMonthsOnly() {
        assertThat(blister(LocalDate.of(2026, 4, 30)).reasons()).containsExactly(Reason.BLISTER_WEATHER);
        assertThat(blister(LocalDate.of(2026, 5, 1)).decision()).isEqualTo(Decision.NOT_YET);
    }

    @Test
    void goesWhenAGenerationIsComplete() {
        assertThat(generations(0.99).decision()).isEqualTo(Decision.NOT_YET);
        assertThat(generations(1.0).reasons()).containsExactly(Reason.GENERATION_COMPLETE);
    }

    @Test
    void refusesALookInTheFuture() {
        assertThatThrownBy(() -> quiet(WEDNESDAY, WEDNESDAY.plusDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-04-09");
    }

    private static Result quiet(LocalDate today, LocalDate last) {
        return evaluate(today, last, Direction.STEADY, Weather.UNFAVOURABLE, null);
    }

    private static Result rising(LocalDate today, LocalDate last) {
        return evaluate(today, last, Direction.RISING, Weather.UNFAVOURABLE, null);
    }

    private static Result highAhead(LocalDate last) {
        return ScoutingRule.evaluate(
                new Situation(
                        WEDNESDAY,
                        last,
                        new TrapTrend.Result(Direction.STEADY, List.of()),
                        true,
                        new BlisterBlight.Result(Weather.UNFAVOURABLE, null, 3.75, 0, 0),
                        null),
                Settings.defaults());
    }

    private static Result blister(LocalDate today) {
        return evaluate(today, today.minusDays(5), Direction.UNKNOWN, Weather.FAVOURABLE, null);
    }

    private static Result generations(double count) {
        return evaluate(WEDNESDAY, WEDNESDAY.minusDays(5), Direction.STEADY, Weather.UNKNOWN, count);
    }

    private static Result evaluate(
            LocalDate today, LocalDate last, Direction traps, Weather weather, Double generations) {
        TrapTrend.Result trend = new TrapTrend.Result(traps, List.of());
        BlisterBlight.Result blister = new BlisterBlight.Result(weather, null, 3.75, 0, 0);
        return ScoutingRule.evaluate(
                new Situation(today, last, trend, false, blister, generations), Settings.defaults());
    }
}
