package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonCommandTest {

    private static final Path FIELDS = Path.of("src/test/resources/fao56-field");
    private static final String HEADER =
            "date,eto,kcb,ke,ks,eta,rain,runoff,irrigation,deep_percolation,depletion,taw,raw";

    @TempDir
    Path dir;

    /** What pyfao56 1.4.3 writes of the same files is beside them. */
    @ParameterizedTest
    @CsvSource({
        "test01,dry,2013-113,2013-312,--irr cottondry2013.irr",
        "test01,wet-runoff-aquacrop,2013-113,2013-312,--irr cottonwet2013.irr --runoff --aquacrop-ks",
        "test03,updated,2019-108,2019-274,",
        "test03,adjusted,2019-04-18,2019-10-01,--upd none --adjust-kcb",
        "test06,layered,2022-111,2022-304,",
        "test06,one-soil-constant-p,2022-111,2022-304,--sol none --constant-p"
    })
    void agreesWithPyfao56EveryDay(String folder, String expected, String from, String to, String options)
            throws IOException {
        List<String> args =
                new ArrayList<>(List.of("season", FIELDS.resolve(folder).toString(), "--from", from, "--to", to));
        if (options != null) {
            args.addAll(Arrays.asList(options.split(" ")));
        }
        CommandRun run = CommandRun.of(args.toArray(String[]::new));

        assertThat(run).returns(0, CommandRun::code).returns("", CommandRun::err);
        assertThat(run.outLines().get(0)).isEqualTo(HEADER);
        List<String> theirs = Files.readAllLines(FIELDS.resolve(folder).resolve(expected + ".out.csv"));
        assertThat(run.outLines()).hasSameSizeAs(theirs);
        int[] ours = {2, 3, 4, 7, 9, 10, 11, 12}; // kcb, ke, ks, runoff, deep percolation, depletion, TAW, RAW
        for (int i = 1; i < theirs.size(); i++) {
            String[] a = run.outLines().get(i).split(",");
            String[] b = theirs.get(i).split(",");
            assertThat(a[0]).isEqualTo(b[0]);
            for (int k = 0; k < ours.length; k++) {
                assertThat(Double.parseDouble(a[ours[k]]))
                        .as("%s column %d", a[0], ours[k])
                        .isCloseTo(Double.parseDouble(b[k + 1]), within(0.0002));
            }
        }
    }

    @Test
    void namesTheFilesWhenThereAreSeveral() {
        CommandRun run = CommandRun.of("season", FIELDS.resolve("test01").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("several files *.irr: cottondry2013.irr, cottonwet2013.irr; choose one with --irr");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("has no file *.par"));
        assertThat(CommandRun.of("season", dir.resolve("nowhere").toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("is no folder"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wth|2019-120 .*||has no weather on 2019-04-30 (2019-120): lines 26 and 28 leave it out",
                "wth|2019-120|2019-119|the day 2019-119 stands in line 26 already",
                "wth|(2019-120 .{58})0.00|$1-3.0|Rain -3.0 mm is outside 0.0 to 2000.0 mm",
                "wth|(2019-120 .{58})0.00|$1 NaN|Rain is missing (NaN) on 2019-120",
                "wth|(2019-120.{43}).....|$1150.0|RHmin 150.0 % is outside 0.0 to 100.0 %",
                "par|0.1019 thetaWP|0.3019 thetaWP|line 20 and 21: field capacity 0.2125 and wilting point 0.3019 are no soil",
                "par|0.6500 pbase|1.5000 pbase|line 25: depletion fraction is 1.5",
                "par|0.8200 Zrini|1.8200 Zrini|greatest root depth is 1.4 m, outside 1.82 to 5.0 m",
                "par|0.8200 Zrini|0.8200 Zrmax|line 24: Zrmax stands in line 23 already; keep the right one",
                "wth|33.069|133.069|line 10: latitude is 133.069 degrees, outside -90.0 to 90.0",
                "par|0.8200 Zrini|x Zrini|Zrini \"x\" is not a number",
                "irr|2019-112  10.20|2019-109  10.20|the day 2019-109 stands in line 9 already; add the two depths up",
                "irr|10.20   1.00|-5.0   1.00|irrigation is -5.0 mm, outside 0.0 to 2000.0 mm",
                "irr|10.20   1.00|10.20   0.00|wetted share of the surface is 0.0"
            })
    void namesFileLineAndValueOfWhatIsWrong(String ending, String what, String with, String message)
            throws IOException {
        copy("test03");
        Path file = dir.resolve("cotton2019." + ending);
        String text = Files.readString(file);
        String changed = text.replaceFirst(what, with == null ? "" : with);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);

        CommandRun run = CommandRun.of("season", dir.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("cotton2019." + ending).contains(message);
    }

    @Test
    void namesTheLineOfALayerThatDoesNotLieBelowTheOneBefore() throws IOException {
        copy("test06");
        Path sol = dir.resolve("cotton2022p10-2.sol");
        List<String> lines = new ArrayList<>(Files.readAllLines(sol));
        lines.add(11, lines.get(12));
        Files.write(sol, lines);
        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err())
                        .containsPattern(
                                "cotton2022p10-2.sol line 13: the layer that ends at \\d+ cm does not lie below"));
    }

    /** pyfao56 1.4.3 gives Kr 0 then, and these depletions. */
    @Test
    void runsAsPyfao56WhereMoreIsReadilyEvaporableThanCanEvaporateAndSaysSo() throws IOException {
        copy("test03");
        Path par = dir.resolve("cotton2019.par");
        Files.writeString(par, Files.readString(par).replace(" 4.0000 REW", "10.0000 REW"));
        CommandRun run = CommandRun.of("season", dir.toString(), "--from", "2019-108", "--to", "2019-274");
        assertThat(run).returns(0, CommandRun::code);
        assertThat(cell(run.outLines().get(61), 10)).as("2019-168").isCloseTo(12.897085, within(1e-4));
        assertThat(cell(run.outLines().get(101), 10)).as("2019-208").isCloseTo(12.367957, within(1e-4));
        assertThat(cell(run.outLines().get(167), 10)).as("2019-274").isCloseTo(133.338035, within(1e-4));
        assertThat(run.err())
                .contains(
                        "cotton2019.par line 27: REW 10.0 mm is not below TEW 9.693 mm, which Ze 0.06 m of this soil holds")
                .contains("no evaporation from the soil (Kr 0), as in pyfao56");
        assertThat(run.outLines().stream().skip(1).mapToDouble(l -> cell(l, 3))).allMatch(ke -> ke == 0);
    }

    /** 3.6 MJ are a kWh. */
    @Test
    void noticesRadiationTooSmallForAWholeSeason() throws IOException {
        copy("test03");
        Path file = dir.resolve("cotton2019.wth");
        changeColumn(file, 1, rs -> rs / 3.6);
        assertThat(CommandRun.of("season", dir.toString(), "--recompute-eto"))
                .returns(2, CommandRun::code)
                .satisfies(
                        r -> assertThat(r.err())
                                .contains("cotton2019.wth line 15: Srad")
                                .contains(
                                        "Srad never exceeds 28.5 % of clear sky in 167 days; if it is in kWh/m²/d multiply it by 3.6"));
        assertThat(CommandRun.of("season", dir.toString()))
                .as("not used, but said")
                .returns(0, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("Srad never exceeds 28.5 %"));
    }

    @Test
    void saysWhatItAssumedWhereWeatherIsMissing() throws IOException {
        copy("test03");
        Path file = dir.resolve("cotton2019.wth");
        for (int column : new int[] {1, 4, 5, 6, 7, 8}) {
            changeColumn(file, column, value -> Double.NaN);
        }
        CommandRun run = CommandRun.of("season", dir.toString(), "--recompute-eto");
        assertThat(run).returns(0, CommandRun::code);
        assertThat(run.err())
                .contains(
                        "ETo of 167 days was reckoned from their weather, with humidity from Tmin less 2 °C on 167 days;"
                                + " radiation from the temperature range on 167 days; wind of 2.0 m/s on 167 days")
                .contains(
                        "for Kcmax (FAO-56 Eq. 72) there was taken wind of 2.0 m/s on 167 days; RHmin from Tmin and Tmax on"
                                + " 167 days");
    }

    @Test
    void notesHumidityAsAFractionAndRunsAsPyfao56() throws IOException {
        copy("test03");
        changeColumn(dir.resolve("cotton2019.wth"), 6, rh -> rh / 100);
        CommandRun run = CommandRun.of("season", dir.toString());
        assertThat(run).returns(0, CommandRun::code);
        assertThat(run.err()).contains("cotton2019.wth: RHmax never exceeds 0.968 %; these look like fractions");
        assertThat(run.outLines()).hasSize(168);
    }

    @Test
    void notesAnEtoThatIsTenTimesTooSmallForItsWeather() throws IOException {
        copy("test03");
        changeColumn(dir.resolve("cotton2019.wth"), 10, eto -> eto / 10);
        CommandRun run = CommandRun.of("season", dir.toString());
        assertThat(run).returns(0, CommandRun::code);
        assertThat(run.err())
                .containsPattern("ETref averages 0\\.\\d+ mm over 167 days whose weather gives \\d\\.\\d+");
    }

    /** Changes a column of a table of pyfao56, the first being 0. */
    private static void changeColumn(Path file, int column, DoubleUnaryOperator change) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.matches("\\d{4}-\\d{3}.*")) {
                String[] words = line.strip().split(" +");
                double value = change.applyAsDouble(Double.parseDouble(words[column]));
                words[column] = Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.3f", value);
                lines.add(String.join(" ", words));
            } else {
                lines.add(line);
            }
        }
        Files.write(file, lines);
    }

    @Test
    void refusesRootsBelowTheSoil() throws IOException {
        copy("test06");
        Path sol = dir.resolve("cotton2022p10-2.sol");
        Files.write(sol, Files.readAllLines(sol).subList(0, 13));

        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err())
                        .contains(
                                "cotton2022p10-2.sol line 13: its layers end at 1.0 m, but roots grow to Zrmax 1.5 m"));
    }

    @Test
    void noticesRadiationInAnotherUnitWhenItReckonsEto() throws IOException {
        copy("test03");
        Path file = dir.resolve("cotton2019.wth");
        Files.writeString(file, Files.readString(file).replaceFirst("2019-120  .....", "2019-120 312.00"));

        assertThat(CommandRun.of("season", dir.toString()))
                .as("not used, but said")
                .returns(0, CommandRun::code)
                .satisfies(r -> assertThat(r.err())
                        .contains("cotton2019.wth: 1 day holds what cannot be")
                        .contains("line 27 (2019-120): Srad 312.0 MJ/m²/d is outside 0 to 38.5"));
        assertThat(CommandRun.of("season", dir.toString(), "--recompute-eto"))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err())
                        .contains("line 27: Srad 312.0 MJ/m²/d")
                        .contains("outside 0 to 38.5"));
    }

    @Test
    void reckonsEtoAgainAndSaysSo() {
        String folder = FIELDS.resolve("test03").toString();
        CommandRun given = CommandRun.of("season", folder);
        CommandRun again = CommandRun.of("season", folder, "--recompute-eto");

        assertThat(again.err()).contains("ETo of 167 days was reckoned from their weather");
        for (int i = 1; i < given.outLines().size(); i++) {
            assertThat(Double.parseDouble(again.outLines().get(i).split(",")[1]))
                    .isCloseTo(Double.parseDouble(given.outLines().get(i).split(",")[1]), within(0.0051));
        }
    }

    @Test
    void schedulesFromThePastAlone() throws IOException {
        copy("test03");
        CommandRun whole = CommandRun.of("season", dir.toString(), "--schedule");
        assertThat(whole.outLines().get(0)).isEqualTo(HEADER + ",advice,advice_net_mm");
        assertThat(whole.outLines().stream().skip(1)).allMatch(l -> l.matches(".*,(irrigate|wait),\\d+\\.\\d"));
        assertThat(whole.outLines()).anyMatch(l -> l.contains(",irrigate,")).anyMatch(l -> l.contains(",wait,"));

        // Another weather from day 60 on changes nothing before.
        Path file = dir.resolve("cotton2019.wth");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            boolean later = line.matches("2019-\\d{3}.*") && Integer.parseInt(line.substring(5, 8)) >= 168;
            lines.add(later ? line.replaceFirst("0\\.00( +[0-9.]+ +M)", "30.0$1") : line);
        }
        Files.write(file, lines);
        CommandRun changed = CommandRun.of("season", dir.toString(), "--schedule");
        assertThat(changed.outLines().subList(0, 61)).isEqualTo(whole.outLines().subList(0, 61));
        assertThat(changed.outLines()).isNotEqualTo(whole.outLines());
    }

    /** Cotton 2019 was given 903 mm in 38 turns. */
    @Test
    void whoFollowsItsScheduleGivesAboutWhatWasGivenInFewerTurnsAndLosesNone() throws IOException {
        for (String file : List.of("cotton2019.par", "cotton2019.wth", "cotton2019.upd")) {
            Files.copy(FIELDS.resolve("test03").resolve(file), dir.resolve(file));
        }
        List<String> turns = new ArrayList<>();
        List<String> days = followed(turns);
        String last = "";
        for (String next = nextTurn(days, last); !next.isEmpty(); next = nextTurn(days, last)) {
            turns.add(next);
            last = next.substring(0, 8);
            days = followed(turns);
        }
        double given = sum(days, 8);
        assertThat(given).isBetween(850.0, 1000.0);
        assertThat(turns).hasSizeBetween(8, 20);
        assertThat(sum(days, 9)).as("deep percolation").isLessThan(1);
        assertThat(days.stream().skip(1).mapToDouble(l -> cell(l, 4)).min().orElseThrow())
                .as("Ks, on days that demand more than the one before")
                .isGreaterThan(0.85);
    }

    /** The season with these turns. */
    private List<String> followed(List<String> turns) throws IOException {
        List<String> file = new ArrayList<>(Files.readAllLines(FIELDS.resolve("test03/cotton2019.irr")));
        file.removeIf(line -> line.startsWith("2019-"));
        file.addAll(turns);
        Files.write(dir.resolve("season.irr"), file);
        CommandRun run =
                CommandRun.of("season", dir.toString(), "--from", "2019-108", "--to", "2019-274", "--schedule");
        assertThat(run).returns(0, CommandRun::code);
        return run.outLines();
    }

    /** What is advised next, given the day after; empty when nothing is any more. */
    private static String nextTurn(List<String> days, String last) {
        for (String line : days.subList(1, days.size() - 1)) {
            String[] cells = line.split(",");
            LocalDate day = LocalDate.parse(cells[0]).plusDays(1);
            String key = String.format("%d-%03d", day.getYear(), day.getDayOfYear());
            if (cells[13].equals("irrigate") && key.compareTo(last) > 0) {
                return key + "  " + cells[14] + " 1.00 100.0";
            }
        }
        return "";
    }

    private static double sum(List<String> days, int column) {
        return days.stream().skip(1).mapToDouble(l -> cell(l, column)).sum();
    }

    private static double cell(String line, int column) {
        return Double.parseDouble(line.split(",")[column]);
    }

    @Test
    void refusesToScheduleWithMeansOfTheWholeSeason() {
        assertThat(CommandRun.of("season", FIELDS.resolve("test03").toString(), "--schedule", "--adjust-kcb"))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("weather after the day advised"));
    }

    @Test
    void readsTheSameSeasonFromYaml() throws IOException {
        CommandRun theirs =
                CommandRun.of("season", FIELDS.resolve("test06").toString(), "--from", "2022-111", "--to", "2022-200");
        writeYaml();
        CommandRun ours = CommandRun.of("season", dir.toString(), "--to", "2022-07-19");

        assertThat(ours).returns(0, CommandRun::code);
        assertThat(ours.err()).isEmpty();
        assertThat(ours.outLines()).isEqualTo(theirs.outLines());
    }

    @Test
    void letsAPrunedHedgeTranspireLessUntilItHasGrownBack() throws IOException {
        writeYaml();
        Path file = dir.resolve("season.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "  depletion_fraction: 0.65\n",
                                "  depletion_fraction: 0.65\n  hedge:\n    full_cover: 0.9\n    cuts:\n"
                                        + "      - {date: 2022-05-01, what: pruned, cover_left: 0.1, regrowth_days: 80}\n"));

        CommandRun run = CommandRun.of("season", dir.toString());

        assertThat(run).returns(0, CommandRun::code);
        double before = kcb(run, "2022-04-30");
        assertThat(kcb(run, "2022-05-01")).isCloseTo(0.15 + 0.2 * (1.225 - 0.15), within(1e-4));
        assertThat(kcb(run, "2022-06-10")).isBetween(kcb(run, "2022-05-01"), before);
        assertThat(kcb(run, "2022-07-20")).isEqualTo(before);
    }

    private CommandRun hedge(String hedge) throws IOException {
        writeYaml();
        Path file = dir.resolve("season.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("  depletion_fraction: 0.65\n", "  depletion_fraction: 0.65\n" + hedge));
        return CommandRun.of("season", dir.toString());
    }

    private static final String CUT = "  hedge:\n    full_cover: 0.9\n    cuts:\n      - {date: 2022-05-01, what: %s,"
            + " cover_left: 0.5, regrowth_days: 80%s}\n";

    @Test
    void reckonsKcbOfACutHedgeWithTheHeightThatIsLeft() throws IOException {
        CommandRun high = hedge(String.format(CUT, "pruned", ""));
        CommandRun low = hedge(String.format(CUT, "pruned", ", height_left_m: 0.4"));
        // FAO-56 Eq. 98: 0.15 + fc^(1/(1+h)) (1.225 − 0.15), h 1.2 and 0.4 m.
        assertThat(kcb(high, "2022-05-01")).isCloseTo(0.15 + 1.075 * Math.pow(0.5, 1 / 2.2), within(1e-4));
        assertThat(kcb(low, "2022-05-01")).isCloseTo(0.15 + 1.075 * Math.pow(0.5, 1 / 1.4), within(1e-4));
        assertThat(kcb(low, "2022-06-10"))
                .as("half grown back")
                .isCloseTo(0.15 + 1.075 * Math.pow(0.7, 1 / 1.8), within(1e-4));
        assertThat(kcb(low, "2022-07-20")).isEqualTo(kcb(high, "2022-07-20"));
        assertThat(high.err())
                .contains(
                        "season.yaml line 10: crop/hedge/cuts/0 has no height_left_m, so the hedge is taken to stay as high")
                .contains(
                        "season.yaml line 7: with crop/hedge Kcb follows cover and height up to crop/kcb/mid; crop/kcb/initial"
                                + " and crop/kcb/end");
        assertThat(low.err()).doesNotContain("height_left_m");
    }

    @Test
    void growsPlantedTeaFromItsInitialHeight() throws IOException {
        CommandRun young = hedge(String.format(CUT, "planted", ""));
        assertThat(kcb(young, "2022-05-01")).isCloseTo(0.15 + 1.075 * Math.pow(0.5, 1 / 1.05), within(1e-4));
    }

    @Test
    void goesOnFromTheHeightThatWasSeen() throws IOException {
        Files.writeString(dir.resolve("observed.csv"), "date,kcb,height_m,cover\n2022-05-11,,0.9,\n");
        hedge(String.format(CUT, "pruned", ", height_left_m: 0.4"));
        Path file = dir.resolve("season.yaml");
        Files.writeString(file, Files.readString(file) + "observed: observed.csv\n");
        CommandRun seen = CommandRun.of("season", dir.toString());
        // Ten days of eighty: 0.5 m reckoned and 0.9 seen, ten later 0.6 and 1.0; cover 0.55 and 0.6.
        assertThat(kcb(seen, "2022-05-11")).isCloseTo(0.15 + 1.075 * Math.pow(0.55, 1 / 1.9), within(1e-4));
        assertThat(kcb(seen, "2022-05-21")).isCloseTo(0.15 + 1.075 * Math.pow(0.60, 1 / 2.0), within(1e-4));
    }

    @Test
    void takesShadedTeasKcbWhileTheTreesStand() throws IOException {
        String shade =
                "  shade: {from: 2022-05-01, to: 2022-05-31, kcb: {initial: 0.3, mid: 1.3, end: 0.6}, height_m: 2}\n";
        CommandRun without = hedge("");
        CommandRun shaded = hedge(shade);
        for (String day : List.of("2022-04-30", "2022-06-01", "2022-10-01")) {
            assertThat(kcb(shaded, day)).as(day).isEqualTo(kcb(without, day));
        }
        assertThat(kcb(shaded, "2022-05-01")).as("in the initial stage").isEqualTo(0.3);
        CommandRun cut = hedge(String.format(CUT, "picked", ""));
        CommandRun both = hedge(String.format(CUT, "picked", "") + shade);
        assertThat(kcb(both, "2022-05-10") - kcb(cut, "2022-05-10"))
                .as("the trees are not cut with the hedge")
                .isCloseTo(1.3 - 1.225, within(2e-4));
        assertThat(hedge("  shade: {}\n").err()).contains("so FAO-56's of shaded tea is taken: 1.0, 1.1, 1.05");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mid: 1.225|mid: 9|season.yaml line 2: crop/kcb/mid: mid-season basal crop coefficient is 9.0",
                "latitude: 33.069|latitude: 133|place/latitude: latitude is 133.0 degrees, outside -90.0 to 90.0",
                "readily_evaporable_mm: 4|readily_evaporable_mm: 40|season.yaml line 9: soil/readily_evaporable_mm: 40.0 mm must be 0 or more and below",
                "depletion_fraction: 0.65|depletion_fraction: x|season.yaml line 6: crop/depletion_fraction: \"x\" is not a number",
                "depletion_fraction: 0.65|depletion_fraction: 0.65, depletion_fraction: 0.6|cannot be read as YAML",
                "root_depth_m: {initial: 0.2, greatest: 1.5}|root_depth_m: {initial: 0.2, greatest: 4}|roots grow to crop/root_depth_m/greatest 4.0 m (line 5)",
                "curve_number: 70|field_capacity: 0.3|season.yaml line 10: soil/field_capacity: is given and layers too (line 11)",
                "evaporation_depth_m|evaporation_dept_m|season.yaml line 8: soil/evaporation_dept_m is not known"
            })
    void namesTheLineOfTheYamlThatIsWrong(String what, String with, String message) throws IOException {
        writeYaml();
        Path file = dir.resolve("season.yaml");
        Files.writeString(file, Files.readString(file).replace(what, with));
        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cover_left: 20, regrowth_days: 9|line 10: crop/hedge/cuts/0: cover left on 2022-05-01 is 20.0",
                "cover_left: 0.2, regrowth_days: 0|line 10: crop/hedge/cuts/0: regrowth after 2022-05-01 is 0.0 days",
                "cover_left: 0.2, regrowth_days: 9, height_left_m: 3|line 10: crop/hedge/cuts/0: leaves 3.0 m of height, above"
            })
    void namesTheLineOfACutThatCannotBe(String cut, String message) throws IOException {
        assertThat(hedge("  hedge:\n    full_cover: 0.9\n    cuts:\n      - {date: 2022-05-01, " + cut + "}\n"))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains(message));
    }

    @Test
    void refusesAKeyWrittenTwice() throws IOException {
        writeYaml();
        Path file = dir.resolve("season.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("  curve_number: 70\n", "  curve_number: 70\n  curve_number: 75\n"));
        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r ->
                        assertThat(r.err()).contains("line 11 cannot be read as YAML: Duplicate field 'curve_number'"));
    }

    @Test
    void namesEveryFallbackOfTheYamlsWeather() throws IOException {
        writeYaml();
        Path file = dir.resolve("weather.csv");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] c = line.split(",");
            lines.add(String.join(",", c[0], c[1], c[2], c[8]));
        }
        Files.write(file, lines);
        CommandRun run = CommandRun.of("season", dir.toString());
        assertThat(run).returns(0, CommandRun::code);
        assertThat(run.err())
                .contains(
                        "weather.csv: ETo of 194 days was reckoned from their weather, with humidity from air_temperature_min"
                                + " on 194 days; radiation from the temperature range on 194 days; wind of 2 m/s on 194 days")
                .contains(
                        "for Kcmax (FAO-56 Eq. 72) there was taken wind of 2 m/s on 194 days; relative_humidity_min from"
                                + " air_temperature_min and air_temperature_max on 194 days");
    }

    private static double kcb(CommandRun run, String date) {
        return run.outLines().stream()
                .filter(l -> l.startsWith(date))
                .mapToDouble(l -> Double.parseDouble(l.split(",")[2]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesAMisspeltKeyOfTheYaml() throws IOException {
        writeYaml();
        Path file = dir.resolve("season.yaml");
        Files.writeString(file, Files.readString(file).replace("curve_number", "curve_numbr"));

        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("soil/curve_numbr is not known"));
    }

    @Test
    void reckonsEtoOfTheYamlsWeatherAndRefusesAnImpossibleDay() throws IOException {
        writeYaml();
        Path file = dir.resolve("weather.csv");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(line.substring(0, line.lastIndexOf(',')));
        }
        Files.write(file, lines);
        CommandRun run = CommandRun.of("season", dir.toString());
        assertThat(run).returns(0, CommandRun::code);
        assertThat(run.err()).contains("ETo of 194 days was reckoned");

        lines.set(20, lines.get(20).replaceFirst(",[^,]*", ",99"));
        Files.write(file, lines);
        assertThat(CommandRun.of("season", dir.toString()))
                .returns(2, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("weather.csv line 21: air_temperature_min 99"));
    }

    private void writeYaml() throws IOException {
        StringBuilder weather = new StringBuilder("date,air_temperature_min,air_temperature_max,relative_humidity_min,"
                + "relative_humidity_max,dew_point,solar_radiation_mj,wind_speed,rain,eto_mm\n");
        for (String line : Files.readAllLines(FIELDS.resolve("test06/cotton2022.wth"))) {
            if (line.matches("\\d{4}-\\d{3}.*")) {
                String[] c = line.strip().split(" +");
                weather.append(String.join(",", date(c[0]), c[3], c[2], c[7], c[6], c[5], c[1], c[8], c[9], c[10]))
                        .append('\n');
            }
        }
        Files.writeString(dir.resolve("weather.csv"), weather);
        StringBuilder irrigation = new StringBuilder("date,depth_mm,wetted_share,efficiency_percent\n");
        for (String line : Files.readAllLines(FIELDS.resolve("test06/cotton2022p10-2.irr"))) {
            String[] c = line.strip().split(" +");
            if (line.matches("\\d{4}-\\d{3}.*") && date(c[0]).compareTo("2022-07-19") <= 0) {
                irrigation
                        .append(String.join(",", date(c[0]), c[1], c[2], c[3]))
                        .append('\n');
            }
        }
        Files.writeString(dir.resolve("irrigation.csv"), irrigation);
        StringBuilder layers = new StringBuilder();
        for (String line : Files.readAllLines(FIELDS.resolve("test06/cotton2022p10-2.sol"))) {
            if (line.matches(" *\\d+ +0.*")) {
                String[] c = line.strip().split(" +");
                layers.append(String.format(
                        "    - {to_cm: %s, field_capacity: %s, wilting_point: %s, initial: %s}%n",
                        c[0], c[1], c[2], c[3]));
            }
        }
        Files.writeString(dir.resolve("season.yaml"), """
                crop:
                  kcb: {initial: 0.15, mid: 1.225, end: 0.50}
                  stage_days: {initial: 35, development: 50, mid: 46, late: 39}
                  height_m: {initial: 0.05, greatest: 1.2}
                  root_depth_m: {initial: 0.2, greatest: 1.5}
                  depletion_fraction: 0.65
                soil:
                  evaporation_depth_m: 0.06
                  readily_evaporable_mm: 4
                  curve_number: 70
                  layers:
                %splace: {latitude: 33.069, elevation_m: 361, wind_height_m: 3}
                weather: weather.csv
                irrigation: irrigation.csv
                """.formatted(layers));
    }

    private static String date(String yearDay) {
        return LocalDate.ofYearDay(Integer.parseInt(yearDay.substring(0, 4)), Integer.parseInt(yearDay.substring(5)))
                .toString();
    }

    private void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FIELDS.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, dir.resolve(file.getFileName().toString()));
            }
        }
    }
}
