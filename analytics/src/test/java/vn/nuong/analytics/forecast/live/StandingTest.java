package vn.nuong.analytics.forecast.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.forecast.Skill;

class StandingTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> INSIDE = List.of();

    private static Skill skill(int n, double score) {
        return new Skill(n, (1 - score) * n, n);
    }

    private static Standing after(Standing before, Skill live, List<String> outside, int hours) {
        return before.next("m1", live, outside, NOW.plus(Duration.ofHours(hours)))
                .now();
    }

    @Test
    void itStepsAsideBelowZeroAndComesBackOnlyWellAboveIt() {
        Standing start = Standing.start("m1", NOW);
        Standing.Step step = start.next("m1", skill(60, -0.01), INSIDE, NOW.plusSeconds(60));
        assertThat(step.now().aside()).isTrue();
        assertThat(step.now().since()).isEqualTo(NOW.plusSeconds(60));
        assertThat(step.why().vi()).contains("14 ngày").contains("−0,01").contains("60 lần");
        assertThat(after(step.now(), skill(60, 0.04), INSIDE, 24).aside()).isTrue();
        assertThat(after(step.now(), skill(60, 0.06), INSIDE, 24).aside()).isFalse();
        assertThat(after(start, skill(60, 0.01), INSIDE, 1).aside()).isFalse();
    }

    @Test
    void fewForecastsDecideNothingEitherWay() {
        Standing start = Standing.start("m1", NOW);
        assertThat(after(start, skill(Standing.FEWEST - 1, -3), INSIDE, 1).aside())
                .isFalse();
        Standing aside = after(start, skill(Standing.FEWEST, -3), INSIDE, 1);
        assertThat(aside.aside()).isTrue();
        assertThat(after(aside, skill(Standing.FEWEST - 1, 0.9), INSIDE, 2).aside())
                .isTrue();
        assertThat(after(start, Skill.NONE, INSIDE, 1).aside()).isFalse();
    }

    @Test
    void soilThatDidNotChangeSaysNothing() {
        Skill still = new Skill(100, 0.1, 0);
        assertThat(after(Standing.start("m1", NOW), still, INSIDE, 1).aside()).isFalse();
    }

    @Test
    void inputsOutsideCountAtOnceAndADayInsideBringsItBack() {
        Standing start = Standing.start("m1", NOW);
        Standing.Step out = start.next("m1", skill(60, 0.5), List.of("air_temperature 44"), NOW.plusSeconds(60));
        assertThat(out.now().aside()).isTrue();
        assertThat(out.why().en()).contains("air_temperature 44");
        Standing again = after(out.now(), skill(60, 0.5), List.of("air_temperature 43"), 10);
        assertThat(after(again, skill(60, 0.5), INSIDE, 33).aside()).isTrue();
        assertThat(after(again, skill(60, 0.5), INSIDE, 34).aside()).isFalse();
        assertThat(after(again, skill(60, -0.5), INSIDE, 34).aside()).isTrue();
    }

    @Test
    void anotherModelStartsAnewAndSoDoesAClockThatWasSetBack() {
        Standing aside = after(Standing.start("m1", NOW), skill(60, -1), INSIDE, 1);
        assertThat(aside.next("m2", Skill.NONE, INSIDE, NOW.plusSeconds(7200))
                        .now()
                        .aside())
                .isFalse();
        assertThat(aside.next("m1", Skill.NONE, INSIDE, NOW).now().aside()).isFalse();
    }
}
