package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

/** {@code nuong backtest pest} on made-up catches. */
class BacktestPestCommandTest {

    @TempDir
    Path folder;

    private Path train = Path.of("");
    private Path test = Path.of("");

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("location,pest,unit,year,standard_week,value"));
        lines.addAll(catches("Hill", 2000, 1));
        lines.addAll(catches("Lake", 2000, 2));
        train = Files.write(folder.resolve("train.csv"), lines);
        lines.subList(1, lines.size()).clear();
        lines.addAll(catches("Mill", 2004, 3));
        test = Files.write(folder.resolve("test.csv"), lines);
    }

    private static List<String> catches(String location, int firstYear, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 4 * 52; i++) {
            double mean = 2 + 2 * Math.cos(2 * Math.PI * (i % 52 - 38) / 52) + random.nextGaussian();
            rows.add(location + ",Hopper,Number/Light trap," + (firstYear + i / 52) + "," + (i % 52 + 1) + ","
                    + Math.max(0, Math.round(Math.expm1(mean))));
        }
        return rows;
    }

    private CommandRun run(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "backtest",
                "pest",
                "--train",
                train.toString(),
                "--test",
                test.toString(),
                "--predictions",
                folder.resolve("p.csv").toString(),
                "--report",
                folder.resolve("r.json").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void itWritesPredictionsAndAReportAndSaysHowFarItIsOnStandardError() throws IOException {
        CommandRun run = run("--weeks", "4,1", "--seed", "7");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("learning 1 week ahead", "forecasting 1 series", "wrote ");
        List<String> rows = Files.readAllLines(folder.resolve("p.csv"));
        assertThat(rows.get(0))
                .isEqualTo(
                        "location,pest,unit,year,week,horizon_weeks,observed,persistence,seasonal,forecast,lower80,upper80");
        assertThat(rows).hasSize(1 + 207 + 204);
        assertThat(rows.get(1)).startsWith("Mill,Hopper,Number/Light trap,2004,1,1,");
        JsonNode report = Json.parse(Files.readAllBytes(folder.resolve("r.json")));
        assertThat(report.path("seed").asInt()).isEqualTo(7);
        assertThat(report.path("train").path("sha256").asText()).hasSize(64);
        assertThat(report.path("versions").path("nuong").asText()).isEqualTo("nuong 0.1.0-SNAPSHOT");
        assertThat(report.path("horizons")
                        .path(1)
                        .path("by_location")
                        .path("Mill")
                        .path("n")
                        .asInt())
                .isEqualTo(204);
    }

    @Test
    void aBadRowIsNamedTheRestIsForecastAndTheExitCodeIsOne() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(test));
        lines.set(9, lines.get(9).replaceAll(",\\d+$", ",-1"));
        Files.write(test, lines);
        CommandRun run = run();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("test.csv line 10, column value: \"-1\" is not a number 0 to");
        assertThat(Files.readAllLines(folder.resolve("p.csv"))).hasSizeGreaterThan(600);
    }

    @Test
    void wrongOptionsAndFilesAreRefusedBeforeAnythingIsWritten() throws IOException {
        refused(run("--weeks", "0"), "--weeks [0]: give whole weeks 1 to 13");
        refused(run("--weeks", "two"), "two");
        Files.writeString(test, "a,b\n1,2\n");
        refused(run(), "test.csv line 1 has no column location");
        test = train;
        refused(
                CommandRun.of(
                        "backtest",
                        "pest",
                        "--train",
                        train.toString(),
                        "--test",
                        train.toString(),
                        "--predictions",
                        train.toString(),
                        "--report",
                        folder.resolve("r.json").toString()),
                "is read and would be written over");
        refused(CommandRun.of("backtest"), "say what to try");
    }

    private void refused(CommandRun run, String why) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(why);
        assertThat(folder.resolve("p.csv")).doesNotExist();
    }
}
