package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.telemetry.json.Json;

class ModelsCommandTest {

    @TempDir
    Path dir;

    private String registry() {
        return dir.toString();
    }

    private void model(String version) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(version));
        Files.writeString(folder.resolve("weights.bin"), version);
        new ModelCard(
                        ModelCard.SOIL_MOISTURE,
                        version,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        "a test",
                        List.of(new ModelCard.Learned(
                                "a.csv",
                                "ab".repeat(32),
                                "nowhere",
                                "none",
                                LocalDate.parse("2022-01-01"),
                                LocalDate.parse("2022-12-31"))),
                        List.of(),
                        "1.0",
                        1,
                        List.of(new ModelCard.SkillAt(
                                "soil_moisture_20cm", "held out", 24, ModelCard.Season.ALL, 9, 0.5, null)),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        List.of())
                .write(folder);
    }

    private static JsonNode json(CommandRun run) {
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private String inUse() {
        for (JsonNode row : json(CommandRun.of("models", "list", "--registry", registry(), "--format", "json"))) {
            if (row.path("in_use").asBoolean()) {
                return row.path("version").asText();
            }
        }
        throw new AssertionError("no model is in use");
    }

    @Test
    void theShippedModelIsListedWhereNothingWasTrained() {
        CommandRun run = CommandRun.of("models", "list", "--data", registry());
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(2);
        assertThat(run.outLines().get(1))
                .startsWith("soil-moisture")
                .contains("shipped")
                .contains("yes");
    }

    @Test
    void aForcedPromotionIsRecordedWithItsReasonAndTakenBack() throws IOException {
        model("m1");
        String shipped = inUse();
        assertThat(CommandRun.of("models", "promote", "m1", "--registry", registry())
                        .code())
                .isEqualTo(2);
        CommandRun forcedWithoutReason = CommandRun.of("models", "promote", "m1", "--registry", registry(), "--force");
        assertThat(forcedWithoutReason.code()).isEqualTo(2);
        assertThat(forcedWithoutReason.err()).contains("--why");

        CommandRun forced = CommandRun.of(
                "models", "promote", "m1", "--registry", registry(), "--force", "--why", "a trial in one plot");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).contains("m1 is in use, by force: a trial in one plot");
        assertThat(inUse()).isEqualTo("m1");
        JsonNode shown = json(CommandRun.of("models", "show", "m1", "--registry", registry()));
        assertThat(shown.path("in_use").asBoolean()).isTrue();
        assertThat(shown.path("card").path("learned_from").get(0).path("sha256").asText())
                .isEqualTo("ab".repeat(32));
        assertThat(shown.path("history").get(0).path("forced").asBoolean()).isTrue();
        assertThat(shown.path("history").get(0).path("why").asText()).isEqualTo("a trial in one plot");

        CommandRun back = CommandRun.of("models", "rollback", "--registry", registry(), "--why", "it froze");
        assertThat(back.code()).isZero();
        assertThat(inUse()).isEqualTo(shipped);
        assertThat(CommandRun.of("models", "rollback", "--registry", registry(), "--why", "again")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aDamagedFolderIsNamedAndTheOthersAreListed() throws IOException {
        model("m1");
        model("m2");
        Files.writeString(dir.resolve("m2").resolve("weights.bin"), "cut");
        CommandRun run = CommandRun.of("models", "list", "--registry", registry(), "--format", "csv");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("m2 is damaged").contains("weights.bin");
        assertThat(run.out()).contains("soil-moisture,m1,").doesNotContain("m2");
        assertThat(CommandRun.of("models", "show", "m2", "--registry", registry())
                        .code())
                .isEqualTo(1);
        CommandRun missing = CommandRun.of("models", "show", "m3", "--registry", registry());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no model m3");
    }

    @Test
    void theListTellsHowFarARetrainingIs() throws IOException {
        Files.writeString(dir.resolve("retraining.json"), """
                {"state":"not_taken","started":"2026-11-01T00:00:00Z","changed":"2026-11-01T01:00:00Z",
                "step":"not better at every horizon","version":"soil-moisture-2","figures":"24 h: 0.1 against 0.2 (n 300)"}""");
        CommandRun run = CommandRun.of("models", "list", "--registry", registry());
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("retraining of 2026-11-01T00:00:00Z, soil-moisture-2: not taken since 2026-11-01T01:00:00Z,"
                        + " not better at every horizon: 24 h: 0.1 against 0.2 (n 300)");
    }

    @Test
    void wrongOptionsSayWhatToDo() {
        assertThat(CommandRun.of("models").code()).isEqualTo(2);
        assertThat(CommandRun.of("models", "list").err()).contains("--registry");
        assertThat(CommandRun.of(
                                "models",
                                "list",
                                "--data",
                                dir.resolve("nowhere").toString())
                        .err())
                .contains("is no folder");
    }
}
