package vn.nuong.analytics.forecast.pest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

class PestBacktestTest {

    private static final int WEEK = 4;
    private static final int HORIZON = 5;
    private static final int OBSERVED = 6;
    private static final int PERSISTENCE = 7;
    private static final int FORECAST = 9;
    private static final int LOWER = 10;
    private static final int UPPER = 11;

    @TempDir
    Path folder;

    private List<String> unusable = List.of();

    private List<String> run(List<String> test) throws IOException, InterruptedException {
        return run(MadeUpCatches.write(folder.resolve("test.csv"), test));
    }

    /** The rows of the predictions. */
    private List<String> run(Path test) throws IOException, InterruptedException {
        Path train = MadeUpCatches.training().write(folder.resolve("train.csv"));
        unusable = new PestBacktest(
                        new PestOptions(
                                train,
                                test,
                                List.of(1, 2, 4),
                                folder.resolve("p.csv"),
                                folder.resolve("r.json"),
                                1,
                                "0"),
                        line -> {})
                .run();
        List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
        assertThat(lines.get(0)).isEqualTo(PestBacktest.HEADER);
        return lines.subList(1, lines.size());
    }

    private JsonNode report() throws IOException {
        return Json.parse(Files.readAllBytes(folder.resolve("r.json")));
    }

    private static List<String> unseen() {
        return new ArrayList<>(MadeUpCatches.unseen().rows());
    }

    private static double cell(String row, int cell) {
        return Double.parseDouble(row.split(",", -1)[cell]);
    }

    @Test
    void atAPlaceAndInYearsNeverSeenItErrsLessThanPersistenceSeasonAndTheirMean() throws Exception {
        run(unseen());
        assertThat(unusable).isEmpty();
        for (JsonNode horizon : report().path("horizons")) {
            JsonNode all = horizon.path("all");
            double rmse = all.path("rmse").asDouble();
            assertThat(rmse).isPositive();
            for (String baseline : List.of("rmse_persistence", "rmse_seasonal", "rmse_mean_of_both")) {
                assertThat(rmse)
                        .as(baseline + horizon.path("weeks"))
                        .isLessThan(all.path(baseline).asDouble());
            }
            assertThat(all.path("coverage").asDouble()).isBetween(0.74, 0.88);
            assertThat(all.path("width_log").asDouble())
                    .isLessThan(all.path("persistence_width_log").asDouble());
        }
    }

    @Test
    void thereIsARowForEveryWeekWhereBothEndsWereObserved() throws Exception {
        List<String> test = new ArrayList<>(unseen().subList(0, 104));
        test.set(20, MadeUpCatches.with(test.get(20), "")); // 1, 2, 4 weeks: two pairs each are gone
        test.remove(60);
        List<String> rows = run(test);
        assertThat(rows).hasSize(103 - 4 + 102 - 4 + 100 - 4);
        for (String row : rows) {
            int at = (Integer.parseInt(row.split(",")[3]) - 2004) * 52 + (int) cell(row, WEEK) - 1;
            List<String> whole = unseen();
            assertThat(cell(row, PERSISTENCE)).isEqualTo(cell(whole.get(at), 5));
            assertThat(cell(row, OBSERVED)).isEqualTo(cell(whole.get(at + (int) cell(row, HORIZON)), 5));
            assertThat(cell(row, LOWER)).isBetween(0.0, cell(row, FORECAST));
            assertThat(cell(row, UPPER)).isGreaterThanOrEqualTo(cell(row, FORECAST));
        }
    }

    @Test
    void cutShortAnywhereTheEarlierForecastsAreTheSameBitForBit() throws Exception {
        List<String> test = unseen();
        List<String> whole = run(test);
        for (int rows : new int[] {3, 60, 150, 207, 300}) {
            List<String> cut = run(new ArrayList<>(test.subList(0, rows)));
            assertThat(cut).isNotEmpty();
            assertThat(whole).containsAll(cut);
        }
    }

    @Test
    void laterCountsChangeNoForecastIssuedBefore() throws Exception {
        List<String> test = new ArrayList<>(unseen().subList(0, 208));
        List<String> whole = run(test);
        IntStream.range(130, 208).forEach(i -> test.set(i, MadeUpCatches.with(test.get(i), "4321")));
        List<String> altered = run(test);
        assertThat(altered).hasSameSizeAs(whole).isNotEqualTo(whole);
        for (int i = 0; i < whole.size(); i++) {
            String[] one = whole.get(i).split(",");
            String[] other = altered.get(i).split(",");
            if ((Integer.parseInt(one[3]) - 2004) * 52 + Integer.parseInt(one[WEEK]) <= 130) { // all but what came
                one[OBSERVED] = "";
                other[OBSERVED] = "";
                assertThat(other).isEqualTo(one);
            }
        }
    }

    @Test
    void anotherSeriesInTheFileChangesNothing() throws Exception {
        List<String> together = run(unseen());
        List<String> alone = run(new ArrayList<>(unseen().subList(0, 208)));
        assertThat(together.stream().filter(r -> r.contains(",Hopper,"))).isEqualTo(alone);
    }

    @Test
    void theSameFilesGiveTheSameBytesInWhateverOrderTheirRowsAre() throws Exception {
        List<String> test = unseen();
        List<String> once = run(test);
        assertThat(run(test)).isEqualTo(once);
        Collections.shuffle(test, new Random(5));
        assertThat(run(test)).isEqualTo(once);
    }

    @Test
    void aPestInTwoUnitsIsTwoSeriesAndAnUnknownUnitIsNamed() throws Exception {
        List<String> test = unseen();
        test.addAll(new MadeUpCatches()
                .series("Mill", "Hopper", "Percent Damage", 2004, 1, 40).rows().stream()
                        .map(r -> MadeUpCatches.with(r, String.valueOf(Math.min(100, (int) cell(r, 5)))))
                        .toList());
        List<String> rows = run(test);
        assertThat(unusable).isEmpty();
        assertThat(rows.stream().filter(r -> r.contains("Percent Damage")))
                .hasSize(51 + 50 + 48)
                .allSatisfy(r -> assertThat(cell(r, UPPER)).isLessThanOrEqualTo(100));
        assertThat(report().path("notes").toString())
                .contains("Mill / Hopper / Percent Damage: the training file has nothing");
    }

    @Test
    void badCellsAreMissingAndNamedWithTheirLineAndTheRestIsForecast() throws Exception {
        List<String> test = unseen();
        test.set(9, MadeUpCatches.with(test.get(9), "-3"));
        test.set(19, MadeUpCatches.with(test.get(19), "nhiều"));
        test.set(29, test.get(29).replace(",2004,30,", ",2004,54,"));
        test.set(39, test.get(39) + ",7");
        List<String> rows = run(test);
        assertThat(unusable).hasSize(4);
        assertThat(unusable.toString())
                .contains("line 11, column value: \"-3\" is not a number 0 to")
                .contains("line 21, column value: \"nhiều\"")
                .contains("line 31, column standard_week: \"54\" is not a whole week 1 to 53")
                .contains("line 41 has 15 cells and the header 14");
        assertThat(rows.stream().filter(r -> r.contains(",Borer,"))).hasSize(207 + 206 + 204);
        assertThat(rows.stream().filter(r -> r.contains(",Hopper,") && r.contains(",2004,10,")))
                .isEmpty();
        assertThat(report().path("faults").path("Mill / Hopper / " + MadeUpCatches.TRAP))
                .hasSize(3);
    }

    @Test
    void aSeriesMostlyUnusableIsRefusedByNameAndTheOthersAreForecast() throws Exception {
        List<String> test = unseen();
        IntStream.range(0, 150).forEach(i -> test.set(i, MadeUpCatches.with(test.get(i), "x")));
        List<String> rows = run(test);
        assertThat(rows).isNotEmpty().allMatch(r -> r.contains(",Borer,"));
        assertThat(report().path("refused").toString()).contains("150 of its 208 rows cannot be used");
    }

    @Test
    void aRepeatedWeekKeepsTheFirstCatchAndIsNamed() throws Exception {
        List<String> test = unseen();
        List<String> once = run(test);
        test.add(MadeUpCatches.with(test.get(5), "99999"));
        test.add(test.get(6));
        assertThat(run(test)).isEqualTo(once);
        assertThat(unusable).isEmpty();
        assertThat(report().path("notes").toString())
                .contains("line 418 repeats week 6 of 2004")
                .contains("line 7 has");
    }

    @Test
    void aFiftyThirdWeekIsCountedWhereItWasRecorded() throws Exception {
        List<String> test = new ArrayList<>(unseen().subList(0, 104));
        List<String> without = run(test);
        test.add(MadeUpCatches.with(test.get(51), "7").replace(",2004,52,", ",2004,53,"));
        List<String> with = run(test);
        assertThat(with).hasSize(without.size() + 3);
        assertThat(with).anyMatch(r -> r.contains(",2004,52,1,7,")); // 7 came a week after week 52
        assertThat(with.stream().filter(r -> r.contains(",2004,53,1,")).toList())
                .singleElement()
                .satisfies(r -> assertThat(cell(r, OBSERVED)).isEqualTo(cell(test.get(52), 5)));
    }

    @Test
    void threeRowsGetWideIntervalsAndRowsTooFarApartARefusal() throws Exception {
        List<String> test = new ArrayList<>(unseen().subList(208, 416));
        test.addAll(unseen().subList(36, 39));
        List<String> rows = run(test);
        List<String> young = rows.stream().filter(r -> r.contains(",Hopper,")).toList();
        assertThat(young).hasSize(3); // two a week and one two weeks ahead
        assertThat(young)
                .allSatisfy(r -> assertThat(Math.log1p(cell(r, UPPER)) - Math.log1p(cell(r, LOWER)))
                        .isGreaterThan(1));
        test.remove(test.size() - 2);
        test.remove(test.size() - 1);
        run(test);
        assertThat(unusable)
                .singleElement()
                .asString()
                .contains("Mill / Hopper")
                .contains("line 210")
                .contains("weeks apart");
    }

    @Test
    void ofATrapThatHasCaughtNothingForLongTheIntervalReachesWhatIsUsualAndSaysWhy() throws Exception {
        List<String> test = unseen();
        IntStream.range(0, 104).forEach(i -> test.set(i, MadeUpCatches.with(test.get(i), "0")));
        List<String> rows = run(new ArrayList<>(test.subList(0, 104)));
        List<String> summer = rows.stream()
                .filter(r -> r.contains(",2004,34,") || r.contains(",2005,34,"))
                .toList();
        assertThat(summer).hasSize(6).allSatisfy(r -> {
            assertThat(cell(r, FORECAST)).isLessThan(20);
            assertThat(cell(r, LOWER)).isZero();
            assertThat(cell(r, UPPER)).isGreaterThan(20);
        });
        assertThat(report().path("notes").toString())
                .contains("nothing had been caught for a year, or never in half a year");
    }

    @Test
    void withoutWeatherItForecastsFromTheCountsAndSaysSo() throws Exception {
        List<String> bare = unseen().stream()
                .map(r -> String.join(",", List.of(r.split(",")).subList(0, 6)) + ",x")
                .collect(Collectors.toCollection(ArrayList::new));
        bare.add(0, "location,pest,unit,year,standard_week,value,remark");
        List<String> rows = run(Files.write(folder.resolve("bare.csv"), bare));
        assertThat(rows).hasSize(2 * (207 + 206 + 204));
        assertThat(unusable).isEmpty();
        assertThat(report().path("notes").toString())
                .contains("without weather")
                .contains("unknown columns remark");
        assertThat(report().path("horizons").path(0).path("all").path("rmse").asDouble())
                .isLessThan(report().path("horizons")
                        .path(0)
                        .path("all")
                        .path("rmse_persistence")
                        .asDouble());
    }

    @Test
    void whatTheTrainingFileHoldsOfTheSeriesIsKnown() throws Exception {
        List<String> test = new ArrayList<>(new MadeUpCatches()
                .series("Hill", "Hopper", MadeUpCatches.TRAP, 1998, 8, 10)
                .rows()
                .subList(312, 416)); // goes on where the training stops
        List<String> known = run(test);
        List<String> stranger =
                run(test.stream().map(r -> r.replace("Hill", "Moor")).toList());
        assertThat(known).hasSameSizeAs(stranger);
        assertThat(known.get(0).replace("Hill", "Moor")).isNotEqualTo(stranger.get(0));
        assertThat(unusable).isEmpty();
    }

    @Test
    void filesThatCannotBeUnderstoodAreRefusedWithTheReason() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        Path header =
                Files.writeString(folder.resolve("h.csv"), "location,pest,year,standard_week,value\na,b,2000,1,1\n");
        Path three = MadeUpCatches.write(folder.resolve("three.csv"), unseen().subList(0, 1));
        Path notGzip = Files.write(folder.resolve("t.csv.gz"), "hello".getBytes(StandardCharsets.UTF_8));
        refused(empty, "empty.csv is empty");
        refused(header, "h.csv line 1 has no column unit");
        refused(three, "no series can be forecast");
        refused(notGzip, "is not whole gzip");
        refused(folder.resolve("none.csv"), "is not there");
        refused(folder, "is a folder");
        Path test = MadeUpCatches.unseen().write(folder.resolve("test.csv"));
        assertThatThrownBy(() -> new PestBacktest(
                                new PestOptions(
                                        three, test, List.of(1), folder.resolve("p"), folder.resolve("r"), 1, "0"),
                                line -> {})
                        .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three.csv: the training file has 0 pairs of weeks 1 apart; at least 200");
    }

    private void refused(Path test, String why) {
        assertThatThrownBy(() -> run(test))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void askedToStopItStopsAndWritesNothing() throws Exception {
        Path train = MadeUpCatches.training().write(folder.resolve("train.csv"));
        PestOptions options =
                new PestOptions(train, train, List.of(1), folder.resolve("p.csv"), folder.resolve("r.json"), 1, "0");
        Thread worker = Thread.currentThread();
        assertThatThrownBy(() -> new PestBacktest(options, line -> worker.interrupt()).run())
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(train);
        }
    }
}
