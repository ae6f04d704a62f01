package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    @TempDir
    Path dir;

    private Path stations = Path.of("");

    @BeforeEach
    void oneStationInPercent() throws IOException {
        stations = Files.createDirectories(dir.resolve("stations"));
        Files.writeString(stations.resolve("a.csv"), "time,soil_moisture_20cm\n2022-01-01T00:00:00Z,31.2\n");
    }

    private CommandRun run(Path train, String target, String horizons, Path predictions) {
        return CommandRun.of(
                "backtest",
                "soil-moisture",
                "--train",
                train.toString(),
                "--test",
                stations.toString(),
                "--target",
                target,
                "--horizons",
                horizons,
                "--future-weather",
                "none",
                "--predictions",
                predictions.toString(),
                "--report",
                dir.resolve("r.json").toString());
    }

    @Test
    void whatToTryHasToBeSaid() {
        assertThat(CommandRun.of("backtest")).returns(2, CommandRun::code);
    }

    @Test
    void nothingToLearnFromIsBadInputWithTheReasonOfEachFile() {
        CommandRun run = run(stations, "soil_moisture_20cm", "24h", dir.resolve("p.csv"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a.csv line 2", "31.2 is no m³/m³", "divide the column by 100");
        assertThat(dir.resolve("p.csv")).doesNotExist();
    }

    @Test
    void aHorizonATargetOrAFolderThatCannotBeIsBadUsage() {
        Path file = dir.resolve("p.csv");
        assertThat(run(stations, "soil_moisture_20cm", "24", file).err()).contains("--horizons 24 is no span");
        assertThat(run(stations, "soil_moisture_20cm", "9d", file).err()).contains("each of 1 to 168");
        assertThat(run(stations, "rain", "24h", file).err()).contains("target rain is no soil moisture");
        assertThat(run(dir.resolve("none"), "soil_moisture_20cm", "24h", file).err())
                .contains("is no folder");
        assertThat(run(stations, "soil_moisture_20cm", "24h", dir.resolve("none/p.csv"))
                        .err())
                .contains("make it first");
        assertThat(run(stations, "soil_moisture_20cm", "24", file)).returns(2, CommandRun::code);
    }
}
