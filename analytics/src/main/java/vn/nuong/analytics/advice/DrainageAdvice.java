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

    /** What somebody is to do outside, by daylight and in no storm. */
    private enum Outside {
        OPEN(
                "Khơi rãnh theo đường đồng mức cho nước thoát.",
                "Open the ditches along the contour.",
                "ra khơi rãnh theo đường đồng mức",
                "open the ditches along the contour"),
        LOOK("Xem lại rãnh thoát nước.", "Look at the ditches.", "ra xem lại rãnh", "look at the ditches"),
        DIG(
                "Đào thử sâu hai gang, thấy nước rỉ ra thì khơi rãnh theo đường đồng mức.",
                "Dig two hands deep: if water seeps out, open the ditches along the contour.",
                "ra đào thử sâu hai gang xem có nước rỉ ra",
                "dig two hands deep and see whether water seeps out");

        private final Text now;
        private final Text later;

        Outside(String vi, String en, String laterVi, String laterEn) {
            now = new Text(vi, en);
            later = new Text(laterVi, laterEn);
        }
    }

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
        DrainageRule.Layer worst = result.worst();
        if (worst == null || Gaps.isMostDoubted(now.history())) {
            return unknown(now, result);
        }
        Decision decision = switch (result.decision()) {
            case DRAIN -> Decision.DRAIN;
            case WATCH, WARNING -> Decision.WATCH_DRAINAGE;
            case ENOUGH_AIR, UNKNOWN -> Decision.DO_NOT_DRAIN;
        };
        boolean stormAhead = isStormAhead(now);
        boolean beforehand = stormAhead && decision != Decision.DRAIN;
        if (beforehand) {
            decision = Decision.WATCH_DRAINAGE;
        }
        List<Text> doubts = Gaps.doubts(now.history());
        List<Text> missing = new ArrayList<>(doubts);
        if (now.outlook().isKnown() && !stormAhead && now.rainAheadMm((int) STORM_WITHIN.toHours()) == null) {
            missing.add(new Text(
                    "dự báo không nói đủ mưa hai ngày tới",
                    "the outlook does not tell of all of the next two days' rain"));
        }
        boolean byTension = tensionNow(now, worst) != null;
        return new Statement(
                AdviceTopic.DRAINAGE,
                decision,
                confidence(now, byTension, doubts),
                beforehand ? beforeTheStorm(now) : sentence(now, result, worst),
                beforehand ? "DRN-5" : rule(result),
                reasons(now, result, worst, decision, stormAhead),
                figures(result, worst),
                missing,
                List.of(wouldChange(now, result, worst, decision)));
    }

    private static String rule(DrainageRule.Result result) {
        if (result.isPerched() && result.decision().compareTo(DrainageRule.Decision.WATCH) > 0) {
            return "DRN-6";
        }
        if (result.isWaterTable()) {
            return "DRN-7";
        }
        return switch (result.decision()) {
            case DRAIN -> "DRN-1";
            case WARNING -> "DRN-2";
            case WATCH -> "DRN-3";
            case ENOUGH_AIR, UNKNOWN -> "DRN-4";
        };
    }

    private static Text sentence(Situation now, DrainageRule.Result result, DrainageRule.Layer worst) {
        Text cm = cm(worst.depthM());
        Text hours = hours(worst);
        DrainageRule.Perched perched = result.perched();
        boolean drain = result.decision() == DrainageRule.Decision.DRAIN;
        if (result.decision() == DrainageRule.Decision.ENOUGH_AIR) {
            return enoughAir(result);
        }
        if (perched != null && rule(result).equals("DRN-6")) {
            return text(
                    drain
                            ? "Cần tiêu nước: nước treo, đất ở {0} cm quá ướt đã {1} giờ mà dưới {2} cm còn thoáng. {3}"
                            : "Để ý nước treo: đất ở {0} cm quá ướt đã {1} giờ mà dưới {2} cm còn thoáng. {3}",
                    drain
                            ? "Drain: water is perched, the soil at {0} cm has been too wet for {1} hours though at {2} cm there is"
                                    + " air. {3}"
                            : "Watch for perched water: the soil at {0} cm has been too wet for {1} hours though at {2} cm there"
                                    + " is air. {3}",
                    cm,
                    hours,
                    cm(perched.overM()),
                    outside(now, drain ? Outside.OPEN : Outside.LOOK));
        }
        if (result.isWaterTable()) {
            return text(
                    "Để ý mạch nước ngầm: đất ở {0} cm đã {1} giờ đầy nước, phía trên còn thoáng. {2}",
                    "Watch the water table: the soil at {0} cm has been full of water for {1} hours, above it there is air. {2}",
                    cm,
                    hours,
                    outside(now, Outside.LOOK));
        }
        return drain
                ? text(
                        "Cần tiêu nước: đất ở {0} cm quá ướt đã {1} giờ, rễ chè thiếu không khí. {2}",
                        "Drain: the soil at {0} cm has been too wet for {1} hours and the roots lack air. {2}",
                        cm,
                        hours,
                        outside(now, Outside.OPEN))
                : text(
                        "Để ý nước đọng: đất ở {0} cm đang quá ướt, đã {1} giờ. {2}",
                        "Watch for standing water: the soil at {0} cm has been too wet for {1} hours. {2}",
                        cm,
                        hours,
                        outside(now, Outside.LOOK));
    }

    /** Which depths hold enough air, and which do not though that asks for no drains. */
    private static Text enoughAir(DrainageRule.Result result) {
        List<Text> wet = result.layers().stream()
                .filter(DrainageRule.Layer::isTooWet)
                .map(layer -> text("{0} cm ({1} giờ)", "{0} cm ({1} hours)", cm(layer.depthM()), hours(layer)))
                .toList();
        Text airy = Say.join(
                result.layers().stream()
                        .filter(layer -> !layer.isTooWet())
                        .map(layer -> cm(layer.depthM()))
                        .toList(),
                ", ");
        return wet.isEmpty()
                ? text(
                        "Chưa phải tiêu nước. Đất đủ thoáng ở {0} cm.",
                        "No need to drain. The soil holds enough air at {0} cm.", airy)
                : text(
                        "Chưa phải tiêu nước: ở {0} cm còn thoáng, nhưng quá ướt ở {1}.",
                        "No need to drain: there is air at {0} cm, but it is too wet at {1}.",
                        airy,
                        Say.join(wet, ", "));
    }

    private static List<Text> reasons(
            Situation now,
            DrainageRule.Result result,
            DrainageRule.Layer worst,
            Decision decision,
            boolean stormAhead) {
        List<Text> reasons = new ArrayList<>();
        reasons.add(text(
                "Ở {0} cm, nước chiếm {1} % đất, không khí còn {2} %; dưới {3} % thì rễ thiếu không khí.",
                "At {0} cm water fills {1} % of the soil and air {2} %; below {3} % roots lack air.",
                cm(worst.depthM()),
                number(100 * worst.theta(), 1),
                number(Math.max(0, 100 * worst.airFilledPorosity()), 1),
                number(100 * result.leastAir(), 0)));
        if (result.layers().size() > 1) {
            reasons.add(text(
                    "Không khí trong đất theo độ sâu: {0}.",
                    "Air in the soil by depth: {0}.",
                    Say.join(result.layers().stream().map(DrainageAdvice::air).toList(), "; ")));
        }
        DrainageRule.Perched perched = result.perched();
        if (perched != null) {
            reasons.add(text(
                    "Nước treo ở {0} cm đã {1} giờ, dưới {2} cm còn thoáng: giữa hai độ sâu có lớp đất giữ nước lại. Rãnh sâu tới"
                            + " lớp ấy là đủ; mùa khô thì xới sâu cho thủng lớp chặt.",
                    "Water has been perched at {0} cm for {1} hours with air at {2} cm: a layer between the two holds it up. Ditches"
                            + " need go no deeper than that; in the dry season break the tight layer.",
                    cm(perched.depthM()),
                    number(Math.max(1, perched.wetFor().toHours()), 0),
                    cm(perched.overM())));
        }
        Integer probe = (int) Math.round(100 * worst.depthM());
        Double tension = tensionNow(now, worst);
        if (tension != null) {
            reasons.add(TensionWords.source(now, probe, tension));
            reasons.add(text(
                    "Rãnh chỉ rút được nước khi lực hút dưới {0} kPa.",
                    "Ditches only take out water that is held with less than {0} kPa.",
                    number(DrainageRule.DRAINABLE_KPA, 1)));
        }
        if (worst.wetSince() != null && !result.isWaterTable()) {
            reasons.add(text(
                    "Quá ướt từ {0}; quá {1} giờ thì phải tiêu nước.",
                    "Too wet since {0}; after more than {1} hours it must be drained.",
                    time(worst.wetSince(), now.history().zone()),
                    number(RULE.drainAfter().toHours(), 0)));
        }
        if (result.isWaterTable()) {
            reasons.add(text(
                    "Mùa mưa mạch nước nên sâu hơn {0} m; nếu nước dâng tới {1} cm thì rễ thiếu không khí.",
                    "In the rainy season the water table should lie deeper than {0} m; where it rises to {1} cm roots lack air.",
                    number(RULE.waterTableM(), 0),
                    cm(RULE.bottomM())));
        }
        now.history()
                .rainMm(
                        now.history().now().minus(Duration.ofDays(1)),
                        now.history().now())
                .ifPresent(rain -> reasons.add(
                        text("24 giờ qua mưa {0} mm.", "{0} mm of rain fell in the last 24 hours.", number(rain, 1))));
        if (decision != Decision.DO_NOT_DRAIN) {
            reasons.add(new Text(
                    "Rãnh đi xiên theo đường đồng mức, không xẻ thẳng xuống dốc: nước xói trôi đất.",
                    "Ditches run aslant along the contour, never straight down the slope: the water would carry the soil"
                            + " away."));
        }
        if (stormAhead) {
            reasons.addAll(Erosion.beforeHeavyRain(now.plot().soil().slopePercent()));
        }
        return reasons;
    }

    /** "20 cm 5,7 % (quá ướt 59 giờ)". */
    private static Text air(DrainageRule.Layer layer) {
        Text percent = number(Math.max(0, 100 * layer.airFilledPorosity()), 1);
        return layer.isTooWet()
                ? text(
                        "{0} cm còn {1} %, quá ướt đã {2} giờ",
                        "{0} cm {1} %, too wet for {2} hours", cm(layer.depthM()), percent, hours(layer))
                : text("{0} cm còn {1} %", "{0} cm {1} %", cm(layer.depthM()), percent);
    }

    private static Text cm(double depthM) {
        return number(100 * depthM, 0);
    }

    private static Text hours(DrainageRule.Layer layer) {
        return number(Math.max(1, layer.wetFor().toHours()), 0);
    }

    private static @Nullable Double tensionNow(Situation now, DrainageRule.Layer layer) {
        return now.history().tensionAt(now.history().now(), PlotHistory.FRESH).get((int)
                Math.round(100 * layer.depthM()));
    }

    private static Text wouldChange(
            Situation now, DrainageRule.Result result, DrainageRule.Layer worst, Decision decision) {
        double wettest = now.soil().saturation() - result.leastAir();
        double limit = Math.max(wettest, now.soil().fieldCapacity());
        return decision == Decision.DO_NOT_DRAIN
                ? text(
                        "Nếu nước chiếm trên {0} % đất ở {1} cm quá {2} giờ thì phải tiêu nước.",
                        "If water fills more than {0} % of the soil at {1} cm for more than {2} hours, drain.",
                        number(100 * limit, 1),
                        cm(worst.depthM()),
                        number(RULE.drainAfter().toHours(), 0))
                : text(
                        "Nếu nước ở {0} cm xuống dưới {1} % thì không phải tiêu nữa.",
                        "If water at {0} cm falls below {1} %, there is no more need to drain.",
                        cm(worst.depthM()),
                        number(100 * limit, 1));
    }

    private static List<Figure> figures(DrainageRule.Result result, DrainageRule.Layer worst) {
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("depth_cm", new Text("độ sâu", "depth"), 100 * worst.depthM(), "cm"),
                new Figure("soil_moisture", new Text("độ ẩm đất", "soil moisture"), worst.theta(), "m³/m³"),
                new Figure(
                        "air_filled_porosity",
                        new Text("phần không khí", "air-filled porosity"),
                        worst.airFilledPorosity(),
                        "m³/m³"),
                new Figure("least_air", new Text("ngưỡng không khí", "least air"), result.leastAir(), "m³/m³"),
                new Figure("wet_hours", new Text("quá ướt đã", "too wet for"), wetHours(worst), "giờ")));
        for (DrainageRule.Layer layer : result.layers()) {
            long cm = Math.round(100 * layer.depthM());
            figures.add(new Figure(
                    "air_filled_porosity_" + cm + "cm",
                    new Text("phần không khí ở " + cm + " cm", "air-filled porosity at " + cm + " cm"),
                    layer.airFilledPorosity(),
                    "m³/m³"));
            figures.add(new Figure(
                    "wet_hours_" + cm + "cm",
                    new Text("quá ướt ở " + cm + " cm đã", "too wet at " + cm + " cm for"),
                    wetHours(layer),
                    "giờ"));
        }
        DrainageRule.Perched perched = result.perched();
        if (perched != null) {
            figures.add(new Figure(
                    "perched_depth_cm", new Text("nước treo ở", "perched water at"), 100 * perched.depthM(), "cm"));
            figures.add(new Figure(
                    "perched_over_cm", new Text("còn thoáng ở", "with air at"), 100 * perched.overM(), "cm"));
            figures.add(new Figure(
                    "perched_hours",
                    new Text("nước treo đã", "perched for"),
                    perched.wetFor().toMinutes() / 60.0,
                    "giờ"));
        }
        return figures;
    }

    private static double wetHours(DrainageRule.Layer layer) {
        return layer.wetFor().toMinutes() / 60.0;
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
        Text storm = text(
                "Hai ngày tới có thể mưa lớn trên {0} mm (khả năng {1} %)",
                "More than {0} mm of rain may fall in two days (chance {1} %)",
                number(STORM_MM, 0),
                number(100 * chance, 0));
        Text when = Outdoors.hardRain(now, STORM_WITHIN)
                .map(t -> text("{0}, mưa to {1}", "{0}, hard {1}", storm, t))
                .orElse(storm);
        return text("{0}. {1}", "{0}. {1}", when, outside(now, Outside.OPEN));
    }

    private static Text outside(Situation now, Outside what) {
        return Outdoors.go(now, what.now, what.later);
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
                        "Not known whether it is waterlogged: {0}. {1}",
                        Gaps.named(missing),
                        outside(now, Outside.DIG)),
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
