package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.date;
import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.nutrient.Acidity;
import vn.nuong.analytics.agronomy.nutrient.Dose;
import vn.nuong.analytics.agronomy.nutrient.Feed;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule;
import vn.nuong.analytics.agronomy.nutrient.FertiliserRule.Input;
import vn.nuong.analytics.agronomy.nutrient.FertiliserSettings;
import vn.nuong.analytics.agronomy.nutrient.SoilTest;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;

/** Whether to feed the tea: held, waited for, or planned. A probe never sets a dose. */
final class FertilisingAdvice {

    private static final FertiliserSettings RULE = FertiliserSettings.tea();

    private final Situation now;
    private final FertiliserRule.Result result;

    private FertilisingAdvice(Situation now) {
        this.now = now;
        Plot.Fertiliser plan = now.plot().fertiliser();
        Double yield = plan == null ? null : plan.yieldTonnesPerHa();
        LocalDate today = now.history().today();
        this.result = FertiliserRule.evaluate(
                new FertiliserRule.Situation(
                        today,
                        now.plot().areaM2(),
                        yield,
                        soilTest(plan, today),
                        feeds(plan, yield),
                        now.history().notes().limed().orElse(null),
                        now.soil(),
                        meanMoisture(),
                        now.rainAheadMm(24),
                        now.water().percolationMm()),
                RULE);
    }

    static Statement make(Situation now) {
        return new FertilisingAdvice(now).statement();
    }

    private Statement statement() {
        Decision decision = switch (result.decision()) {
            case HOLD, WAIT -> Decision.HOLD_FERTILISER;
            case FERTILISE -> Decision.FERTILISE;
            case UNKNOWN -> Decision.UNKNOWN;
        };
        return new Statement(
                AdviceTopic.FERTILISING,
                decision,
                confidence(),
                sentence(),
                switch (result.decision()) {
                    case UNKNOWN -> "FRT-0";
                    case WAIT -> "FRT-1";
                    case HOLD -> "FRT-2";
                    case FERTILISE -> "FRT-3";
                },
                reasons(),
                figures(),
                missing(),
                wouldChange());
    }

    private static @Nullable SoilTest soilTest(Plot.@Nullable Fertiliser plan, LocalDate today) {
        Double ph = plan == null ? null : plan.soilPhKcl();
        // The plan does not say when the soil was sampled; the rule does not ask.
        return ph == null ? null : new SoilTest(today, ph, SoilTest.PhMethod.KCL, null);
    }

    /** Feeds from plan and diary. How much nitrogen was in the bag is not written: each counts as one planned feed. */
    private List<Feed> feeds(Plot.@Nullable Fertiliser plan, @Nullable Double yield) {
        double each = (yield == null ? RULE.capNKgPerHa() : RULE.annualNitrogen(yield)) / RULE.splits();
        LocalDate last = plan == null ? null : plan.lastApplied();
        return Stream.concat(Stream.ofNullable(last), now.history().notes().fed().stream())
                .filter(d -> !d.isAfter(now.history().today()))
                .distinct()
                .map(d -> new Feed(d, each))
                .toList();
    }

    private @Nullable Double meanMoisture() {
        var mean = now.water().moisture().values().stream()
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private Confidence confidence() {
        if (result.decision() == FertiliserRule.Decision.UNKNOWN) {
            return Confidence.LOW;
        }
        return missing().isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private Text sentence() {
        return switch (result.decision()) {
            case WAIT ->
                text(
                        "Chưa bón. Đợt tới khoảng {0}.",
                        "Do not fertilise yet. The next feed is about {0}.", date(result.nextFeed()));
            case HOLD ->
                text("Đến kỳ bón nhưng khoan đã: {0}.", "A feed is due, but wait: {0}.", Say.join(holds(), "; "));
            case UNKNOWN -> {
                List<Text> gaps = gaps();
                yield text(
                        "Chưa biết bón bao nhiêu: {0}. Đừng bón theo đầu đo; hỏi cán bộ khuyến nông.",
                        "Not known how much to give: {0}. Do not dose by a probe; ask the extension officer.",
                        Say.join(gaps, ", "));
            }
            case FERTILISE -> {
                Dose dose = result.findDose().orElseThrow();
                Text feed = text(
                        "Bón được đợt thứ {0} (trong {1} đợt): {2} kg đạm nguyên chất (N) và {3} kg kali (K₂O) cho cả nương, vùi sâu 6–8 cm.",
                        "Feed {0} of {1} can be given: {2} kg of nitrogen (N) and {3} kg of potassium (K₂O) on the whole"
                                + " plot, 6–8 cm deep.",
                        number(dose.number(), 0),
                        number(dose.of(), 0),
                        number(dose.nKg(), 1),
                        number(dose.k2oKg(), 1));
                Text all = dose.waterAfter()
                        ? text(
                                "{0} Đất khô, bón xong tưới {1}–{2} khối nước.",
                                "{0} The soil is dry: water with {1}–{2} m³ afterwards.",
                                feed,
                                number(pumpedM3(RULE.waterAfterMinMm()), 0),
                                number(pumpedM3(RULE.waterAfterMaxMm()), 0))
                        : feed;
                yield Outdoors.closed(now, new Text("ra bón", "go and fertilise"))
                        .map(wait -> Say.join(List.of(all, wait), " "))
                        .orElse(all);
            }
        };
    }

    /** What must be pumped for so much water to reach the roots of the whole plot, m³. */
    private double pumpedM3(double netMm) {
        Plot.Irrigation irrigation = now.plot().irrigation();
        double efficiency =
                irrigation == null ? IrrigationSystem.SPRINKLER_EFFICIENCY : irrigation.applicationEfficiency();
        return netMm / efficiency * now.plot().areaM2() / 1000;
    }

    private List<Text> holds() {
        return result.holds().stream()
                .sorted()
                .map(hold -> switch (hold) {
                    case SOIL_AT_FIELD_CAPACITY ->
                        new Text("đất đang no nước, phân sẽ trôi mất", "the soil is full of water and would lose it");
                    case HEAVY_RAIN_EXPECTED ->
                        new Text("sắp mưa to, phân sẽ trôi mất", "heavy rain is coming and would wash it out");
                    case WATER_DRAINING_BELOW_ROOTS ->
                        new Text(
                                "nước đang thấm xuống dưới rễ, phân sẽ trôi mất",
                                "water is draining below the roots and would take it along");
                    case LIMED_RECENTLY ->
                        new Text("mới bón vôi chưa đủ một tháng", "lime was given less than a month ago");
                })
                .toList();
    }

    /** What keeps a dose from being known. */
    private List<Text> gaps() {
        return result.missing().stream()
                .filter(i -> i == Input.YIELD || i == Input.SOIL_TEST || i == Input.SOIL_MOISTURE)
                .sorted()
                .map(FertilisingAdvice::words)
                .toList();
    }

    private List<Text> missing() {
        List<Text> missing = new ArrayList<>(
                result.missing().stream().sorted().map(FertilisingAdvice::words).toList());
        if (!now.history().notes().known()) {
            missing.add(new Text(
                    "không đọc được nhật ký, có thể sót lần bón",
                    "the diary could not be read, a feed may be missing"));
        }
        return missing;
    }

    private static Text words(Input input) {
        return switch (input) {
            case YIELD -> new Text("chưa có năng suất", "the yield is not known");
            case SOIL_TEST -> new Text("chưa có kết quả phân tích đất", "there is no soil test");
            case SOIL_TEST_PHOSPHORUS ->
                new Text("chưa phân tích lân trong đất", "the soil's phosphorus was not tested");
            case SOIL_MOISTURE -> new Text("chưa biết độ ẩm đất", "soil moisture is not known");
            case RAIN_OUTLOOK -> new Text("chưa có dự báo mưa", "no rain forecast");
            case DEEP_PERCOLATION ->
                new Text("không rõ nước có thấm xuống dưới rễ", "whether water drains below the roots is not known");
        };
    }

    private List<Text> reasons() {
        List<Text> reasons = new ArrayList<>();
        reasons.add(text(
                "Mỗi năm {0} đợt từ {1} đến {2}, mỗi tấn búp tươi {3} kg đạm, cả năm không quá {4} kg đạm mỗi ha.",
                "{0} feeds a year from {1} to {2}, {3} kg of nitrogen a tonne of fresh leaf, at most {4} kg/ha a year.",
                number(RULE.splits(), 0),
                date(RULE.seasonStart().atYear(result.nextFeed().getYear())),
                date(RULE.seasonEnd().atYear(result.nextFeed().getYear())),
                number(RULE.nPerTonneKg(), 0),
                number(RULE.capNKgPerHa(), 0)));
        if (result.acidity() == Acidity.LIME_NEEDED) {
            reasons.add(text(
                    "Đất chua quá (pH dưới {0}): bón vôi lúc đốn chè, cách bón đạm một tháng.",
                    "The soil is too acid (pH below {0}): lime at pruning, a month apart from nitrogen.",
                    number(RULE.limeBelowPhKcl(), 0)));
        } else if (result.acidity() == Acidity.TOO_ALKALINE) {
            reasons.add(new Text("Đất kém chua, chè khó phát triển.", "The soil is not acid enough for tea."));
        }
        Dose dose = result.dose();
        if (dose != null) {
            reasons.add(text(
                    "{0} kg đạm nguyên chất là khoảng {1} kg urê (46 % N).",
                    "{0} kg of nitrogen is about {1} kg of urea (46 % N).",
                    number(dose.nKg(), 1),
                    number(dose.nKg() / 0.46, 1)));
        }
        Double p2o5 = dose == null ? null : dose.p2o5Kg();
        if (dose != null && p2o5 == null) {
            reasons.add(new Text(
                    "Chưa tính lượng lân: nhiều nương ở đây đất đã giàu lân, phải phân tích mới biết.",
                    "Phosphorus is left open: many soils here are rich in it already, only a test can tell."));
        } else if (p2o5 != null && p2o5 > 0) {
            reasons.add(text("Lân (P₂O₅): {0} kg.", "Phosphorus (P₂O₅): {0} kg.", number(p2o5, 1)));
        }
        if (now.history().nutrientProbe().isPresent()) {
            reasons.add(new Text(
                    "Đầu đo đạm–lân–kali chỉ để xem xu hướng, không dùng tính lượng bón.",
                    "The N-P-K probe only shows a trend and never sets a dose."));
        }
        return reasons;
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        Dose dose = result.dose();
        if (dose != null) {
            figures.add(new Figure("n_kg", new Text("đạm N", "nitrogen N"), dose.nKg(), "kg"));
            figures.add(new Figure("k2o_kg", new Text("kali K₂O", "potassium K₂O"), dose.k2oKg(), "kg"));
            figures.add(new Figure("n_kg_per_ha", new Text("đạm mỗi ha", "nitrogen per ha"), dose.nKgPerHa(), "kg/ha"));
            figures.add(new Figure(
                    "annual_n_kg_per_ha", new Text("đạm cả năm", "nitrogen a year"), dose.annualNKgPerHa(), "kg/ha"));
        }
        Double theta = result.theta();
        if (theta != null) {
            figures.add(new Figure("soil_moisture", new Text("độ ẩm vùng rễ", "root-zone moisture"), theta, "m³/m³"));
            figures.add(new Figure(
                    "field_capacity",
                    new Text("sức chứa ẩm đồng ruộng", "field capacity"),
                    result.fieldCapacity(),
                    "m³/m³"));
        }
        return figures;
    }

    private List<Text> wouldChange() {
        List<Text> changes = new ArrayList<>();
        switch (result.decision()) {
            case WAIT ->
                changes.add(text(
                        "Từ {0}, nếu đất không quá ướt.",
                        "From {0} on, if the soil is not too wet.", date(result.nextFeed())));
            case HOLD ->
                changes.add(new Text(
                        "Khi đất ráo và không sắp mưa to.", "Once the soil has drained and no heavy rain is near."));
            case UNKNOWN ->
                changes.add(new Text(
                        "Khi có năng suất và kết quả phân tích đất.", "Once yield and a soil test are known."));
            case FERTILISE ->
                changes.add(text(
                        "Nếu sắp mưa trên {0} mm trong 24 giờ thì hoãn.",
                        "With more than {0} mm of rain coming within 24 hours, wait.", number(RULE.holdRainMm(), 0)));
        }
        return changes;
    }
}
