package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.decision.OutdoorWork;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.TensionProbe;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.agronomy.SoilWater;

/** Whether roots are short of air for water. */
final class DrainageAdvice {

    static final DrainageRule.Settings RULE = DrainageRule.Settings.defaults();

    /** A wet spell is looked for no further back; far beyond the time after which it must be drained. */
    private static final Duration LOOK_BACK = Duration.ofDays(14);

    /** Rain within {@link #STORM_WITHIN} for which ditches are opened beforehand, mm. This project's choice. */
    private static final double STORM_MM = 80;

    private static final Duration STORM_WITHIN = Duration.ofDays(2);

    private static final double STORM_CHANCE = 0.3;

    private static final Text BY_HAND = new Text(
            "Đào thử sâu hai gang, thấy nước rỉ ra thì khơi rãnh.",
            "Dig two hands deep: if water seeps out, open the ditches.");

    private DrainageAdvice() {}

    /** Judges the believable probes of a history. */
    static DrainageRule.Result judge(PlotHistory history, SoilWater soil) {
        List<DrainageRule.Sample> samples = new ArrayList<>();
        Instant from = history.now().minus(LOOK_BACK);
        history.probes()
                .forEach((depth, series) -> series.values()
                        .tailMap(from, true)
                        .forEach((t, theta) -> samples.add(
                                new DrainageRule.Sample(t, depth / 100.0, theta, tension(history, depth, t)))));
        return DrainageRule.evaluate(samples, soil, history.now(), RULE);
    }

    private static @Nullable Double tension(PlotHistory history, int depth, Instant time) {
        TensionProbe probe = history.tensions().get(depth);
        return probe == null || !probe.used() ? null : probe.readings().values().get(time);
    }

    static Statement make(Situation now) {
        DrainageRule.Result result = now.drainage();
        if (result.decision() == DrainageRule.Decision.UNKNOWN || Gaps.isMostDoubted(now.history())) {
            return unknown(now, result);
        }
        double depth = result.depthM() == null ? 0 : 100 * result.depthM();
        double theta = result.theta() == null ? 0 : result.theta();
        double air = result.airFilledPorosity() == null ? 0 : result.airFilledPorosity();
        Text cm = number(depth, 0);
        Text hours = number(Math.max(1, result.wetFor().toHours()), 0);
        Decision decision = switch (result.decision()) {
            case DRAIN -> Decision.DRAIN;
            case WATCH, WARNING -> Decision.WATCH_DRAINAGE;
            case ENOUGH_AIR, UNKNOWN -> Decision.DO_NOT_DRAIN;
        };
        boolean stormAhead = decision != Decision.DRAIN && isStormAhead(now);
        if (stormAhead) {
            decision = Decision.WATCH_DRAINAGE;
        }
        Text sentence = stormAhead
                ? beforeTheStorm(now)
                : switch (result.decision()) {
                    case DRAIN ->
                        text(
                                "Cần tiêu nước: đất ở {0} cm quá ướt đã {1} giờ, rễ chè thiếu không khí. {2}",
                                "Drain: the soil at {0} cm has been too wet for {1} hours and the roots lack air. {2}",
                                cm,
                                hours,
                                goOut(now));
                    case WATCH, WARNING ->
                        text(
                                "Để ý nước đọng: đất ở {0} cm đang quá ướt, đã {1} giờ. Xem lại rãnh thoát nước.",
                                "Watch for standing water: the soil at {0} cm has been too wet for {1} hours. Look at the"
                                        + " ditches.",
                                cm,
                                hours);
                    case ENOUGH_AIR, UNKNOWN ->
                        new Text("Chưa phải tiêu nước. Đất đủ thoáng.", "No need to drain. The soil holds enough air.");
                };
        double wettest = now.soil().saturation() - result.leastAir();
        double limit = Math.max(wettest, now.soil().fieldCapacity());
        List<Text> reasons = new ArrayList<>();
        reasons.add(text(
                "Ở {0} cm, nước chiếm {1} % đất, không khí còn {2} %; dưới {3} % thì rễ thiếu không khí.",
                "At {0} cm water fills {1} % of the soil and air {2} %; below {3} % roots lack air.",
                cm,
                number(100 * theta, 1),
                number(Math.max(0, 100 * air), 1),
                number(100 * result.leastAir(), 0)));
        Integer probe = (int) Math.round(depth);
        Double tension =
                now.history().tensionAt(now.history().now(), PlotHistory.FRESH).get(probe);
        if (tension != null) {
            reasons.add(TensionWords.source(now, probe, tension));
            reasons.add(text(
                    "Rãnh chỉ rút được nước khi lực hút dưới {0} kPa.",
                    "Ditches only take out water that is held with less than {0} kPa.",
                    number(DrainageRule.DRAINABLE_KPA, 1)));
        }
        if (result.wetSince() != null) {
            reasons.add(text(
                    "Quá ướt từ {0}; quá {1} giờ thì phải tiêu nước.",
                    "Too wet since {0}; after more than {1} hours it must be drained.",
                    time(result.wetSince(), now.history().zone()),
                    number(RULE.drainAfter().toHours(), 0)));
        }
        now.history()
                .rainMm(
                        now.history().now().minus(Duration.ofDays(1)),
                        now.history().now())
                .ifPresent(rain -> reasons.add(
                        text("24 giờ qua mưa {0} mm.", "{0} mm of rain fell in the last 24 hours.", number(rain, 1))));
        if (stormAhead || decision == Decision.DRAIN) {
            reasons.add(new Text(
                    "Rãnh đi xiên theo đường đồng mức, không xẻ thẳng xuống dốc: nước xói trôi đất.",
                    "Ditches run aslant along the contour, never straight down the slope: the water would carry the soil"
                            + " away."));
        }
        Text change = decision == Decision.DO_NOT_DRAIN
                ? text(
                        "Nếu nước chiếm trên {0} % đất ở {1} cm quá {2} giờ thì phải tiêu nước.",
                        "If water fills more than {0} % of the soil at {1} cm for more than {2} hours, drain.",
                        number(100 * limit, 1),
                        cm,
                        number(RULE.drainAfter().toHours(), 0))
                : text(
                        "Nếu nước ở {0} cm xuống dưới {1} % thì không phải tiêu nữa.",
                        "If water at {0} cm falls below {1} %, there is no more need to drain.",
                        cm,
                        number(100 * limit, 1));
        List<Text> missing = Gaps.doubts(now.history());
        return new Statement(
                AdviceTopic.DRAINAGE,
                decision,
                confidence(now, tension != null, missing),
                sentence,
                stormAhead
                        ? "DRN-5"
                        : switch (result.decision()) {
                            case DRAIN -> "DRN-1";
                            case WARNING -> "DRN-2";
                            case WATCH -> "DRN-3";
                            case ENOUGH_AIR, UNKNOWN -> "DRN-4";
                        },
                reasons,
                List.of(
                        new Figure("depth_cm", new Text("độ sâu", "depth"), depth, "cm"),
                        new Figure("soil_moisture", new Text("độ ẩm đất", "soil moisture"), theta, "m³/m³"),
                        new Figure(
                                "air_filled_porosity", new Text("phần không khí", "air-filled porosity"), air, "m³/m³"),
                        new Figure("least_air", new Text("ngưỡng không khí", "least air"), result.leastAir(), "m³/m³"),
                        new Figure(
                                "wet_hours",
                                new Text("quá ướt đã", "too wet for"),
                                result.wetFor().toMinutes() / 60.0,
                                "giờ")),
                missing,
                List.of(change));
    }

    /** Heavy rain is likely within two days. */
    private static boolean isStormAhead(Situation now) {
        Instant at = now.history().now();
        return now.outlook().chanceOfRain(STORM_MM, at, at.plus(STORM_WITHIN)).orElse(0) >= STORM_CHANCE;
    }

    private static Text beforeTheStorm(Situation now) {
        Instant at = now.history().now();
        double chance =
                now.outlook().chanceOfRain(STORM_MM, at, at.plus(STORM_WITHIN)).orElse(0);
        return text(
                "Hai ngày tới có thể mưa lớn trên {0} mm (khả năng {1} %). {2}",
                "More than {0} mm of rain may fall in two days (chance {1} %). {2}",
                number(STORM_MM, 0),
                number(100 * chance, 0),
                goOut(now));
    }

    /** To the ditches now, or once it is light, or once the storm is over. */
    private static Text goOut(Situation now) {
        Instant at = now.history().now();
        double lastHour =
                now.history().rainMm(at.minus(Duration.ofHours(1)), at).orElse(0);
        return OutdoorWork.closed(at, now.plot().place(), lastHour, now.outlook())
                .map(closed -> switch (closed) {
                    case STORM ->
                        new Text(
                                "Đang có mưa to: ở trong nhà, tạnh mưa và sáng trời hãy ra khơi rãnh.",
                                "There is heavy rain: stay in, open the ditches when it has stopped and is light.");
                    case DARK ->
                        new Text(
                                "Trời tối: sáng mai hãy ra khơi rãnh.", "It is dark: open the ditches in the morning.");
                })
                .orElse(new Text("Khơi rãnh cho nước thoát.", "Open the ditches."));
    }

    private static Confidence confidence(Situation now, boolean byTension, List<Text> doubts) {
        if (!doubts.isEmpty()) {
            return Confidence.LOW;
        }
        // Saturation from texture alone is not known to better than a few percent.
        boolean measured =
                now.plot().soil().saturation() != null || now.plot().soil().calibrated();
        return measured && !byTension ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private static Statement unknown(Situation now, DrainageRule.Result result) {
        List<Text> missing = new ArrayList<>(Gaps.soilMoisture(now.history()));
        if (missing.isEmpty()
                || result.missing() == DrainageRule.Missing.NO_PROBE_AT_DEPTH
                        && !now.history().probes().isEmpty()) {
            missing.add(text(
                    "không có số đo độ ẩm đất ở {0}–{1} cm",
                    "there is no soil moisture at {0}–{1} cm",
                    number(100 * RULE.topM(), 0),
                    number(100 * RULE.bottomM(), 0)));
        }
        return new Statement(
                AdviceTopic.DRAINAGE,
                Decision.UNKNOWN,
                Confidence.LOW,
                text(
                        "Chưa biết có úng không: {0}. {1}",
                        "Not known whether it is waterlogged: {0}. {1}", missing.get(0), BY_HAND),
                "DRN-0",
                List.of(new Text(
                        "Không có số đo đất đáng tin thì không nói đất khô hay ướt.",
                        "Without believable readings of the soil nothing is said about it being dry or wet.")),
                List.of(),
                missing,
                List.of(new Text(
                        "Khi đầu đo có số đáng tin trở lại.", "When believable readings of the soil come again.")));
    }
}
