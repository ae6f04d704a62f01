package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import vn.nuong.analytics.agronomy.water.IrrigationRule;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;

/** Puts what was decided on irrigation into a farmer's words, with the reasons and what would change it. */
final class IrrigationAdvice {

    /** A bias of the probes that is worth a word, mm. */
    private static final double NOTABLE_BIAS_MM = 10;

    private static final Duration TWO_DAYS = Duration.ofDays(2);

    /** Days that are missing from the weather are counted so far back. */
    private static final int WEATHER_DAYS = 14;

    private final Situation now;
    private final RootZoneState water;
    private final IrrigationDecision decision;

    private IrrigationAdvice(Situation now, IrrigationDecision decision) {
        this.now = now;
        this.water = now.water();
        this.decision = decision;
    }

    /** As if there were water enough at the source. */
    static Statement make(Situation now) {
        return make(now, Double.POSITIVE_INFINITY);
    }

    /** @param mostM3 what may be pumped today, m³ */
    static Statement make(Situation now, double mostM3) {
        return new IrrigationAdvice(now, IrrigationDecision.of(now, mostM3)).statement();
    }

    private Statement statement() {
        return switch (decision.outcome()) {
            case UNKNOWN -> unknown();
            case CONTRADICTED -> contradicted();
            case TOO_WET ->
                notNow(
                        Confidence.MEDIUM,
                        text(
                                "Hôm nay chưa tưới: đất ở {0} cm đang quá ướt.",
                                "Do not irrigate today: the soil at {0} cm is too wet.", number(100 * depthM(), 0)),
                        "IRR-4",
                        new Text("Nếu đất ráo bớt thì tính lại.", "When the soil has drained it is judged again."));
            case BANNED ->
                notNow(
                        decision.confidence(),
                        text(
                                "Đất thiếu nước nhưng chưa tưới được: {0}.",
                                "The soil is short of water but cannot be irrigated yet: {0}.",
                                decision.bans().stream()
                                        .findFirst()
                                        .map(Ban::reason)
                                        .orElse(new Text(
                                                "hai ngày tới không có giờ nào hợp",
                                                "no hour of the next two days suits"))),
                        "IRR-7",
                        new Text("Khi tưới được thì tính lại.", "When it can be irrigated it is judged again."));
            case IRRIGATE, WAIT ->
                new Statement(
                        AdviceTopic.IRRIGATION,
                        decision.isDue() ? Decision.IRRIGATE : Decision.DO_NOT_IRRIGATE,
                        decision.confidence(),
                        decision.isDue() ? checked(irrigate()) : waiting(),
                        rule(),
                        reasons(),
                        IrrigationFigures.of(now, decision),
                        missing(),
                        wouldChange(),
                        decision.start(),
                        decision.turns());
        };
    }

    private Statement notNow(Confidence confidence, Text sentence, String rule, Text change) {
        return new Statement(
                AdviceTopic.IRRIGATION,
                Decision.DO_NOT_IRRIGATE,
                confidence,
                sentence,
                rule,
                reasons(),
                IrrigationFigures.of(now, decision),
                missing(),
                List.of(change));
    }

    private String rule() {
        if (decision.choice().isPresent()) {
            return decision.isDue() ? "IRR-5" : "IRR-6";
        }
        if (decision.threshold().decision() == IrrigationRule.Decision.WAIT_FOR_RAIN) {
            return "IRR-3";
        }
        return decision.isByBalanceAlone() ? "IRR-2" : "IRR-1";
    }

    /** What shows by hand whether the soil is dry, once somebody may go out; what then depends on the rain. */
    private Text byHand() {
        Text then = ifItCrumbles();
        return Outdoors.go(
                now,
                text(
                        "Nắm đất sâu một gang, vỡ vụn {0}.",
                        "Squeeze a handful of soil from a hand's depth: if it crumbles, {0}.", then),
                text(
                        "ra nắm đất sâu một gang, vỡ vụn {0}",
                        "go and squeeze a handful of soil from a hand's depth: if it crumbles, {0}", then));
    }

    private Text ifItCrumbles() {
        Instant at = now.history().now();
        if (isRainLikely()) {
            return text(
                    "mà mưa không tới thì tưới (hai ngày tới dự báo {0} mm)",
                    "irrigate if the rain does not come ({0} mm are expected in two days)",
                    number(now.outlook().rainMm(at, at.plus(TWO_DAYS)).orElse(0), 0));
        }
        OptionalDouble fallen = now.history().rainMm(at.minus(TWO_DAYS), at);
        if (fallen.orElse(0) >= water.rawMm()) {
            return text(
                    "thì xem lại máy đo mưa đã rồi mới tưới, vì hai ngày qua đo được {0} mm mưa",
                    "look at the rain gauge before you irrigate, since it measured {0} mm of rain in two days",
                    number(fallen.getAsDouble(), 0));
        }
        return new Text("thì tưới", "irrigate");
    }

    /** Whether at least half of the outlook's members bring a turn's water within two days. */
    private boolean isRainLikely() {
        Instant at = now.history().now();
        return now.outlook()
                        .chanceOfRain(IrrigationDecision.TURN_MM, at, at.plus(TWO_DAYS))
                        .orElse(0)
                >= 0.5;
    }

    private Statement unknown() {
        List<Text> missing = new ArrayList<>(Gaps.soilMoisture(now.history()));
        if (missing.isEmpty()) { // fresh probes, but none within the roots
            missing.add(new Text(
                    "không có đầu đo nào trong vùng rễ", "no soil moisture probe stands within the root zone"));
        }
        Text named = Gaps.named(missing);
        missing.addAll(Gaps.weather(now.history()));
        return new Statement(
                AdviceTopic.IRRIGATION,
                Decision.UNKNOWN,
                Confidence.LOW,
                text("Chưa biết: {0}. {1}", "Not known: {0}. {1}", named, byHand()),
                "IRR-0",
                List.of(new Text(
                        "Không có số đo đất đáng tin thì không nói đất khô hay ướt.",
                        "Without believable readings of the soil nothing is said about it being dry or wet.")),
                List.of(),
                missing,
                List.of(new Text(
                        "Khi đầu đo có số đáng tin trở lại.", "When believable readings of the soil come again.")));
    }

    /** Neither side is believed: it names both, and what tells them apart. */
    private Statement contradicted() {
        Double seen = water.probesOnScaleMm();
        Double apart = water.apartMm();
        Text contradiction = text(
                "đầu đo thấy thiếu {0} mm nhưng theo mưa, tưới và nước chè dùng thì chỉ thiếu {1} mm",
                "the probes see {0} mm missing, but by rain, irrigation and what tea uses it is only {1} mm",
                number(seen == null ? 0 : seen, 0),
                number(water.alone() == null ? 0 : water.alone().likelyMm(), 0));
        List<Text> missing = new ArrayList<>(List.of(contradiction));
        missing.addAll(missing());
        List<Text> reasons = new ArrayList<>(reasons());
        reasons.add(
                apart == null
                        ? new Text(
                                "Số đo khác quá xa lượng nước tính được nên chưa dùng.",
                                "What the probes read is too far from what was reckoned to be used.")
                        : text(
                                "Đầu đo khô hơn mức khô nhất mà cân bằng nước cho phép {0} mm. Đầu đo có thể đã lệch dần, hoặc nước"
                                        + " mưa, nước tưới không ngấm tới rễ.",
                                "The probes are {0} mm drier than the driest that the balance allows. They may have drifted, or rain"
                                        + " and irrigation did not reach the roots.",
                                number(apart, 0)));
        return new Statement(
                AdviceTopic.IRRIGATION,
                Decision.UNKNOWN,
                Confidence.LOW,
                text("Chưa biết: {0}. {1}", "Not known: {0}. {1}", contradiction, byHand()),
                "IRR-8",
                reasons,
                IrrigationFigures.of(now, decision),
                missing.stream().distinct().toList(),
                List.of(new Text(
                        "Khi mưa đẫm đất, hoặc đầu đo được kiểm tra lại, thì biết bên nào đúng.",
                        "Once rain has soaked the soil, or the probes have been checked, it shows which is right.")));
    }

    private double depthM() {
        Double depth = now.drainage().depthM();
        return depth == null ? 0 : depth;
    }

    /** Not to irrigate, as a fact where it is one; else what is doubted, and how to find out by hand. */
    private Text waiting() {
        return decision.confidence() == Confidence.LOW
                ? text(
                        "Chưa biết chắc đất còn bao nhiêu nước: {0}. {1} {2}",
                        "How much water the soil holds is not known for sure: {0}. {1} {2}",
                        doubt(),
                        isWaitingForRain()
                                ? text(
                                        "Tạm chưa tưới, chờ mưa: {0}.",
                                        "Do not irrigate for now and wait for the rain: {0}.", rainToCome())
                                : new Text("Tạm chưa tưới.", "Do not irrigate for now."),
                        byHand())
                : known();
    }

    private Text known() {
        IrrigationRule.Result result = decision.threshold();
        if (isWaitingForRain()) {
            return text(
                    "Hôm nay chưa tưới: chờ mưa, {0}.", "Do not irrigate today: wait for the rain, {0}.", rainToCome());
        }
        return switch (result.decision()) {
            case IRRIGATE, WAIT_FOR_RAIN ->
                decision.choice().isPresent()
                        ? new Text(
                                "Hôm nay chưa tưới: chờ thêm một ngày thiệt ít hơn công một lần tưới.",
                                "Do not irrigate today: waiting a day loses less than a turn costs.")
                        : new Text(
                                "Hôm nay chưa tưới: đầu đo thấy thiếu nước nhưng sổ nước thì không.",
                                "Do not irrigate today: the probes find water missing, but the ledger does not.");
            case ENOUGH_WATER ->
                text(
                        "Hôm nay chưa cần tưới. {0}",
                        "No need to irrigate today. {0}", IrrigationWords.daysLeft(decision.daysUntilRaw()));
        };
    }

    /** Whether it would be irrigated but for rain that is expected. */
    private boolean isWaitingForRain() {
        return !decision.isDue()
                && (decision.rainFirst() != null
                        || decision.threshold().decision() != IrrigationRule.Decision.ENOUGH_WATER && isRainExpected());
    }

    private boolean isRainExpected() {
        Double rain = now.toldRainMm(48);
        return rain != null && rain >= 1;
    }

    private Text rainToCome() {
        IrrigationDecision.RainFirst first = decision.rainFirst();
        Double rain = now.toldRainMm(48);
        return first != null
                ? text(
                        "dự báo {0} mm trước {1}, sau mưa tính lại",
                        "{0} mm are expected before {1}, and it is judged again after it",
                        number(first.meanMm(), 0),
                        time(first.until(), now.history().zone()))
                : text("dự báo {0} mm", "{0} mm are expected", number(rain == null ? 0 : rain, 0));
    }

    /** Why it is not known for sure. */
    private Text doubt() {
        Double apart = water.disagreementMm();
        List<Text> doubts = Gaps.doubts(now.history());
        if (apart != null && decision.isDisputed()) {
            return text(
                    "đầu đo và sổ nước lệch nhau {0} mm",
                    "probes and ledger are {0} mm apart", number(Math.abs(apart), 0));
        }
        if (decision.isByBalanceAlone()) {
            return text(
                    "{0}, chỉ tính theo mưa và nước chè dùng",
                    "{0}, it is reckoned from rain and what tea uses alone",
                    Gaps.named(Gaps.soilMoisture(now.history())));
        }
        if (!doubts.isEmpty() && water.moisture().size() < 2) {
            return Gaps.named(doubts);
        }
        if (decision.isNothingKnown()) {
            return text(
                    "con số thiếu {0} mm gần như chỉ là phỏng chừng (± {1} mm)",
                    "the {0} mm that are missing are hardly more than a guess (± {1} mm)",
                    number(water.depletionMm(), 0),
                    number(water.sigmaMm(), 0));
        }
        Double seen = water.probesOnScaleMm();
        return seen == null || water.alone() == null
                ? new Text("đầu đo và sổ nước không khớp", "probes and ledger do not agree")
                : text(
                        "đầu đo thấy thiếu {0} mm, riêng sổ nước thì {1} mm",
                        "the probes see {0} mm missing, the ledger alone {1} mm",
                        number(Math.max(0, seen), 0),
                        number(water.alone().likelyMm(), 0));
    }

    /** The sentence with what to look at by hand where probes and balance disagree day after day. */
    private Text checked(Text sentence) {
        Double apart = water.disagreementMm();
        return apart == null || !decision.isDisputed()
                ? sentence
                : text(
                        "{0} Đầu đo và sổ nước lệch nhau {1} mm. {2}",
                        "{0} Probes and ledger are {1} mm apart. {2}",
                        sentence,
                        number(Math.abs(apart), 0),
                        Outdoors.go(
                                now,
                                new Text(
                                        "Trước khi bơm nắm thử đất sâu hai gang, còn dính thành nắm thì khoan tưới.",
                                        "Before pumping squeeze soil from two hands deep, and wait if it still holds"
                                                + " together."),
                                new Text(
                                        "ra nắm thử đất sâu hai gang rồi mới bơm, còn dính thành nắm thì khoan tưới",
                                        "squeeze soil from two hands deep before you pump, and wait if it still holds"
                                                + " together"),
                                new Text("Thử đất xong", "Be done with that")));
    }

    private Text irrigate() {
        List<Text> sentences = new ArrayList<>(List.of(pump()));
        IrrigationWords.parts(decision.bursts(), decision.turns(), decision.isLimited())
                .ifPresent(sentences::add);
        decision.delayedBy()
                .map(b -> text("Không tưới sớm hơn: {0}.", "No earlier: {0}.", b.reason()))
                .ifPresent(sentences::add);
        IrrigationDecision.RainFirst rain = decision.rainFirst();
        if (rain != null) {
            sentences.add(text(
                    "Trước đó dự báo mưa {0} mm: mưa trên {1} mm thì khoan tưới, chờ tính lại.",
                    "{0} mm of rain are expected before that: with more than {1} mm wait until it has been judged again.",
                    number(rain.meanMm(), 0),
                    number(above(), 0)));
        }
        Ban closed = decision.plan().closed();
        if (closed != null) {
            sentences.add(text("Sau đó ngừng tưới: {0}.", "No more turns after that: {0}.", closed.reason()));
        }
        double still = water.depletionMm() - decision.netMm();
        if (closed == null && decision.choice().isPresent() && still >= water.rawMm()) {
            sentences.add(text(
                    "Sau đó đất vẫn thiếu {0} mm: tính tiếp lượt sau.",
                    "After that {0} mm are still missing: the next turn is judged then.", number(still, 0)));
        }
        Double most = decision.fallsBehindMm();
        Double etc = water.etcMm();
        if (most != null && etc != null) {
            boolean moved = decision.isMovedByHand();
            sentences.add(text(
                    moved
                            ? "Tưới dời vòi thế này không theo kịp: mỗi ngày chỉ đưa được {0} mm tới rễ mà chè dùng {1} mm; cần thêm vòi để"
                                    + " ít phải dời, hoặc tưới phần cần nhất trước."
                            : "Bơm này không theo kịp: mỗi ngày chỉ đưa được {0} mm tới rễ mà chè dùng {1} mm; cần bơm mạnh hơn, hoặc chia"
                                    + " nương ra tưới phần cần nhất trước.",
                    moved
                            ? "Moving the sprinklers like this cannot keep up: it brings {0} mm to the roots in a day and tea uses {1}"
                                    + " mm; more of them are needed, or water the part that needs it most first."
                            : "This pump cannot keep up: it brings {0} mm to the roots in a day and tea uses {1} mm; a stronger one is"
                                    + " needed, or water the part that needs it most first.",
                    number(most, 1),
                    number(etc, 1)));
        }
        if (decision.isNothingKnown() && !decision.balanceAgrees() && !decision.isDisputed()) {
            sentences.add(new Text(
                    "Chưa biết chắc đất khô đến đâu: trước khi bơm nắm thử đất sâu hai gang, còn dính thành nắm thì khoan tưới.",
                    "How dry the soil is is hardly known: before pumping squeeze soil from two hands deep, and wait if it still"
                            + " holds together."));
        }
        return Say.join(sentences, " ");
    }

    private Text pump() {
        Text volume = number(decision.volumeM3(), 1);
        Text area = number(
                now.plot().areaSao(),
                Math.abs(now.plot().areaSao() - Math.rint(now.plot().areaSao())) < 0.05 ? 0 : 1);
        Double minutes = decision.pumpMinutes();
        List<Statement.Turn> turns = decision.turns();
        Text begin =
                IrrigationWords.begin(turns, decision.isLimited(), now.history().zone());
        if (minutes == null) {
            double first = turns.get(0).volumeM3();
            return text(
                    turns.size() == 1
                            ? "Cần tưới {0} mm, tức {1} khối mỗi sào ({2} khối cho {3} sào), bắt đầu {4}. Chưa biết máy bơm: đặt ca thẳng"
                                    + " thành trong nương, hứng đủ {0} mm thì dừng."
                            : "Cần tưới mỗi lượt {0} mm, tức {1} khối mỗi sào, bắt đầu {4}, tất cả {2} khối cho {3} sào. Chưa biết máy"
                                    + " bơm: đặt ca thẳng thành trong nương, hứng đủ {0} mm thì dừng.",
                    turns.size() == 1
                            ? "Irrigate {0} mm, that is {1} m³ on each sào ({2} m³ on {3} sào), from {4}. The pump is not known: put a"
                                    + " straight-sided can into the plot and stop when it holds {0} mm."
                            : "Irrigate {0} mm a turn, that is {1} m³ on each sào, from {4}, {2} m³ in all on {3} sào. The pump is not"
                                    + " known: put a straight-sided can into the plot and stop when it holds {0} mm.",
                    number(1000 * first / now.plot().areaM2(), 0),
                    number(first / now.plot().areaSao(), 1),
                    volume,
                    area,
                    begin);
        }
        if (turns.size() == 1) {
            return text(
                    "Cần tưới: chạy bơm {0} phút ({1} khối cho {2} sào), bắt đầu {3}.",
                    "Irrigate: run the pump for {0} minutes ({1} m³ on {2} sào), from {3}.",
                    IrrigationWords.minutes(minutes, decision.isLimited()),
                    volume,
                    area,
                    begin);
        }
        return IrrigationWords.isSameLength(turns, decision.isLimited())
                ? text(
                        "Cần tưới: chạy bơm mỗi lượt {0} phút, bắt đầu {1}, tất cả {2} khối cho {3} sào.",
                        "Irrigate: run the pump for {0} minutes a turn, from {1}, {2} m³ in all on {3} sào.",
                        IrrigationWords.minutes(minutes / turns.size(), decision.isLimited()),
                        begin,
                        volume,
                        area)
                : text(
                        "Cần tưới: chạy bơm {0}, tất cả {1} khối cho {2} sào.",
                        "Irrigate: run the pump for {0}, {1} m³ in all on {2} sào.", begin, volume, area);
    }

    private List<Text> reasons() {
        List<Text> reasons = new ArrayList<>();
        reasons.add(text(
                "Vùng rễ đang thiếu {0} mm nước; thiếu từ {1} mm thì phải tưới (đất giữ được {2} mm).",
                "The root zone lacks {0} mm of water; from {1} mm on it must be irrigated (it can hold {2} mm).",
                number(water.depletionMm(), 0),
                number(water.rawMm(), 0),
                number(water.tawMm(), 0)));
        ModelWords.reason(now, decision).ifPresent(reasons::add);
        reasons.addAll(belowThreshold());
        Double seen = water.probesMm();
        if (seen == null) {
            reasons.add(new Text(
                    "Đầu đo vừa mất kết nối: tính tiếp từ mưa và nước bốc thoát hơi.",
                    "The probes have just gone silent: carried on from rain and evapotranspiration."));
        } else {
            Set<Integer> atLimit = now.history().atLimit(now.history().now(), PlotHistory.FRESH);
            List<Text> depths = water.moisture().entrySet().stream()
                    .map(e -> text(
                            atLimit.contains(e.getKey()) ? "{0} cm: nhiều nhất {1}" : "{0} cm: {1}",
                            atLimit.contains(e.getKey()) ? "{0} cm: at most {1}" : "{0} cm: {1}",
                            number(e.getKey(), 0),
                            number(100 * e.getValue(), 1)))
                    .toList();
            reasons.add(text(
                    "Đầu đo thấy độ ẩm (% thể tích) {0}, tức là {1}.",
                    "Probes see moisture (% by volume) of {0}, that is {1}.",
                    Say.join(depths, "; "),
                    seen > water.tawMm()
                            ? new Text("khô hơn điểm cây héo", "drier than the wilting point")
                            : seen >= 0
                                    ? text(
                                            atLimit.isEmpty() ? "thiếu {0} mm" : "thiếu ít nhất {0} mm",
                                            atLimit.isEmpty() ? "{0} mm short" : "at least {0} mm short",
                                            number(seen, 0))
                                    : text("thừa {0} mm", "{0} mm to spare", number(-seen, 0))));
            reasons.addAll(TensionWords.reasons(now));
            reasons.add(text(
                    "Cân bằng nước tính ra thiếu {0} mm.",
                    "The water balance makes it {0} mm short.", number(water.balanceMm(), 0)));
            reasons.addAll(probesBesideBalance());
        }
        Double etc = water.etcMm();
        if (etc != null) {
            reasons.add(text(
                    "Chè dùng khoảng {0} mm nước mỗi ngày (FAO-56, hệ số cây {1}).",
                    "Tea uses about {0} mm of water a day (FAO-56, crop coefficient {1}).",
                    number(etc, 1),
                    number(water.kc(), 2)));
        }
        now.history()
                .rainMm(now.dayAgo(), now.history().now())
                .ifPresent(rain -> reasons.add(
                        text("24 giờ qua mưa {0} mm.", "{0} mm of rain fell in the last 24 hours.", number(rain, 1))));
        double watered = now.history().wateredMm(now.dayAgo(), now.history().now());
        if (watered > 0) {
            reasons.add(text(
                    "24 giờ qua đã tưới, {0} mm tới vùng rễ.",
                    "Irrigated in the last 24 hours, {0} mm reached the roots.", number(watered, 1)));
        }
        Double ahead = now.rainAheadMm(48);
        if (ahead != null && ahead >= 1) {
            reasons.add(text(
                    "Hai ngày tới dự báo mưa {0} mm: đã tính vào.",
                    "{0} mm of rain are expected in two days: they are reckoned with.", number(ahead, 0)));
        }
        decision.choice().ifPresent(c -> reasons.addAll(weighed(c)));
        CycleAndSoak bursts = decision.bursts();
        if (decision.isDue() && bursts != null && bursts.bursts() > 1) {
            reasons.add(text(
                    "Nước phun nhanh hơn đất thấm nên chia mỗi lượt làm {0} đợt.",
                    "Water falls faster than the soil takes it, so each turn is given in {0} bursts.",
                    number(bursts.bursts(), 0)));
        }
        double left = decision.plan().leftMm();
        if (decision.isDue() && left >= 0.5) {
            reasons.add(text(
                    "Còn {0} mm chưa có lượt: tính lại sau các lượt này.",
                    "{0} mm more found no turn: it is judged again after these.", number(left, 0)));
        }
        Instant begin = decision.start();
        if (decision.isDue()) {
            decision.bans().stream()
                    .filter(b -> begin == null
                            || b.from().isBefore(begin)
                            || b.equals(decision.plan().closed()))
                    .forEach(b -> reasons.add(text(
                            "Không tưới từ {0} đến {1}: {2}.",
                            "No irrigation from {0} to {1}: {2}.",
                            time(b.from(), now.history().zone()),
                            time(b.to(), now.history().zone()),
                            b.reason())));
        }
        if (!decision.isSure() && !decision.isNothingKnown()) {
            reasons.add(text(
                    "Lượng nước thiếu chỉ biết đến ± {0} mm, có thể ở bên kia ngưỡng: nhìn thêm nương trước khi bơm.",
                    "What is missing is known to ± {0} mm and may lie beyond the threshold: look at the tea before pumping.",
                    number(water.sigmaMm(), 0)));
        }
        return reasons;
    }

    /** Why it is irrigated although what is expected to be missing lies below the threshold, and how little is known of it. */
    private List<Text> belowThreshold() {
        List<Text> why = new ArrayList<>();
        if (decision.isNothingKnown()) {
            why.add(text(
                    "Con số ấy gần như chỉ là phỏng chừng (± {0} mm trên {1} mm): đầu đo chưa hiệu chuẩn, hoặc lâu không có mưa đẫm, số đo tin"
                            + " được.",
                    "That figure is hardly more than a guess (± {0} mm of {1} mm): the probes are not calibrated, or no soaking rain and"
                            + " believable reading came for long.",
                    number(water.sigmaMm(), 0),
                    number(water.tawMm(), 0)));
        }
        if (decision.isBelowThreshold()) {
            decision.choice()
                    .ifPresent(c -> why.add(text(
                            "Chưa tới ngưỡng mà vẫn nên tưới: vùng rễ có thể đã thiếu tới {0} mm, khả năng chè thiếu nước trong hai ngày"
                                    + " là {1} %, và chè thiếu nước thì mất nhiều hơn một lần tưới.",
                            "It is below the threshold and irrigation pays all the same: the root zone may lack {0} mm already, the"
                                    + " chance that the tea thirsts within two days is {1} %, and thirst costs more than a turn.",
                            number(Math.min(water.tawMm(), water.depletionMm() + Math.sqrt(3) * water.sigmaMm()), 0),
                            number(100 * c.thirst(), 0))));
        }
        return why;
    }

    /** What was found out of the probes by the balance. */
    private List<Text> probesBesideBalance() {
        List<Text> found = new ArrayList<>();
        double bias = water.biasMm();
        if (Math.abs(bias) >= NOTABLE_BIAS_MM) {
            found.add(text(
                    bias > 0
                            ? "Đầu đo đọc khô hơn thực tế khoảng {0} mm: đã trừ đi."
                            : "Đầu đo đọc ướt hơn thực tế khoảng {0} mm: đã trừ đi.",
                    bias > 0
                            ? "The probes read about {0} mm drier than it is: taken off."
                            : "The probes read about {0} mm wetter than it is: taken off.",
                    number(Math.abs(bias), 0)));
        }
        LocalDate shifted = water.shiftedOn();
        if (shifted != null
                && water.shiftedWithin(
                        IrrigationDecision.SHIFT_DAYS, now.history().today())) {
            found.add(text(
                    "Sau trận mưa đẫm ngày {0} đầu đo đọc khác hẳn trước: nên kiểm tra đầu đo.",
                    "After the soaking rain of {0} the probes read otherwise than before: have them checked.",
                    Say.date(shifted)));
        }
        Double apart = water.apartMm();
        if (apart != null && apart < 0) {
            found.add(text(
                    "Đầu đo ướt hơn mức ướt nhất mà cân bằng nước cho phép {0} mm: có lần tưới chưa ghi, hoặc đầu đo sai.",
                    "The probes are {0} mm wetter than the wettest that the balance allows: water was given unrecorded, or the"
                            + " probes are wrong.",
                    number(-apart, 0)));
        } else if (apart != null && decision.outcome() != IrrigationDecision.Outcome.CONTRADICTED) {
            found.add(text(
                    "Đầu đo khô hơn mức khô nhất mà cân bằng nước cho phép {0} mm.",
                    "The probes are {0} mm drier than the driest that the balance allows.", number(apart, 0)));
        }
        Double disagreement = water.disagreementMm();
        if (disagreement != null) {
            found.add(text(
                    disagreement > 0
                            ? "Nhiều ngày liền đầu đo khô hơn sổ nước, nay {0} mm: các đầu đo có thể cùng trôi, hoặc chè dùng nhiều"
                                    + " hơn. Lượng tưới lấy theo phần cả hai cùng thấy thiếu, {1} mm."
                            : "Nhiều ngày liền đầu đo ướt hơn sổ nước, nay {0} mm: các đầu đo có thể cùng trôi, hoặc có nước chưa ghi."
                                    + " Lượng tưới lấy theo phần cả hai cùng thấy thiếu, {1} mm.",
                    disagreement > 0
                            ? "For days the probes have been drier than the ledger, by {0} mm now: they may drift together, or the tea"
                                    + " uses more. What both find missing is given, {1} mm at most."
                            : "For days the probes have been wetter than the ledger, by {0} mm now: they may drift together, or water"
                                    + " came unrecorded. What both find missing is given, {1} mm at most.",
                    number(Math.abs(disagreement), 0),
                    number(water.agreedMm(), 0)));
        }
        return found;
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

    private List<Text> missing() {
        List<Text> missing = new ArrayList<>(Gaps.doubts(now.history()));
        missing.addAll(water.hasFreshProbes() ? Gaps.silentProbes(now.history()) : Gaps.soilMoisture(now.history()));
        missing.addAll(Gaps.weather(now.history()));
        missing.addAll(Gaps.weatherDays(water.ledger(), WEATHER_DAYS));
        if (now.rainAheadMm(48) == null) {
            missing.add(
                    now.outlook().isUnreached()
                            ? new Text("không lấy được dự báo mưa", "the rain forecast could not be had")
                            : now.outlook().isKnown()
                                    ? new Text(
                                            "dự báo không nói đủ mưa hai ngày tới",
                                            "the outlook does not tell of all of the next two days' rain")
                                    : new Text("chưa có dự báo mưa", "no rain forecast"));
        }
        if (!decision.isPumpKnown()) {
            missing.add(text(
                    "chưa biết máy bơm và cách tưới, tạm tính {0} % nước bơm tới rễ",
                    "the pump and the layout are not told; {0} % of what is pumped are taken to reach the roots",
                    number(100 * decision.system().applicationEfficiency(), 0)));
        }
        if (now.outlook().isElsewhere()) {
            missing.add(new Text(
                    "chưa có dự báo mưa: tạm lấy mưa nhiều năm của Thái Nguyên, không phải mưa tại nương",
                    "no rain forecast: the usual rain of Thái Nguyên stands in, which is not from here"));
        }
        if (!now.history().notes().known()) {
            missing.add(new Text(
                    "không có sổ ghi nước tưới, có thể sót lần tưới",
                    "there is no record of irrigation, one may be missing"));
        }
        return missing.stream().distinct().toList();
    }

    /** Rain that brings the root zone below RAW, whole mm. */
    private double above() {
        return Math.max(1, Math.ceil(water.depletionMm() - water.rawMm() + 1e-9));
    }

    private List<Text> wouldChange() {
        IrrigationDecision.RainFirst first = decision.rainFirst();
        if (decision.isDue()) {
            Instant begin = decision.start();
            return List.of(
                    begin == null || !isRainExpected()
                            ? text(
                                    "Nếu mưa trên {0} mm thì chưa cần tưới.",
                                    "With more than {0} mm of rain there is no need to irrigate.", number(above(), 0))
                            : text(
                                    "Nếu mưa trên {0} mm trước {1} thì chưa cần tưới.",
                                    "With more than {0} mm of rain before {1} there is no need to irrigate.",
                                    number(above(), 0),
                                    time(begin, now.history().zone())));
        }
        if (first != null) {
            return List.of(text(
                    "Nếu đến {0} mưa chưa được {1} mm thì tưới.",
                    "If less than {1} mm have fallen by {0}, irrigate.",
                    time(first.until(), now.history().zone()),
                    number(above(), 0)));
        }
        if (isWaitingForRain()) {
            return List.of(new Text(
                    "Nếu mưa không tới trong hai ngày thì tưới.", "If the rain does not come in two days, irrigate."));
        }
        Double days = decision.daysUntilRaw();
        if (decision.threshold().decision() != IrrigationRule.Decision.ENOUGH_WATER) {
            return List.of(
                    decision.choice().isPresent() && water.agreedMm() > 0
                            ? new Text(
                                    "Khi chè thiếu nước mất nhiều hơn một lần tưới thì tưới; mỗi ngày tính lại.",
                                    "When thirst costs more than a turn, irrigate; it is judged again every day.")
                            : new Text(
                                    "Nếu sổ nước cũng thấy thiếu nước thì tưới.",
                                    "If the ledger finds water missing too, irrigate."));
        }
        List<Text> changes = new ArrayList<>(List.of(text(
                "Nếu vùng rễ thiếu quá {0} mm nước thì tưới.",
                "If the root zone lacks more than {0} mm of water, irrigate.", number(water.rawMm(), 0))));
        if (days != null) {
            changes.add(IrrigationWords.dueIn(days));
        }
        return changes;
    }
}
