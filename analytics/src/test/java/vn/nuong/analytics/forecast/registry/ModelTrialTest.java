package vn.nuong.analytics.forecast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.Sha256;

class ModelTrialTest {

    @TempDir
    Path later;

    private final ModelRegistry.Model good = new ModelRegistry.Model(Cards.card("good", 2), null);
    private final ModelRegistry.Model bad = new ModelRegistry.Model(Cards.card("bad", 1), null);

    /** What was observed rises by 0.01 a step; a model expects its share of that. */
    private static final class Straight implements ModelForecaster {
        private final Map<String, Double> share;
        private final int hours;

        Straight(Map<String, Double> share, int hours) {
            this.share = share;
            this.hours = hours;
        }

        @Override
        public String kind() {
            return ModelCard.SOIL_MOISTURE;
        }

        @Override
        public List<Scored> forecast(
                ModelRegistry.Model model, List<Path> files, Instant from, Consumer<String> progress) {
            List<Scored> scored = new ArrayList<>();
            for (int h = -500; h < hours; h++) { // what is too early must not count, even if it is handed out
                double s = h < 0 ? 1 : share.getOrDefault(model.card().version(), 0.0);
                scored.add(new Scored("a", from.plusSeconds(3600L * h), 24, 0.31, 0.30, 0.30 + 0.01 * s));
            }
            return scored;
        }
    }

    @BeforeEach
    void aFile() throws Exception {
        Files.writeString(later.resolve("a.csv"), "time\n");
    }

    private TrialResult run(Map<String, Double> share, int hours) throws Exception {
        return ModelTrial.run(new Straight(share, hours), good, bad, later, line -> {});
    }

    @Test
    void theOneThatSeesMoreOfWhatComesIsBetter() throws Exception {
        TrialResult trial = run(Map.of("good", 0.9, "bad", 0.5), 400);
        assertThat(trial.newerIsBetter()).isTrue();
        assertThat(trial.horizons()).singleElement().satisfies(h -> {
            assertThat(h.n()).isEqualTo(400);
            assertThat(h.newer()).isEqualTo(0.99);
            assertThat(h.older()).isEqualTo(0.75);
        });
        assertThat(trial.from()).isEqualTo(Cards.LAST_DAY.plusDays(1));
        assertThat(trial.laterFiles()).containsOnlyKeys("a.csv");
        assertThat(trial.figures()).isEqualTo("24 h: 0.990 against 0.750 (n 400)");
    }

    @Test
    void equalOrWorseIsNotBetter() throws Exception {
        assertThat(run(Map.of("good", 0.5, "bad", 0.5), 400).newerIsBetter()).isFalse();
        assertThat(run(Map.of("good", 0.2, "bad", 0.5), 400).newerIsBetter()).isFalse();
    }

    @Test
    void tooFewDaysDecideNothing() {
        assertThatThrownBy(() -> run(Map.of("good", 0.9), 24 * ModelForecaster.Least.HOURLY.days()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("13 days after 2023-06-30");
        assertThatThrownBy(() -> run(Map.of(), 0)).hasMessageContaining("0 forecasts");
    }

    @Test
    void aFileThatWasLearnedFromIsNoTrialEvenAtItsEnd() throws Exception {
        String hash = Sha256.of(later.resolve("a.csv"));
        ModelCard c = good.card();
        ModelCard.Learned same =
                new ModelCard.Learned("b.csv", hash, "nowhere", "none", Cards.LAST_DAY.minusDays(9), Cards.LAST_DAY);
        ModelRegistry.Model saw = new ModelRegistry.Model(
                new ModelCard(
                        c.kind(),
                        "saw",
                        c.created(),
                        c.method(),
                        List.of(same),
                        c.features(),
                        c.code(),
                        c.seed(),
                        c.skill(),
                        new TreeMap<>(c.inputs()),
                        new TreeMap<>(),
                        c.notes()),
                null);
        assertThatThrownBy(() -> ModelTrial.run(new Straight(Map.of(), 400), saw, bad, later, line -> {}))
                .hasMessageContaining("a.csv is b.csv, which saw learned from");
    }

    @Test
    void aCardWithoutDaysHasNoLaterData() {
        ModelCard card = bad.card();
        ModelRegistry.Model unknown = new ModelRegistry.Model(
                new ModelCard(
                        card.kind(),
                        "unknown",
                        card.created().atOffset(ZoneOffset.UTC).toInstant(),
                        card.method(),
                        List.of(),
                        card.features(),
                        card.code(),
                        card.seed(),
                        card.skill(),
                        new TreeMap<>(card.inputs()),
                        new TreeMap<>(),
                        card.notes()),
                null);
        assertThatThrownBy(() -> ModelTrial.run(new Straight(Map.of(), 400), good, unknown, later, line -> {}))
                .hasMessageContaining("does not say what days it learned from");
    }
}
