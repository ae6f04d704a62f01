package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.decision.OutdoorWork;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.site.Plot;

class OutdoorsTest {

    /** Words that send somebody out now. They stand at the head of a sentence; later work begins with "ra". */
    private static final String GO_NOW =
            "Khơi rãnh|Xem lại rãnh|Đào thử|Nắm đất|Trước khi bơm nắm thử|Nên ra nương|Hôm nay đến ngày kiểm tra nương";

    /** A Saturday noon to a Sunday noon, and a Monday, on which the tea is looked at. */
    private static final int[] HOURS_AGO = IntStream.concat(
                    IntStream.iterate(0, h -> h < 24, h -> h + 3), IntStream.iterate(133, h -> h < 156, h -> h + 6))
            .toArray();

    private static final Instant MORNING = Instant.parse("2026-03-21T22:00:00Z"); // 06:00, the sun is not quite up

    @Test
    void noRuleSendsAnybodyOutAtAnyHourOfDarkOrStorm() {
        Set<String> rules = new HashSet<>();
        int shut = 0;
        for (Field field : fields()) {
            for (int hoursAgo : HOURS_AGO) {
                Instant now = Field.NOW.minus(Duration.ofHours(hoursAgo));
                for (double rain : new double[] {0, 18}) {
                    if (rain > 0) {
                        field.with("rain", now, rain);
                    }
                    PlotHistory history = HistoryMaker.make(
                            Field.plot(),
                            AdviceMaker.soil(Field.plot()),
                            field.readings(),
                            Optional.of(List.of()),
                            Map.of(),
                            now);
                    for (Outlook outlook : List.of(Outlook.none(), storm(now, 6, 18), storm(now, 0, 60))) {
                        Advice advice = advice(history, outlook, List.of());
                        OutdoorWork work = OutdoorWork.of(new OutdoorWork.Known(
                                now,
                                Field.plot().place(),
                                history.rainMm(now.minus(Duration.ofHours(1)), now),
                                outlook,
                                List.of()));
                        for (Statement statement : advice.statements()) {
                            rules.add(statement.rule());
                            if (work.closed() != null) {
                                shut++;
                                assertThat(statement.sentence().vi()).doesNotContainPattern(GO_NOW);
                                assertThat(statement.reasons())
                                        .allSatisfy(r -> assertThat(r.vi()).doesNotContainPattern(GO_NOW));
                                assertThat(statement.wouldChange())
                                        .allSatisfy(r -> assertThat(r.vi()).doesNotContainPattern(GO_NOW));
                            }
                        }
                    }
                    field.with("rain", now, 0);
                }
            }
        }
        assertThat(shut).isGreaterThan(1000);
        assertThat(rules).contains("DRN-0", "DRN-1", "DRN-2", "DRN-3", "DRN-5", "DRN-6", "DRN-7", "IRR-0", "SPR-2");
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>(List.of(
                Field.withMoisture(0.30).lastHours(30, 0.42),
                Field.withMoisture(0.30).lastHours(50, 0.42),
                Field.withMoisture(0.30).lastHours(100, 0.42),
                Field.withMoisture(0.27),
                new Field().withWeather()));
        for (int depth : List.of(30, 50)) { // perched water, and a high water table
            fields.add(Field.withMoisture(0.25)
                    .hourly(
                            "soil_moisture_" + depth + "cm",
                            Field.NOW.minus(Duration.ofHours(90)),
                            Field.NOW,
                            t -> 0.42 + Field.wiggle(t)));
        }
        return fields;
    }

    @Test
    void beforeSunriseTheSameMorningIsNamed() {
        assertThat(drainage(MORNING.minus(Duration.ofHours(1)), Outlook.none()))
                .contains("Trời chưa sáng: sáng nay từ 06:30 đến 18:00, không mưa to thì hãy ra khơi rãnh");
    }

    @Test
    void inTheAfternoonThereIsTimeUntilDusk() {
        assertThat(drainage(MORNING.plus(Duration.ofMinutes(10 * 60 + 30)), Outlook.none()))
                .contains("Khơi rãnh theo đường đồng mức cho nước thoát. Xong trước 18:00.");
    }

    @Test
    void theMorningInsideAForecastStormIsPassedOver() {
        Instant evening = Field.NOW.minus(Duration.ofHours(17)); // 19:00
        assertThat(drainage(evening, storm(evening, 6, 18)))
                .contains("Trời tối: chiều mai (22/3) từ 13:00 đến 18:00 hãy ra khơi rãnh");
        assertThat(drainage(evening, storm(evening, 0, 72)))
                .contains("Sắp mưa to: đừng ra, chờ tạnh mưa và sáng trời mới ra khơi rãnh");
    }

    @Test
    void aStormLaterTheSameDayIsNamedWithItsHourAndWhenToBeDone() {
        Instant nine = MORNING.plus(Duration.ofHours(3));
        for (int hour = 3; hour <= 8; hour++) {
            int begins = 9 + hour;
            assertThat(drainage(nine, hourlyStorm(nine, hour, hour + 6)))
                    .startsWith("Cần tiêu nước")
                    .endsWith("Xong trước " + (begins - 1) + ":00: từ khoảng " + begins + ":00 có thể mưa to.");
            assertThat(advice(Field.withMoisture(0.27).history(nine), hourlyStorm(nine, hour, hour + 6), List.of())
                            .on(AdviceTopic.DRAINAGE)
                            .sentence()
                            .vi())
                    .startsWith("Hai ngày tới có thể mưa lớn trên 80 mm (khả năng 100 %). Khơi rãnh")
                    .endsWith("Xong trước " + (begins - 1) + ":00: từ khoảng " + begins + ":00 có thể mưa to.");
        }
    }

    @Test
    void aStormInTheNightIsNamedTooAndOneOfTomorrowWithItsDay() {
        Instant nine = MORNING.plus(Duration.ofHours(3));
        assertThat(drainage(nine, hourlyStorm(nine, 11, 18)))
                .endsWith("Xong trước 18:00: từ khoảng 20:00 có thể mưa to.");
        assertThat(advice(Field.withMoisture(0.27).history(nine), hourlyStorm(nine, 28, 34), List.of())
                        .on(AdviceTopic.DRAINAGE)
                        .sentence()
                        .vi())
                .isEqualTo(
                        "Hai ngày tới có thể mưa lớn trên 80 mm (khả năng 100 %), mưa to từ khoảng 13:00 ngày 23/3. Khơi rãnh"
                                + " theo đường đồng mức cho nước thoát.");
    }

    @Test
    void whereABulletinClosesTheDaylightToComeItIsTheReason() {
        Instant five = MORNING.minus(Duration.ofHours(1));
        Bulletin bulletin = new Bulletin(
                "Đài KTTV",
                five.minus(Duration.ofHours(9)),
                five.plus(Duration.ofDays(2)),
                "Bão.",
                new Bulletin.StayIn(five.plus(Duration.ofHours(2)), five.plus(Duration.ofHours(32))));
        PlotHistory history = Field.withMoisture(0.30).lastHours(100, 0.42).history(five);
        assertThat(advice(history, Outlook.none(), List.of(bulletin))
                        .on(AdviceTopic.DRAINAGE)
                        .sentence()
                        .vi())
                .contains(
                        "Bản tin chính thức dặn ở trong nhà từ 07:00 ngày 22/3 đến 13:00 ngày 23/3: chiều mai (23/3) từ 13:00")
                .doesNotContain("Trời chưa sáng");
    }

    @Test
    void whileABulletinNamesATimeToStayInNobodyIsSentOut() {
        Instant noon = MORNING.plus(Duration.ofHours(6));
        Bulletin.StayIn stayIn = new Bulletin.StayIn(noon.minus(Duration.ofHours(1)), noon.plus(Duration.ofHours(2)));
        Bulletin valid = new Bulletin("Đài KTTV", noon.minus(Duration.ofHours(3)), noon.plusSeconds(1), "Bão.", stayIn);
        Bulletin expired = new Bulletin("Đài KTTV", noon.minus(Duration.ofHours(3)), noon, "Bão.", stayIn);
        Bulletin silent = new Bulletin("Đài KTTV", noon.minus(Duration.ofHours(3)), noon.plusSeconds(1), "Bão.", null);
        PlotHistory history = Field.withMoisture(0.30).lastHours(100, 0.42).history(noon);
        Advice advice = advice(history, Outlook.none(), List.of(valid));
        assertThat(advice.bulletins()).containsExactly(valid);
        assertThat(advice.on(AdviceTopic.DRAINAGE).sentence().vi())
                .contains("Bản tin chính thức đang dặn ở trong nhà: chiều nay từ 14:00 đến 18:00");
        assertThat(advice(history, Outlook.none(), List.of(expired)).bulletins())
                .isEmpty();
        for (Bulletin bulletin : List.of(expired, silent)) {
            assertThat(advice(history, Outlook.none(), List.of(bulletin))
                            .on(AdviceTopic.DRAINAGE)
                            .sentence()
                            .vi())
                    .contains("Khơi rãnh theo");
        }
    }

    @Test
    void whereTheGaugeIsSilentItIsNotTakenAsDry() {
        Field field = Field.withMoisture(0.30)
                .lastHours(100, 0.42)
                .without(r -> r.key().toString().equals("rain"));
        assertThat(advice(field.history(), Outlook.none(), List.of())
                        .on(AdviceTopic.DRAINAGE)
                        .sentence()
                        .vi())
                .contains("Khơi rãnh")
                .endsWith("Đang mưa to thì chờ tạnh.");
    }

    @Test
    void enoughAirIsSaidOfTheDepthsThatHaveIt() {
        Field field = Field.withMoisture(0.25)
                .hourly(
                        "soil_moisture_50cm",
                        Field.NOW.minus(Duration.ofHours(40)),
                        Field.NOW,
                        t -> 0.42 + Field.wiggle(t));
        assertThat(advice(field.history(), Outlook.none(), List.of())
                        .on(AdviceTopic.DRAINAGE)
                        .sentence()
                        .vi())
                .isEqualTo("Chưa phải tiêu nước: ở 20, 30 cm còn thoáng, nhưng quá ướt ở 50 cm (40 giờ).");
        assertThat(advice(Field.withMoisture(0.25).history(), Outlook.none(), List.of())
                        .on(AdviceTopic.DRAINAGE)
                        .sentence()
                        .vi())
                .isEqualTo("Chưa phải tiêu nước. Đất đủ thoáng ở 20, 30, 50 cm.");
    }

    private static String drainage(Instant now, Outlook outlook) {
        return advice(Field.withMoisture(0.30).lastHours(100, 0.42).history(now), outlook, List.of())
                .on(AdviceTopic.DRAINAGE)
                .sentence()
                .vi();
    }

    private static Advice advice(PlotHistory history, Outlook outlook, List<Bulletin> bulletins) {
        Plot plot = Field.plot();
        return AdviceMaker.make(
                        "pilot",
                        plot,
                        history,
                        outlook,
                        Optional.empty(),
                        history.now(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        bulletins)
                .advice();
    }

    /** 20 mm in each hour between two hours from now, none else, for three days. */
    private static Outlook hourlyStorm(Instant now, int fromHour, int toHour) {
        List<Member.Step> steps = new ArrayList<>();
        for (int hour = 0; hour < 72; hour++) {
            double rain = hour >= fromHour && hour < toHour ? 20 : 0;
            Instant from = now.plus(Duration.ofHours(hour));
            steps.add(new Member.Step(from, from.plus(Duration.ofHours(1)), rain, null, null, null, null, null));
        }
        return new Outlook("storm", List.of(new Member("1", steps)));
    }

    /** 50 mm in each six hours between two hours from now, none else, for three days. */
    private static Outlook storm(Instant now, int fromHour, int toHour) {
        List<Member.Step> steps = new ArrayList<>();
        for (int hour = 0; hour < 72; hour += 6) {
            double rain = hour >= fromHour && hour < toHour ? 50 : 0;
            Instant from = now.plus(Duration.ofHours(hour));
            steps.add(new Member.Step(from, from.plus(Duration.ofHours(6)), rain, null, null, null, null, null));
        }
        return new Outlook("storm", List.of(new Member("1", steps)));
    }
}
