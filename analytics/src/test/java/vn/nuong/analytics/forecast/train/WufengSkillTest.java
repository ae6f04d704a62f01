package vn.nuong.analytics.forecast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.MoistureForecaster;
import vn.nuong.analytics.forecast.MoistureHistory;
import vn.nuong.analytics.forecast.MoistureModel;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.SkillTracker;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;

/** The report's figures, found again from the shipped recording by other means than the trainer's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WufengSkillTest {

    /** Shipped with device-sim, which the demonstration replays; MIT, see SOURCES.md beside it. */
    private static final Path SAMPLE = Path.of("../device-sim/src/main/resources/samples/wufeng-2022.csv.gz");

    private static final Recession RECESSION = new Recession(0.28, 0.137, 7, 4, 0.6, 0.4);
    private final Map<String, TreeMap<Instant, Double>> columns = new TreeMap<>();
    private final MoistureModel model = MoistureModel.load();

    @BeforeAll
    void readTheSample() throws Exception {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(SAMPLE)), StandardCharsets.UTF_8))) {
            List<String> head = Arrays.asList(reader.readLine().split(","));
            head.forEach(name -> columns.put(name, new TreeMap<>()));
            reader.lines().map(line -> line.split(",", -1)).forEach(cells -> {
                for (int i = 1; i < cells.length; i++) {
                    if (!cells[i].isEmpty()) {
                        columns.get(head.get(i)).put(Instant.parse(cells[0]), Double.valueOf(cells[i]));
                    }
                }
            });
        }
    }

    private MoistureHistory history(Instant issued, int depthCm, HourlySeries soil, HourlySeries above) {
        return new MoistureHistory(
                issued,
                depthCm,
                120.69,
                soil,
                above,
                new MoistureHistory.Weather(
                        HourlySeries.sums(columns.get("rain")),
                        HourlySeries.levels(columns.get("air_temperature")),
                        HourlySeries.levels(columns.get("relative_humidity")),
                        HourlySeries.levels(columns.get("solar_radiation"))));
    }

    private ModelReport.Measured reported(int depthCm) {
        return model.report().skills().stream()
                .filter(m -> m.site().equals("wufeng") && m.depthCm() == depthCm && m.leadHours() == 24)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 50})
    void replayingMarchToMayGivesTheSkillThatTheReportStates(int depthCm) {
        TreeMap<Instant, Double> soil = columns.get("soil_moisture_" + depthCm + "cm");
        HourlySeries series = HourlySeries.levels(soil);
        HourlySeries above = depthCm == 20
                ? HourlySeries.none()
                : HourlySeries.levels(columns.get("soil_moisture_" + (depthCm == 30 ? 20 : 30) + "cm"));
        double errors = 0;
        double changes = 0;
        for (Instant issued :
                soil.tailMap(Instant.parse("2022-03-01T00:00:00Z")).keySet()) {
            Double came = soil.get(issued.plus(Duration.ofHours(24)));
            if (came != null && issued.getEpochSecond() % 7200 == 0) {
                double[] deltas =
                        model.deltas(history(issued, depthCm, series, above)).orElseThrow();
                double change = came - soil.get(issued);
                errors += Math.pow(change - deltas[3], 2);
                changes += change * change;
            }
        }
        // Every second hour is enough to find the report's figure again.
        assertThat(1 - errors / changes).isCloseTo(reported(depthCm).skill(), within(0.01));
    }

    @Test
    void theForecastsAsShownScoreAsTheReportStates() {
        TreeMap<Instant, Double> soil = columns.get("soil_moisture_50cm");
        HourlySeries series = HourlySeries.levels(soil);
        HourlySeries above = HourlySeries.levels(columns.get("soil_moisture_30cm"));
        MoistureForecaster forecaster = new MoistureForecaster(model);
        List<MoistureForecast> forecasts = new ArrayList<>();
        for (Instant issued :
                soil.tailMap(Instant.parse("2022-03-01T00:00:00Z")).keySet()) {
            if (issued.getEpochSecond() % (3 * 3600) == 0) {
                forecasts.add(forecaster
                        .forecast(history(issued, 50, series, above), RECESSION)
                        .orElseThrow());
            }
        }
        Map<Method, Skill> replayed = SkillTracker.score(forecasts, soil, 24);
        assertThat(replayed.get(Method.LEARNED).score()).isCloseTo(reported(50).skill(), within(0.01));
        assertThat(replayed.get(Method.LEARNED).n()).isGreaterThan(700);
    }

    @Test
    void theTrainerSeesNothingOfTheMonthsThatTheReportCallsUnseen() throws Exception {
        Recording wufeng = Recording.read(SAMPLE, 120.69, Splits.WUFENG_DEPTHS, Splits.WUFENG_SOUND);
        Splits splits = Splits.of(wufeng, List.of());
        Instant unseenFrom = Instant.parse("2022-03-01T00:00:00Z");
        assertThat(splits.fit()).isNotEmpty();
        assertThat(splits.choose()).isNotEmpty();
        for (List<Samples.Sample> part : List.of(splits.fit(), splits.choose())) {
            assertThat(part)
                    .allSatisfy(s ->
                            assertThat(s.issued().plus(Duration.ofHours(24))).isBefore(unseenFrom));
        }
        assertThat(splits.unseen())
                .allSatisfy(u -> assertThat(u.samples())
                        .isNotEmpty()
                        .allSatisfy(s -> assertThat(s.issued()).isAfterOrEqualTo(unseenFrom)));
        Instant chooseFrom = splits.choose().get(0).issued();
        assertThat(splits.fit())
                .allSatisfy(
                        s -> assertThat(s.issued().plus(Duration.ofHours(24))).isBefore(chooseFrom));
    }

    @Test
    void trainsFromTheShippedSampleAloneRepeatsExactlyAndSaysSo(@TempDir Path folder) throws Exception {
        Recording wufeng = Recording.read(SAMPLE, 120.69, Splits.WUFENG_DEPTHS, Splits.WUFENG_SOUND);
        PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        LocalDate day = LocalDate.parse("2026-11-24");
        ModelReport first = TrainModel.train(wufeng, List.of(), folder.resolve("a"), 5, day, log);
        ModelReport second = TrainModel.train(wufeng, List.of(), folder.resolve("b"), 5, day, log);
        assertThat(second).isEqualTo(first);
        assertThat(first.sources()).extracting(ModelReport.Source::name).containsExactly("Wufeng 2022");
        assertThat(first.version()).contains("wufeng-only");
        assertThat(folder.resolve("a").resolve(TrainModel.MODEL_FILE)).isNotEmptyFile();
        assertThat(ModelReport.shipped().version()).isNotEqualTo(first.version());
    }
}
