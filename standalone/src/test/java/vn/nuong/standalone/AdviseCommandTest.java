package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

class AdviseCommandTest {

    private static final Path EXAMPLES = Path.of("../docs/examples/advise");
    private static final String AT = "2022-04-10T06:00:00+08:00";

    @TempDir
    Path folder;

    private CommandRun run(Path plot, Path history, String at, String... more) {
        String[] args = new String[7 + more.length];
        System.arraycopy(
                new String[] {"advise", "--plot", plot.toString(), "--history", history.toString(), "--at", at},
                0,
                args,
                0,
                7);
        System.arraycopy(more, 0, args, 7, more.length);
        return CommandRun.of(args);
    }

    private JsonNode advise(Path history, String at, String... more) {
        CommandRun run = run(EXAMPLES.resolve("plot.yaml"), history, at, more);
        assertThat(run.code()).as(run.err()).isZero();
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private Path example() {
        return EXAMPLES.resolve("history.csv");
    }

    /** The example's history with some cells changed: the columns of the line in, the same out. */
    private Path history(UnaryOperator<List<String>> change) throws IOException {
        List<String> lines = Files.readAllLines(example());
        String changed = lines.stream()
                .map(l -> lines.indexOf(l) == 0
                        ? l
                        : String.join(",", change.apply(new ArrayList<>(List.of(l.split(",", -1))))))
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("h.csv"), changed + "\n");
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theExamplesOfTheDocumentationGiveAdvice() {
        JsonNode advice = advise(
                example(), AT, "--outlook", EXAMPLES.resolve("outlook.csv").toString());

        assertThat(advice.path("plot").asText()).isEqualTo("wufeng");
        assertThat(advice.path("at").asText()).isEqualTo(AT);
        JsonNode irrigation = advice.path("irrigation");
        assertThat(irrigation.path("decision").asText()).isEqualTo("wait");
        assertThat(irrigation.path("net_mm").asDouble()).isZero();
        assertThat(irrigation.path("start").isNull()).isTrue();
        assertThat(irrigation.path("missing")).isEmpty();
        assertThat(irrigation.path("sentence_vi").asText()).startsWith("Hôm nay chưa");
        assertThat(advice.path("drainage").path("decision").asText()).isEqualTo("wait");
        assertThat(advice.path("drainage").path("sentence_vi").asText()).startsWith("Chưa phải tiêu nước.");
    }

    @Test
    void aModelIsComparedWithTheBalanceOnTheHistoryAndChangesNothingWhereItIsNoBetter() {
        String outlook = EXAMPLES.resolve("outlook.csv").toString();
        JsonNode without = advise(example(), AT, "--outlook", outlook).path("irrigation");
        assertThat(without.path("model").isNull()).isTrue();

        JsonNode with = advise(example(), AT, "--outlook", outlook, "--model", "shipped")
                .path("irrigation");
        JsonNode model = with.path("model");
        assertThat(model.path("name").asText()).isEqualTo("soil-moisture-1");
        assertThat(model.path("record_days").asInt()).isBetween(7, 15);
        assertThat(model.path("model_error_mm").asDouble())
                .as("on this example the balance was nearer to what the probes saw")
                .isGreaterThan(model.path("balance_error_mm").asDouble());
        assertThat(model.path("weight").asDouble()).isZero();
        assertThat(model.path("used").asBoolean()).isFalse();
        assertThat(model.path("changed").asBoolean()).isFalse();
        assertThat(model.path("why_not_vi").asText()).isNotEmpty();
        assertThat(model.path("decision_without").asText()).isEqualTo("wait");
        assertThat(model.path("days")).hasSize(7);
        for (String same : List.of("decision", "net_mm", "sentence_vi", "confidence", "rule", "reasons_vi")) {
            assertThat(with.path(same)).as(same).isEqualTo(without.path(same));
        }
    }

    @Test
    void aColumnOfTrapsIsForecastAndNeverASpray() throws IOException {
        assertThat(advise(example(), AT).path("spraying").isNull()).isTrue();
        StringBuilder rows = new StringBuilder("time,soil_moisture_20cm,trap_count_empoasca_onukii\n");
        for (LocalDate day = LocalDate.of(2021, 12, 1);
                day.isBefore(LocalDate.of(2022, 4, 10));
                day = day.plusDays(1)) {
            rows.append(day).append("T05:00:00+08:00,0.25,3\n");
        }
        JsonNode spraying = advise(text("traps.csv", rows.toString()), AT).path("spraying");
        assertThat(spraying.path("decision").asText()).isIn("scout", "do_not_spray");
        JsonNode figures = spraying.path("figures");
        assertThat(figures.path("trap_empoasca_onukii_1_week").asDouble()).isEqualTo(21);
        assertThat(figures.path("trap_empoasca_onukii_4_weeks_lower").asDouble())
                .isBetween(0.0, 21.0);
        assertThat(spraying.path("reasons_vi").toString()).contains("Bẫy rầy xanh: tuần tới chừng 21 con");
    }

    @Test
    void aFolderThatIsNoModelIsRefusedByName() {
        CommandRun pests = run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--pest-model", folder.toString());
        assertThat(pests.code()).isEqualTo(2);
        assertThat(pests.err()).contains("--pest-model", folder.toString(), "nuong train pest");
        CommandRun refused = run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--model", folder.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--model " + folder, "nuong train");
    }

    @Test
    void officialBulletinsArePassedOnToTheLetterWhileTheyAreValid() throws IOException {
        Path bulletin = EXAMPLES.resolve("bulletin.json");
        JsonNode told =
                advise(example(), AT, "--bulletins", bulletin.toString()).path("bulletins");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("text").asText())
                .isEqualTo("VÍ DỤ, KHÔNG PHẢI BẢN TIN THẬT.\nMưa lớn, đề phòng lũ quét.");
        assertThat(told.get(0).path("valid_until").asText()).isEqualTo("2022-04-10T17:00:00+08:00");
        assertThat(advise(example(), "2022-04-10T17:00:00+08:00", "--bulletins", bulletin.toString())
                        .path("bulletins"))
                .isEmpty();
        CommandRun refused = run(
                EXAMPLES.resolve("plot.yaml"),
                example(),
                AT,
                "--bulletins",
                text("b.json", Files.readString(bulletin).replaceAll("\"issuer.*\n", ""))
                        .toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("b.json", "without issuer");
    }

    @Test
    void theLedgerAddsUpDayByDayAndEndsAtWhatIsAdvisedOn() {
        JsonNode advice = advise(example(), AT);
        JsonNode ledger = advice.path("ledger");
        assertThat(ledger).hasSize(22);
        for (int i = 0; i < ledger.size(); i++) {
            JsonNode day = ledger.get(i);
            double rain = day.path("rain_mm").isNull() ? 0 : day.path("rain_mm").asDouble();
            double end = day.path("start_mm").asDouble()
                    - (rain
                            - day.path("leaves_mm").asDouble()
                            - day.path("runoff_mm").asDouble())
                    - day.path("irrigation_mm").asDouble()
                    - day.path("unexplained_mm").asDouble()
                    + day.path("evapotranspiration_mm").asDouble()
                    + day.path("deep_percolation_mm").asDouble()
                    + day.path("correction_mm").asDouble();
            assertThat(day.path("end_mm").asDouble()).as(day.toString()).isEqualTo(end, within(1e-9));
            if (i > 0) {
                assertThat(day.path("start_mm")).isEqualTo(ledger.get(i - 1).path("end_mm"));
            }
        }
        assertThat(ledger.get(0).path("rain_mm").isNull())
                .as("the first day is not whole")
                .isTrue();
        assertThat(ledger.get(21).path("whole").asBoolean()).isFalse();
        assertThat(ledger.get(21).path("end_mm").asDouble())
                .isEqualTo(
                        advice.path("irrigation")
                                .path("figures")
                                .path("depletion_mm")
                                .asDouble(),
                        within(1e-4));
    }

    @Test
    void theNextTenDaysAreToldWithWaterAndWithout() {
        JsonNode whatIf = advise(
                        example(),
                        AT,
                        "--outlook",
                        EXAMPLES.resolve("outlook.csv").toString())
                .path("what_if");
        assertThat(whatIf.path("days")).hasSize(10);
        assertThat(whatIf.path("outlook_days").asInt()).isEqualTo(7);
        assertThat(whatIf.path("members").asInt()).isEqualTo(3);
        for (JsonNode day : whatIf.path("days")) {
            assertThat(day.path("with").path("median_mm").asDouble())
                    .isLessThanOrEqualTo(day.path("without").path("median_mm").asDouble());
        }
        JsonNode alone = advise(example(), AT).path("what_if");
        assertThat(alone.path("outlook_days").asInt()).isZero();
        // Dr 24.5 of RAW 31.8 mm at 3.8 mm a day without rain.
        assertThat(alone.path("thirsty_without").asText()).isEqualTo("2022-04-12");
    }

    @Test
    void drySoilIsIrrigatedWithAmountsThatAgree() {
        JsonNode water = advise(example(), "2022-04-09T06:00:00+08:00").path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");

        JsonNode dry = advise(example(), "2022-03-22T12:00:00+08:00").path("irrigation");
        assertThat(dry.path("decision").asText()).isEqualTo("irrigate");
        double net = dry.path("net_mm").asDouble();
        assertThat(net).isBetween(10.0, 72.0);
        assertThat(dry.path("gross_mm").asDouble()).isEqualTo(net / 0.8, within(0.2));
        assertThat(dry.path("litres").asDouble()).isEqualTo(net / 0.8 * 1080, within(200.0));
        assertThat(dry.path("minutes").asDouble()).isEqualTo(dry.path("litres").asDouble() / 6000 * 60, within(1.0));
        assertThat(dry.path("start").asText()).isEqualTo("2022-03-23T04:30:00+08:00");
        assertThat(dry.path("sentence_vi").asText())
                .startsWith("Cần tưới: chạy bơm")
                .contains("bắt đầu 04:30 các ngày 23, 24, 25 và 26/3");
        JsonNode schedule = dry.path("schedule");
        assertThat(schedule).hasSize(dry.path("turns").asInt());
        assertThat(schedule.get(0).path("start")).isEqualTo(dry.path("start"));
        double minutes = 0;
        for (JsonNode turn : schedule) {
            minutes += turn.path("minutes").asDouble();
        }
        assertThat(minutes).isEqualTo(dry.path("minutes").asDouble(), within(1.0));
    }

    @Test
    void plannedWorkClosesTimesToSprinklers() {
        JsonNode water = advise(
                        example(),
                        "2022-03-22T02:00:00+08:00",
                        "--diary",
                        EXAMPLES.resolve("diary.json").toString())
                .path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("irrigate");
        assertThat(water.path("start").asText()).isEqualTo("2022-03-23T04:30:00+08:00");
        assertThat(water.path("reasons_vi").toString()).contains("ngày 22/3 có người làm trong nương");
        assertThat(advise(example(), "2022-03-22T02:00:00+08:00")
                        .path("irrigation")
                        .path("start")
                        .asText())
                .isEqualTo("2022-03-22T04:30:00+08:00");
    }

    @Test
    void whichSoilIsInUseIsShown() throws IOException {
        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        JsonNode texture = advise(example(), AT);
        assertThat(texture.path("inputs").path("soil").asText()).isEqualTo("texture (Saxton-Rawls 2006)");

        Path curve = text(
                "curve.yaml",
                yaml.replace(
                        "calibrated: false",
                        "curve: [{suction_kpa: 0, theta: 0.45}, {suction_kpa: 33, theta: 0.30}, {suction_kpa: 1500,"
                                + " theta: 0.12}], stone_percent: 10"));
        JsonNode laboratory = Json.parse(run(curve, example(), AT).out().getBytes(StandardCharsets.UTF_8));
        assertThat(laboratory.path("inputs").path("soil").asText()).isEqualTo("laboratory curve, less 10.0 % stones");
        // FAO-56 Eq. 82: 1000 (0.30 − 0.12) 0.9 · 0.5 m.
        assertThat(laboratory
                        .path("irrigation")
                        .path("figures")
                        .path("total_available_mm")
                        .asDouble())
                .isEqualTo(81, within(1e-3));
        refused(
                run(text("p.yaml", Files.readString(curve).replace("theta: 0.12", "theta: 0.42")), example(), AT),
                "rises");
    }

    @Test
    void aProbeOnAScaleOfItsOwnTellsWaterOnceItIsCalibrated() throws IOException {
        List<String> lines = Files.readAllLines(example());
        Path percent = text(
                "percent.csv",
                lines.stream()
                        .map(l -> {
                            String[] cells = l.split(",", -1);
                            cells[1] = cells[0].equals("time")
                                    ? "soil_moisture_percent_30cm"
                                    : cells[2].isEmpty() ? "" : "" + Double.parseDouble(cells[2]) * 200;
                            cells[2] = cells[0].equals("time") ? "battery" : "";
                            cells[3] = cells[0].equals("time") ? "signal" : "";
                            return String.join(",", cells);
                        })
                        .collect(Collectors.joining("\n")));
        assertThat(advise(percent, AT).path("irrigation").path("decision").asText())
                .isEqualTo("unknown");

        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        Path calibrated = text(
                "c.yaml", yaml + "calibrations: [{property: soil_moisture_percent_30cm, scale: 0.005, offset: 0}]\n");
        JsonNode water = Json.parse(run(calibrated, percent, AT).out().getBytes(StandardCharsets.UTF_8))
                .path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");
        assertThat(water.path("figures").path("soil_moisture_30cm").asDouble()).isEqualTo(0.237, within(5e-4));
    }

    /** The example with its probes at 20 and 30 cm as tension probes: Saxton and Rawls' Eq. 11 turned round, for its loam. */
    private Path tensions(UnaryOperator<String> at30) throws IOException {
        List<String> lines = Files.readAllLines(example());
        return text(
                "tension.csv",
                lines.stream()
                        .map(l -> {
                            String[] cells = l.split(",", -1);
                            boolean header = cells[0].equals("time");
                            cells[1] = header ? "soil_water_tension_20cm" : kpa(cells[1]);
                            cells[2] = header ? "soil_water_tension_30cm" : at30.apply(kpa(cells[2]));
                            cells[3] = header ? "battery" : "";
                            return String.join(",", cells);
                        })
                        .collect(Collectors.joining("\n")));
    }

    private static String kpa(String theta) {
        if (theta.isEmpty()) {
            return "";
        }
        // Loam: 0.280 at 33 kPa, 0.137 at 1500.
        double b = Math.log(1500.0 / 33) / Math.log(0.280 / 0.137);
        return "" + Math.round(10 * 33 * Math.pow(Double.parseDouble(theta) / 0.280, -b)) / 10.0;
    }

    @Test
    void tensionProbesTellTheSameAsMoistureProbesThroughTheCurve() throws IOException {
        JsonNode moisture = advise(
                        text("m.csv", Files.readString(example()).replace("soil_moisture_50cm", "unused")), AT)
                .path("irrigation");
        JsonNode advice = advise(tensions(kpa -> kpa), AT);
        JsonNode water = advice.path("irrigation");
        assertThat(water.path("decision")).isEqualTo(moisture.path("decision"));
        for (String depth : List.of("20cm", "30cm")) {
            assertThat(water.path("figures").path("soil_moisture_" + depth).asDouble())
                    .isEqualTo(
                            moisture.path("figures")
                                    .path("soil_moisture_" + depth)
                                    .asDouble(),
                            within(0.002));
            assertThat(advice.path("inputs").path("soil_water_tension_" + depth).asText())
                    .endsWith("kPa, soil moisture through the Saxton-Rawls 2006 curve for the texture");
        }
        assertThat(water.path("figures").path("soil_water_tension_20cm").asDouble())
                .isPositive();
        assertThat(water.path("reasons_vi").toString()).contains("lực hút").contains("kPa qua đường giữ nước");

        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        Path curve = text(
                "curve.yaml",
                yaml.replace(
                        "calibrated: false",
                        "curve: [{suction_kpa: 0, theta: 0.45}, {suction_kpa: 33, theta: 0.30}, {suction_kpa: 1500,"
                                + " theta: 0.12}]"));
        JsonNode laboratory = Json.parse(
                run(curve, tensions(kpa -> kpa.isEmpty() ? "" : "60"), AT).out().getBytes(StandardCharsets.UTF_8));
        assertThat(laboratory.path("inputs").path("soil_water_tension_30cm").asText())
                .isEqualTo("60.0 kPa, soil moisture through the laboratory curve");
        // Between 33 and 1500 kPa linear in the logarithm.
        assertThat(laboratory
                        .path("irrigation")
                        .path("figures")
                        .path("soil_moisture_30cm")
                        .asDouble())
                .isEqualTo(0.30 - 0.18 * Math.log(60.0 / 33) / Math.log(1500.0 / 33), within(1e-4));
        refused(
                run(text("p.yaml", yaml.replace("calibrated: false", "tension_limit_kpa: 5")), example(), AT),
                "tension_limit_kpa 5.0",
                "10..250");
    }

    @Test
    void aDoubtfulTensionChangesNothingAndIsNamed() throws IOException {
        JsonNode broken = advise(tensions(kpa -> kpa.isEmpty() ? "" : "300"), AT);
        JsonNode without = advise(tensions(kpa -> ""), AT);
        for (String field : List.of("decision", "net_mm")) {
            assertThat(broken.path("irrigation").path(field))
                    .isEqualTo(without.path("irrigation").path(field));
        }
        assertThat(broken.path("ledger")).isEqualTo(without.path("ledger"));
        assertThat(broken.path("irrigation").path("missing_vi").get(0).asText())
                .startsWith("đầu đo lực hút 30 cm hỏng: số đo 300,0");
    }

    @Test
    void nothingMeasuredLaterIsLookedAt() throws IOException {
        JsonNode whole = advise(example(), "2022-03-30T06:00:00+08:00");
        String until = Files.readAllLines(example()).stream()
                .filter(l -> l.startsWith("time") || l.compareTo("2022-03-29T22:00:01") < 0)
                .collect(Collectors.joining("\n"));
        assertThat(advise(text("cut.csv", until), "2022-03-30T06:00:00+08:00")).isEqualTo(whole);
    }

    @Test
    void brokenProbesGiveUnknownAndAreNamed() throws IOException {
        for (String broken : List.of("0", "0.6", "25.1", "-1", "0.2213")) {
            Path history = history(cells -> {
                if (cells.get(0).compareTo("2022-04-06T22") >= 0) {
                    for (int probe = 1; probe <= 3; probe++) {
                        cells.set(probe, broken);
                    }
                }
                return cells;
            });
            JsonNode advice = advise(history, AT);
            for (String matter : List.of("irrigation", "drainage")) {
                JsonNode statement = advice.path(matter);
                assertThat(statement.path("decision").asText())
                        .as(broken + " " + matter)
                        .isEqualTo("unknown");
                assertThat(statement.path("missing").get(0).asText()).startsWith("the 20 cm probe is broken");
                assertThat(statement.path("missing_vi").get(0).asText()).startsWith("đầu đo 20 cm hỏng");
                assertThat(statement.path("sentence_vi").asText()).startsWith("Chưa biết");
            }
            assertThat(advice.path("irrigation").path("net_mm").isNull()).isTrue();
            assertThat(advice.path("irrigation").path("sentence_vi").asText()).contains("Nắm đất sâu một gang");
            assertThat(advice.path("drainage").path("sentence_vi").asText()).contains("Đào thử sâu hai gang");
        }
    }

    @Test
    void silentProbesGiveUnknownAndSaySinceWhen() throws IOException {
        Path history = history(cells -> {
            if (cells.get(0).compareTo("2022-04-06T22") >= 0) {
                cells.set(1, "");
                cells.set(2, "");
                cells.set(3, "");
            }
            return cells;
        });
        JsonNode water = advise(history, AT).path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("unknown");
        assertThat(water.path("missing").get(0).asText())
                .isEqualTo("the soil moisture probes have been silent since 05:00 on 7 April");
    }

    @Test
    void withoutTheColumnOfIrrigationItsRecordIsMissing() throws IOException {
        String without = Files.readAllLines(example()).stream()
                .map(l -> l.substring(0, l.lastIndexOf(',')))
                .collect(Collectors.joining("\n"));
        assertThat(advise(text("h.csv", without), AT).path("irrigation").path("missing"))
                .extracting(JsonNode::asText)
                .contains("there is no record of irrigation, one may be missing");
    }

    @Test
    void waterInTheColumnOfIrrigationLessensWhatIsMissing() throws IOException {
        String at = "2022-03-22T12:00:00+08:00";
        Path watered = history(cells -> {
            if (cells.get(0).equals("2022-03-22T01:00:00Z")) {
                cells.set(cells.size() - 1, "60");
            }
            return cells;
        });
        JsonNode water = advise(watered, at).path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");
        assertThat(water.path("reasons_vi").toString()).contains("24 giờ qua đã tưới, 48,0 mm tới vùng rễ.");
    }

    @Test
    void badFilesAreExplainedWithTheirPlaceAndEndWithTwo() throws IOException {
        Path plot = EXAMPLES.resolve("plot.yaml");
        String head = "time,soil_moisture_20cm,irrigation_mm\n";
        refused(run(plot, folder.resolve("no.csv"), AT), "no.csv", "is not there");
        refused(run(folder.resolve("no.yaml"), example(), AT), "no.yaml");
        refused(run(plot, text("a.csv", "date,rain\n"), AT), "line 1", "\"date\"", "time");
        refused(run(plot, text("a.csv", head + "2022-04-01,0.2,0\n"), AT), "line 2", "2022-04-01", "offset");
        refused(
                run(plot, text("a.csv", head + "2022-04-01T00:00:00Z,0.2,0\n2022-04-01T00:00:00Z,0.3,0\n"), AT),
                "line 3",
                "line 2",
                "other values");
        refused(run(plot, text("a.csv", head + "2022-04-01T00:00:00Z,0.2,-3\n"), AT), "line 2", "irrigation_mm", "-3");
        refused(run(plot, text("a.csv", head + "2022-04-01T00:00:00Z,0,2,0\n"), AT), "line 2", "4 cells", "decimal");
        refused(run(plot, text("a.csv", "time,moisture\n2022-04-01T00:00:00Z,0\n"), AT), "no column");
        refused(
                run(
                        plot,
                        example(),
                        AT,
                        "--diary",
                        text("d.json", "[{\"kind\":\"x\"}]").toString()),
                "d.json",
                "x");
        refused(run(plot, example(), AT, "--previous", "perhaps"), "--previous", "perhaps");
        refused(run(plot, example(), "yesterday"), "yesterday", "offset");
        String yaml = Files.readString(plot);
        refused(run(text("p.yaml", yaml.replace("1080", "0")), example(), AT), "p.yaml", "area_m2 is missing or 0");
        refused(run(text("p.yaml", yaml.replace("pump_m3_per_hour: 6, ", "")), example(), AT), "pump_m3_per_hour");
        refused(run(text("p.yaml", yaml.replace("crop: tea", "crop: rice")), example(), AT), "rice", "tea");
        refused(
                run(text("p.yaml", yaml.replace("calibrated", "field_capacity: 0.1, calibrated")), example(), AT),
                "wilting point",
                "field capacity 0.1");
        refused(run(text("p.yaml", yaml + "colour: red\n"), example(), AT), "p.yaml", "colour");
        refused(
                run(
                        plot,
                        example(),
                        AT,
                        "--outlook",
                        text("o.csv", "time,rain\n2022-04-11T00:00:00Z,-1\n").toString()),
                "o.csv line 2",
                "-1");
    }

    @Test
    void aCellThatIsNoNumberIsMissingAndSaid() throws IOException {
        Path history = history(cells -> {
            if (cells.get(0).equals("2022-04-01T00:00:00Z")) {
                cells.set(5, "n/a");
            }
            return cells;
        });
        CommandRun run = run(EXAMPLES.resolve("plot.yaml"), history, AT);
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("column air_temperature: \"n/a\" is not a number; taken as missing");
    }

    @Test
    void namesWhatIsMissingImpossibleOrUnknownAndWhereItStands() throws IOException {
        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        refused(
                run(text("p.yaml", yaml.replaceAll(", time_zone: [^}]*", "")), example(), AT),
                "p.yaml",
                "time_zone is missing",
                "(line ");
        refused(
                run(text("p.yaml", yaml.replaceAll("area_m2: \\d+", "area_m2: 1000000000")), example(), AT),
                "p.yaml",
                "outside 1..10000000 m²",
                "(line ");
        for (Map.Entry<String, String> bad : Map.of(
                        "{\"kind\":\"picking\",\"id\":\"1\",\"plot\":\"wufeng\"}",
                        "date is missing; give it",
                        "{\"kind\":\"dance\",\"id\":\"1\",\"plot\":\"wufeng\"}",
                        "kind is the text \"dance\"; it may be irrigation, picking, input, labour, advice",
                        "{\"kind\":\"input\",\"id\":\"1\",\"plot\":\"wufeng\",\"date\":\"2022-03-20\",\"what\":\"x\",\"sprayed_at\":\"25:00\"}",
                        "sprayed_at is the text \"25:00\", not a time of day such as 08:30")
                .entrySet()) {
            Path diary = text("d.json", "[" + bad.getKey() + "]");
            refused(
                    run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--diary", diary.toString()),
                    "d.json",
                    bad.getValue());
        }
        refused(run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--previous-net", "5"), "--previous");
        refused(
                run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--previous", "irrigate", "--previous-net", "NaN"),
                "--previous-net NaN is outside 0..");

        Path rain = history(cells -> {
            cells.set(4, "-3");
            return cells;
        });
        CommandRun impossible = run(EXAMPLES.resolve("plot.yaml"), rain, AT);
        assertThat(impossible.code()).isZero();
        assertThat(impossible.err())
                .contains("h.csv line 2, column rain: -3.0 is outside 0.0..")
                .contains("more such values follow");

        Path outlook = text("o.csv", "time,regen,air_temperature\n2022-04-11T00:00:00+08:00,3,20\n");
        assertThat(run(EXAMPLES.resolve("plot.yaml"), example(), AT, "--outlook", outlook.toString())
                        .err())
                .contains("skipping columns that no outlook has: \"regen\"");
    }

    private static void refused(CommandRun run, String... parts) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).last().asString().startsWith("See: nuong advise");
        assertThat(run.err()).contains(parts);
    }
}
