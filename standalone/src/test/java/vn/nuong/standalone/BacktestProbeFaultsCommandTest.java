package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestProbeFaultsCommandTest {

    private static final int DAYS = 300;
    private static final int ONSET_HOUR = 24 * 200;

    @TempDir
    Path dir;

    private Path stations = Path.of("");

    /** A station whose 20 cm probe grows noisy on day 200. */
    @BeforeEach
    void aStation() throws IOException {
        stations = Files.createDirectories(dir.resolve("stations"));
        Files.write(stations.resolve("a.csv"), rows());
    }

    private static List<String> rows() {
        Random random = new Random(3);
        List<String> rows = new ArrayList<>();
        rows.add("time,soil_moisture_5cm,soil_moisture_20cm,soil_moisture_40cm,rain");
        double wet = 0.30;
        for (int h = 0; h < 24 * DAYS; h++) {
            double rain = random.nextInt(200) == 0 ? 15 : 0;
            wet = Math.min(0.36, wet + rain / 250) - (wet - 0.15) * 0.0015;
            double noise = h < ONSET_HOUR ? 0.0005 : 0.02;
            rows.add(String.format(
                    Locale.ROOT,
                    "%s,%.3f,%.3f,%.3f,%.1f",
                    Instant.parse("2024-01-01T00:00:00Z").plus(h, ChronoUnit.HOURS),
                    wet + 0.0005 * random.nextGaussian(),
                    wet - 0.01 + noise * random.nextGaussian(),
                    wet + 0.02 + 0.0005 * random.nextGaussian(),
                    rain));
        }
        return rows;
    }

    private CommandRun run(String... options) {
        List<String> all = new ArrayList<>(List.of("backtest", "probe-faults", "--test", stations.toString()));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(new String[0]));
    }

    @Test
    void aNoisyProbeIsARowOfTheFindingsWithWhatToLookAt() throws IOException {
        Path findings = dir.resolve("f.csv");
        assertThat(run("--findings", findings.toString()).code()).isZero();
        List<String> lines = Files.readAllLines(findings);
        assertThat(lines.get(0)).startsWith("station,probe,flagged_at,since,ended_at,kind,size_m3_m3,");
        assertThat(lines.subList(1, lines.size()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .startsWith("a,soil_moisture_20cm,2024-07-")
                        .contains(",noise,", "Look at the cable", "Xem lại dây"));
    }

    @Test
    void aFileCutShortGivesTheSameFindings() throws IOException {
        Path whole = dir.resolve("f.csv");
        run("--findings", whole.toString());
        Files.write(stations.resolve("a.csv"), rows().subList(0, 1 + 24 * 240));
        Path cut = dir.resolve("g.csv");
        run("--findings", cut.toString());
        assertThat(Files.readString(cut)).isEqualTo(Files.readString(whole));
    }

    @Test
    void aFolderWithoutTheTargetIsBadInputThatNamesTheColumns() {
        CommandRun run = run(
                "--target",
                "soil_moisture_30cm",
                "--findings",
                dir.resolve("f.csv").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a.csv has no column soil_moisture_30cm", "soil_moisture_20cm");
        assertThat(dir.resolve("f.csv")).doesNotExist();
    }

    @Test
    void timesOutOfOrderAndPercentAreBadInput() throws IOException {
        Files.writeString(
                stations.resolve("a.csv"),
                "time,soil_moisture_20cm\n2024-01-01T01:00:00Z,0.2\n2024-01-01T00:00:00Z,0.2\n");
        assertThat(run("--findings", dir.resolve("f.csv").toString()).err())
                .contains("line 3", "sort the file by time");
        Files.writeString(stations.resolve("a.csv"), "time,soil_moisture_20cm\n2024-01-01T00:00:00Z,31.2\n");
        CommandRun run = run("--findings", dir.resolve("f.csv").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("31.2 is no m³/m³", "divide the column by 100");
    }

    @Test
    void nothingToWriteAndAMissingFolderAreBadUsage() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("--findings", dir.resolve("none/f.csv").toString()).code())
                .isEqualTo(2);
        assertThat(CommandRun.of(
                                "backtest",
                                "probe-faults",
                                "--test",
                                dir.resolve("none").toString(),
                                "--report",
                                dir.resolve("r.json").toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void theReportCountsFalseAlarmsAndFaultsPutIn() throws IOException {
        Path report = dir.resolve("r.json");
        assertThat(run("--train", stations.toString(), "--report", report.toString(), "--injected", "1")
                        .code())
                .isZero();
        assertThat(Files.readString(report))
                .contains("\"false_alarms_per_year\"", "\"kind\" : \"drift\"", "\"by_rules\"", "\"train_years\"");
    }
}
