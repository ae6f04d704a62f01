package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;

/** {@code nuong advise} for a plot that draws from a source. */
class AdviseSourceTest {

    private static final Path EXAMPLES = Path.of("../docs/examples/source");
    private static final String AT = "2022-03-22T12:00:00+08:00";
    private static final int LEVEL = 10;
    private static final int EC = 11;

    @TempDir
    Path folder;

    private CommandRun run(Path plot, Path history) {
        return CommandRun.of(
                "advise",
                "--plot",
                plot.toString(),
                "--history",
                history.toString(),
                "--outlook",
                EXAMPLES.resolve("outlook.csv").toString(),
                "--at",
                AT);
    }

    private JsonNode advise(Path plot, Path history) {
        CommandRun run = run(plot, history);
        assertThat(run.code()).as(run.err()).isZero();
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    /** The example's plot with a part of its text replaced. */
    private Path plot(String... pairs) throws IOException {
        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(yaml).contains(pairs[i]);
            yaml = yaml.replace(pairs[i], pairs[i + 1]);
        }
        return Files.writeString(folder.resolve("p.yaml"), yaml);
    }

    /** The example's history with some cells of its rows changed. */
    private Path history(UnaryOperator<List<String>> change) throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve("history.csv"));
        return Files.writeString(
                folder.resolve("h.csv"),
                lines.get(0) + "\n"
                        + lines.stream()
                                .skip(1)
                                .map(l -> String.join(",", change.apply(new ArrayList<>(List.of(l.split(",", -1))))))
                                .collect(Collectors.joining("\n"))
                        + "\n");
    }

    private Path example() {
        return EXAMPLES.resolve("history.csv");
    }

    @Test
    void aShortSourceIsSharedByAreaAndThePlotPumpsItsPartAndNoMore() {
        JsonNode advice = advise(EXAMPLES.resolve("plot.yaml"), example());
        JsonNode water = advice.path("irrigation");
        JsonNode source = advice.path("source");
        assertThat(water.path("decision").asText()).isEqualTo("irrigate");
        assertThat(water.path("rule").asText()).isEqualTo("SRC-5");
        assertThat(source.path("kind").asText()).isEqualTo("pond");
        assertThat(source.path("scarce").asBoolean()).isTrue();
        assertThat(source.path("locked_out").asBoolean()).isFalse();
        assertThat(source.path("quality").asText()).isEqualTo("fit");
        long available = source.path("available_litres").asLong();
        long share = source.path("share_litres").asLong();
        // 1080 of 3600 m²; the parts of a litre decide the last one.
        assertThat(share).isBetween(available * 3 / 10, available * 3 / 10 + 1);
        assertThat(source.path("needed_litres").asLong()).isGreaterThan(share);
        assertThat(water.path("litres").asLong()).isEqualTo(share);
        assertThat(water.path("minutes").asDouble()).isEqualTo(share / 6000.0 * 60, within(0.1));
        assertThat(water.path("gross_mm").asDouble()).isEqualTo(share / 1080.0, within(0.06));
        assertThat(water.path("net_mm").asDouble()).isEqualTo(share / 1080.0 * 0.8, within(0.06));
        assertThat(water.path("turns").asInt()).isEqualTo(1);
        assertThat(water.path("sentence_vi").asText())
                .startsWith("Cần tưới: chạy bơm")
                .contains("Nước ở ao chung có hạn: hôm nay nương còn được");
        assertThat(source.path("explanation_vi").asText())
                .contains("chia theo diện tích (1080 trên 3600 m²)")
                .contains("Chưa biết nuong-duoi cần bao nhiêu");
        assertThat(source.path("explanation_en").asText()).contains("shared by area");
        double low = source.path("days_left_low").asDouble();
        double high = source.path("days_left_high").asDouble();
        assertThat(low).isPositive().isLessThan(high);
        assertThat(source.path("days_left").asDouble()).isBetween(low, high);
        // 60 and 110 m² at 0 and 1.5 m: at 0.675 m the side has grown by 0.45 of the way.
        double side = Math.sqrt(60) + 0.45 * (Math.sqrt(110) - Math.sqrt(60));
        assertThat(source.path("volume_m3").asDouble())
                .isEqualTo(0.675 / 3 * (60 + side * side + Math.sqrt(60) * side), within(1e-3));
    }

    @Test
    void theRuleThatItsUsersAgreedOnIsApplied() throws IOException {
        long available = advise(EXAMPLES.resolve("plot.yaml"), example())
                .path("source")
                .path("available_litres")
                .asLong();
        JsonNode equal = advise(plot("rule: area", "rule: equal"), example()).path("source");
        assertThat(equal.path("share_litres").asLong()).isBetween(available / 3, available / 3 + 1);
        assertThat(equal.path("explanation_vi").asText()).contains("chia đều cho 3 nương");
        JsonNode agreed = advise(
                        plot(
                                "rule: area", "rule: shares",
                                "plot: wufeng}", "plot: wufeng, share: 1}",
                                "need_litres: 30000}", "need_litres: 30000, share: 2}",
                                "area_m2: 720}", "area_m2: 720, share: 1}"),
                        example())
                .path("source");
        assertThat(agreed.path("share_litres").asLong()).isBetween(available / 4, available / 4 + 1);
        JsonNode need = advise(
                        plot("rule: area", "rule: need", "area_m2: 720}", "area_m2: 720, need_litres: 0}"), example())
                .path("source");
        double needed = need.path("needed_litres").asDouble();
        assertThat(need.path("share_litres").asDouble()).isEqualTo(available * needed / (needed + 30_000), within(1.0));
    }

    @Test
    void aSourceThatIsNotShortChangesNothingButSaysHowLongItLasts() throws IOException {
        Path big = plot("area_m2: 60", "area_m2: 4000", "area_m2: 110", "area_m2: 9000");
        JsonNode advice = advise(big, example());
        JsonNode alone = advise(Path.of("../docs/examples/advise/plot.yaml"), example());
        JsonNode water = advice.path("irrigation");
        assertThat(alone.path("source").isNull()).isTrue();
        for (String field :
                List.of("decision", "net_mm", "litres", "minutes", "turns", "start", "sentence_vi", "rule")) {
            assertThat(water.path(field))
                    .as(field)
                    .isEqualTo(alone.path("irrigation").path(field));
        }
        assertThat(advice.path("source").path("scarce").asBoolean()).isFalse();
        assertThat(advice.path("source").path("days_left").asDouble()).isGreaterThan(5);
    }

    @Test
    void belowTheLockoutLevelItWaitsAndSaysWhatToDo() throws IOException {
        Path low = history(cells -> {
            cells.set(LEVEL, cells.get(0).compareTo("2022-03-22") < 0 ? "0.29" : "0.37");
            return cells;
        });
        JsonNode advice = advise(EXAMPLES.resolve("plot.yaml"), low); // risen, but not up to 0.4 m
        JsonNode water = advice.path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");
        assertThat(water.path("rule").asText()).isEqualTo("SRC-1");
        assertThat(water.path("litres").asDouble()).isZero();
        assertThat(water.path("start").isNull()).isTrue();
        assertThat(water.path("sentence_vi").asText())
                .contains("mức khóa bơm, nay lên 0,37 m nhưng phải tới 0,40 m mới bơm lại được")
                .contains("Đừng chạy bơm");
        assertThat(water.path("figures").path("needed_m3").asDouble()).isPositive();
        assertThat(advice.path("source").path("locked_out").asBoolean()).isTrue();
        assertThat(advice.path("source").path("share_litres").asLong()).isZero();
    }

    @Test
    void withoutALevelAdviceGoesOnAndSaysThatTheSourceIsUnknown() throws IOException {
        JsonNode alone = advise(Path.of("../docs/examples/advise/plot.yaml"), example());
        for (String level : List.of("", "none since", "9", "stuck")) {
            Path without = history(cells -> {
                switch (level) {
                    case "none since" -> {
                        if (cells.get(0).compareTo("2022-03-21T04:00:01Z") >= 0) {
                            cells.set(LEVEL, "");
                        }
                    }
                    case "9" -> {
                        if (cells.get(0).compareTo("2022-03-22T04") >= 0) {
                            cells.set(LEVEL, "9");
                        }
                    }
                    case "stuck" -> {
                        if (cells.get(0).compareTo("2022-03-22T04") >= 0) {
                            cells.set(LEVEL, "55"); // beyond what the property can be: flagged
                        }
                    }
                    default -> cells.set(LEVEL, "");
                }
                return cells;
            });
            JsonNode advice = advise(EXAMPLES.resolve("plot.yaml"), without);
            JsonNode water = advice.path("irrigation");
            JsonNode source = advice.path("source");
            assertThat(water.path("decision").asText()).as(level).isEqualTo("irrigate");
            assertThat(water.path("litres")).isEqualTo(alone.path("irrigation").path("litres"));
            assertThat(water.path("missing").toString()).contains("it is not known how much water ao chung holds");
            assertThat(water.path("missing_vi").toString()).contains("chưa biết ao chung còn bao nhiêu nước");
            assertThat(water.path("sentence_vi").asText()).contains("nhìn mực nước trước khi chạy bơm");
            for (String field :
                    List.of("level_m", "volume_m3", "days_left", "available_litres", "share_litres", "locked_out")) {
                assertThat(source.path(field).isNull()).as(level + " " + field).isTrue();
            }
        }
    }

    @Test
    void saltyWaterIsNotPumpedOntoTeaAndSlightlySaltyWaterWithCare() throws IOException {
        Path salty = history(cells -> {
            cells.set(EC, "3.4");
            return cells;
        });
        Path big = plot("area_m2: 60", "area_m2: 400", "area_m2: 110", "area_m2: 900");
        JsonNode water = advise(big, salty).path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");
        assertThat(water.path("rule").asText()).isEqualTo("SRC-2");
        assertThat(water.path("sentence_vi").asText()).contains("nước mặn (EC 3,4 dS/m");
        Path slightly = history(cells -> {
            cells.set(EC, "1.1");
            return cells;
        });
        JsonNode care = advise(big, slightly);
        assertThat(care.path("irrigation").path("decision").asText()).isEqualTo("irrigate");
        assertThat(care.path("irrigation").path("sentence_vi").asText()).contains("dè dặt");
        assertThat(care.path("source").path("quality").asText()).isEqualTo("care");
    }

    @Test
    void aCanalIsWaitedForOrItsHoursAreKept() throws IOException {
        String yaml = Files.readString(EXAMPLES.resolve("plot.yaml"));
        String plot = yaml.substring(0, yaml.indexOf("source:"));
        Path closed = Files.writeString(
                folder.resolve("closed.yaml"),
                plot + "source: {kind: canal, openings: [{first_date: 2022-03-30, last_date: 2022-04-02}]}\n");
        JsonNode water = advise(closed, example()).path("irrigation");
        assertThat(water.path("decision").asText()).isEqualTo("wait");
        assertThat(water.path("rule").asText()).isEqualTo("IRR-7");
        assertThat(water.path("sentence_vi").asText()).contains("kênh đóng đến 00:00 ngày 30/3");
        Path noon = Files.writeString(
                folder.resolve("noon.yaml"),
                plot + "source: {kind: canal, openings: [{from: \"10:00\", to: \"14:30\"}]}\n");
        JsonNode open = advise(noon, example()).path("irrigation");
        assertThat(open.path("decision").asText()).isEqualTo("irrigate");
        assertThat(open.path("start").asText()).isEqualTo("2022-03-23T10:00:00+08:00"); // today is too short
    }

    @Test
    void aPumpsCurveGivesTheMinutesAtTheWatersLevel() throws IOException {
        String pump = "\n  pump: {curve: [{flow_m3_per_hour: 0, head_m: 45}, {flow_m3_per_hour: 12, head_m: 30}],"
                + " static_head_m: 30, loss_head_m: 9.6}\n";
        Path big = plot(
                "area_m2: 60",
                "area_m2: 400",
                "area_m2: 110",
                "area_m2: 900",
                "\n  rule: area\n",
                pump + "  rule: area\n");
        JsonNode water = advise(big, example()).path("irrigation");
        double flow = water.path("figures").path("pump_m3_per_hour").asDouble();
        assertThat(flow).isBetween(8.4, 9.0);
        assertThat(water.path("minutes").asDouble())
                .isEqualTo(water.path("litres").asDouble() / 1000 / flow * 60, within(0.5));
        assertThat(water.path("reasons_vi").toString()).contains("Nhưng đã đo được 6,0 khối/giờ tại nương");
        Path high = plot("\n  rule: area\n", pump.replace("static_head_m: 30", "static_head_m: 60") + "  rule: area\n");
        JsonNode cannot = advise(high, example()).path("irrigation");
        assertThat(cannot.path("decision").asText()).isEqualTo("wait");
        assertThat(cannot.path("rule").asText()).isEqualTo("SRC-3");
    }

    @Test
    void badSourcesAreExplainedWithTheirLine() throws IOException {
        refused("area_m2: 60", "area_m2: 0", "area_m2 0", "(line 14)");
        refused(
                "{level_m: 1.5, area_m2: 110}",
                "{level_m: -0.5, area_m2: 110}",
                "does not increase",
                "-0.5",
                "line 13");
        refused("{level_m: 1.5, area_m2: 110}", "{level_m: 1.5, volume_m3: 110}", "area_m2 and points with volume_m3");
        refused("lockout_level_m: 0.3", "lockout_level_m: 1.6", "lockout_level_m 1.6", "1.5", "line 16");
        refused("resume_level_m: 0.4", "resume_level_m: 0.2", "resume_level_m 0.2", "lockout_level_m 0.3");
        refused("inflow_m3_per_hour: 0.1", "inflow_m3_per_hour: -1", "inflow_m3_per_hour -1", "line 18");
        refused("kind: pond", "kind: lake", "lake");
        refused("kind: pond", "kind: canal", "openings");
        refused("rule: area", "rule: shares", "\"wufeng\" has no share");
        refused("{plot: wufeng}", "{plot: khac}", "do not name the plot itself", "wufeng");
        refused("{plot: nuong-duoi, area_m2: 720}", "{plot: nuong-duoi}", "nuong-duoi", "give its area_m2");
        refused("{plot: nuong-duoi, area_m2: 720}", "{plot: nuong-tren, area_m2: 720}", "twice");
        refused(
                "rule: area",
                "pump: {curve: [{head_m: 40}, {flow_m3_per_hour: 5, head_m: 30}], static_head_m: 20}",
                "no flow_m3_per_hour",
                "line 20");
        refused("rule: area", "pump: {static_head_m: 20}", "needs a curve of two points of flow and head", "line 20");
        refused(
                "rule: area",
                "pump: {curve: [{flow_m3_per_hour: 5, head_m: 30}, {flow_m3_per_hour: 9, head_m: 35}], static_head_m: 20}",
                "head to fall");
        refused("rule: area", "rule: area\n  depth: 3", "depth", "line 21");
    }

    private void refused(String part, String by, String... says) throws IOException {
        CommandRun run = run(plot(part, by), example());
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("p.yaml").contains(says);
    }
}
