package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LagFeaturesTest {

    private static final Instant ISSUED = Histories.ISSUED;

    private static double feature(MoistureHistory history, String name) {
        return LagFeatures.of(history).orElseThrow()[LagFeatures.names().indexOf(name)];
    }

    @Test
    void nothingMeasuredAfterTheIssueChangesAFeature() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<TreeMap<Instant, Double>> series = List.of(
                    Histories.around(25, 0.25, 0.001, random),
                    Histories.around(25, 0.22, 0.002, random),
                    Histories.around(25, 1, 0.1, random),
                    Histories.around(25, 22, 0.5, random),
                    Histories.around(25, 80, 0.5, random),
                    Histories.around(25, 300, 5, random));
            double[] before = LagFeatures.of(history(series)).orElseThrow();
            for (TreeMap<Instant, Double> readings : series) {
                readings.tailMap(ISSUED, false).replaceAll((time, value) -> value + 1 + random.nextDouble());
            }
            assertThat(LagFeatures.of(history(series)).orElseThrow()).containsExactly(before);
            series.forEach(readings -> readings.tailMap(ISSUED, false).clear());
            assertThat(LagFeatures.of(history(series)).orElseThrow()).containsExactly(before);
        }
    }

    @Test
    void everyInstrumentMovesItsFeatures() {
        Random random = new Random(1);
        List<TreeMap<Instant, Double>> series = List.of(
                Histories.around(25, 0.25, 0.001, random),
                Histories.around(25, 0.22, 0.002, random),
                Histories.around(25, 1, 0.1, random),
                Histories.around(25, 22, 0.5, random),
                Histories.around(25, 80, 0.5, random),
                Histories.around(25, 300, 5, random));
        double[] before = LagFeatures.of(history(series)).orElseThrow();
        for (TreeMap<Instant, Double> readings : series) {
            Instant time = ISSUED.minus(Duration.ofHours(2));
            double kept = readings.put(time, readings.get(time) + 3);
            assertThat(LagFeatures.of(history(series)).orElseThrow()).isNotEqualTo(before);
            readings.put(time, kept);
        }
    }

    private static MoistureHistory history(List<TreeMap<Instant, Double>> s) {
        return new MoistureHistory(
                ISSUED,
                30,
                120.7,
                HourlySeries.levels(s.get(0)),
                HourlySeries.levels(s.get(1)),
                Histories.weather(s.get(2), s.get(3), s.get(4), s.get(5)));
    }

    @Test
    void weatherOfTheLastHourIsLeftOutBecauseSomeLabelAnHourByItsBeginning() {
        NavigableMap<Instant, Double> dry = rain(0);
        NavigableMap<Instant, Double> storm = rain(0);
        storm.put(ISSUED, 40.0);
        assertThat(feature(withRain(storm), "log_rain_24h")).isEqualTo(feature(withRain(dry), "log_rain_24h"));
        storm.put(ISSUED.minus(Histories.HOUR), 40.0);
        assertThat(feature(withRain(storm), "log_rain_24h")).isEqualTo(Math.log1p(40));
    }

    @Test
    void rainThatIsNotMeasuredIsMissingAndNotZero() {
        assertThat(feature(withRain(rain(0)), "log_rain_24h")).isZero();
        assertThat(feature(withRain(new TreeMap<>()), "log_rain_24h")).isNaN();
        assertThat(feature(withRain(new TreeMap<>()), "log_hours_since_rain")).isNaN();
    }

    @Test
    void aLagIsTheDifferenceFromThenToNow() {
        TreeMap<Instant, Double> falling = new TreeMap<>();
        for (int h = 0; h <= 100; h++) {
            falling.put(ISSUED.minus(Duration.ofHours(h)), 0.2 + 0.0005 * h);
        }
        MoistureHistory history = Histories.of(falling, 30);
        assertThat(feature(history, "change_24h")).isCloseTo(-0.012, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(feature(history, "above_min_21d")).isZero();
    }

    @Test
    void withoutADayOfReadingsThereAreNoFeatures() {
        TreeMap<Instant, Double> readings = Histories.around(2, 0.25, 0.001, new Random(3));
        assertThat(LagFeatures.of(Histories.of(readings, 30))).isPresent();
        assertThat(LagFeatures.of(Histories.of(readings.tailMap(ISSUED.minus(Duration.ofHours(20)), true), 30)))
                .isEmpty();
        assertThat(LagFeatures.of(Histories.of(new TreeMap<>(), 30))).isEmpty();
    }

    private static TreeMap<Instant, Double> rain(double mm) {
        TreeMap<Instant, Double> rain = Histories.around(10, mm, 0, new Random(0));
        return rain;
    }

    private static MoistureHistory withRain(NavigableMap<Instant, Double> rain) {
        return new MoistureHistory(
                ISSUED,
                30,
                120.7,
                HourlySeries.levels(Histories.around(10, 0.25, 0.001, new Random(5))),
                HourlySeries.none(),
                Histories.weather(rain, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()));
    }
}
