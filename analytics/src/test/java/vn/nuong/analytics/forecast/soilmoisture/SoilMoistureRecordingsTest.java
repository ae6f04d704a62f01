package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelForecaster.Scored;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ModelTrial;
import vn.nuong.analytics.forecast.registry.TrialResult;

/** Two models of which one learned this soil and the other one that gets drier when it rains, on later recordings of a third place. */
class SoilMoistureRecordingsTest {

    private static final int DAYS = 40;
    private static final int LATER_DAYS = 80;
    private static final Instant LEARNED_UNTIL = MadeUpStation.START.plus(32, ChronoUnit.DAYS);

    @TempDir
    static Path dir;

    @BeforeAll
    static void train() throws Exception {
        Path soil = Files.createDirectories(dir.resolve("soil"));
        new MadeUpStation(1, DAYS).write(soil.resolve("one.csv"));
        Path turned = Files.createDirectories(dir.resolve("turned"));
        new MadeUpStation(1, DAYS)
                .change(
                        "soil_moisture_20cm",
                        0,
                        24 * DAYS,
                        v -> String.format(Locale.ROOT, "%.3f", 0.6 - Double.parseDouble(v)))
                .write(turned.resolve("one.csv"));
        model("right-1", soil);
        model("turned-1", turned);
        Path later = Files.createDirectories(dir.resolve("later"));
        new MadeUpStation(3, LATER_DAYS).write(later.resolve("three.csv"));
    }

    private static void model(String name, Path stations) throws IOException, InterruptedException {
        new SoilMoistureTraining(
                        new TrainingOptions(
                                List.of(stations),
                                dir.resolve("models").resolve(name),
                                List.of(20),
                                LEARNED_UNTIL,
                                "CC0",
                                name,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                1,
                                "test"),
                        new Progress(line -> {}))
                .run();
    }

    private static ModelRegistry.Model find(String name) throws IOException {
        return new ModelRegistry(dir.resolve("models"), List.of()).find(name).orElseThrow();
    }

    private static TrialResult trial(String newer, String older) throws IOException, InterruptedException {
        return ModelTrial.run(new SoilMoistureRecordings(), find(newer), find(older), dir.resolve("later"), line -> {});
    }

    @Test
    void theOneThatLearnedThisSoilWinsWhicheverWayTheyAreSetBesideEachOther() throws Exception {
        TrialResult won = trial("right-1", "turned-1");
        assertThat(won.newerIsBetter()).as(won.figures()).isTrue();
        assertThat(won.horizons())
                .extracting(TrialResult.Horizon::horizonHours)
                .containsExactlyElementsOf(TrainingOptions.HORIZONS);
        assertThat(won.from()).hasToString("2022-05-03");
        assertThat(trial("turned-1", "right-1").newerIsBetter()).isFalse();
        assertThat(trial("right-1", "right-1").newerIsBetter()).isFalse();
    }

    @Test
    void aForecastIsGivenEveryThirdHourFromTheTimeAskedForAndRestsOnNoLaterReading() throws Exception {
        Instant from = MadeUpStation.START.plus(60, ChronoUnit.DAYS);
        List<Path> whole = List.of(dir.resolve("later/three.csv"));
        List<Scored> all = new SoilMoistureRecordings().forecast(find("right-1"), whole, from, line -> {});
        assertThat(all).isNotEmpty().allSatisfy(s -> {
            assertThat(s.issued()).isAfterOrEqualTo(from);
            assertThat(s.series()).matches("three 20cm (none|observed)");
        });
        assertThat(all.stream().filter(s -> s.horizonHours() == 24 && s.series().endsWith("none")))
                .hasSize((20 - 1) * 8);

        Path cut = Files.createDirectories(dir.resolve("cut")).resolve("three.csv");
        new MadeUpStation(3, LATER_DAYS).cutAt(24 * 70).write(cut);
        List<Scored> earlier = new SoilMoistureRecordings().forecast(find("right-1"), List.of(cut), from, line -> {});
        assertThat(earlier).isNotEmpty().isSubsetOf(all);
    }

    @Test
    void aFileWithoutTheModelsDepthGivesNothing() throws Exception {
        Path other = Files.createDirectories(dir.resolve("other")).resolve("three.csv");
        new MadeUpStation(3, 50).write(other, "soil_moisture_20cm");
        assertThat(new SoilMoistureRecordings()
                        .forecast(find("right-1"), List.of(other), MadeUpStation.START, line -> {}))
                .isEmpty();
    }

    @Test
    void aCardThatNamesNoDepthIsNoModelOfIt() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("models").resolve("empty-1"));
        ModelCard card = find("right-1").card();
        new ModelCard(
                        card.kind(),
                        "empty-1",
                        card.created(),
                        card.method(),
                        card.learnedFrom(),
                        card.features(),
                        card.code(),
                        card.seed(),
                        card.skill(),
                        card.inputs(),
                        card.files(),
                        card.notes())
                .write(folder);
        assertThatThrownBy(() -> new SoilMoistureRecordings()
                        .forecast(find("empty-1"), List.of(), MadeUpStation.START, line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no file of a depth");
    }
}
