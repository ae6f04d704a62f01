package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.pest.BlisterBlight;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.agronomy.water.IrrigationRule;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.Costs;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.decision.StartTime;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;

/** Whether to irrigate today, and for how many minutes. */
final class IrrigationAdvice {

    /** Without fresh probes the balance is trusted alone for this long after the last reading. */
    static final Duration BALANCE_ALONE = Duration.ofHours(24);

    /** Water of one turn at most, mm: local practice is 100 to 150 m³/ha. A default, to be confirmed. */
    static final double TURN_MM = 15;

    /** Once irrigation is advised, Dr may lie so much below RAW and it still is, mm. */
    private static final double HYSTERESIS_MM = 2;

    private static final Text BY_HAND = new Text(
            "Nắm đất sâu một gang, vỡ vụn thì tưới.",
            "Squeeze a handful of soil from a hand's depth: if it crumbles, irrigate.");

    private final Situation now;
    private final RootZoneState water;
    private final IrrigationRule.Result result;
    private final Optional<ExpectedCost.Choice> choice;
    private final IrrigationSystem system;
    private final boolean irrigate;
    private final boolean isLimited;
    private final double netMm;
    private final double grossMm;
    private final double volumeM3;
    private final @Nullable Double pumpMinutes;
    private final @Nullable CycleAndSoak bursts;
    private final @Nullable Instant start;

    private IrrigationAdvice(Situation now, double mostM3) {
        this.now = now;
        this.water = now.water();
        Plot.Irrigation irrigation = SourceAdvice.pumped(now).irrigation();
        this.system = irrigation == null
                ? IrrigationSystem.sprinklers(now.plot().areaM2(), null)
                : new IrrigationSystem(
                        irrigation.applicationEfficiency(),
                        irrigation.pumpM3PerHour(),
                        now.plot().areaM2(),
                        irrigation.applicationRateMmPerHour());
        this.result = IrrigationRule.evaluate(
                new IrrigationRule.Need(
                        water.depletionMm(),
                        water.sigmaMm(),
                        water.tawMm(),
                        rawMm(),
                        water.etcMm(),
                        now.rainAheadMm(48)),
                system,
                now.soil(),
                IrrigationRule.Settings.defaults());
        this.choice = choice();
        double wantedMm = choice.map(ExpectedCost.Choice::netMm).orElse(result.netMm());
        this.netMm = limited(wantedMm, mostM3);
        this.isLimited = netMm < wantedMm / turns(wantedMm) - 1e-9;
        this.irrigate = netMm > 0;
        this.grossMm = netMm / system.applicationEfficiency();
        this.volumeM3 = grossMm * system.areaM2() / 1000;
        Double pump = system.pumpM3PerHour();
        this.pumpMinutes = pump == null ? null : volumeM3 / pump * 60;
        this.bursts = pumpMinutes == null
                ? null
                : CycleAndSoak.of(
                        pumpMinutes / turns(),
                        system.rateMmPerHour(),
                        now.soil().ksMmPerHour());
        this.start = irrigate ? start() : null;
    }

    /** Once irrigation is advised a little less than RAW keeps it so: advice does not flicker. */
    private double rawMm() {
        double raw = water.rawMm();
        return now.before() == ExpectedCost.Before.IRRIGATE ? raw - Math.min(HYSTERESIS_MM, 0.1 * raw) : raw;
    }

    /** By expected cost, where there is an outlook to weigh; empty leaves it to the threshold. */
    private Optional<ExpectedCost.Choice> choice() {
        Double etc = water.etcMm();
        return etc == null
                ? Optional.empty()
                : ExpectedCost.choose(
                        new ExpectedCost.Now(
                                water.depletionMm(),
                                water.sigmaMm(),
                                water.tawMm(),
                                AdviceMaker.crop(now.plot()).depletionFraction(),
                                system.applicationEfficiency(),
                                TURN_MM),
                        now.outlook(),
                        now.history().now(),
                        water.kc(),
                        etc,
                        Costs.of(SourceAdvice.pumped(now)),
                        now.before());
    }

    /** When to begin the first turn; null when all of the next two days is banned. */
    private @Nullable Instant start() {
        Duration takes = bursts == null ? Duration.ofHours(1) : bursts.takes();
        boolean blister = SprayingAdvice.blister(now).weather() != BlisterBlight.Weather.UNFAVOURABLE;
        return StartTime.choose(
                        new StartTime.Wanted(now.history().now(), takes, blister, bans(), now.outlook()::windMs),
                        now.plot().place())
                .or(() -> SourceAdvice.earliestStart(now, takes, diaryBans()))
                .orElse(null);
    }

    /** Times at which the plot must not be wetted, or has no water. */
    private List<Ban> bans() {
        return SourceAdvice.withClosures(now, diaryBans());
    }

    /** Drip wets no leaves and nobody. */
    private List<Ban> diaryBans() {
        Plot.Irrigation irrigation = now.plot().irrigation();
        boolean drip = irrigation != null && irrigation.method() == Plot.Irrigation.Method.DRIP;
        return drip ? List.of() : now.history().notes().bans();
    }

    /** As if there were water enough at the source. */
    static Statement make(Situation now) {
        return make(now, Double.POSITIVE_INFINITY);
    }

    /** @param mostM3 what may be pumped today, m³ */
    static Statement make(Situation now, double mostM3) {
        return new IrrigationAdvice(now, mostM3).statement();
    }

    private Statement statement() {
        boolean balanceAlone = !water.hasFreshProbes() && balanceMayStandAlone();
        if ((!water.hasFreshProbes() && !balanceAlone) || Gaps.isMostDoubted(now.history())) {
            return unknown();
        }
        if (isTooWet()) {
            return new Statement(
                    AdviceTopic.IRRIGATION,
                    Decision.DO_NOT_IRRIGATE,
                    Confidence.MEDIUM,
                    text(
                            "Hôm nay chưa tưới: đất ở {0} cm đang quá ướt.",
                            "Do not irrigate today: the soil at {0} cm is too wet.", number(100 * depthM(), 0)),
                    "IRR-4",
                    reasons(),
                    figures(),
                    missing(),
                    List.of(new Text(
                            "Nếu đất ráo bớt thì tính lại.", "When the soil has drained it is judged again.")));
        }
        if (isBanned()) {
            Text why = bans().get(0).reason();
            return new Statement(
                    AdviceTopic.IRRIGATION,
                    Decision.DO_NOT_IRRIGATE,
                    confidence(balanceAlone),
                    text(
                            "Đất thiếu nước nhưng chưa tưới được: {0}.",
                            "The soil is short of water but cannot be irrigated yet: {0}.", why),
                    "IRR-7",
                    reasons(),
                    figures(),
                    missing(),
                    List.of(new Text("Khi tưới được thì tính lại.", "When it can be irrigated it is judged again.")));
        }
        Decision decision = irrigate ? Decision.IRRIGATE : Decision.DO_NOT_IRRIGATE;
        String rule;
        if (choice.isPresent()) {
            rule = irrigate ? "IRR-5" : "IRR-6";
        } else if (result.decision() == IrrigationRule.Decision.WAIT_FOR_RAIN) {
            rule = "IRR-3";
        } else {
            rule = balanceAlone ? "IRR-2" : "IRR-1";
        }
        return new Statement(
                AdviceTopic.IRRIGATION,
                decision,
                confidence(balanceAlone),
                sentence(),
                rule,
                reasons(),
                figures(),
                missing(),
                wouldChange(),
                start);
    }

    private Statement unknown() {
        List<Text> missing = new ArrayList<>(Gaps.soilMoisture(now.history()));
        if (missing.isEmpty()) { // fresh probes, but none within the roots
            missing.add(new Text(
                    "không có đầu đo nào trong vùng rễ", "no soil moisture probe stands within the root zone"));
        }
        missing.addAll(Gaps.weather(now.history()));
        return new Statement(
                AdviceTopic.IRRIGATION,
                Decision.UNKNOWN,
                Confidence.LOW,
                text("Chưa biết: {0}. {1}", "Not known: {0}. {1}", missing.get(0), BY_HAND),
                "IRR-0",
                List.of(new Text(
                        "Không có số đo đất đáng tin thì không nói đất khô hay ướt.",
                        "Without believable readings of the soil nothing is said about it being dry or wet.")),
                List.of(),
                missing,
                List.of(new Text(
                        "Khi đầu đo có số đáng tin trở lại.", "When believable readings of the soil come again.")));
    }

    /** A short silence of the probes is bridged by the balance, when rain and evapotranspiration were known throughout. */
    private boolean balanceMayStandAlone() {
        Instant newest = now.history().findNewestProbe().orElse(Instant.MIN);
        boolean doubted = !now.history().doubts().isEmpty();
        return newest.isAfter(now.history().now().minus(BALANCE_ALONE)) && water.balanceCarries() && !doubted;
    }

    private boolean isTooWet() {
        return irrigate
                && now.drainage().wetSince() != null
                && now.drainage().decision() != DrainageRule.Decision.UNKNOWN;
    }

    /** No time of the next two days is open to irrigation. */
    private boolean isBanned() {
        return irrigate && start == null && !bans().isEmpty();
    }

    private double depthM() {
        Double depth = now.drainage().depthM();
        return depth == null ? 0 : depth;
    }

    private Confidence confidence(boolean balanceAlone) {
        boolean doubted = !now.history().doubts().isEmpty()
                || !Gaps.silentProbes(now.history()).isEmpty();
        if (balanceAlone || (doubted && water.moisture().size() < 2)) {
            return Confidence.LOW;
        }
        boolean sure = !doubted
                && result.certain()
                && water.moisture().size() >= 2
                && water.daysKnown() >= 7
                && !water.etoEstimated();
        return sure ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private Text sentence() {
        if (irrigate) {
            return irrigate();
        }
        return switch (result.decision()) {
            case IRRIGATE, WAIT_FOR_RAIN ->
                text(
                        "Hôm nay chưa tưới: chờ mưa, dự báo {0} mm.",
                        "Do not irrigate today: wait for the rain, {0} mm are expected.",
                        number(result.expectedRainMm() == null ? 0 : result.expectedRainMm(), 0));
            case ENOUGH_WATER ->
                text(
                        "Hôm nay chưa cần tưới. {0}",
                        "No need to irrigate today. {0}", IrrigationWords.daysLeft(result.daysUntilRaw()));
        };
    }

    private Text irrigate() {
        Text volume = number(volumeM3, 1);
        Text area = number(
                now.plot().areaSao(),
                Math.abs(now.plot().areaSao() - Math.rint(now.plot().areaSao())) < 0.05 ? 0 : 1);
        Double minutes = pumpMinutes;
        int turns = turns();
        if (minutes == null) {
            return text(
                    "Cần tưới {0} khối cho {1} sào, bắt đầu {2}.",
                    "Irrigate: {0} m³ on {1} sào, from {2}.",
                    volume,
                    area,
                    IrrigationWords.begin(start, now.history().zone()));
        }
        if (turns == 1) {
            return text(
                    "Cần tưới: chạy bơm {0} phút ({1} khối cho {2} sào), bắt đầu {3}.",
                    "Irrigate: run the pump for {0} minutes ({1} m³ on {2} sào), from {3}.",
                    IrrigationWords.minutes(minutes, isLimited),
                    volume,
                    area,
                    IrrigationWords.begin(start, now.history().zone()));
        }
        return text(
                "Cần tưới: chạy bơm {0} phút, bắt đầu {4}. Đất thiếu nhiều: tưới {1} ngày như vậy, tất cả {2} khối cho {3}"
                        + " sào.",
                "Irrigate: run the pump for {0} minutes, from {4}. The soil lacks much: do so on {1} days, {2} m³ in all on"
                        + " {3} sào.",
                IrrigationWords.minutes(minutes / turns, isLimited),
                number(turns, 0),
                volume,
                area,
                IrrigationWords.begin(start, now.history().zone()));
    }

    private int turns() {
        return turns(netMm);
    }

    private static int turns(double netMm) {
        return (int) Math.max(1, Math.ceil(netMm / TURN_MM - 1e-9));
    }

    /** Where there is less than all turns take: one turn of no more than there is. The next day it is judged again. */
    private double limited(double wantedMm, double mostM3) {
        double mostMm = mostM3 * 1000 / system.areaM2() * system.applicationEfficiency();
        return wantedMm > mostMm + 1e-9 ? Math.min(wantedMm / turns(wantedMm), mostMm) : wantedMm;
    }

    private List<Text> reasons() {
        List<Text> reasons = new ArrayList<>();
        reasons.add(text(
                "Vùng rễ đang thiếu {0} mm nước; thiếu từ {1} mm thì phải tưới (đất giữ được {2} mm).",
                "The root zone lacks {0} mm of water; from {1} mm on it must be irrigated (it can hold {2} mm).",
                number(water.depletionMm(), 0),
                number(water.rawMm(), 0),
                number(water.tawMm(), 0)));
        Double seen = water.probesMm();
        if (seen == null) {
            reasons.add(new Text(
                    "Đầu đo vừa mất kết nối: tính tiếp từ mưa và nước bốc thoát hơi.",
                    "The probes have just gone silent: carried on from rain and evapotranspiration."));
        } else {
            List<Text> depths = water.moisture().entrySet().stream()
                    .map(e -> text("{0} cm: {1}", "{0} cm: {1}", number(e.getKey(), 0), number(100 * e.getValue(), 1)))
                    .toList();
            reasons.add(text(
                    "Đầu đo thấy độ ẩm (% thể tích) {0}, tức là {1}.",
                    "Probes see moisture (% by volume) of {0}, that is {1}.",
                    Say.join(depths, "; "),
                    seen >= 0
                            ? text("thiếu {0} mm", "{0} mm short", number(seen, 0))
                            : text("thừa {0} mm", "{0} mm to spare", number(-seen, 0))));
            reasons.add(text(
                    "Cân bằng nước tính ra thiếu {0} mm.",
                    "The water balance makes it {0} mm short.", number(water.balanceMm(), 0)));
        }
        Double etc = water.etcMm();
        if (etc != null) {
            reasons.add(text(
                    "Chè dùng khoảng {0} mm nước mỗi ngày (FAO-56, hệ số cây {1}).",
                    "Tea uses about {0} mm of water a day (FAO-56, crop coefficient {1}).",
                    number(etc, 1),
                    number(water.kc(), 2)));
        }
        rain24h()
                .ifPresent(rain -> reasons.add(
                        text("24 giờ qua mưa {0} mm.", "{0} mm of rain fell in the last 24 hours.", number(rain, 1))));
        double watered = now.history().wateredMm(dayAgo(), now.history().now());
        if (watered > 0) {
            reasons.add(text(
                    "24 giờ qua đã tưới, {0} mm tới vùng rễ.",
                    "Irrigated in the last 24 hours, {0} mm reached the roots.", number(watered, 1)));
        }
        choice.ifPresent(c -> reasons.addAll(weighed(c)));
        if (irrigate && bursts != null && bursts.bursts() > 1) {
            reasons.add(text(
                    "Nước phun nhanh hơn đất thấm: chia mỗi lượt làm {0} đợt {1} phút, nghỉ {2} phút giữa hai đợt.",
                    "Water falls faster than the soil takes it: give each turn in {0} bursts of {1} minutes with {2} minutes"
                            + " between.",
                    number(bursts.bursts(), 0),
                    number(Math.ceil(bursts.on().toSeconds() / 60.0), 0),
                    number(Math.ceil(bursts.pause().toSeconds() / 60.0), 0)));
        }
        Instant begin = start;
        if (irrigate) {
            bans().stream()
                    .filter(b -> begin == null || b.from().isBefore(begin))
                    .forEach(b -> reasons.add(text(
                            "Không tưới từ {0} đến {1}: {2}.",
                            "No irrigation from {0} to {1}: {2}.",
                            time(b.from(), now.history().zone()),
                            time(b.to(), now.history().zone()),
                            b.reason())));
        }
        if (!result.certain()) {
            reasons.add(new Text(
                    "Lượng nước đang sát ngưỡng, nhìn thêm nương trước khi bơm.",
                    "It is close to the threshold: look at the tea before pumping."));
        }
        return reasons;
    }

    private List<Text> weighed(ExpectedCost.Choice weighed) {
        double vnd = weighed.waiting() * now.plot().areaM2();
        Text thousands = number(Math.abs(vnd) / 1000, Math.abs(vnd) < 10_000 ? 1 : 0);
        return List.of(
                text(
                        "Cân nhắc {0} kịch bản thời tiết trong {1} ngày tới: nếu không tưới, khả năng chè thiếu nước trong"
                                + " hai ngày là {2} %.",
                        "Weighed over {0} ways the weather may go in {1} days: without water now, the chance that the tea"
                                + " thirsts within two days is {2} %.",
                        number(weighed.members(), 0),
                        number(weighed.days(), 0),
                        number(100 * weighed.thirst(), 0)),
                vnd > 0
                        ? text(
                                "Chờ thêm một ngày mất khoảng {0} nghìn đồng.",
                                "Waiting a day costs about {0} thousand đồng.", thousands)
                        : text(
                                "Chờ thêm một ngày không tốn hơn tưới ngay (đỡ khoảng {0} nghìn đồng).",
                                "Waiting a day costs no more than irrigating now (saves about {0} thousand đồng).",
                                thousands));
    }

    private OptionalDouble rain24h() {
        return now.history().rainMm(dayAgo(), now.history().now());
    }

    private Instant dayAgo() {
        return now.history().now().minus(Duration.ofDays(1));
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("depletion_mm", "lượng nước thiếu", "root-zone depletion", water.depletionMm(), "mm"));
        figures.add(figure("depletion_sigma_mm", "sai số", "its standard deviation", water.sigmaMm(), "mm"));
        figures.add(figure("readily_available_mm", "ngưỡng tưới", "readily available water", water.rawMm(), "mm"));
        figures.add(figure("total_available_mm", "nước hữu hiệu", "total available water", water.tawMm(), "mm"));
        add(figures, "probe_depletion_mm", "đầu đo thấy thiếu", "depletion seen by probes", water.probesMm(), "mm");
        figures.add(
                figure("balance_depletion_mm", "cân bằng nước", "depletion by the balance", water.balanceMm(), "mm"));
        water.moisture()
                .forEach((depth, theta) -> figures.add(figure(
                        "soil_moisture_" + depth + "cm",
                        "độ ẩm đất " + depth + " cm",
                        "soil moisture at " + depth + " cm",
                        theta,
                        "m³/m³")));
        add(figures, "eto_mm_day", "bốc thoát hơi chuẩn ETo", "reference evapotranspiration", water.etoMm(), "mm/ngày");
        add(figures, "etc_mm_day", "chè dùng mỗi ngày", "crop evapotranspiration", water.etcMm(), "mm/ngày");
        figures.add(figure("crop_coefficient", "hệ số cây Kc", "crop coefficient", water.kc(), "1"));
        rain24h().ifPresent(r -> figures.add(figure("rain_24h_mm", "mưa 24 giờ", "rain of 24 hours", r, "mm")));
        add(figures, "days_until_irrigation", "còn đủ nước", "days until irrigation", result.daysUntilRaw(), "ngày");
        choice.ifPresent(c -> {
            figures.add(figure(
                    "cost_of_waiting_vnd",
                    "chờ một ngày mất",
                    "cost of waiting a day",
                    c.waiting() * now.plot().areaM2(),
                    "đồng"));
            figures.add(figure("chance_of_thirst", "khả năng thiếu nước", "chance of thirst", c.thirst(), "1"));
            figures.add(figure("outlook_days", "số ngày xem trước", "days of the outlook", c.days(), "ngày"));
            figures.add(figure("outlook_members", "số kịch bản", "members of the outlook", c.members(), "1"));
        });
        if (irrigate && !isTooWet() && !isBanned()) {
            figures.add(figure("net_mm", "nước cần tới rễ", "net irrigation", netMm, "mm"));
            figures.add(figure("gross_mm", "nước cần bơm", "gross irrigation", grossMm, "mm"));
            figures.add(figure("volume_m3", "khối nước", "volume to pump", volumeM3, "m³"));
            add(figures, "pump_minutes", "chạy bơm", "pumping time", pumpMinutes, "phút");
            figures.add(figure("turns", "số lượt", "turns", turns(), "lượt"));
            if (bursts != null && bursts.bursts() > 1) {
                figures.add(figure("bursts", "số đợt mỗi lượt", "bursts of a turn", bursts.bursts(), "đợt"));
                figures.add(figure(
                        "burst_minutes", "mỗi đợt", "a burst", bursts.on().toSeconds() / 60.0, "phút"));
                figures.add(figure(
                        "soak_minutes",
                        "nghỉ giữa hai đợt",
                        "between two bursts",
                        bursts.pause().toSeconds() / 60.0,
                        "phút"));
            }
        }
        return figures;
    }

    private List<Text> missing() {
        List<Text> missing = new ArrayList<>(Gaps.doubts(now.history()));
        missing.addAll(water.hasFreshProbes() ? Gaps.silentProbes(now.history()) : Gaps.soilMoisture(now.history()));
        missing.addAll(Gaps.weather(now.history()));
        if (now.rainAheadMm(48) == null) {
            missing.add(new Text("chưa có dự báo mưa", "no rain forecast"));
        }
        if (!now.history().notes().known()) {
            missing.add(new Text(
                    "không có sổ ghi nước tưới, có thể sót lần tưới",
                    "there is no record of irrigation, one may be missing"));
        }
        return missing.stream().distinct().toList();
    }

    private List<Text> wouldChange() {
        List<Text> changes = new ArrayList<>();
        Double days = result.daysUntilRaw();
        double above = water.depletionMm() - water.rawMm();
        switch (irrigate ? IrrigationRule.Decision.IRRIGATE : result.decision()) {
            case IRRIGATE ->
                changes.add(text(
                        "Nếu mưa trên {0} mm thì chưa cần tưới.",
                        "With more than {0} mm of rain there is no need to irrigate.",
                        number(Math.max(1, Math.ceil(above + 1e-9)), 0)));
            case WAIT_FOR_RAIN ->
                changes.add(new Text(
                        "Nếu mưa không tới trong hai ngày thì tưới.",
                        "If the rain does not come in two days, irrigate."));
            case ENOUGH_WATER -> {
                changes.add(text(
                        "Nếu vùng rễ thiếu quá {0} mm nước thì tưới.",
                        "If the root zone lacks more than {0} mm of water, irrigate.", number(water.rawMm(), 0)));
                if (days != null) {
                    changes.add(text(
                            "Nếu không mưa, khoảng {0} ngày nữa phải tưới.",
                            "Without rain it must be irrigated in about {0} days.",
                            number(Math.max(1, Math.ceil(days)), 0)));
                }
            }
        }
        return changes;
    }

    private static Figure figure(String code, String vi, String en, double value, String unit) {
        return new Figure(code, new Text(vi, en), value, unit);
    }

    private static void add(
            List<Figure> figures, String code, String vi, String en, @Nullable Double value, String unit) {
        if (value != null) {
            figures.add(figure(code, vi, en, value, unit));
        }
    }
}
