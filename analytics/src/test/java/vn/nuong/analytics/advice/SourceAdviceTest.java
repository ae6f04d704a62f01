package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.source.Sharing;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.analytics.source.Sources;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.SourceUse;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.WaterSource;

class SourceAdviceTest {

    private static final Instant NOW = Field.NOW;

    /** 100 m² from bottom to 2 m. */
    private static final WaterSource POND = Sources.of(
            "{kind: pond, levels: [{level_m: 0, area_m2: 100}, {level_m: 2, area_m2: 100}], lockout_level_m: 0.3}");

    private static List<Reading> level(double level) {
        Instant at = NOW.minus(Duration.ofHours(1));
        return List.of(new Reading("pilot", "ao", PropertyKey.parse("water_level"), level, at, at));
    }

    /** Planned nine hours ago, with what may be drawn by this plot alone. */
    private static SourceNow source(WaterSource source, double level, Long litres) {
        Instant at = NOW.minus(Duration.ofHours(9));
        List<Sharing.User> users = List.of(new Sharing.User("plot-1", 1080, null, 19_500L, true));
        return new SourceNow(
                SourceState.of(source, level(level), NOW),
                new SourcePlan(at, litres, users, litres == null ? List.of() : List.of(litres)),
                Field.plot().place().timeZone());
    }

    private static Advice advice(PlotHistory history, SourceNow source) {
        return AdviceMaker.make(
                        "pilot",
                        Field.plot(),
                        history,
                        Outlook.none(),
                        Optional.empty(),
                        NOW,
                        true,
                        Optional.empty(),
                        Optional.of(source),
                        List.of())
                .advice();
    }

    private static DiaryEntry pumped(int hoursAgo, double minutes) {
        return new DiaryEntry.IrrigationDone(
                "d" + hoursAgo, "plot-1", NOW.minus(Duration.ofHours(hoursAgo)), minutes, null, null);
    }

    private static double figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void whatThePlotHasPumpedSinceTheWaterWasSharedIsTakenFromItsPart() {
        PlotHistory dry = Field.withMoisture(0.15).history();
        Statement whole = advice(dry, source(POND, 1, 6_000L)).on(AdviceTopic.IRRIGATION);
        assertThat(whole.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(figure(whole, "volume_m3")).isEqualTo(6, within(1e-9));
        assertThat(figure(whole, "pump_minutes")).isEqualTo(60, within(1e-9));

        // 20 minutes at 6 m³/h were pumped three hours ago, 120 the day before.
        PlotHistory pumped = Field.withMoisture(0.15).history(NOW, List.of(pumped(3, 20), pumped(30, 120)));
        Statement rest = advice(pumped, source(POND, 1, 6_000L)).on(AdviceTopic.IRRIGATION);
        assertThat(figure(rest, "volume_m3")).isEqualTo(4, within(1e-9));
        assertThat(rest.sentence().vi()).contains("chạy bơm 40 phút").contains("còn được 4,0 trên");

        PlotHistory all = Field.withMoisture(0.15).history(NOW, List.of(pumped(3, 60)));
        Statement none = advice(all, source(POND, 1, 6_000L)).on(AdviceTopic.IRRIGATION);
        assertThat(none.decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(none.rule()).isEqualTo("SRC-4");
        assertThat(none.sentence().vi()).contains("đã bơm 6,0 khối, hết phần của mình ở ao");
    }

    @Test
    void whereAllTurnsTakeMoreThanThePartOnlyTodaysIsAdvised() {
        PlotHistory dry = Field.withMoisture(0.15).history();
        Statement all = Field.advice(dry).on(AdviceTopic.IRRIGATION);
        double turn = figure(all, "volume_m3") / figure(all, "turns");
        Statement one =
                advice(dry, source(POND, 1, (long) Math.ceil(turn * 1000) + 1)).on(AdviceTopic.IRRIGATION);
        assertThat(one.rule()).isEqualTo("SRC-6");
        assertThat(figure(one, "turns")).isEqualTo(1);
        assertThat(figure(one, "volume_m3")).isEqualTo(turn, within(1e-9));
        assertThat(one.sentence().vi()).contains("hôm nay tưới một lượt");
        Statement whole = advice(dry, source(POND, 1, (long) Math.ceil(figure(all, "volume_m3") * 1000)))
                .on(AdviceTopic.IRRIGATION);
        assertThat(whole.sentence()).isEqualTo(all.sentence());
    }

    /** It is Sunday noon; the canal is open on Monday from 8 to 12. */
    @Test
    void aTurnWaitsForTheCanalsOpeningTomorrowAndIsBoundByWhatFlowsThen() {
        PlotHistory dry = Field.withMoisture(0.15).history();
        Statement enough = advice(dry, monday(10)).on(AdviceTopic.IRRIGATION);
        assertThat(enough.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(enough.start()).isEqualTo(Instant.parse("2026-03-23T00:00:00Z"));
        assertThat(enough.sentence().vi()).contains("08:00 ngày 23/3").doesNotContain("không còn nước");

        Statement little = advice(dry, monday(1)).on(AdviceTopic.IRRIGATION);
        assertThat(figure(little, "volume_m3")).isEqualTo(4, within(1e-9));
        assertThat(little.sentence().vi()).contains("chừng 4,0 trên").doesNotContain("hôm nay nương còn");

        Statement nothing = advice(dry, monday(0)).on(AdviceTopic.IRRIGATION);
        assertThat(nothing.rule()).isEqualTo("SRC-4");
        assertThat(nothing.sentence().vi()).contains("mở lúc 08:00 ngày 23/3");
    }

    private static SourceNow monday(double inflow) {
        return source(
                Sources.of("{kind: canal, inflow_m3_per_hour: " + inflow
                        + ", openings: [{days: [monday], from: \"08:00\", to: \"12:00\"}]}"),
                1,
                0L);
    }

    @Test
    void moreWaterAtTheSourceNeverMeansLessForThePlot() {
        PlotHistory dry = Field.withMoisture(0.15).history();
        double before = 0;
        for (long litres = 500; litres <= 120_000; litres += 500) {
            Statement water = advice(dry, source(POND, 1, litres)).on(AdviceTopic.IRRIGATION);
            double today = figure(water, "volume_m3") / figure(water, "turns");
            assertThat(today).isGreaterThanOrEqualTo(before - 1e-9);
            assertThat(figure(water, "volume_m3")).isLessThanOrEqualTo(litres / 1000.0 + 5e-4);
            before = today;
        }
        assertThat(before)
                .isEqualTo(
                        figure(Field.advice(dry).on(AdviceTopic.IRRIGATION), "volume_m3")
                                / figure(Field.advice(dry).on(AdviceTopic.IRRIGATION), "turns"),
                        within(1e-9));
    }

    @Test
    void aLockedSourceStopsIrrigationButNeverMakesTheSoilKnown() {
        Statement locked = advice(Field.withMoisture(0.15).history(), source(POND, 0.3, 0L))
                .on(AdviceTopic.IRRIGATION);
        assertThat(locked.decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(locked.rule()).isEqualTo("SRC-1");
        assertThat(locked.start()).isNull();
        assertThat(locked.wouldChange()).extracting(Text::vi).containsExactly("Khi nước lên tới 0,40 m thì tính lại.");

        Statement wet = advice(Field.withMoisture(0.27).history(), source(POND, 0.3, 0L))
                .on(AdviceTopic.IRRIGATION);
        assertThat(wet.rule()).isEqualTo("IRR-1");
        assertThat(wet.reasons()).extracting(Text::vi).contains("Bơm đang khóa đến khi nước lên 0,40 m.");

        Statement unknown = advice(new Field().withWeather().history(), source(POND, 0.3, 0L))
                .on(AdviceTopic.IRRIGATION);
        assertThat(unknown.decision()).isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void whileALockedSourceFillsAgainItSaysAtWhichLevelItResumesAndHoldsNoDay() {
        List<Reading> rising = new ArrayList<>();
        for (int hour = 0; hour < 4; hour++) {
            Instant at = NOW.minus(Duration.ofHours(4 - hour));
            rising.add(new Reading("pilot", "ao", PropertyKey.parse("water_level"), 0.30 + 0.02 * hour, at, at));
        }
        SourceNow source = new SourceNow(
                SourceState.of(POND, rising, NOW),
                new SourcePlan(
                        NOW.minus(Duration.ofHours(9)),
                        0L,
                        List.of(new Sharing.User("plot-1", 1080, null, 19_500L, true)),
                        List.of(0L)),
                Field.plot().place().timeZone());
        Advice advice = advice(Field.withMoisture(0.15).history(), source);
        assertThat(advice.on(AdviceTopic.IRRIGATION).sentence().vi())
                .startsWith(
                        "Chưa tưới được: ao đã cạn tới mức khóa bơm, nay lên 0,36 m nhưng phải tới 0,40 m mới bơm lại được.");
        assertThat(advice.source()).isNotNull();
        assertThat(advice.source().daysLeft()).isZero();
    }

    @Test
    void alkalineWaterIsToldWithTheLimitsThatItPasses() {
        Instant at = NOW.minus(Duration.ofHours(1));
        List<Reading> readings = new ArrayList<>(level(1));
        readings.add(new Reading("pilot", "ao", PropertyKey.parse("water_ph"), 8.7, at, at));
        SourceNow source = new SourceNow(
                SourceState.of(POND, readings, NOW),
                new SourcePlan(
                        NOW.minus(Duration.ofHours(9)),
                        60_000L,
                        List.of(new Sharing.User("plot-1", 1080, null, 19_500L, true)),
                        List.of(60_000L)),
                Field.plot().place().timeZone());
        assertThat(advice(Field.withMoisture(0.15).history(), source)
                        .on(AdviceTopic.IRRIGATION)
                        .sentence()
                        .vi())
                .contains("nước kiềm (độ pH 8,7; trên 8,4 phải dè dặt, quá 9,0 thì không tưới)");
    }

    @Test
    void theSourceIsToldWithTheAdvice() {
        Advice advice = advice(Field.withMoisture(0.15).history(), source(POND, 1, 6_000L));
        SourceUse use = advice.source();
        assertThat(use).isNotNull();
        assertThat(use.volumeM3()).isEqualTo(100);
        assertThat(use.shareLitres()).isEqualTo(6_000);
        assertThat(use.neededLitres()).isEqualTo(19_500);
        assertThat(use.scarce()).isTrue();
        assertThat(use.quality()).isEqualTo("unknown");
        assertThat(Json.read(Json.write(advice), Advice.class)).isEqualTo(advice);
        // 70 m³ above the lockout for about 4 mm/day over 1080 m² at 0.8.
        assertThat(use.daysLeft()).isBetween(8.0, 20.0);
        assertThat(use.explanation().vi())
                .startsWith("Ao còn 100 khối nước (mực nước 1,00 m), 70 khối trên mức khóa bơm.")
                .contains("Đủ tưới khoảng");
        assertThat(use.explanation().en()).startsWith("The pond holds 100 m³ (level 1.00 m), 70 m³ of them above");
        assertThat(Field.advice(Field.withMoisture(0.15).history()).source()).isNull();
    }

    @Test
    void theNeedOfADayIsOneTurn() {
        PlotHistory dry = Field.withMoisture(0.15).history();
        Statement asked = Field.advice(dry).on(AdviceTopic.IRRIGATION);
        AdviceMaker.Need need =
                AdviceMaker.findNeed(Field.plot(), dry, Outlook.none()).orElseThrow();
        assertThat(need.litres())
                .isEqualTo((long) Math.ceil(figure(asked, "volume_m3") / figure(asked, "turns") * 1000));
        assertThat(need.thirsty()).isTrue();
        assertThat(AdviceMaker.findNeed(Field.plot(), Field.withMoisture(0.27).history(), Outlook.none()))
                .contains(new AdviceMaker.Need(0, false));
        assertThat(AdviceMaker.findNeed(Field.plot(), new Field().withWeather().history(), Outlook.none()))
                .isEmpty();
    }
}
