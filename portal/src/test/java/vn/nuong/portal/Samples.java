package vn.nuong.portal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.ProbeFinding;
import vn.nuong.telemetry.advice.ProbeJudgement;
import vn.nuong.telemetry.advice.Retraining;
import vn.nuong.telemetry.advice.SourceUse;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.advice.WeatherNotice;
import vn.nuong.telemetry.advice.WhatIf;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;

/** Advice, devices and readings as the other services would give them. */
final class Samples {

    /** 15:00 on Tuesday 22 March 2022 in Taipei, moved to 2026 it is a Sunday. */
    static final Instant NOW = Instant.parse("2026-03-22T07:00:00Z");

    static final Text WATER = new Text(
            "Chiều nay tưới 3 giờ 20 phút (20 khối nước cho 3 sào). Tưới xong bấm \"Đã tưới\".",
            "Water this afternoon for 3 hours 20 minutes (20 m³ for 3 sào).");
    static final Text NO_WATER = new Text("Chưa phải tưới. Thứ Ba kiểm tra lại.", "No watering yet. Check on Tuesday.");

    private Samples() {}

    /** Two days: one whole with every kind of line, one up to now. */
    /** A model that stepped aside for the physics three days ago. */
    static ModelUse model(String plot, Instant at) {
        return new ModelUse(
                "pilot",
                plot,
                at,
                true,
                MoistureForecast.Method.PHYSICS,
                at.minus(Duration.ofDays(3)),
                WORSE,
                "sm-2026-11",
                false,
                Instant.parse("2026-01-10T00:00:00Z"),
                at.minus(Duration.ofDays(40)),
                List.of("Wufeng, Taiwan (MIT), 2022-01-18 – 2022-02-28"),
                30,
                List.of(
                        new ModelUse.Score(24, 212, 0.79, 0.0104, 0.0081, 0.0093, -0.08),
                        new ModelUse.Score(72, 40, 0.8, 0.02, 0.02, 0.03, 0.2)),
                List.of(
                        new ModelUse.Switch(at.minus(Duration.ofDays(3)), MoistureForecast.Method.LEARNED, true, WORSE),
                        new ModelUse.Switch(
                                at.minus(Duration.ofDays(20)),
                                MoistureForecast.Method.LEARNED,
                                false,
                                new Text("số đo đã trở lại trong khoảng đã học", "readings are inside again"))),
                new Retraining(
                        Retraining.State.NOT_TAKEN,
                        at.minus(Duration.ofDays(2)),
                        at.minus(Duration.ofDays(2)),
                        "not better at every horizon",
                        "soil-moisture-3",
                        "24 h: 0.310 against 0.350 (n 812)"),
                new ProbeJudgement(
                        at.minus(Duration.ofHours(5)),
                        false,
                        List.of(
                                new ProbeFinding(
                                        PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20),
                                        ProbeFinding.Verdict.SUSPECT,
                                        "drift",
                                        LocalDate.of(2026, 2, 3),
                                        Instant.parse("2026-03-10T00:00:00Z"),
                                        -0.051,
                                        -10.2,
                                        Confidence.HIGH,
                                        null,
                                        new Text(
                                                "Đầu đo 20 cm đáng ngờ từ 3/2/2026: trôi dần.",
                                                "The 20 cm probe is suspect since 3 February 2026: it drifts.")),
                                new ProbeFinding(
                                        PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 30),
                                        ProbeFinding.Verdict.GOOD,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        new Text(
                                                "Đầu đo 30 cm: chưa thấy gì đáng ngờ.",
                                                "The 30 cm probe: nothing suspicious.")))));
    }

    /** A plot of which nothing has come due. */
    static ModelUse newModel(String plot, Instant at) {
        return new ModelUse(
                "pilot",
                plot,
                at,
                true,
                MoistureForecast.Method.LEARNED,
                null,
                null,
                "sm-2026-11",
                true,
                Instant.parse("2026-01-10T00:00:00Z"),
                null,
                List.of("Wufeng, Taiwan (MIT), 2022-01-18 – 2022-02-28"),
                30,
                List.of(),
                List.of(),
                null,
                null);
    }

    private static final Text WORSE = new Text(
            "14 ngày qua đoán kém hơn cách \"mai như hôm nay\" (độ khéo −0,08, 104 lần)",
            "over the last 14 days it was worse than \"tomorrow as today\" (skill −0.08, 104 forecasts)");

    static WaterReport water(String plot, Instant at) {
        LedgerDay yesterday = new LedgerDay(
                LocalDate.of(2026, 3, 21),
                true,
                40.0,
                12.5,
                0.0,
                0.0,
                List.of(new LedgerDay.Irrigation("diary", 9.0, 6.7)),
                6.7,
                3.6,
                0.0,
                8.0,
                1.2,
                17.6,
                5.4,
                -2.1,
                -1.7,
                LedgerDay.Probes.USED,
                List.of());
        LedgerDay today = new LedgerDay(
                LocalDate.of(2026, 3, 22),
                false,
                17.6,
                null,
                0.0,
                0.0,
                List.of(),
                0.0,
                1.4,
                0.0,
                0.0,
                0.0,
                19.0,
                6.1,
                null,
                -1.7,
                LedgerDay.Probes.SILENT,
                List.of("rain"));
        return new WaterReport("pilot", plot, at, true, 71.3, 32.0, whatIf(), List.of(yesterday, today));
    }

    /** Ten days: thirsty from the fourth on without irrigation, from the eighth with it. */
    private static WhatIf whatIf() {
        List<WhatIf.Day> days = new ArrayList<>();
        for (int d = 1; d <= 10; d++) {
            days.add(new WhatIf.Day(
                    LocalDate.of(2026, 3, 22).plusDays(d), 32, course(19 + 4 * d), course(Math.max(4, 4 * d + 4))));
        }
        return new WhatIf(15, 15, 20, 7, LocalDate.of(2026, 3, 26), LocalDate.of(2026, 3, 29), days);
    }

    private static WhatIf.Course course(double mm) {
        return new WhatIf.Course(
                Math.max(0, mm - 8), mm, Math.min(71, mm + 8), mm < 32 ? 1 : (71.3 - mm) / 39.3, mm < 32 ? 0.1 : 0.9);
    }

    static final Bulletin BULLETIN = new Bulletin(
            "Đài Khí tượng Thủy văn tỉnh Thái Nguyên",
            Instant.parse("2026-03-21T23:00:00Z"),
            Instant.parse("2026-03-23T00:00:00Z"),
            "TIN BÃO KHẨN CẤP\n<Vùng gần tâm bão> có gió mạnh cấp 12, giật cấp 15.",
            null);

    static final Bulletin EXPIRED =
            new Bulletin("Đài cũ", BULLETIN.issued(), Instant.parse("2026-03-22T07:00:00Z"), "Tin đã hết hạn.", null);

    static Advice advice(String plot, Instant at, Decision irrigation) {
        return advice(plot, at, irrigation, List.of());
    }

    static Advice advice(String plot, Instant at, Decision irrigation, List<Bulletin> bulletins) {
        Text sentence = switch (irrigation) {
            case IRRIGATE -> WATER;
            case UNKNOWN ->
                new Text(
                        "Chưa biết: đầu đo hỏng. Nắm đất sâu một gang, vỡ vụn thì tưới.",
                        "Not known: the probe is broken. Squeeze soil from a span deep; if it crumbles, water.");
            default -> NO_WATER;
        };
        List<Statement.Figure> figures = new ArrayList<>(List.of(
                new Statement.Figure("depletion_mm", new Text("Nước đã mất", "Water used up"), 31.4, "mm"),
                new Statement.Figure("raw_mm", new Text("Mức cho phép", "Allowed"), 29.6, "mm")));
        if (irrigation == Decision.IRRIGATE) {
            figures.add(new Statement.Figure("pump_minutes", new Text("Chạy máy bơm", "Pump"), 600, "phút"));
            figures.add(new Statement.Figure("volume_m3", new Text("Lượng nước", "Water"), 60, "m³"));
            figures.add(new Statement.Figure("turns", new Text("số lượt", "turns"), 3, "lượt"));
        }
        List<Text> missing = irrigation == Decision.UNKNOWN
                ? List.of(new Text("độ ẩm đất có hiệu chuẩn", "calibrated soil moisture"))
                : List.of();
        List<MoistureForecast.Point> points = new ArrayList<>();
        for (int hour = 0; hour <= 24; hour++) {
            points.add(new MoistureForecast.Point(at.plus(Duration.ofHours(hour)), 0.235 - hour * 0.0006, null, null));
        }
        return new Advice(
                "pilot",
                plot,
                at,
                "1",
                true,
                List.of(
                        new Statement(
                                AdviceTopic.IRRIGATION,
                                irrigation,
                                irrigation == Decision.UNKNOWN ? Confidence.LOW : Confidence.HIGH,
                                sentence,
                                "irrigation-1",
                                List.of(
                                        new Text(
                                                "Đất đã mất 31,4 mm nước, quá mức cho phép 29,6 mm.",
                                                "The soil has lost 31.4 mm of water, more than the 29.6 mm allowed."),
                                        new Text("Ba ngày tới không thấy mưa.", "No rain is seen for three days.")),
                                figures,
                                missing,
                                List.of(new Text("Mưa từ 15 mm trở lên.", "Rain of 15 mm or more."))),
                        statement(
                                AdviceTopic.DRAINAGE,
                                Decision.DO_NOT_DRAIN,
                                new Text("Không đọng nước, không phải tháo.", "No standing water, nothing to drain.")),
                        statement(
                                AdviceTopic.SPRAYING,
                                Decision.SCOUT,
                                new Text(
                                        "Đi xem rầy xanh sáng mai, đếm trên 100 búp.",
                                        "Look for leafhoppers tomorrow.")),
                        statement(
                                AdviceTopic.FERTILISING,
                                Decision.HOLD_FERTILISER,
                                new Text("Khoan bón: đất đang khô, phân không tan.", "Hold: the soil is dry."))),
                new MoistureForecast(
                        at,
                        30,
                        MoistureForecast.Method.LEARNED,
                        points,
                        0.31,
                        new Text("đo ở Hoa Sơn, tháng 9–12/2018", "measured at Huashan, Sep–Dec 2018")),
                List.of(new WeatherNotice(
                        "frost",
                        LocalDate.of(2026, 3, 24),
                        2,
                        0.6,
                        new Text("Ngày 24/3 có thể có sương muối: che chè con.", "Hoar frost may form on 24 March."))),
                Map.of("newest_reading", at.toString()),
                irrigation == Decision.IRRIGATE ? source(at) : null,
                bulletins);
    }

    /** A pond that is short: 24 m³ of it are this plot's today. */
    static SourceUse source(Instant at) {
        return new SourceUse(
                "ao",
                "ao chung",
                "pond",
                0.68,
                61.4,
                3.6,
                2.9,
                6.2,
                54_000L,
                24_000L,
                40_000L,
                "need",
                at.minus(Duration.ofHours(12)),
                true,
                false,
                "fit",
                new Text("Ao chung còn 61 khối nước.", "Ao chung holds 61 m³."));
    }

    private static Statement statement(AdviceTopic topic, Decision decision, Text sentence) {
        return new Statement(
                topic,
                decision,
                Confidence.MEDIUM,
                sentence,
                topic.name().toLowerCase(java.util.Locale.ROOT) + "-1",
                List.of(new Text("Theo số đo hôm nay.", "By today's readings.")),
                List.of(),
                List.of(),
                List.of());
    }

    static Alert alert(String plot, Instant at) {
        return new Alert(
                "irrigation-" + plot + "-" + at.getEpochSecond(),
                "pilot",
                plot,
                "Nương mẫu " + plot.charAt(plot.length() - 1),
                at,
                AdviceTopic.IRRIGATION,
                Decision.IRRIGATE,
                WATER,
                true);
    }

    /** Device wazihub-2 has been silent since 45 minutes before. */
    static DeviceAlert silent(Instant at) {
        return new DeviceAlert(
                "silent/pilot/wazihub-2/" + at.getEpochSecond(),
                "pilot",
                "wazihub-2",
                DeviceAlert.Kind.SILENT,
                List.of(new DeviceAlert.Silent("wazihub-2", "Wazihub 2 (Nương mẫu 3)", at.minusSeconds(2700))),
                at,
                null,
                DeviceAlert.Cause.BATTERY,
                new Text("Wazihub 2 (Nương mẫu 3) im lặng", "Wazihub 2 (Nương mẫu 3) is silent"),
                new Text(
                        "Wazihub 2 (Nương mẫu 3) im lặng từ 13:15 22/03/2026 (thường gửi 15 phút một lần). Có lẽ hết pin:"
                                + " mấy ngày qua tụt từ 4,00 V xuống 3,55 V.",
                        "Wazihub 2 (Nương mẫu 3) has been silent since 13:15 22/03/2026 (it usually sends every 15"
                                + " minutes). Probably the battery: it fell from 4.00 V to 3.55 V in the last days."),
                null,
                true);
    }

    /** So many devices of the site fell silent together. */
    static DeviceAlert silentSite(Instant at, int devices) {
        List<DeviceAlert.Silent> silent = new ArrayList<>();
        for (int i = 1; i <= devices; i++) {
            silent.add(new DeviceAlert.Silent(
                    "probe-" + i, "Đầu đo đất " + i + " (Nương mẫu 1)", at.minusSeconds(2700 + i)));
        }
        return new DeviceAlert(
                "silent/pilot/" + at.getEpochSecond(),
                "pilot",
                null,
                DeviceAlert.Kind.SILENT,
                silent,
                at,
                null,
                DeviceAlert.Cause.GATEWAY,
                new Text(devices + "/20 thiết bị im lặng cùng lúc", devices + "/20 devices fell silent together"),
                new Text(
                        devices + "/20 thiết bị im lặng từ 13:15 22/03/2026. Có lẽ trạm thu mất điện hoặc mất mạng.",
                        devices
                                + "/20 devices have been silent since 13:15 22/03/2026. Probably the gateway has lost its"
                                + " power or its network."),
                null,
                true);
    }

    static final Text BACK = new Text(
            "Đã gửi lại lúc 15:20 22/03/2026, sau 2 giờ 5 phút.",
            "Came back at 15:20 22/03/2026, after 2 hours 5 minutes.");

    static List<DeviceStatus> devices() {
        return List.of(
                device("wufeng-2022", "plot-1", "Trạm Wufeng", Origin.RECORDED, "Wufeng, Đài Loan (MIT)", 2022, 20),
                device("plot-1-water", "plot-1", "Mực nước suối", Origin.SIMULATED, "device-sim", null, 20),
                device("huashan-2018", "plot-2", "Trạm Huashan", Origin.RECORDED, "Huashan, Đài Loan (MIT)", 2018, 20),
                device("wazihub-2", "plot-3", "Wazihub 2", Origin.RECORDED, "Wazihub, Senegal (Apache-2.0)", 2019, 600),
                new DeviceStatus("pilot", "my-probe", null, null, NOW.minusSeconds(90), NOW, 3));
    }

    private static DeviceStatus device(
            String id, String plot, String name, Origin origin, String source, Integer year, int minutesOld) {
        return new DeviceStatus(
                "pilot",
                id,
                plot,
                new DeviceAbout(name, 3600, List.of(20, 30, 50), origin, source, year),
                NOW.minus(Duration.ofMinutes(minutesOld)),
                NOW,
                1000);
    }

    /** A week of hourly soil moisture at three depths that dries and is wetted once by rain, and that rain. */
    static List<Reading> week(String device, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int hour = 168; hour >= 0; hour--) {
            Instant at = now.minus(Duration.ofHours(hour));
            double wet = hour > 100 ? 0 : 0.06 * Math.exp(-(100 - hour) / 60.0);
            int[] depths = {20, 30, 50};
            for (int depth : depths) {
                double value = 0.21 + depth * 0.0012 + hour * 0.0001 + wet;
                readings.add(reading(device, PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depth), value, at));
            }
            readings.add(
                    reading(device, PropertyKey.of(ObservedProperty.RAIN), hour <= 102 && hour >= 98 ? 6.5 : 0, at));
        }
        return readings;
    }

    static Reading reading(String device, PropertyKey key, double value, Instant at) {
        return new Reading("pilot", device, key, value, at, at);
    }
}
