package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

/** What {@code nuong advise} tells of the probes. */
class ProbeFindingsTest {

    private static final Path PLOT = Path.of("../docs/examples/advise/plot.yaml");
    private static final Path EXAMPLE = Path.of("../docs/examples/advise/history.csv");

    @TempDir
    Path folder;

    private static JsonNode advise(Path history, String at) {
        CommandRun run =
                CommandRun.of("advise", "--plot", PLOT.toString(), "--history", history.toString(), "--at", at);
        assertThat(run.code()).as(run.err()).isZero();
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private Path history() throws IOException {
        return Files.write(folder.resolve("h.csv"), MadeUpHistory.lines());
    }

    @Test
    void aProbeThatBeganToScatterIsToldWithSizeAndWhatToCheckAndTheOthersAreGood() throws IOException {
        JsonNode findings = advise(history(), MadeUpHistory.AT).path("probe_findings");
        assertThat(findings).hasSize(3);
        JsonNode suspect = findings.get(0);
        assertThat(suspect.path("property").asText()).isEqualTo("soil_moisture_20cm");
        assertThat(suspect.path("verdict").asText()).isEqualTo("suspect");
        assertThat(suspect.path("kind").asText()).isEqualTo("noise");
        assertThat(suspect.path("since").asText()).isBetween("2022-04-15", "2022-05-10");
        assertThat(suspect.path("flagged_at").asText()).endsWith("T08:00:00+08:00");
        assertThat(suspect.path("size_m3_m3").asDouble()).isBetween(0.002, 0.012);
        assertThat(suspect.path("size_mm").asDouble()).isPositive();
        assertThat(suspect.path("confidence").asText()).isEqualTo("high");
        assertThat(suspect.path("sentence_vi").asText())
                .startsWith("Đầu đo 20 cm đáng ngờ từ")
                .contains("Xem lại dây");
        assertThat(suspect.path("sentence_en").asText()).startsWith("The 20 cm probe is suspect since");
        assertThat(List.of(findings.get(1), findings.get(2))).allSatisfy(f -> {
            assertThat(f.path("verdict").asText()).isEqualTo("good");
            assertThat(f.path("size_mm").isNull()).isTrue();
        });
    }

    @Test
    void rowsAfterTheTimeOfAdviceChangeNothing() throws IOException {
        Path whole = history();
        String before = MadeUpHistory.BEGIN
                .plus(Duration.ofDays(MadeUpHistory.DAYS - MadeUpHistory.NOISY_DAYS + 12))
                .toString();
        JsonNode told = advise(whole, before);
        assertThat(told.path("probe_findings").get(0).path("verdict").asText()).isEqualTo("suspect");
        List<String> cut = Files.readAllLines(whole).stream()
                .filter(l ->
                        l.startsWith("time") || l.substring(0, before.length()).compareTo(before) <= 0)
                .toList();
        assertThat(advise(Files.write(folder.resolve("cut.csv"), cut), before)).isEqualTo(told);
    }

    @Test
    void aShortHistorySaysWhatItNeedsAndAnEmptyOneThatNothingWasRead() {
        JsonNode shortOne = advise(EXAMPLE, "2022-04-10T06:00:00+08:00").path("probe_findings");
        assertThat(shortOne).hasSize(3).allSatisfy(f -> {
            assertThat(f.path("verdict").asText()).isEqualTo("cannot_tell");
            assertThat(f.path("why").asText()).isEqualTo("too_short");
            assertThat(f.path("sentence_vi").asText()).contains("mới có 20 ngày (cần 75 ngày)");
            assertThat(f.path("kind").isNull()).isTrue();
        });
        JsonNode empty = advise(EXAMPLE, "2022-03-01T06:00:00+08:00").path("probe_findings");
        assertThat(empty).hasSize(3).allSatisfy(f -> {
            assertThat(f.path("verdict").asText()).isEqualTo("cannot_tell");
            assertThat(f.path("why").asText()).isEqualTo("silent");
        });
    }
}
