package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

/** {@code nuong train pest} and what {@code nuong models} does with its models. */
class TrainPestCommandTest {

    @TempDir
    Path dir;

    private Path catches(String name, int firstYear, int years) throws IOException {
        List<String> lines = new ArrayList<>(List.of("location,pest,unit,year,standard_week,value"));
        for (String place : List.of("Hill", "Lake")) {
            Random random = new Random(place.hashCode() + firstYear);
            for (int i = 0; i < years * 52; i++) {
                double mean = 2 + 2 * Math.cos(2 * Math.PI * (i % 52 - 38) / 52) + random.nextGaussian();
                lines.add(place + ",Hopper,Number/Light trap," + (firstYear + i / 52) + "," + (i % 52 + 1) + ","
                        + Math.max(0, Math.round(Math.expm1(mean))));
            }
        }
        return Files.write(dir.resolve(name), lines);
    }

    private CommandRun train(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "pest", "--train", file.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun models(String... args) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(args));
        all.addAll(List.of("--data", dir.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.code()).as(run.err()).isZero();
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aModelOfPestsIsTrainedListedTriedPutIntoUseAndTakenBack() throws IOException {
        Path first = catches("train.csv", 2000, 3);
        assertThat(train(first, "--data", dir.toString(), "--licence", "CC0").code())
                .isZero();
        CommandRun second = train(first, "--data", dir.toString(), "--until", "2002-03-01");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err())
                .contains("learning 1 week ahead")
                .contains("wrote ")
                .contains("pest-2");
        List<String> rows = models("list").outLines();
        assertThat(rows).anyMatch(r -> r.startsWith("pest") && r.contains("pest-1") && !r.contains("yes"));

        String later = catches("later.csv", 2004, 2).toString();
        CommandRun promoted = models("promote", "pest-1", "--later", later);
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(promoted.err()).contains("pest-1 against persistence, RMSE of log(1 + catch): 168 h:");
        JsonNode shown = json(models("show", "pest-1"));
        assertThat(shown.path("in_use").asBoolean()).isTrue();
        assertThat(shown.path("card")
                        .path("learned_from")
                        .get(0)
                        .path("licence")
                        .asText())
                .isEqualTo("CC0");
        assertThat(shown.path("history")
                        .get(0)
                        .path("trial")
                        .path("lower_is_better")
                        .asBoolean())
                .isTrue();
        assertThat(models("list").outLines())
                .anyMatch(r -> r.contains("pest-1") && r.contains("yes"))
                .anyMatch(r -> r.startsWith("soil-moisture") && r.contains("yes"));
        assertThat(models("rollback", "pest", "--why", "a try").err()).contains("there is none to go back to");

        assertThat(models("promote", "pest-2", "--force", "--why", "a try").code())
                .isZero();
        CommandRun back = models("rollback", "pest", "--why", "enough");
        assertThat(back.code()).isZero();
        assertThat(back.err()).contains("pest-1 is in use again");
    }

    @Test
    void theFileThatWasLearnedFromIsNoTrial() throws IOException {
        Path file = catches("train.csv", 2000, 3);
        assertThat(train(file, "--data", dir.toString()).code()).isZero();
        CommandRun same = models("promote", "pest-1", "--later", file.toString());
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("which pest-1 learned from");
        CommandRun nowhere =
                models("promote", "pest-1", "--later", dir.resolve("none.csv").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("is not there");
    }

    @Test
    void wrongInputIsNamedAndNothingIsWritten() throws IOException {
        Path file = catches("train.csv", 2000, 1);
        assertThat(train(file).code()).isEqualTo(2);
        CommandRun few = train(file, "--out", dir.resolve("pest-9").toString());
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.err()).contains("at least 200 are needed");
        assertThat(dir.resolve("pest-9")).doesNotExist();
        assertThat(train(file, "--data", dir.resolve("nowhere").toString()).err())
                .contains("is no folder");
        assertThat(train(dir.resolve("none.csv"), "--out", dir.resolve("m").toString())
                        .err())
                .contains("is not there");
    }
}
