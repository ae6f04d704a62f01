package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.registry.ModelCard;

class CatchForecastTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 22);
    private static final String UNKNOWN = "empoasca_onukii";

    @TempDir
    private Path dir;

    private static WeeklyCatches weeks(double... catches) {
        List<Double> list = new ArrayList<>();
        for (double c : catches) {
            list.add(c);
        }
        return new WeeklyCatches(TODAY, list);
    }

    private static CatchForecast plain(double... catches) {
        return CatchForecast.of(UNKNOWN, weeks(catches), null);
    }

    /** Weeks as a trap may count them, one in six unknown. */
    private static WeeklyCatches random(Random random) {
        List<Double> list = new ArrayList<>();
        double level = 5 * random.nextDouble();
        int size = 1 + random.nextInt(80);
        for (int i = 0; i < size; i++) {
            level = Math.max(-1, level + random.nextGaussian());
            double caught = Math.max(0, Math.rint(Math.expm1(level + 0.5 * random.nextGaussian())));
            list.add(random.nextInt(6) == 0 ? Double.NaN : Math.min(1e6, caught));
        }
        return new WeeklyCatches(TODAY, list);
    }

    private PestForecaster model() throws Exception {
        Path out = dir.resolve("pest-1");
        if (!Files.exists(out)) {
            Path train = MadeUpCatches.training().write(dir.resolve("train.csv"));
            new PestTraining(
                            new PestTrainingOptions(
                                    train,
                                    out,
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
        return PestForecaster.read(out);
    }

    /** The last sixty weeks of a series as the model has learned them elsewhere. */
    private static WeeklyCatches hoppers() {
        List<String> rows = new MadeUpCatches()
                .series("Mill", "Hopper", MadeUpCatches.TRAP, 2004, 2, 30)
                .rows();
        return new WeeklyCatches(
                LocalDate.of(2005, 12, 31),
                rows.subList(rows.size() - 60, rows.size()).stream()
                        .map(r -> Double.parseDouble(r.split(",", -1)[5]))
                        .toList());
    }

    @Test
    void withoutAModelItIsAsLastWeekWithTheChangesThatTheTrapHadItself() {
        CatchForecast forecast = plain(100, 200, 100, 200, 100, 200, 100, 200, 100, 200, 100);
        assertThat(forecast.state()).isEqualTo(CatchForecast.State.KNOWN);
        assertThat(forecast.model()).isNull();
        CatchAhead next = forecast.ahead().get(0);
        assertThat(next.weeks()).isEqualTo(1);
        assertThat(next.forecast()).isEqualTo(100);
        double twice = Math.log(201.0 / 101);
        assertThat(next.lower()).isEqualTo(Math.expm1(Math.log(101) - twice));
        assertThat(next.upper()).isEqualTo(Math.expm1(Math.log(101) + twice));
    }

    @Test
    void theIntervalIsNeverNarrowerThanCountingMakesIt() {
        CatchAhead next = plain(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8).ahead().get(0);
        assertThat(next.lower()).isBetween(2.8, 2.9); // 8 - 1.28 · √16
        assertThat(next.upper()).isBetween(13.1, 13.2);
    }

    @Test
    void belowTheLeastNumberOfWeeksThereIsNone() {
        double[] ten = new double[CatchForecast.LEAST_WEEKS];
        Arrays.fill(ten, 3);
        assertThat(plain(ten).ahead()).extracting(CatchAhead::weeks).containsExactly(1);
        CatchForecast nine = plain(Arrays.copyOf(ten, ten.length - 1));
        assertThat(nine.state()).isEqualTo(CatchForecast.State.TOO_FEW_WEEKS);
        assertThat(nine.ahead()).isEmpty();
        assertThat(plain().state()).isEqualTo(CatchForecast.State.TOO_FEW_WEEKS);
    }

    @Test
    void aMissingLastWeekIsNoNoughtButUnknown() {
        double[] weeks = new double[20];
        Arrays.fill(weeks, 30);
        weeks[19] = Double.NaN;
        assertThat(plain(weeks).state()).isEqualTo(CatchForecast.State.LAST_WEEK_UNKNOWN);
    }

    @Test
    void missingWeeksInBetweenDoNotWidenTheIntervalAsNoughtsWould() {
        double[] missing = new double[30];
        double[] noughts = new double[30];
        for (int i = 0; i < missing.length; i++) {
            boolean gap = i % 5 == 1;
            missing[i] = gap ? Double.NaN : 40;
            noughts[i] = gap ? 0 : 40;
        }
        assertThat(plain(missing).ahead().get(0).upper()).isLessThan(60);
        assertThat(plain(noughts).ahead().get(0).lower()).isZero();
    }

    @Test
    void nothingEverOrForHalfAYearCaughtSaysNothingOfTheNextWeek() {
        assertThat(plain(new double[60]).state()).isEqualTo(CatchForecast.State.NOTHING_CAUGHT);
        double[] stopped = new double[60];
        Arrays.fill(stopped, 0, 60 - CatchForecast.SILENT_WEEKS, 25);
        assertThat(plain(stopped).state()).isEqualTo(CatchForecast.State.NOTHING_CAUGHT);
        stopped[59] = 1;
        assertThat(plain(stopped).state()).isEqualTo(CatchForecast.State.KNOWN);
    }

    @Test
    void highIsOnlyWhatEvenTheLowerEndPutsAboveTheUsual() {
        double[] weeks = {10, 11, 9, 10, 12, 10, 9, 11, 10, 10, 10, 80};
        CatchForecast forecast = plain(weeks);
        assertThat(forecast.usual()).isEqualTo(10.5);
        assertThat(forecast.ahead().get(0).lower()).isGreaterThan(60);
        assertThat(forecast.isHigh()).isTrue();
        weeks[11] = 13;
        assertThat(plain(weeks).isHigh()).isFalse();
    }

    @Test
    void intervalsHoldTheForecastAndAreNeverNegative() throws Exception {
        PestForecaster model = model();
        Random random = new Random(6);
        int known = 0;
        int learned = 0;
        for (int round = 0; round < 1500; round++) {
            CatchForecast forecast = CatchForecast.of("hopper", random(random), round % 2 == 0 ? model : null);
            known += forecast.ahead().isEmpty() ? 0 : 1;
            learned += forecast.model() == null ? 0 : 1;
            assertThat(forecast.ahead().isEmpty()).isEqualTo(forecast.state() != CatchForecast.State.KNOWN);
            for (CatchAhead a : forecast.ahead()) {
                assertThat(a.lower()).isNotNegative().isLessThanOrEqualTo(a.forecast());
                assertThat(a.upper()).isFinite().isGreaterThanOrEqualTo(a.forecast());
            }
        }
        assertThat(known).isGreaterThan(300);
        assertThat(learned).isGreaterThan(30);
    }

    @Test
    void theModelInUseForecastsAPestThatItKnowsFromTraps() throws Exception {
        CatchForecast forecast = CatchForecast.of("hopper", hoppers(), model());
        assertThat(forecast.model()).isEqualTo("pest-1");
        assertThat(forecast.ahead()).extracting(CatchAhead::weeks).containsExactly(1, 2, 4);
        assertThat(forecast.ahead())
                .isNotEqualTo(CatchForecast.of("hopper", hoppers(), null).ahead());
    }

    @Test
    void aPestThatItHasNotLearnedIsAsLastWeek() throws Exception {
        CatchForecast forecast = CatchForecast.of(UNKNOWN, hoppers(), model());
        assertThat(forecast).isEqualTo(CatchForecast.of(UNKNOWN, hoppers(), null));
        assertThat(forecast.state()).isEqualTo(CatchForecast.State.KNOWN);
    }

    @Test
    void countsOutsideOfWhatItLearnedFromAreAsLastWeek() throws Exception {
        List<Double> many = hoppers().catches().stream().map(c -> 1e4 * (c + 1)).toList();
        CatchForecast forecast = CatchForecast.of("hopper", new WeeklyCatches(TODAY, many), model());
        assertThat(forecast.model()).isNull();
        assertThat(forecast.state()).isEqualTo(CatchForecast.State.KNOWN);
    }

    @Test
    void theModelAnswersForANewTrapBeforeTheTrapsOwnChangesCan() throws Exception {
        List<Double> all = hoppers().catches();
        WeeklyCatches five = new WeeklyCatches(hoppers().today(), all.subList(all.size() - 5, all.size()));
        assertThat(CatchForecast.of("hopper", five, model()).model()).isEqualTo("pest-1");
        assertThat(CatchForecast.of("hopper", five, null).state()).isEqualTo(CatchForecast.State.TOO_FEW_WEEKS);
        assertThat(CatchForecast.of("hopper", five, model()).isHigh()).isFalse();
    }

    @Test
    void whatIsIssuedNowIsWhatTheTrialScoredForTheSameWeek() throws Exception {
        CatchFile file = CatchFile.read(MadeUpCatches.training().write(dir.resolve("t.csv")));
        PestModels models = PestModels.learn(
                file.series().entrySet().stream()
                        .map(e -> new PestSeries(e.getKey(), e.getValue()))
                        .toList(),
                List.of(1),
                line -> {});
        CatchFile unseen = CatchFile.read(MadeUpCatches.unseen().write(dir.resolve("u.csv")));
        var entry = unseen.series().entrySet().iterator().next();
        List<CatchRow> rows = entry.getValue();
        List<PestPrediction> scored = models.forecaster(
                        new PestSeries(entry.getKey(), rows), Collections.nCopies(rows.size(), true))
                .run();
        List<CatchRow> cut = rows.subList(0, 80);
        CatchAhead now = models.forecaster(new PestSeries(entry.getKey(), cut), Collections.nCopies(80, true))
                .ahead()
                .orElseThrow()
                .get(0);
        assertThat(now)
                .isEqualTo(new CatchAhead(
                        1,
                        scored.get(79).forecast(),
                        scored.get(79).lower(),
                        scored.get(79).upper()));
    }

    @Test
    void aFolderThatHoldsNoModelOfPestsIsRefusedByName() throws Exception {
        assertThatThrownBy(() -> PestForecaster.read(dir.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        model();
        Path card = dir.resolve("pest-1").resolve(ModelCard.FILE);
        Files.writeString(card, Files.readString(card).replace("\"pest\"", "\"soil-moisture\""));
        assertThatThrownBy(() -> PestForecaster.read(dir.resolve("pest-1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("soil-moisture");
    }
}
