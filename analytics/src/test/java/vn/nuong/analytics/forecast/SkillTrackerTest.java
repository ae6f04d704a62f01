package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;

class SkillTrackerTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Falls by 0.001 an hour. */
    private static final TreeMap<Instant, Double> CAME = new TreeMap<>();

    static {
        for (int h = 0; h <= 48; h++) {
            CAME.put(START.plus(Duration.ofHours(h)), 0.3 - 0.001 * h);
        }
    }

    private static MoistureForecast forecast(Instant start, Method method, double changePerHour) {
        double now = CAME.floorEntry(start).getValue();
        List<MoistureForecast.Point> points = new ArrayList<>();
        for (int h = 1; h <= 24; h++) {
            points.add(
                    new MoistureForecast.Point(start.plus(Duration.ofHours(h)), now + changePerHour * h, null, null));
        }
        return new MoistureForecast(start, 30, method, points, null, null);
    }

    @Test
    void aPerfectForecastScoresOneAndPersistenceItselfZero() {
        Map<Method, Skill> skills = SkillTracker.score(
                List.of(forecast(START, Method.LEARNED, -0.001), forecast(START, Method.PHYSICS, 0)), CAME, 24);
        assertThat(skills.get(Method.LEARNED).score()).isCloseTo(1, within(1e-9));
        assertThat(skills.get(Method.PHYSICS).score()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aForecastTwiceAsFastIsNoBetterThanPersistenceAndAFasterOneIsWorse() {
        assertThat(SkillTracker.score(List.of(forecast(START, Method.LEARNED, -0.002)), CAME, 24)
                        .get(Method.LEARNED)
                        .score())
                .isCloseTo(0, within(1e-9));
        assertThat(SkillTracker.score(List.of(forecast(START, Method.LEARNED, -0.003)), CAME, 24)
                        .get(Method.LEARNED)
                        .score())
                .isCloseTo(-3, within(1e-9));
    }

    @Test
    void aForecastWhoseHourHasNotComeIsLeftOut() {
        List<MoistureForecast> forecasts = List.of(
                forecast(START, Method.LEARNED, -0.001),
                forecast(START.plus(Duration.ofHours(24)), Method.LEARNED, -0.001),
                forecast(START.plus(Duration.ofHours(25)), Method.LEARNED, -0.001));
        assertThat(SkillTracker.score(forecasts, CAME, 24).get(Method.LEARNED).n())
                .isEqualTo(2);
        assertThat(SkillTracker.score(forecasts, new TreeMap<>(), 24)).isEmpty();
    }

    @Test
    void aReadingHalfAnHourOldCountsAndAnOlderOneDoesNot() {
        List<MoistureForecast> forecasts = List.of(forecast(START, Method.LEARNED, -0.001));
        Instant target = START.plus(Duration.ofHours(24));
        TreeMap<Instant, Double> late = new TreeMap<>(CAME.headMap(START, true));
        late.put(target.minus(Duration.ofMinutes(30)), 0.28);
        assertThat(SkillTracker.score(forecasts, late, 24)).isNotEmpty();
        late.remove(target.minus(Duration.ofMinutes(30)));
        late.put(target.minus(Duration.ofMinutes(31)), 0.28);
        assertThat(SkillTracker.score(forecasts, late, 24)).isEmpty();
    }
}
