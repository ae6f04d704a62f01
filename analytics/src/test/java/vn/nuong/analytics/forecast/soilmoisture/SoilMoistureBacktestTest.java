package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

/** One run over made-up stations, sound and faulty, and what has to be true of it. */
class SoilMoistureBacktestTest {

    private static final int DAYS = 64;
    private static final int CUT = 24 * 40 + 7;

    @TempDir
    static Path folder;

    private static List<String> lines = List.of();
    private static Map<String, String> refused = Map.of();
    private static JsonNode report = Json.mapper().nullNode();

    @BeforeAll
    static void runOnce() throws Exception {
        Path train = Files.createDirectories(folder.resolve("train"));
        for (int i = 1; i <= 3; i++) {
            new MadeUpStation(i, DAYS).write(train.resolve("station-" + i + ".csv"));
        }
        Path test = Files.createDirectories(folder.resolve("test"));
        station().write(test.resolve("whole.csv"));
        station().cutAt(CUT).write(test.resolve("cut.csv"));
        station()
                .change("soil_moisture_20cm", CUT, 24 * DAYS, v -> "0.2" + v.substring(4))
                .change("soil_moisture_5cm", CUT, 24 * DAYS, v -> "0.111")
                .empty(CUT, 24 * DAYS, "soil_moisture_40cm")
                .write(test.resolve("altered.csv"));
        station()
                .change("soil_moisture_20cm", 0, 24 * DAYS, v -> String.valueOf(100 * Double.parseDouble(v)))
                .write(test.resolve("percent.csv"));
        station().exchange(500, 501).write(test.resolve("unsorted.csv"));
        station().write(test.resolve("no-target.csv"), "soil_moisture_20cm");
        station().empty(0, 24 * DAYS, "soil_moisture_20cm").write(test.resolve("all-missing.csv"));
        station().change("soil_moisture_20cm", 24 * 12, 24 * DAYS, v -> "0.300").write(test.resolve("stuck.csv"));
        station().change("soil_moisture_20cm", 0, 24 * DAYS, v -> "0.0").write(test.resolve("zeros.csv"));
        station()
                .write(
                        test.resolve("no-weather.csv"),
                        "station_rain",
                        "rain",
                        "air_temperature",
                        "relative_humidity",
                        "solar_radiation");
        station().write(test.resolve("one-depth.csv"), "soil_moisture_5cm", "soil_moisture_40cm");
        station()
                .empty(24 * 20, 24 * 50, "soil_moisture_5cm", "soil_moisture_20cm", "soil_moisture_40cm")
                .write(test.resolve("gap.csv"));
        refused = backtest("p.csv", "r.json", line -> {}).run();
        lines = Files.readAllLines(folder.resolve("p.csv"));
        report = Json.parse(Files.readAllBytes(folder.resolve("r.json")));
    }

    private static MadeUpStation station() {
        return new MadeUpStation(99, DAYS);
    }

    private static SoilMoistureBacktest backtest(String predictions, String report, Consumer<String> progress) {
        return new SoilMoistureBacktest(
                new SoilMoistureOptions(
                        folder.resolve("train"),
                        folder.resolve("test"),
                        "soil_moisture_20cm",
                        List.of(24, 48),
                        true,
                        folder.resolve(predictions),
                        folder.resolve(report),
                        1,
                        "test"),
                new Progress(progress));
    }

    /** Rows of a station without its name. */
    private static List<String> rows(String station) {
        return lines.stream()
                .filter(l -> l.startsWith(station + ","))
                .map(l -> l.substring(station.length() + 1))
                .toList();
    }

    @Test
    void itWritesARowForEveryHourOfWhichBothEndsWereRead() throws IOException {
        assertThat(lines.get(0))
                .isEqualTo("station,issued,valid,horizon_h,observed,persistence,forecast,lower80,upper80");
        assertThat(rows("whole")).hasSize(24 * DAYS - 24 + 24 * DAYS - 48);
        assertThat(rows("whole").get(0)).startsWith("2022-04-01T00:00:00Z,2022-04-02T00:00:00Z,24,");
        assertThat(rows("gap")).hasSize(2 * 24 * 20 - 72 + 2 * 24 * 14 - 72);
    }

    @Test
    void cuttingTheFileShortChangesNoEarlierForecast() {
        List<String> cut = rows("cut");
        List<String> whole = rows("whole").stream()
                .filter(r -> valid(r).isBefore(MadeUpStation.START.plus(CUT, ChronoUnit.HOURS)))
                .toList();
        assertThat(cut).hasSize(2 * CUT - 72).isEqualTo(whole);
    }

    @Test
    void laterReadingsOfTheSoilChangeNoEarlierForecast() {
        List<String> whole = issuedBeforeCut("whole");
        assertThat(whole).hasSize(2 * CUT);
        assertThat(issuedBeforeCut("altered")).isEqualTo(whole);
    }

    /** Everything but what came. */
    private static List<String> issuedBeforeCut(String station) {
        List<String> issued = new ArrayList<>();
        for (String row : rows(station)) {
            String[] cells = row.split(",");
            if (Instant.parse(cells[0]).isBefore(MadeUpStation.START.plus(CUT, ChronoUnit.HOURS))) {
                cells[3] = "";
                issued.add(String.join(",", cells));
            }
        }
        return issued;
    }

    @Test
    void theForecastIsBetterThanPersistenceWhereRainDecides() {
        for (JsonNode horizon : report.get("skill")) {
            assertThat(horizon.get("stations").get("whole").get("skill").doubleValue())
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void theReportSaysWhatAnybodyReckonsFromTheFile() {
        double squares = 0;
        double changes = 0;
        int inside = 0;
        int n = 0;
        for (String row : rows("whole")) {
            String[] cells = row.split(",");
            if (cells[2].equals("24")) {
                double observed = Double.parseDouble(cells[3]);
                squares += Math.pow(observed - Double.parseDouble(cells[5]), 2);
                changes += Math.pow(observed - Double.parseDouble(cells[4]), 2);
                inside += observed >= Double.parseDouble(cells[6]) && observed <= Double.parseDouble(cells[7]) ? 1 : 0;
                n++;
            }
        }
        JsonNode score = report.get("skill").get(0).get("stations").get("whole");
        assertThat(score.get("n").intValue()).isEqualTo(n);
        assertThat(score.get("skill").doubleValue()).isCloseTo(1 - squares / changes, within());
        assertThat(score.get("inside").doubleValue()).isCloseTo((double) inside / n, within());
        assertThat(report.get("train").get("station-1.csv").textValue()).hasSize(64);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-4);
    }

    @Test
    void aFileThatNothingCanBeForecastFromIsNamedWithItsReasonAndTheOthersGoOn() {
        Map<String, String> byName = new TreeMap<>();
        refused.forEach((file, why) -> byName.put(Path.of(file).getFileName().toString(), why));
        assertThat(byName)
                .containsOnlyKeys(
                        "percent.csv", "unsorted.csv", "no-target.csv", "all-missing.csv", "stuck.csv", "zeros.csv");
        assertThat(byName.get("percent.csv")).contains("line 2", "divide the column by 100");
        assertThat(byName.get("unsorted.csv")).contains("line 503", "sort the file by time");
        assertThat(byName.get("no-target.csv")).contains("has no column soil_moisture_20cm");
        assertThat(byName.get("all-missing.csv")).contains("is empty");
        assertThat(byName.get("stuck.csv")).contains("stood still for 14 days");
        assertThat(report.get("refused").size()).isEqualTo(refused.size());
        assertThat(rows("percent")).isEmpty();
    }

    @Test
    void aProbeThatStandsStillOrReadsNothingGetsNoConfidentNumber() {
        double sound = meanWidth(rows("whole"));
        List<String> stuck = rows("stuck");
        assertThat(meanWidth(stuck.subList(stuck.size() - 200, stuck.size()))).isGreaterThan(5 * sound);
        assertThat(meanWidth(rows("zeros"))).isGreaterThan(5 * sound);
    }

    @Test
    void withoutWeatherTheIntervalIsWider() {
        assertThat(rows("no-weather")).hasSameSizeAs(rows("whole"));
        assertThat(meanWidth(rows("no-weather"))).isGreaterThan(meanWidth(rows("whole")));
    }

    @Test
    void oneDepthAloneIsForecastAllTheSame() {
        assertThat(rows("one-depth")).hasSameSizeAs(rows("whole"));
    }

    @Test
    void interruptedAndStartedAgainItWritesTheSameBytes() throws Exception {
        Thread self = Thread.currentThread();
        SoilMoistureBacktest first = backtest("again.csv", "again.json", line -> {
            if (line.contains("cut: forecasting")) {
                self.interrupt();
            }
        });
        assertThatThrownBy(first::run).isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("again.csv")).doesNotExist();

        List<String> said = new ArrayList<>();
        backtest("again.csv", "again.json", said::add).run();

        assertThat(said).anyMatch(l -> l.contains("kept from a run before"));
        assertThat(Files.readAllLines(folder.resolve("again.csv"))).isEqualTo(lines);
        assertThat(folder.resolve("again.csv.work")).doesNotExist();
    }

    @Test
    void aFolderWithoutStationsIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        SoilMoistureOptions options = new SoilMoistureOptions(
                empty,
                empty,
                "soil_moisture_20cm",
                List.of(24),
                true,
                folder.resolve("e.csv"),
                folder.resolve("e.json"),
                1,
                "test");
        assertThatThrownBy(() -> new SoilMoistureBacktest(options, new Progress(line -> {})).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no *.csv");
    }

    private static Instant valid(String row) {
        return Instant.parse(row.split(",", -1)[1]);
    }

    private static double meanWidth(List<String> rows) {
        return rows.stream()
                .map(r -> r.split(",", -1))
                .mapToDouble(c -> Double.parseDouble(c[7]) - Double.parseDouble(c[6]))
                .average()
                .orElseThrow();
    }
}
