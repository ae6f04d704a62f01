package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.Daylight;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WhatIf;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

class AdviceMakerTest {

    private static final Instant NOW = Field.NOW;

    @Test
    void drySoilIsIrrigatedByTheRuleNetIsDepletionAndGrossIsNetOverEfficiency() {
        Statement water = irrigation(Field.withMoisture(0.19));
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.confidence())
                .as("three weeks at one moisture without rain: the balance is drier")
                .isEqualTo(Confidence.LOW);
        assertThat(water.rule()).isEqualTo("IRR-1");
        double depletion = figure(water, "depletion_mm");
        // FAO-56 Eq. 87 with field capacity of loam 0.280 (Saxton–Rawls), root zone 0.5 m.
        assertThat(figure(water, "probe_depletion_mm")).isEqualTo(1000 * (0.2797 - 0.19) * 0.5, within(1.0));
        assertThat(figure(water, "net_mm")).isEqualTo(depletion, within(1e-9));
        assertThat(figure(water, "gross_mm")).isEqualTo(depletion / 0.8, within(1e-9));
        assertThat(figure(water, "volume_m3")).isEqualTo(depletion / 0.8 * 1080 / 1000, within(1e-9));
        assertThat(figure(water, "pump_minutes")).isEqualTo(figure(water, "volume_m3") / 6 * 60, within(1e-9));
    }

    @Test
    void saysWhatToDoInAFarmersWords() {
        assertThat(irrigation(Field.withMoisture(0.19)).sentence())
                .isEqualTo(new Text(
                        "Cần tưới: chạy bơm mỗi lượt 170 phút, bắt đầu 15:30 các ngày 22, 23, 24 và 25/3, tất cả 67,3 khối"
                                + " cho 3 sào.",
                        "Irrigate: run the pump for 170 minutes a turn, from 15:30 on 22, 23, 24 and 25 March, 67.3 m³ in all"
                                + " on 3 sào."));
        assertThat(irrigation(Field.withMoisture(0.27)).sentence().vi())
                .startsWith("Chưa biết chắc đất còn bao nhiêu nước: đầu đo và sổ nước lệch nhau ")
                .endsWith(" mm. Tạm chưa tưới. Nắm đất sâu một gang, vỡ vụn thì tưới.");
        assertThat(irrigation(drifting(5, 0)).sentence().vi())
                .isEqualTo("Hôm nay chưa cần tưới. Đất còn đủ nước khoảng 3 ngày.");
        assertThat(drainage(Field.withMoisture(0.27)).sentence().vi())
                .isEqualTo("Chưa phải tiêu nước. Đất đủ thoáng ở 20, 30, 50 cm.");
    }

    @Test
    void wateringChangesTheAdviceOnceProbesSeeIt() {
        Field dry = Field.withMoisture(0.16);
        assertThat(irrigation(dry).decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(irrigation(dry.lastHours(1, 0.30)).decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(irrigation(dry.lastHours(2, 0.30)).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void aSingleSpikeDoesNotTurnTheAdvice() {
        for (double spike : List.of(0.06, 0.10, 0.40, 0.50)) {
            Field wet = Field.withMoisture(0.27).with("soil_moisture_20cm", NOW, spike);
            assertThat(irrigation(wet).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
            assertThat(irrigation(wet).missing())
                    .extracting(Text::vi)
                    .anyMatch(m -> m.startsWith("đầu đo 20 cm nhảy đột ngột"));
        }
    }

    @Test
    void heavyRainTurnsIrrigationOffBeforeTheProbesSeeIt() {
        Field field = Field.withMoisture(0.19);
        assertThat(irrigation(field).decision()).isEqualTo(Decision.IRRIGATE);
        field.with("rain", NOW, 45);
        assertThat(irrigation(field).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void irrigationInTheDiaryTurnsIrrigationOff() {
        Field field = Field.withMoisture(0.19);
        DiaryEntry done =
                new DiaryEntry.IrrigationDone("a", "plot-1", NOW.minus(Duration.ofHours(3)), 12 * 60.0, null, null);
        assertThat(Field.advice(field.history(NOW, List.of(done)))
                        .on(AdviceTopic.IRRIGATION)
                        .decision())
                .isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void saturatedSoilIsWatchedThenDrained() {
        assertThat(drainage(Field.withMoisture(0.30).lastHours(5, 0.42)).decision())
                .isEqualTo(Decision.WATCH_DRAINAGE);
        Statement drain = drainage(Field.withMoisture(0.30).lastHours(60, 0.42));
        assertThat(drain.decision()).isEqualTo(Decision.DRAIN);
        assertThat(drain.sentence().vi())
                .isEqualTo(
                        "Cần tiêu nước: đất ở 20 cm quá ướt đã 59 giờ, rễ chè thiếu không khí. Khơi rãnh theo đường đồng mức cho"
                                + " nước thoát.");
        assertThat(irrigation(Field.withMoisture(0.30).lastHours(60, 0.42)).decision())
                .isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    @Test
    void aSilentProbeIsBridgedByTheBalanceForADayAtLowConfidence() {
        Field field = Field.withMoisture(0.19);
        Statement fresh = irrigation(silent(field, Duration.ofHours(5)));
        assertThat(fresh.rule()).isEqualTo("IRR-1");
        Statement bridged = irrigation(silent(field, Duration.ofHours(7)));
        assertThat(bridged.rule()).isEqualTo("IRR-2");
        assertThat(bridged.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(bridged.confidence()).isEqualTo(Confidence.LOW);
        Statement gone = irrigation(silent(field, Duration.ofHours(25)));
        assertThat(gone.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(gone.sentence().vi())
                .isEqualTo(
                        "Chưa biết: đầu đo độ ẩm đất mất kết nối từ 11:00 ngày 21/3. Nắm đất sâu một gang, vỡ vụn thì"
                                + " tưới.");
    }

    @Test
    void withoutRainTheBalanceBridgesNothing() {
        Field field = silent(Field.withMoisture(0.19), Duration.ofHours(7))
                .without(r -> r.key().code().equals("rain"));
        Statement water = irrigation(field);
        assertThat(water.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(water.missing()).extracting(Text::vi).contains("chưa đo mưa");
    }

    @Test
    void oldReadingsThatArriveLateLeaveItUnknown() {
        Field backfill = silent(Field.withMoisture(0.12), Duration.ofDays(3));
        assertThat(irrigation(backfill).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(drainage(silent(Field.withMoisture(0.44), Duration.ofDays(3)))
                        .decision())
                .isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void anUncalibratedPercentProbeTellsNeitherDryNorWet() {
        for (double percent : List.of(0.0, 5.0, 95.0, 100.0)) {
            Field field =
                    new Field().hourly("soil_moisture_percent", t -> percent).withWeather();
            assertThat(irrigation(field).decision()).isEqualTo(Decision.UNKNOWN);
            assertThat(irrigation(field).sentence().vi())
                    .isEqualTo(
                            "Chưa biết: đầu đo độ ẩm đất chưa hiệu chuẩn, chưa quy ra lượng nước. Nắm đất sâu một gang,"
                                    + " vỡ vụn thì tưới.");
            assertThat(drainage(field).decision()).isEqualTo(Decision.UNKNOWN);
        }
    }

    @Test
    void aDrierProbeNeverMeansLessWater() {
        double before = -1;
        for (double moisture = 0.40; moisture > 0.175; moisture -= 0.005) {
            double net = net(irrigation(Field.withMoisture(0.22).lastHours(3, moisture)));
            assertThat(net).isGreaterThanOrEqualTo(before - 1e-9);
            before = net;
        }
        assertThat(before).isGreaterThan(40);
    }

    @Test
    void soilThatSeemsToDryWithinAnHourIsABrokenProbeAndSoonUnknown() {
        for (double moisture : List.of(0.06, 0.10, 0.15)) {
            Statement water = irrigation(Field.withMoisture(0.22).lastHours(8, moisture));
            assertThat(water.decision()).isEqualTo(Decision.UNKNOWN);
            assertThat(water.missing()).extracting(Text::vi).anyMatch(m -> m.startsWith("đầu đo 20 cm hỏng: tụt"));
        }
    }

    @Test
    void lostReadingsNeverMakeWetOrDryOutOfUnknown() {
        Random random = new Random(3);
        String[] keys = {
            "soil_moisture_20cm",
            "soil_moisture_30cm",
            "soil_moisture_50cm",
            "rain",
            "air_temperature",
            "relative_humidity"
        };
        for (int i = 0; i < 120; i++) {
            Field field = Field.withMoisture(0.10 + 0.35 * random.nextDouble());
            for (String key : keys) {
                Instant lostFrom = NOW.minus(Duration.ofMinutes(random.nextInt(40 * 60)));
                if (random.nextInt(3) > 0) {
                    field.without(
                            r -> r.key().code().equals(key) && r.measured().isAfter(lostFrom));
                }
            }
            PlotHistory history = field.history();
            Advice advice = Field.advice(history);
            Duration age = Duration.between(history.findNewestProbe().orElse(Instant.EPOCH), NOW);
            Decision water = advice.on(AdviceTopic.IRRIGATION).decision();
            if (age.compareTo(Duration.ofHours(24)) >= 0) {
                assertThat(water).isEqualTo(Decision.UNKNOWN);
            }
            if (age.compareTo(Duration.ofHours(6)) >= 0) {
                assertThat(advice.on(AdviceTopic.DRAINAGE).decision()).isEqualTo(Decision.UNKNOWN);
                assertThat(water == Decision.UNKNOWN
                                || advice.on(AdviceTopic.IRRIGATION).confidence() == Confidence.LOW)
                        .isTrue();
            } else {
                assertThat(water).isNotEqualTo(Decision.UNKNOWN);
            }
            for (Statement statement : advice.statements()) {
                assertThat(statement.reasons()).isNotEmpty();
                assertThat(statement.decision() != Decision.UNKNOWN
                                || !statement.missing().isEmpty())
                        .isTrue();
            }
        }
    }

    @Test
    void sprayingIsNeverSaidToBeDue() {
        Statement sunday = spraying(Field.withMoisture(0.2), NOW);
        assertThat(sunday.decision()).isEqualTo(Decision.DO_NOT_SPRAY);
        assertThat(sunday.sentence())
                .isEqualTo(
                        new Text("Chưa phải phun. Thứ Hai kiểm tra lại.", "No need to spray. Look again on Monday."));

        Field traps = Field.withMoisture(0.2);
        for (int day = 1; day <= 15; day++) {
            traps.with(
                    "trap_count_empoasca_onukii", NOW.minus(Duration.ofDays(day)), day <= 5 ? 60 : day <= 10 ? 30 : 10);
        }
        Statement rising = spraying(traps, NOW);
        assertThat(rising.decision()).isEqualTo(Decision.SCOUT);
        assertThat(rising.sentence().vi())
                .isEqualTo("Chưa phun. Nên ra nương xem rầy xanh hôm nay: gõ 10 điểm bằng khay, đếm số con mỗi khay.");
    }

    @Test
    void aLookWrittenInTheDiaryMovesTheNextOne() {
        DiaryEntry looked = new DiaryEntry.AdviceAnswer(
                "a",
                "plot-1",
                NOW.minus(Duration.ofDays(2)),
                AdviceTopic.SPRAYING,
                NOW.minus(Duration.ofDays(2)),
                true,
                null);
        Statement spraying = Field.advice(Field.withMoisture(0.2).history(NOW, List.of(looked)))
                .on(AdviceTopic.SPRAYING);
        assertThat(spraying.sentence().vi()).isEqualTo("Chưa phải phun. Thứ Sáu kiểm tra lại.");
    }

    @Test
    void feedingWaitsForItsDayAndADoseForYieldAndSoilTest() {
        Statement march = Field.withMoisture(0.2).advice().on(AdviceTopic.FERTILISING);
        assertThat(march.decision()).isEqualTo(Decision.HOLD_FERTILISER);
        assertThat(march.sentence().vi()).isEqualTo("Chưa bón. Đợt tới khoảng 1/4.");

        Plot unplanned = SiteConfig.sampleSite().findPlot("plot-2").orElseThrow();
        Instant april = Instant.parse("2026-04-10T04:00:00Z");
        PlotHistory nothing = HistoryMaker.make(
                unplanned, AdviceMaker.soil(unplanned), List.of(), Optional.of(List.of()), Map.of(), april);
        Statement unknown = AdviceMaker.make("pilot", unplanned, nothing, Outlook.none(), Optional.empty(), april, true)
                .on(AdviceTopic.FERTILISING);
        assertThat(unknown.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(unknown.missing())
                .extracting(Text::vi)
                .contains("chưa có năng suất", "chưa có kết quả phân tích đất", "chưa biết độ ẩm đất");
    }

    @Test
    void noWaterFallsOnAFreshSprayOnPeopleOrTheDayBeforePicking() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        Field dry = Field.withMoisture(0.19);
        List<DiaryEntry> bans = List.of(
                new DiaryEntry.Input("i", "plot-1", today, "Thuốc trừ rầy", 1.0, "l", null),
                new DiaryEntry.Labour("l", "plot-1", today, "làm cỏ", 4.0, null),
                new DiaryEntry.Picking("p", "plot-1", today.plusDays(1), null, null, null));
        for (DiaryEntry ban : bans) {
            PlotHistory history = dry.history(NOW, List.of(ban));
            Statement water = Field.advice(history).on(AdviceTopic.IRRIGATION);
            assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
            assertThat(history.notes().bans())
                    .singleElement()
                    .satisfies(b -> assertThat(water.start().isBefore(b.from())
                                    || !water.start().isBefore(b.to()))
                            .isTrue());
            assertThat(water.reasons()).extracting(Text::vi).anyMatch(r -> r.startsWith("Không tưới từ"));
        }
        PlotHistory fertilised =
                dry.history(NOW, List.of(new DiaryEntry.Input("f", "plot-1", today, "Phân NPK", 10.0, "kg", null)));
        assertThat(fertilised.notes().bans()).isEmpty();
    }

    @Test
    void everyTurnIsClearOfWhatTheDiaryPlansNotOnlyTheFirst() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        List<DiaryEntry> diary = List.of(
                new DiaryEntry.Picking("p", "plot-1", today.plusDays(2), null, null, null),
                new DiaryEntry.Input("i", "plot-1", today.plusDays(1), "thuốc trừ rầy", null, null, null));
        Statement water =
                Field.advice(Field.withMoisture(0.19).history(NOW, diary)).on(AdviceTopic.IRRIGATION);
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.turns()).singleElement().satisfies(t -> {
            assertThat(t.start()).isEqualTo("2026-03-22T07:30:00Z").isEqualTo(water.start());
            assertThat(t.volumeM3()).isEqualTo(figure(water, "volume_m3"), within(1e-9));
        });
        assertThat(figure(water, "net_mm")).isLessThanOrEqualTo(15);
        assertThat(figure(water, "net_mm") + figure(water, "left_mm"))
                .isEqualTo(figure(water, "depletion_mm"), within(1e-6));
        assertThat(water.sentence().vi())
                .isEqualTo(
                        "Cần tưới: chạy bơm 170 phút (16,8 khối cho 3 sào), bắt đầu 15:30 ngày 22/3. Sau đó ngừng tưới: hái chè"
                                + " ngày 24/3.");
    }

    @Test
    void anInputThatIsSprayedKeepsWaterOffWhateverIsMixedIntoIt() {
        for (String what : List.of(
                "thuốc trừ rầy pha phân bón lá",
                "Chế phẩm Pure Neem phun trừ rầy",
                "phun phân bón lá",
                "phan bon la",
                "NPK pha thuoc tru ray",
                "Pure Neem",
                "xịt đạm")) {
            PlotHistory history = Field.withMoisture(0.19)
                    .history(
                            NOW,
                            List.of(new DiaryEntry.Input(
                                    "i", "plot-1", LocalDate.of(2026, 3, 22), what, null, null, null)));
            assertThat(history.notes().bans()).as(what).hasSize(1);
            assertThat(history.notes().fed()).as(what).isEmpty();
        }
        for (String what : List.of("Phân NPK", "phan chuong", "Urê", "phân chuồng ủ chế phẩm", "vôi bột")) {
            PlotHistory history = Field.withMoisture(0.19)
                    .history(
                            NOW,
                            List.of(new DiaryEntry.Input(
                                    "i", "plot-1", LocalDate.of(2026, 3, 22), what, null, null, null)));
            assertThat(history.notes().bans()).as(what).isEmpty();
        }
    }

    @Test
    void aSprayIsRainFastByItsLabelAndTheHourItEnded() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        assertThat(sprayed(today, null, null).to()).isEqualTo("2026-03-22T16:00:00Z"); // 18:00 and six hours
        assertThat(sprayed(today, null, null).reason().vi())
                .isEqualTo(
                        "thuốc phun ngày 22/3 chưa bám khô (không rõ nhãn nên tính 6 giờ, không rõ giờ phun nên tính từ"
                                + " 18:00)");
        assertThat(sprayed(today, LocalTime.of(7, 30), 2.5).to()).isEqualTo("2026-03-22T02:00:00Z");
        assertThat(sprayed(today, LocalTime.of(7, 30), 2.5).reason().vi())
                .isEqualTo("thuốc phun ngày 22/3 chưa bám khô (theo nhãn 2,5 giờ từ 07:30)");
        // Yesterday's spray with a long label reaches into today.
        assertThat(sprayed(today.minusDays(1), LocalTime.of(16, 0), 24.0).to()).isEqualTo("2026-03-22T08:00:00Z");
    }

    private static Ban sprayed(LocalDate date, LocalTime at, Double hours) {
        DiaryEntry spray = new DiaryEntry.Input("i", "plot-1", date, "thuốc trừ rầy", null, null, null, at, hours);
        List<Ban> bans =
                Field.withMoisture(0.19).history(NOW, List.of(spray)).notes().bans();
        assertThat(bans).hasSize(1);
        return bans.get(0);
    }

    @Test
    void aPumpThatCannotKeepUpIsSaidSoAndItsTurnsFitTheHours() {
        Plot weak = Field.plot()
                .withIrrigation(new Plot.Irrigation(0.5, 0.8, null, Plot.Irrigation.Method.SPRINKLER, null, null));
        Statement water = advice(weak, Field.withMoisture(0.19).readings());
        assertThat(water.turns())
                .hasSize(7)
                .allSatisfy(t -> assertThat(t.pumpMinutes()).isLessThanOrEqualTo(300));
        assertThat(water.sentence().vi())
                .startsWith("Cần tưới: chạy bơm mỗi lượt ")
                .contains("mỗi ngày từ 2", "Bơm này không theo kịp");
        Plot drip =
                Field.plot().withIrrigation(new Plot.Irrigation(1, 0.9, null, Plot.Irrigation.Method.DRIP, null, null));
        assertThat(advice(drip, Field.withMoisture(0.19).readings()).turns())
                .allSatisfy(t -> assertThat(t.pumpMinutes()).isLessThanOrEqualTo(14.5 * 60));
    }

    @Test
    void sprinklersThatAreMovedAndTheSoakingStandInTheSentence() {
        Plot moved = Field.plot()
                .withIrrigation(new Plot.Irrigation(6, 0.8, null, Plot.Irrigation.Method.SPRINKLER, 20.0, null));
        Statement water = advice(moved, Field.withMoisture(0.19).readings());
        assertThat(figure(water, "positions")).isEqualTo(4);
        assertThat(figure(water, "burst_minutes") * figure(water, "bursts") * 4)
                .isEqualTo(figure(water, "turn_minutes"), within(0.2));
        assertThat(figure(water, "positions") * figure(water, "bursts")).isLessThanOrEqualTo(10);
        ZoneId zone = Field.plot().place().timeZone();
        assertThat(water.turns()).hasSizeGreaterThan(3).allSatisfy(turn -> {
            Daylight day = Daylight.of(
                    LocalDate.ofInstant(turn.start(), zone),
                    Field.plot().place().latitude(),
                    Field.plot().place().longitude(),
                    zone);
            assertThat(turn.start()).isAfterOrEqualTo(day.sunrise());
            assertThat(turn.start().plusSeconds(Math.round(60 * figure(water, "turn_takes_minutes"))))
                    .isBeforeOrEqualTo(day.sunset());
        });
        assertThat(figure(water, "turn_takes_minutes"))
                .isEqualTo(
                        figure(water, "turn_minutes") + (figure(water, "bursts") - 1) * figure(water, "soak_minutes"),
                        within(0.2));
        assertThat(water.sentence().vi()).contains("Mỗi lượt dời vòi qua 4 chỗ, mỗi chỗ ", " vòng như vậy");
    }

    @Test
    void withoutAPumpItSaysSoAndGivesWhatACanCanCheck() {
        Plot bare = Field.plot().withIrrigation(null);
        AdviceMaker.Made made = madeFor(bare, Field.withMoisture(0.19).readings(), Outlook.none());
        Statement water = made.advice().on(AdviceTopic.IRRIGATION);
        assertThat(made.advice().inputs().get("application_efficiency")).startsWith("0.80 assumed");
        assertThat(water.missing())
                .extracting(Text::vi)
                .contains("chưa biết máy bơm và cách tưới, tạm tính 80 % nước bơm tới rễ");
        assertThat(water.sentence().vi())
                .startsWith("Cần tưới mỗi lượt 16 mm, tức 5,6 khối mỗi sào, bắt đầu ")
                .contains("Chưa biết máy bơm: đặt ca thẳng thành trong nương, hứng đủ 16 mm thì dừng.");
    }

    @Test
    void whereNothingIsKnownItIsNotSureAndIrrigationBelowTheThresholdIsExplained() {
        // Probes stay wet for three weeks of sun: probes and balance are as far apart as can be.
        Statement water = madeFor(Field.plot(), Field.withMoisture(0.255).readings(), Field.rainAhead(0, 0))
                .advice()
                .on(AdviceTopic.IRRIGATION);
        assertThat(figure(water, "depletion_sigma_mm"))
                .isGreaterThan(0.9 * figure(water, "total_available_mm") / Math.sqrt(12));
        assertThat(water.confidence()).isEqualTo(Confidence.LOW);
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(figure(water, "depletion_mm")).isLessThan(figure(water, "readily_available_mm"));
        assertThat(water.reasons())
                .extracting(Text::vi)
                .anyMatch(r -> r.startsWith("Con số ấy gần như chỉ là phỏng chừng"))
                .anyMatch(r -> r.startsWith("Chưa tới ngưỡng mà vẫn nên tưới"));
    }

    @Test
    void soilThatStaysSaturatedLacksNothingAndTeachesNoBias() {
        Field wet = Field.withMoisture(0.42).with("rain", NOW.minus(Duration.ofDays(9)), 60);
        Statement water = irrigation(wet);
        assertThat(water.decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(figure(water, "depletion_mm")).isZero();
        assertThat(figure(water, "probe_bias_mm")).isZero();
        assertThat(drainage(wet).decision()).isEqualTo(Decision.DRAIN);
        AdviceMaker.Made made = made(wet.readings());
        assertThat(made.water().ledger())
                .allSatisfy(l -> assertThat(l.gapMm()).isCloseTo(0, within(1e-9)))
                .allSatisfy(l -> assertThat(l.endMm()).isZero());
    }

    @Test
    void theDaysThatWaterSufficesAreTheSameInTheSentenceAndInWhatWouldChangeIt() {
        int sure = 0;
        for (int days = 1; days < 9; days++) {
            Statement water = irrigation(drifting(days, 0));
            if (water.decision() == Decision.DO_NOT_IRRIGATE && water.confidence() != Confidence.LOW) {
                sure++;
                String said = water.sentence().vi();
                String change = water.wouldChange().get(1).vi();
                assertThat(change)
                        .isEqualTo(
                                said.contains("đến mai")
                                        ? "Nếu không mưa, mai phải tưới."
                                        : "Nếu không mưa, khoảng " + said.replaceAll(".*khoảng (\\d+) ngày.*", "$1")
                                                + " ngày nữa phải tưới.");
            }
        }
        assertThat(sure).isPositive();
    }

    @Test
    void aProbeThatTellsPercentIsAskedAbout() {
        Statement water = irrigation(new Field()
                .hourly("soil_moisture_20cm", t -> 25.6 + Field.wiggle(t))
                .hourly("soil_moisture_30cm", t -> 26.6 + Field.wiggle(t))
                .withWeather());
        assertThat(water.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(water.missing().get(0).vi()).contains("Có phải đầu đo báo phần trăm (25,6 %)?");
    }

    private static Statement advice(Plot plot, List<Reading> readings) {
        return madeFor(plot, readings, Outlook.none()).advice().on(AdviceTopic.IRRIGATION);
    }

    private static AdviceMaker.Made madeFor(Plot plot, List<Reading> readings, Outlook outlook) {
        PlotHistory history =
                HistoryMaker.make(plot, AdviceMaker.soil(plot), readings, Optional.of(List.of()), Map.of(), NOW);
        return AdviceMaker.make("pilot", plot, history, outlook, Optional.empty(), NOW, true, Optional.empty());
    }

    @Test
    void whenTwoDaysAreClosedToWaterItSaysSoInsteadOfIrrigating() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        List<DiaryEntry> picking = List.of(
                new DiaryEntry.Picking("p", "plot-1", today.plusDays(1), null, null, null),
                new DiaryEntry.Picking("o", "plot-1", today.plusDays(2), null, null, null),
                new DiaryEntry.Picking("q", "plot-1", today.plusDays(3), null, null, null));
        Statement water =
                Field.advice(Field.withMoisture(0.19).history(NOW, picking)).on(AdviceTopic.IRRIGATION);
        assertThat(water.decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(water.rule()).isEqualTo("IRR-7");
        assertThat(water.sentence().vi()).isEqualTo("Đất thiếu nước nhưng chưa tưới được: hái chè ngày 23/3.");
    }

    @Test
    void anOutlookIsWeighedAndItsWeightIsShown() {
        PlotHistory history = Field.withMoisture(0.19).history();
        Statement water = AdviceMaker.make(
                        "pilot", Field.plot(), history, Field.rainAhead(0, 0), Optional.empty(), NOW, true)
                .on(AdviceTopic.IRRIGATION);
        assertThat(water.rule()).isEqualTo("IRR-5");
        assertThat(figure(water, "cost_of_waiting_vnd")).isPositive();
        // All but the wettest that an uncalibrated probe in a soil known by texture alone allows for.
        assertThat(figure(water, "chance_of_thirst")).isEqualTo(5.0 / 6, within(1e-9));
        assertThat(figure(water, "outlook_members")).isEqualTo(1);
    }

    @Test
    void ditchesAreOpenedBeforeAStormByDaylightAndNeverStraightDownTheSlope() {
        Statement before = AdviceMaker.make(
                        "pilot",
                        Field.plot(),
                        Field.withMoisture(0.27).history(),
                        Field.rainAhead(0, 100),
                        Optional.empty(),
                        NOW,
                        true)
                .on(AdviceTopic.DRAINAGE);
        assertThat(before.decision()).isEqualTo(Decision.WATCH_DRAINAGE);
        assertThat(before.rule()).isEqualTo("DRN-5");
        assertThat(before.sentence().vi())
                .isEqualTo(
                        "Hai ngày tới có thể mưa lớn trên 80 mm (khả năng 100 %), mưa to từ ngày 23/3. Khơi rãnh theo đường đồng mức"
                                + " cho nước thoát.");
        assertThat(before.reasons()).extracting(Text::vi).anyMatch(r -> r.contains("không xẻ thẳng xuống dốc"));
    }

    @Test
    void nobodyIsSentToTheDitchesInTheDarkOrInAStorm() {
        Field wet = Field.withMoisture(0.30).lastHours(60, 0.42);
        wet.with("rain", NOW, 25);
        Statement storm = drainage(wet);
        assertThat(storm.decision()).isEqualTo(Decision.DRAIN);
        assertThat(storm.sentence().vi())
                .contains("Đang mưa to: đừng ra, chờ tạnh mưa và sáng trời mới ra khơi rãnh")
                .doesNotContain("Khơi rãnh");

        Instant night = NOW.minus(Duration.ofHours(10)); // 2 o'clock
        Statement dark = Field.advice(
                        Field.withMoisture(0.30).lastHours(80, 0.42).history(night))
                .on(AdviceTopic.DRAINAGE);
        assertThat(dark.decision()).isEqualTo(Decision.DRAIN);
        assertThat(dark.sentence().vi())
                .contains("Trời chưa sáng: sáng nay từ 06:30 đến")
                .doesNotContain("Khơi rãnh");
    }

    @Test
    void waterPerchedOverATightLayerIsNamedWithItsDepthsAndHours() {
        Field field = Field.withMoisture(0.25);
        for (int depth : List.of(20, 30)) {
            field.hourly(
                    "soil_moisture_" + depth + "cm", NOW.minus(Duration.ofHours(59)), NOW, t -> 0.42 + Field.wiggle(t));
        }
        Statement perched = drainage(field);
        assertThat(perched.decision()).isEqualTo(Decision.DRAIN);
        assertThat(perched.rule()).isEqualTo("DRN-6");
        assertThat(perched.sentence().vi())
                .isEqualTo(
                        "Cần tiêu nước: nước treo, đất ở 20 cm quá ướt đã 59 giờ mà dưới 50 cm còn thoáng. Khơi rãnh theo"
                                + " đường đồng mức cho nước thoát.");
        assertThat(perched.reasons())
                .extracting(Text::vi)
                .anyMatch(r -> r.contains("20 cm còn 4,0 %, quá ướt đã 59 giờ"));
        assertThat(figure(perched, "perched_depth_cm")).isEqualTo(30);
        assertThat(figure(perched, "perched_over_cm")).isEqualTo(50);
        assertThat(figure(perched, "wet_hours_30cm")).isEqualTo(59);
        assertThat(figure(perched, "wet_hours_50cm")).isZero();
        assertThat(figure(perched, "air_filled_porosity_50cm")).isGreaterThan(0.2);
    }

    @Test
    void noSentenceOnDrainageSendsAnybodyOutAtNight() {
        Instant night = NOW.minus(Duration.ofHours(10)); // 2 o'clock
        List<Field> fields = List.of(
                Field.withMoisture(0.30).lastHours(16, 0.42),
                Field.withMoisture(0.30).lastHours(40, 0.42),
                Field.withMoisture(0.30).lastHours(80, 0.42),
                new Field().withWeather());
        for (Field field : fields) {
            String words = Field.advice(field.history(night))
                    .on(AdviceTopic.DRAINAGE)
                    .sentence()
                    .vi();
            assertThat(words)
                    .contains("Trời chưa sáng: sáng nay từ 06:30 đến")
                    .doesNotContain("Khơi", "Xem lại", "Đào");
        }
    }

    @Test
    void aSlowDriftOfAllProbesTogetherEndsAsUnknownAndSaysWhy() {
        Statement water = irrigation(drifting(0.010));
        assertThat(water.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(water.confidence()).isEqualTo(Confidence.LOW);
        assertThat(water.rule()).isEqualTo("IRR-8");
        assertThat(water.sentence().vi())
                .startsWith("Chưa biết: đầu đo thấy thiếu ")
                .endsWith(" mm. Nắm đất sâu một gang, vỡ vụn thì tưới.");
        assertThat(water.reasons()).extracting(Text::vi).anyMatch(r -> r.contains("lệch dần"));
        assertThat(irrigation(drifting(0)).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
    }

    /** Probes and balance both call for water, but the probes for more by the day: what both find missing is given. */
    @Test
    void whereAllProbesDriftDryTheAmountIsWhatTheBalanceMissesTooAndTheSentenceSaysWhatToCheck() {
        Statement sound = irrigation(drifting(12, 0));
        Statement drift = irrigation(drifting(12, 0.004));
        assertThat(sound.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(sound.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(sound.figures()).extracting(Statement.Figure::code).doesNotContain("disagreement_mm");
        assertThat(drift.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(drift.confidence()).isNotEqualTo(Confidence.HIGH);
        assertThat(figure(drift, "depletion_mm")).isGreaterThan(figure(sound, "depletion_mm") + 5);
        assertThat(figure(drift, "depletion_sigma_mm")).isGreaterThan(figure(sound, "depletion_sigma_mm") + 1);
        assertThat(figure(drift, "net_mm"))
                .isEqualTo(figure(drift, "depletion_mm") - figure(drift, "disagreement_mm"), within(1e-9))
                .isLessThan(figure(sound, "net_mm") + 4);
        assertThat(drift.sentence().vi())
                .contains("Đầu đo và sổ nước lệch nhau")
                .endsWith("Trước khi bơm nắm thử đất sâu hai gang, còn dính thành nắm thì khoan tưới.");
        assertThat(drift.reasons()).extracting(Text::vi).anyMatch(r -> r.contains("cùng trôi"));
    }

    private static Field drifting(double perDay) {
        return drifting(5, perDay);
    }

    /** It rained 80 mm so many days ago; since then probes dry as the crop drinks, and by so much a day beyond. */
    private static Field drifting(int days, double perDay) {
        Instant rain = NOW.minus(Duration.ofDays(days));
        Field field = Field.withMoisture(0.25).with("rain", rain, 80);
        for (int depth : List.of(20, 30, 50)) {
            field.hourly(
                    "soil_moisture_" + depth + "cm",
                    rain,
                    NOW,
                    t -> 0.279 - (0.007 + perDay) * Duration.between(rain, t).toHours() / 24.0 + Field.wiggle(t));
        }
        return field;
    }

    @Test
    void theSameReadingsInAnotherOrderGiveTheSameAdviceAndLedger() {
        List<Reading> readings = new ArrayList<>(Field.withMoisture(0.22).readings());
        AdviceMaker.Made before = made(readings);
        Collections.shuffle(readings, new Random(1));
        assertThat(made(readings)).isEqualTo(before);
    }

    @Test
    void readingsThatAQualityTestCaughtMoveNothing() {
        Field field = Field.withMoisture(0.22);
        AdviceMaker.Made before = made(field.readings());
        Random random = new Random(2);
        for (int i = 0; i < 30; i++) {
            Instant at = NOW.minus(Duration.ofMinutes(2880 + random.nextInt(18 * 24 * 60)));
            field.caught("soil_moisture_30cm", at.minusSeconds(7), random.nextDouble(), Flag.SPIKE);
        }
        AdviceMaker.Made after = made(field.readings());
        assertThat(after.water()).isEqualTo(before.water());
        assertThat(after.advice().statements()).isEqualTo(before.advice().statements());
    }

    @Test
    void theLedgerOfAPlotAddsUpAndEndsAtTheDepletionThatIsAdvisedOn() {
        Field field = Field.withMoisture(0.22).with("rain", NOW.minus(Duration.ofDays(3)), 12);
        DiaryEntry done = new DiaryEntry.IrrigationDone("a", "plot-1", NOW.minus(Duration.ofDays(2)), 90.0, null, null);
        AdviceMaker.Made made = AdviceMaker.make(
                "pilot",
                Field.plot(),
                field.history(NOW, List.of(done)),
                Outlook.none(),
                Optional.empty(),
                NOW,
                true,
                Optional.empty());
        List<LedgerDay> ledger = made.water().ledger();
        assertThat(ledger).hasSize(22).allSatisfy(l -> assertThat(l.gapMm()).isCloseTo(0, within(1e-9)));
        LedgerDay watered = ledger.get(19);
        assertThat(watered.irrigations()).singleElement().satisfies(i -> {
            assertThat(i.source()).isEqualTo("diary");
            assertThat(i.volumeM3()).isCloseTo(9, within(1e-9));
            assertThat(i.netMm()).isCloseTo(watered.irrigationMm(), within(1e-9));
        });
        assertThat(ledger.get(18).rainMm()).isEqualTo(12);
        assertThat(ledger.get(21).whole()).isFalse();
        assertThat(ledger.get(21).endMm()).isEqualTo(figure(made.advice().on(AdviceTopic.IRRIGATION), "depletion_mm"));
    }

    @Test
    void theNextDaysAreForeseenWhereSomethingIsKnownAndNotWhereNothingIs() {
        WhatIf dry = made(Field.withMoisture(0.19).readings()).water().whatIf();
        assertThat(dry).isNotNull();
        assertThat(dry.netMm()).isEqualTo(figure(irrigation(Field.withMoisture(0.19)), "net_mm"), within(1e-9));
        assertThat(dry.thirstyWithout()).isEqualTo("2026-03-23");
        assertThat(dry.days()).hasSize(10);
        assertThat(made(silent(Field.withMoisture(0.19), Duration.ofHours(25)).readings())
                        .water()
                        .whatIf())
                .isNull();
    }

    private static AdviceMaker.Made made(List<Reading> readings) {
        PlotHistory history = HistoryMaker.make(
                Field.plot(), AdviceMaker.soil(Field.plot()), readings, Optional.of(List.of()), Map.of(), NOW);
        return AdviceMaker.make(
                "pilot", Field.plot(), history, Outlook.none(), Optional.empty(), NOW, true, Optional.empty());
    }

    @Test
    void oneProbeDoesNotDecideWhereTwoAreBroken() {
        Field field = Field.withMoisture(0.19);
        for (int hour = 0; hour < 8; hour++) {
            field.with("soil_moisture_30cm", NOW.minus(Duration.ofHours(hour)), 0);
        }
        assertThat(irrigation(field).decision()).as("one of three").isEqualTo(Decision.IRRIGATE);
        for (int hour = 0; hour < 8; hour++) {
            field.with("soil_moisture_50cm", NOW.minus(Duration.ofHours(hour)), 0.60);
        }
        assertThat(irrigation(field).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(drainage(field).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(irrigation(field).missing()).extracting(Text::vi).anyMatch(m -> m.startsWith("đầu đo 50 cm hỏng"));
    }

    @Test
    void aNutrientProbeNeverSetsADose() {
        Statement without = Field.withMoisture(0.2).advice().on(AdviceTopic.FERTILISING);
        for (double reading : List.of(0.0, 2000.0)) {
            Statement with = Field.withMoisture(0.2)
                    .hourly("soil_nitrogen_20cm", t -> reading)
                    .advice()
                    .on(AdviceTopic.FERTILISING);
            assertThat(with.sentence()).isEqualTo(without.sentence());
            assertThat(with.figures()).isEqualTo(without.figures());
        }
    }

    @Test
    void forecastRainPostponesButIsNeverBooked() {
        PlotHistory history = Field.withMoisture(0.23).history();
        Statement water = AdviceMaker.make(
                        "pilot", Field.plot(), history, Field.rainAhead(30, 10), Optional.empty(), NOW, true)
                .on(AdviceTopic.IRRIGATION);
        Statement none = irrigation(Field.withMoisture(0.23));
        assertThat(none.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.sentence().vi())
                .contains("Tạm chưa tưới, chờ mưa: dự báo 40 mm.")
                .endsWith("vỡ vụn mà mưa không tới thì tưới (hai ngày tới dự báo 40 mm).");
        assertThat(water.wouldChange())
                .extracting(Text::vi)
                .containsExactly("Nếu mưa không tới trong hai ngày thì tưới.");
        assertThat(figure(water, "depletion_mm")).isEqualTo(figure(none, "depletion_mm"));
    }

    @Test
    void whereProbesAreSilentOrNothingIsKnownWaitingCarriesTheDoubtAndTheHandCheck() {
        Statement silent = irrigation(silent(drifting(5, 0), Duration.ofHours(7)));
        assertThat(silent.rule()).isEqualTo("IRR-2");
        assertThat(silent.decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(silent.sentence().vi())
                .isEqualTo(
                        "Chưa biết chắc đất còn bao nhiêu nước: đầu đo độ ẩm đất mất kết nối từ 05:00 ngày 22/3, chỉ tính theo mưa"
                                + " và nước chè dùng. Tạm chưa tưới. Nắm đất sâu một gang, vỡ vụn thì tưới.");
    }

    @Test
    void theHandCheckDoesNotEndInWateringWhereRainIsExpectedOrHasJustFallen() {
        Field doubted = Field.withMoisture(0.27);
        Statement dry = made(doubted.history(), Field.rainAhead(0, 0));
        assertThat(dry.sentence().vi()).endsWith("vỡ vụn thì tưới.").doesNotContain("chưa cần tưới");
        assertThat(made(doubted.history(), Field.rainAhead(5, 60)).sentence().vi())
                .endsWith("vỡ vụn mà mưa không tới thì tưới (hai ngày tới dự báo 65 mm).");
        Field rained = new Field().withWeather().with("rain", NOW.minus(Duration.ofHours(20)), 80);
        assertThat(irrigation(rained).sentence().vi())
                .contains("vỡ vụn thì xem lại máy đo mưa đã rồi mới tưới, vì hai ngày qua đo được 80 mm mưa.");
    }

    @Test
    void rainThatMostMembersExpectBeforeTheFirstTurnIsWaitedFor() {
        Instant evening = NOW.minus(Duration.ofHours(15)); // 20:00, the first turn could begin at 04:30
        PlotHistory history = Field.withMoisture(0.19).history(evening);
        Statement dry = made(history, nightRain(evening, 0));
        assertThat(dry.decision()).isEqualTo(Decision.IRRIGATE);
        double above = figure(dry, "depletion_mm") - figure(dry, "readily_available_mm");
        int credited = 0;
        for (double mm = 1.5; mm < 60; mm += 6) {
            // Advised before, so that cost alone would go on irrigating for longest.
            Statement water = AdviceMaker.make(
                            "pilot",
                            Field.plot(),
                            history,
                            nightRain(evening, mm),
                            Optional.empty(),
                            evening,
                            true,
                            Optional.of(Decision.IRRIGATE))
                    .advice()
                    .on(AdviceTopic.IRRIGATION);
            boolean enough = mm > above + 1;
            if (enough) {
                assertThat(water.decision()).as(mm + " mm").isEqualTo(Decision.DO_NOT_IRRIGATE);
                assertThat(water.sentence().vi()).contains("chờ mưa: dự báo ");
                if (water.sentence().vi().contains("sau mưa tính lại")) {
                    credited++;
                    assertThat(water.wouldChange().get(0).vi())
                            .matches("Nếu đến 0[45]:[03]0 ngày 22/3 mưa chưa được " + (int) Math.ceil(above)
                                    + " mm thì tưới.");
                }
            } else if (mm < above - 1) {
                assertThat(water.decision()).as(mm + " mm").isEqualTo(Decision.IRRIGATE);
                assertThat(water.sentence().vi()).contains("Trước đó dự báo mưa ", "thì khoan tưới, chờ tính lại.");
                assertThat(figure(water, "net_mm")).isLessThanOrEqualTo(figure(water, "depletion_mm") - mm + 1e-6);
            }
        }
        assertThat(credited).isPositive();
    }

    @Test
    void noTurnBeginsInHoursInWhichMostMembersExpectRain() {
        Statement dry = irrigation(Field.withMoisture(0.19));
        Instant usual = dry.turns().get(0).start(); // 15:30
        for (int hour = 0; hour < 12; hour++) {
            Instant from = NOW.plus(Duration.ofHours(hour));
            List<Member.Step> steps = new ArrayList<>();
            for (int h = 0; h < 72; h++) {
                Instant at = NOW.plus(Duration.ofHours(h));
                double rain = !at.isBefore(from) && at.isBefore(from.plus(Duration.ofHours(3))) ? 2 : 0;
                steps.add(new Member.Step(at, at.plus(Duration.ofHours(1)), rain, null, null, null, null, null));
            }
            Statement water =
                    made(Field.withMoisture(0.19).history(), new Outlook("showers", List.of(new Member("1", steps))));
            assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
            for (Statement.Turn turn : water.turns()) {
                Instant end = turn.start().plusSeconds(Math.round(60 * figure(water, "turn_minutes")));
                assertThat(turn.start().isBefore(from.plus(Duration.ofHours(3))) && end.isAfter(from))
                        .as("rain from " + from + ", turn at " + turn.start())
                        .isFalse();
            }
            assertThat(water.reasons()).extracting(Text::vi).contains("Hai ngày tới dự báo mưa 6 mm: đã tính vào.");
            if (from.equals(usual.minus(Duration.ofMinutes(30)))) {
                assertThat(water.turns().get(0).start()).isNotEqualTo(usual);
            }
        }
    }

    @Test
    void aStartThatABanMovesToAnotherDaySaysWhy() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        List<DiaryEntry> picking = List.of(new DiaryEntry.Picking("p", "plot-1", today.plusDays(1), null, null, null));
        Statement water =
                Field.advice(Field.withMoisture(0.19).history(NOW, picking)).on(AdviceTopic.IRRIGATION);
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.start()).isAfter(NOW.plus(Duration.ofHours(20)));
        assertThat(water.sentence().vi()).contains("Không tưới sớm hơn: ");
        assertThat(irrigation(Field.withMoisture(0.19)).sentence().vi()).doesNotContain("Không tưới sớm hơn");
    }

    @Test
    void everyBrokenProbeIsNamedInTheSentence() {
        Field broken = Field.withMoisture(0.25);
        for (int depth : List.of(20, 30, 50)) {
            broken.hourly("soil_moisture_" + depth + "cm", NOW.minus(Duration.ofDays(3)), NOW, t -> 0.9);
        }
        assertThat(irrigation(broken).sentence().vi())
                .startsWith("Chưa biết: ")
                .contains("đầu đo 20 cm", "đầu đo 30 cm", "đầu đo 50 cm");
        assertThat(drainage(broken).sentence().vi()).contains("đầu đo 20 cm", "đầu đo 30 cm", "đầu đo 50 cm");
    }

    @Test
    void daysWithoutRainOrWeatherAreMissingHoweverLongAgoProbesCameBack() {
        Instant from = NOW.minus(Duration.ofDays(10));
        Instant to = NOW.minus(Duration.ofDays(5));
        Statement water = irrigation(Field.withMoisture(0.25)
                .without(r -> !r.measured().isBefore(from) && r.measured().isBefore(to)));
        assertThat(water.missing())
                .extracting(Text::en)
                .anyMatch(m -> m.matches("rain is missing on [56] of the last 14 days"))
                .anyMatch(m -> m.matches("weather .* is missing on [56] of the last 14 days"));
        assertThat(irrigation(Field.withMoisture(0.25)).missing())
                .extracting(Text::en)
                .noneMatch(m -> m.contains("of the last"));
    }

    private static Statement made(PlotHistory history, Outlook outlook) {
        return AdviceMaker.make("pilot", Field.plot(), history, outlook, Optional.empty(), history.now(), true)
                .on(AdviceTopic.IRRIGATION);
    }

    /** So much rain in every member in the six hours from now on, none in the three days after. */
    private static Outlook nightRain(Instant now, double mm) {
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < 3; m++) {
            List<Member.Step> steps = new ArrayList<>();
            for (int h = 0; h < 72; h += 6) {
                Instant from = now.plus(Duration.ofHours(h));
                steps.add(new Member.Step(
                        from, from.plus(Duration.ofHours(6)), h == 0 ? mm : 0, null, null, null, null, null));
            }
            members.add(new Member("" + m, steps));
        }
        return new Outlook("night", members);
    }

    @Test
    void namesItsVersionAndInputs() {
        Advice advice = Field.withMoisture(0.2).advice();
        assertThat(advice.version()).isEqualTo(AdviceMaker.VERSION);
        assertThat(advice.inputs())
                .containsEntry(AdviceMaker.NEWEST_SOIL_MOISTURE, NOW.toString())
                .containsEntry("soil_moisture_depths_cm", "20, 30, 50")
                .containsEntry("days_of_last_7_with_rain_and_eto", "7");
        assertThat(LocalDate.ofInstant(advice.at(), Field.plot().place().timeZone()))
                .isEqualTo("2026-03-22");
    }

    @Test
    void refusesAHistoryOfAnotherTime() {
        PlotHistory history = Field.withMoisture(0.2).history();
        assertThatThrownBy(() -> AdviceMaker.make(
                        "pilot", Field.plot(), history, Outlook.none(), Optional.empty(), NOW.plusSeconds(1), true))
                .hasMessageContaining("2026-03-22T04:00:00Z");
    }

    private static Field silent(Field field, Duration since) {
        return field.without(
                r -> r.key().code().startsWith("soil_moisture") && r.measured().isAfter(NOW.minus(since)));
    }

    private static Statement irrigation(Field field) {
        return field.advice().on(AdviceTopic.IRRIGATION);
    }

    private static Statement drainage(Field field) {
        return field.advice().on(AdviceTopic.DRAINAGE);
    }

    private static Statement spraying(Field field, Instant now) {
        return Field.advice(field.history(now)).on(AdviceTopic.SPRAYING);
    }

    private static double net(Statement statement) {
        return statement.decision() == Decision.IRRIGATE ? figure(statement, "net_mm") : 0;
    }

    private static double figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + code + " in " + statement))
                .value();
    }
}
