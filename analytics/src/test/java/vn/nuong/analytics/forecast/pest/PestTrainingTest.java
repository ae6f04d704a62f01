package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ModelTrial;
import vn.nuong.analytics.forecast.registry.TrialResult;

class PestTrainingTest {

    @TempDir
    Path dir;

    private final ModelRegistry registry() {
        return new ModelRegistry(dir.resolve("models"), List.of());
    }

    private List<String> train(Path file, String name, LocalDate until) throws IOException, InterruptedException {
        return new PestTraining(
                        new PestTrainingOptions(
                                file,
                                dir.resolve("models").resolve(name),
                                List.of(1, 2, 4),
                                until,
                                "CC0",
                                name,
                                Instant.parse("2026-11-24T00:00:00Z"),
                                1,
                                "nuong 1"),
                        line -> {})
                .run();
    }

    private Path training() throws IOException {
        return MadeUpCatches.training().write(dir.resolve("train.csv"));
    }

    private ModelRegistry.Model model(String name) throws IOException {
        return registry().find(name).orElseThrow();
    }

    private static List<PestPrediction> forecast(PestModels models) {
        List<CatchRow> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double[] weather = new double[CatchFile.WEATHER.size()];
            Arrays.fill(weather, i < 60 ? 20 + i % 7 : Double.NaN);
            rows.add(new CatchRow(i, 2005 + i / 52, 1 + i % 52, i > 80 ? 0 : i * 13 % 40, weather));
        }
        return models.forecaster(
                        new PestSeries(new SeriesKey("Mill", "Hopper", MadeUpCatches.TRAP), rows),
                        Collections.nCopies(rows.size(), true))
                .run();
    }

    @Test
    void whatIsReadBackForecastsToTheBitAsWhatWasLearned() throws Exception {
        CatchFile file = CatchFile.read(training());
        PestModels learned = PestModels.learn(
                file.series().entrySet().stream()
                        .map(e -> new PestSeries(e.getKey(), e.getValue()))
                        .toList(),
                List.of(1, 4),
                line -> {});
        learned.write(dir);
        assertThat(forecast(PestModels.read(dir))).hasSize(119 + 116).isEqualTo(forecast(learned));
    }

    @Test
    void theSameFileGivesTheSameBytesAndTheCardSaysWhatWasLearned() throws Exception {
        Path file = training();
        assertThat(train(file, "pest-1", null)).isEmpty();
        assertThat(registry().nextVersion(ModelCard.PEST)).isEqualTo("pest-2");
        Path first = dir.resolve("models").resolve("pest-1");
        Path kept = Files.move(first, dir.resolve("kept"));
        train(file, "pest-1", null);
        for (String name : List.of(PestModels.FILE, ModelCard.FILE)) {
            assertThat(first.resolve(name)).hasSameBinaryContentAs(kept.resolve(name));
        }
        ModelCard card = model("pest-1").card();
        assertThat(card.kind()).isEqualTo(ModelCard.PEST);
        assertThat(card.learnedFrom()).singleElement().satisfies(f -> {
            assertThat(f.sha256()).isEqualTo(Sha256.of(file));
            assertThat(f.site()).isEqualTo("Ford, Hill, Lake");
            assertThat(f.licence()).isEqualTo("CC0");
            assertThat(f.from()).isEqualTo("1998-01-01");
            assertThat(f.to()).isBefore(LocalDate.parse("2003-12-31"));
        });
        assertThat(card.features()).containsAll(SeriesState.WITH_WEATHER);
        assertThat(card.inputs()).containsKey("log catch");
        assertThat(card.skill())
                .filteredOn(s -> s.where().equals(PestHeldOut.ALL) && s.season() == ModelCard.Season.ALL)
                .hasSize(3)
                .allSatisfy(s -> {
                    assertThat(s.skill()).isPositive();
                    assertThat(s.inside80()).isBetween(0.7, 0.95);
                });
        assertThat(card.notes()).anyMatch(n -> n.startsWith("RMSE of log(1 + catch) 4 weeks ahead"));
    }

    @Test
    void whatIsHeldOutTeachesNothing() throws Exception {
        LocalDate until = LocalDate.parse("2003-01-01");
        Path file = training();
        train(file, "pest-1", until);
        List<String> later = MadeUpCatches.training().rows().stream()
                .map(r -> r.contains(",2003,") ? MadeUpCatches.with(r, "9999") : r)
                .toList();
        train(MadeUpCatches.write(dir.resolve("other.csv"), later), "pest-2", until);
        assertThat(dir.resolve("models/pest-2").resolve(PestModels.FILE))
                .hasSameBinaryContentAs(dir.resolve("models/pest-1").resolve(PestModels.FILE));
        assertThat(model("pest-1").card().lastDay()).isEqualTo("2002-12-31");
    }

    @Test
    void theModelThatLearnedMoreWinsTheTrialOnLaterCatchesAndTheFirstOneAgainstPersistence() throws Exception {
        Path file = training();
        train(file, "pest-1", LocalDate.parse("2000-07-01"));
        train(file, "pest-2", LocalDate.parse("2003-01-01"));
        Path later = MadeUpCatches.unseen().write(dir.resolve("later.csv"));
        TrialResult trial = ModelTrial.run(new PestCatches(), model("pest-2"), model("pest-1"), later, line -> {});
        assertThat(trial.newerIsBetter()).as(trial.figures()).isTrue();
        assertThat(trial.lowerIsBetter()).isTrue();
        assertThat(trial.horizons())
                .extracting(TrialResult.Horizon::horizonHours)
                .containsExactly(168, 336, 672);
        TrialResult turned = ModelTrial.run(new PestCatches(), model("pest-1"), model("pest-2"), later, line -> {});
        assertThat(turned.newerIsBetter()).isFalse();
        TrialResult first = ModelTrial.run(new PestCatches(), model("pest-1"), null, later, line -> {});
        assertThat(first.older()).isEqualTo(ModelTrial.PERSISTENCE);
        assertThat(first.newerIsBetter()).as(first.figures()).isTrue();
    }

    @Test
    void catchesOfAFewMonthsAreNoTrial() throws Exception {
        train(training(), "pest-1", null);
        List<String> few = MadeUpCatches.unseen().rows().subList(0, 26);
        Path later = MadeUpCatches.write(dir.resolve("later.csv"), few);
        assertThatThrownBy(() -> ModelTrial.run(new PestCatches(), model("pest-1"), null, later, line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 100 at each horizon in 182 days");
    }

    @Test
    void aDamagedModelOrOneOfAnotherFormatIsNamed() throws Exception {
        train(training(), "pest-1", null);
        Path file = dir.resolve("models/pest-1").resolve(PestModels.FILE);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> PestModels.read(file.getParent())).hasMessageContaining("pest.json");
        Files.writeString(file, whole.replaceFirst("\"format\":1", "\"format\":9"));
        assertThatThrownBy(() -> PestModels.read(file.getParent())).hasMessageContaining("format 9");
        assertThatThrownBy(() -> model("pest-1")).hasMessageContaining("is not the file that was trained");
    }

    @Test
    void aFolderThatIsThereIsNotWrittenOverAndAnInterruptionLeavesNothing() throws Exception {
        Path file = training();
        train(file, "pest-1", null);
        assertThatThrownBy(() -> train(file, "pest-1", null)).hasMessageContaining("is there already");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> train(file, "pest-2", null)).isInstanceOf(InterruptedException.class);
        try (Stream<Path> left = Files.list(dir.resolve("models"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("pest-1");
        }
    }
}
