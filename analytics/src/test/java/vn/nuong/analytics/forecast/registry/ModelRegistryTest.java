package vn.nuong.analytics.forecast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.registry.ModelRegistry.Act;

class ModelRegistryTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    @TempDir
    Path dir;

    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = new ModelRegistry(dir.resolve("models"), List.of(Cards.card("shipped-1", 0)));
    }

    private Path folder() {
        return dir.resolve("models");
    }

    private String inUse() throws IOException {
        return registry.active(ModelCard.SOIL_MOISTURE, new TreeMap<>())
                .orElseThrow()
                .card()
                .version();
    }

    @Test
    void aNewRegistryUsesTheShippedModel() throws IOException {
        assertThat(inUse()).isEqualTo("shipped-1");
        assertThat(registry.list().models()).singleElement().matches(ModelRegistry.Model::isShipped);
        assertThat(registry.active(ModelCard.PEST, new TreeMap<>())).isEmpty();
        assertThat(registry.activeSince(ModelCard.SOIL_MOISTURE)).isNull();
    }

    @Test
    void aCardIsReadAsItWasWritten() throws IOException {
        ModelCard written = Cards.train(folder(), "a", 1);
        assertThat(registry.find("a").orElseThrow().card()).isEqualTo(written);
        assertThat(written.files()).containsOnlyKeys("weights.bin");
    }

    @Test
    void aPromotedModelIsInUseAfterAnotherStartAndRollbackReturnsToTheOneBefore() throws IOException {
        Cards.train(folder(), "a", 1);
        Cards.train(folder(), "b", 2);
        registry.promote("a", NOW, true, "first", null);
        registry.promote("b", NOW.plusSeconds(1), true, "second", null);
        open();
        assertThat(inUse()).isEqualTo("b");
        assertThat(registry.rollback(ModelCard.SOIL_MOISTURE, NOW.plusSeconds(2), "worse")
                        .version())
                .isEqualTo("a");
        assertThat(inUse()).isEqualTo("a");
        registry.rollback(ModelCard.SOIL_MOISTURE, NOW.plusSeconds(3), "worse still");
        assertThat(inUse()).isEqualTo("shipped-1");
        assertThatThrownBy(() -> registry.rollback(ModelCard.SOIL_MOISTURE, NOW, "more"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none to go back to");
        assertThat(registry.history(ModelCard.SOIL_MOISTURE))
                .extracting(ModelRegistry.Change::act)
                .containsExactly(Act.PROMOTED, Act.PROMOTED, Act.ROLLED_BACK, Act.ROLLED_BACK);
    }

    @Test
    void aRefusalIsKeptWithItsFiguresAndChangesNothing() throws IOException {
        ModelCard card = Cards.train(folder(), "a", 1);
        TrialResult trial = new TrialResult(
                "a",
                "shipped-1",
                Map.of("x.csv", "00"),
                Cards.LAST_DAY,
                Cards.LAST_DAY,
                "skill",
                false,
                List.of(new TrialResult.Horizon(24, 300, 0.1, 0.2)));
        registry.refuse(card, NOW, "not better", trial);
        assertThat(inUse()).isEqualTo("shipped-1");
        assertThat(registry.history(ModelCard.SOIL_MOISTURE)).singleElement().satisfies(c -> {
            assertThat(c.act()).isEqualTo(Act.REFUSED);
            assertThat(c.trial()).isEqualTo(trial);
        });
    }

    @Test
    void whatIsNotThereOrInUseAlreadyCannotBePromoted() throws IOException {
        Cards.train(folder(), "a", 1);
        registry.promote("a", NOW, true, "first", null);
        assertThatThrownBy(() -> registry.promote("a", NOW, true, "again", null))
                .hasMessageContaining("in use already");
        assertThatThrownBy(() -> registry.promote("c", NOW, true, "why", null)).hasMessageContaining("no model c");
    }

    @Test
    void aDamagedFolderIsNamedAndTheModelBeforeStandsIn() throws IOException {
        Cards.train(folder(), "a", 1);
        Cards.train(folder(), "b", 2);
        Files.createDirectories(folder().resolve("half")); // training was cut off
        registry.promote("a", NOW, true, "first", null);
        registry.promote("b", NOW, true, "second", null);
        Files.writeString(folder().resolve("b").resolve("weights.bin"), "cut");
        Map<String, String> passedOver = new TreeMap<>();
        assertThat(registry.active(ModelCard.SOIL_MOISTURE, passedOver)
                        .orElseThrow()
                        .card()
                        .version())
                .isEqualTo("a");
        assertThat(passedOver).containsOnlyKeys("b");
        assertThat(passedOver.get("b")).contains("weights.bin").contains("SHA-256");
        assertThat(registry.list().damaged()).containsOnlyKeys("b", "half");
        assertThat(registry.list().damaged().get("half")).contains("not finished");
        Files.writeString(folder().resolve("a").resolve(ModelCard.FILE), "{\"kind\":");
        assertThat(inUse()).isEqualTo("shipped-1");
    }

    @Test
    void aCardThatNamesAFileElsewhereIsRefused() throws IOException {
        Cards.train(folder(), "a", 1);
        Path card = folder().resolve("a").resolve(ModelCard.FILE);
        Files.writeString(card, Files.readString(card).replace("weights.bin", "../b/weights.bin"));
        assertThatThrownBy(() -> registry.find("a")).hasMessageContaining("outside of its folder");
    }

    @Test
    void anUnreadableHistoryIsAFaultThatNamesTheFile() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("active.json"), "{");
        assertThatThrownBy(() -> registry.active(ModelCard.SOIL_MOISTURE, new TreeMap<>()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("active.json");
    }

    @Test
    void promotionsAtOnceAreAllKept() throws Exception {
        int n = 12;
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String version = "m" + i;
            Cards.train(folder(), version, i);
            ModelRegistry own = new ModelRegistry(folder(), List.of(Cards.card("shipped-1", 0)));
            work.add(() -> own.promote(version, NOW, true, "at once", null));
            work.add(() -> own.active(ModelCard.SOIL_MOISTURE, new TreeMap<>()).orElseThrow());
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(registry.history(ModelCard.SOIL_MOISTURE)).hasSize(n);
    }

    @Test
    void quartersFollowTheMonths() {
        assertThat(ModelCard.Season.of(java.time.Month.DECEMBER)).isEqualTo(ModelCard.Season.DEC_FEB);
        assertThat(ModelCard.Season.of(java.time.Month.FEBRUARY)).isEqualTo(ModelCard.Season.DEC_FEB);
        assertThat(ModelCard.Season.of(java.time.Month.MARCH)).isEqualTo(ModelCard.Season.MAR_MAY);
        assertThat(ModelCard.Season.of(java.time.Month.NOVEMBER)).isEqualTo(ModelCard.Season.SEP_NOV);
    }
}
