package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.forecast.pest.PestForecaster;
import vn.nuong.analytics.forecast.pest.PestTraining;
import vn.nuong.analytics.forecast.pest.PestTrainingOptions;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;

/** From a model that was trained and promoted to the words of the advice. */
class PestSourceTest {

    @TempDir
    private Path dir;

    private ModelRegistry registry() {
        return new ModelRegistry(dir.resolve("models"), List.of());
    }

    private void train() throws IOException, InterruptedException {
        Random random = new Random(4);
        List<String> rows = new ArrayList<>();
        rows.add("location,pest,unit,year,standard_week,value");
        for (String place : List.of("Hill", "Lake")) {
            for (int week = 0; week < 4 * 52; week++) {
                double mean = 20 + 15 * Math.cos(2 * Math.PI * (week % 52 - 20) / 52);
                rows.add(place + ",Empoasca onukii,Number/Trap," + (2010 + week / 52) + "," + (week % 52 + 1) + ","
                        + Math.max(0, Math.round(mean + 6 * random.nextGaussian())));
            }
        }
        new PestTraining(
                        new PestTrainingOptions(
                                Files.write(dir.resolve("train.csv"), rows),
                                dir.resolve("models").resolve("pest-1"),
                                List.of(1, 2, 4),
                                null,
                                "CC0",
                                "pest-1",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                1,
                                "nuong 1"),
                        line -> {})
                .run();
    }

    private static Statement spraying(Optional<PestForecaster> pests) {
        Random random = new Random(5);
        Field field = Field.withMoisture(0.2);
        for (int day = 1; day <= 140; day++) {
            field.with("trap_count_empoasca_onukii", Field.NOW.minus(Duration.ofDays(day)), 2 + random.nextInt(4));
        }
        return AdviceMaker.make(
                        "pilot",
                        Field.plot(),
                        field.history(),
                        Outlook.none(),
                        Optional.empty(),
                        Field.NOW,
                        true,
                        AdviceMaker.Previous.NONE,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        pests)
                .advice()
                .on(AdviceTopic.SPRAYING);
    }

    @Test
    void withoutAPromotedModelThereIsNoneAndTheFallbackIsNamed() throws Exception {
        assertThat(new PestSource(registry()).inUse()).isEmpty();
        train();
        Optional<PestForecaster> notPromoted = new PestSource(registry()).inUse();
        assertThat(notPromoted).isEmpty();
        assertThat(spraying(notPromoted).reasons())
                .extracting(Text::vi)
                .anyMatch(r -> r.contains("như tuần qua, không theo mô hình"));
    }

    @Test
    void thePromotedModelForecastsThePlotsTraps() throws Exception {
        train();
        registry().promote("pest-1", Instant.parse("2026-01-02T00:00:00Z"), true, "tried", null);
        Statement statement = spraying(new PestSource(registry()).inUse());
        assertThat(statement.reasons())
                .extracting(Text::vi)
                .anyMatch(r -> r.startsWith("Bẫy rầy xanh: tuần tới chừng") && r.endsWith("(mô hình pest-1)."));
        assertThat(statement.figures().stream().filter(f -> f.code().startsWith("trap_empoasca_onukii")))
                .hasSize(9);
    }

    @Test
    void aDamagedModelIsPassedOverAndAdviceGoesOn() throws Exception {
        train();
        registry().promote("pest-1", Instant.parse("2026-01-02T00:00:00Z"), true, "tried", null);
        Files.delete(dir.resolve("models").resolve("pest-1").resolve("pest.json"));
        assertThat(new PestSource(registry()).inUse()).isEmpty();
    }
}
