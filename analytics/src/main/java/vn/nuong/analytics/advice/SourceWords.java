package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.same;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.source.DaysLeft;
import vn.nuong.analytics.source.Sharing;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.analytics.source.WaterQuality;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.WaterSource;

/** Says what is known of a source. */
final class SourceWords {

    private final SourceNow now;
    private final SourceState state;
    private final SourcePlan plan;
    private final Plot plot;
    private final Text name;

    SourceWords(SourceNow now, Plot plot) {
        this.now = now;
        this.state = now.state();
        this.plan = now.plan();
        this.plot = plot;
        WaterSource source = now.source();
        boolean named = !source.name().equals(source.kind().vietnamese());
        this.name = named
                ? same(source.name())
                : new Text(source.kind().vietnamese(), "the " + source.kind().english());
    }

    /** A clause: why no water can be had. */
    Text closed(Optional<Instant> opens) {
        return opens.isPresent()
                ? text("{0} đóng đến {1}", "{0} gives no water until {1}", name, time(opens.get(), now.zone()))
                : text("{0} đóng, chưa thấy lịch mở", "{0} gives no water, no opening is in its calendar", name);
    }

    /** For a turn that waits for the calendar. */
    Text opens(Instant opening) {
        return text(
                "{0} mở lúc {1}; sáng hôm đó chia nước.",
                "{0} opens at {1}; its water is shared that morning.", Say.capital(name), time(opening, now.zone()));
    }

    Text lockedOut() {
        Double level = state.levelM();
        Double lockout = now.source().lockoutLevelM();
        if (level != null && lockout != null && level > lockout) {
            return text(
                    "Chưa tưới được: {0} đã cạn tới mức khóa bơm, nay lên {1} m nhưng phải tới {2} m mới bơm lại được. Đừng chạy"
                            + " bơm; gấp thì tìm nguồn khác.",
                    "Do not irrigate: {0} was down at its lockout level; it is at {1} m now, but the pump may run again only at"
                            + " {2} m. Leave it off; if it is urgent, find another source.",
                    name,
                    metres(level),
                    metres(now.source().resumesAtM()));
        }
        return text(
                "Chưa tưới được: {0} cạn tới mức khóa bơm (đang {1} m, khóa ở {2} m). Đừng chạy bơm, chờ nước lên {3} m;"
                        + " gấp thì tìm nguồn khác.",
                "Do not irrigate: {0} is down at its lockout level ({1} m, locked at {2} m). Leave the pump off until the"
                        + " water is at {3} m; if it is urgent, find another source.",
                name,
                metres(state.levelM()),
                metres(now.source().lockoutLevelM()),
                metres(now.source().resumesAtM()));
    }

    Text lockoutEnds() {
        return text(
                "Khi nước lên tới {0} m thì tính lại.",
                "When the water is at {0} m it is judged again.",
                metres(now.source().resumesAtM()));
    }

    Text unfit() {
        return text(
                "Đừng tưới bằng nước {0}: {1}. Tìm nguồn khác, lấy mẫu nước đo lại.",
                "Do not irrigate with water from {0}: {1}. Find another source and have the water measured again.",
                name,
                quality());
    }

    Text care() {
        return text("Dùng nước {0} dè dặt: {1}.", "Use water from {0} with care: {1}.", name, quality());
    }

    /** A clause on what is worst in the water. */
    private Text quality() {
        WaterSource.Quality limits = now.source().quality();
        Double ec = state.ecDsPerM();
        Double ph = state.ph();
        if (ec != null
                && (WaterQuality.isSalty(ec, limits) || !WaterQuality.isSourOrAlkaline(ph, limits) && isSalty(ec))) {
            return text(
                    "nước mặn (EC {0} dS/m; từ {1} phải dè dặt, quá {2} thì không tưới)",
                    "it is salty (EC {0} dS/m; with care from {1} on, not at all above {2})",
                    number(ec, 1),
                    number(Math.min(WaterQuality.CARE_DS_PER_M, WaterQuality.ecMax(limits)), 1),
                    number(WaterQuality.ecMax(limits), 1));
        }
        if (!WaterQuality.isSourOrAlkaline(ph, limits)) {
            return text(
                    "nước kiềm (độ pH {0}; trên {1} phải dè dặt, quá {2} thì không tưới)",
                    "it is alkaline (pH {0}; with care above {1}, not at all above {2})",
                    number(ph == null ? Double.NaN : ph, 1),
                    number(Math.min(WaterQuality.PH_CARE, WaterQuality.phMax(limits)), 1),
                    number(WaterQuality.phMax(limits), 1));
        }
        return text(
                "độ pH {0} không hợp (chè chịu {1} đến {2})",
                "its pH of {0} does not suit tea ({1} to {2} do)",
                number(ph == null ? Double.NaN : ph, 1),
                number(WaterQuality.phMin(limits), 1),
                number(WaterQuality.phMax(limits), 1));
    }

    private static boolean isSalty(double ec) {
        return ec >= WaterQuality.CARE_DS_PER_M;
    }

    Text pumpCannotLift() {
        return text(
                "Chưa tưới được: ở mực nước {0} m bơm không đẩy nước lên tới nương. Hạ bơm xuống gần mặt nước hoặc dùng bơm"
                        + " mạnh hơn.",
                "Do not irrigate: with the water at {0} m the pump cannot lift it to the plot. Set the pump lower or use a"
                        + " stronger one.",
                metres(state.levelM()));
    }

    Text nothingLeft(double drawnM3) {
        return drawnM3 > 0
                ? text(
                        "Đất còn thiếu nước nhưng hôm nay nương đã bơm {0} khối, hết phần của mình ở {1}. Sáng mai chia lại.",
                        "The soil is still short of water, but the plot has pumped {0} m³ today, all of its part of {1}."
                                + " It is shared again tomorrow morning.",
                        number(drawnM3, 1),
                        name)
                : text(
                        "Đất thiếu nước nhưng hôm nay {0} không còn nước cho nương. Sáng mai chia lại.",
                        "The soil is short of water, but today {0} has none for the plot. It is shared again tomorrow"
                                + " morning.",
                        name);
    }

    Text less(double leftM3, double turnM3) {
        return text(
                "Nước ở {0} có hạn: hôm nay nương còn được {1} trên {2} khối cần, sáng mai chia lại.",
                "Water from {0} is limited: today the plot may still have {1} of the {2} m³ that it needs; it is shared"
                        + " again tomorrow morning.",
                name,
                number(leftM3, 1),
                number(turnM3, 1));
    }

    Text oneTurn(double turnM3, double allM3) {
        return text(
                "Nước ở {0} có hạn: hôm nay tưới một lượt {1} trên {2} khối cần, sáng mai chia lại rồi tính tiếp.",
                "Water from {0} is limited: today one turn of {1} of the {2} m³ that it needs; it is shared again tomorrow"
                        + " morning and judged again.",
                name,
                number(turnM3, 1),
                number(allM3, 1));
    }

    /** Of a day to come. */
    Text lessThen(double leftM3, double turnM3) {
        return text(
                "Nước ở {0} có hạn: phần của nương chừng {1} trên {2} khối cần.",
                "Water from {0} is limited: the plot's part is about {1} of the {2} m³ that it needs.",
                name,
                number(leftM3, 1),
                number(turnM3, 1));
    }

    /** Of a day to come. */
    Text oneTurnThen(double turnM3, double allM3) {
        return text(
                "Nước ở {0} có hạn: tưới một lượt {1} trên {2} khối cần, rồi tính tiếp.",
                "Water from {0} is limited: one turn of {1} of the {2} m³ that it needs, then it is judged again.",
                name,
                number(turnM3, 1),
                number(allM3, 1));
    }

    /** What is missing of the source; empty when its level is known, or none is wanted. */
    Optional<Text> unknown() {
        SourceState.Unknown unknown = state.unknown();
        if (unknown == null) {
            return Optional.empty();
        }
        Instant at = unknown.at();
        Text when = at == null ? same("?") : time(at, now.zone());
        Text value = metres(unknown.levelM());
        Text why = switch (unknown.cause()) {
            case NEVER -> new Text("chưa có số đo mực nước", "its level was never measured");
            case OLD -> text("số đo mực nước mới nhất từ {0}", "the newest level is of {0}", when);
            case FLAGGED ->
                text(
                        "số đo mực nước {0} m lúc {1} đáng ngờ",
                        "the level of {0} m at {1} was caught by a quality test", value, when);
            case ABOVE_FULL ->
                text(
                        "số đo mực nước {0} m lúc {1} cao hơn hẳn mức đầy",
                        "the level of {0} m at {1} is far above the full one", value, when);
        };
        return Optional.of(text(
                "chưa biết {0} còn bao nhiêu nước: {1}", "it is not known how much water {0} holds: {1}", name, why));
    }

    /** What the farmer can do about it. */
    Text lookFirst() {
        return text(
                "Chưa biết {0} còn bao nhiêu nước: nhìn mực nước trước khi chạy bơm.",
                "It is not known how much water {0} holds: look at its level before you start the pump.", name);
    }

    /** Lines for "vì sao?". */
    List<Text> reasons() {
        List<Text> reasons = new ArrayList<>();
        Double volume = state.volumeM3();
        Double usable = state.usableM3();
        if (volume != null && usable != null) {
            reasons.add(
                    now.source().lockoutLevelM() == null
                            ? text(
                                    "{0} còn {1} khối nước (mực nước {2} m).",
                                    "{0} holds {1} m³ (level {2} m).",
                                    Say.capital(name),
                                    number(volume, 0),
                                    metres(state.levelM()))
                            : text(
                                    "{0} còn {1} khối nước (mực nước {2} m), {3} khối trên mức khóa bơm.",
                                    "{0} holds {1} m³ (level {2} m), {3} m³ of them above its lockout level.",
                                    Say.capital(name),
                                    number(volume, 0),
                                    metres(state.levelM()),
                                    number(usable, 0)));
        }
        if (Boolean.TRUE.equals(state.lockedOut())) {
            reasons.add(text(
                    "Bơm đang khóa đến khi nước lên {0} m.",
                    "The pump is locked until the water is at {0} m.",
                    metres(now.source().resumesAtM())));
        }
        Double ec = state.ecDsPerM();
        if (state.quality() == WaterQuality.UNFIT || state.quality() == WaterQuality.CARE) {
            reasons.add(text("Nước: {0}.", "The water: {0}.", quality()));
        } else if (ec != null) {
            reasons.add(text("Nước tốt để tưới (EC {0} dS/m).", "The water is good (EC {0} dS/m).", number(ec, 2)));
        }
        sharing().ifPresent(reasons::add);
        return reasons;
    }

    /** How today's water is shared; empty where it is not known how much there is. */
    private Optional<Text> sharing() {
        Long available = plan.availableLitres();
        OptionalLong share = plan.shareOf(plot.id());
        if (available == null || share.isEmpty()) {
            return Optional.empty();
        }
        Text all = cubic(available);
        if (plan.users().size() == 1) { // where the store is all that binds it has been said
            boolean storeAlone = state.usableM3() != null && now.source().limitM3PerDay() == null;
            return storeAlone
                    ? Optional.empty()
                    : Optional.of(text("Hôm nay được lấy {0} khối.", "{0} m³ may be drawn today.", all));
        }
        Sharing.User user = plan.users().stream()
                .filter(u -> u.id().equals(plot.id()))
                .findFirst()
                .orElseThrow();
        Long need = user.needLitres();
        Text needs = need == null
                ? new Text("chưa biết cần bao nhiêu", "its need is not known")
                : text("cần {0}", "it needs {0}", cubic(need));
        Text shares = plan.isShort()
                ? text(
                        "Hôm nay {0} chỉ được lấy {1} khối, các nương cần {2}: chia {3}, nương này được {4} khối ({5}).",
                        "Today {1} m³ may be drawn from {0}, but the plots need {2}: they are shared {3}, this plot gets {4} m³"
                                + " ({5}).",
                        name,
                        all,
                        cubic(plan.neededLitres()),
                        rule(user),
                        cubic(share.getAsLong()),
                        needs)
                : text(
                        "Hôm nay {0} được lấy {1} khối, chia {3}: nương này {4} khối ({5}); các nương cần {2}, đủ.",
                        "Today {1} m³ may be drawn from {0}, shared {3}: this plot has {4} m³ ({5}); the plots need {2},"
                                + " which is there.",
                        name,
                        all,
                        cubic(plan.neededLitres()),
                        rule(user),
                        cubic(share.getAsLong()),
                        needs);
        List<String> unknown = plan.users().stream()
                .filter(u -> u.needLitres() == null && !u.id().equals(plot.id()))
                .map(Sharing.User::id)
                .toList();
        return Optional.of(
                unknown.isEmpty()
                        ? shares
                        : Say.join(
                                List.of(
                                        shares,
                                        text(
                                                "Chưa biết {0} cần bao nhiêu nên giữ trọn phần.",
                                                "What {0} needs is not known, so a whole part is kept.",
                                                same(String.join(", ", unknown)))),
                                " "));
    }

    private Text rule(Sharing.User user) {
        return switch (now.source().rule()) {
            case AREA ->
                text(
                        "theo diện tích ({0} trên {1} m²)",
                        "by area ({0} of {1} m²)",
                        number(user.areaM2(), 0),
                        number(
                                plan.users().stream()
                                        .mapToDouble(Sharing.User::areaM2)
                                        .sum(),
                                0));
            case NEED -> new Text("theo nhu cầu, nương đang khát trước", "by need, thirsty tea first");
            case EQUAL ->
                text(
                        "đều cho {0} nương",
                        "evenly among {0}", number(plan.users().size(), 0));
            case SHARES ->
                text(
                        "theo phần đã thỏa thuận ({0} trên {1})",
                        "by the agreed shares ({0} of {1})",
                        share(agreed(user)),
                        share(plan.users().stream()
                                .mapToDouble(SourceWords::agreed)
                                .sum()));
        };
    }

    private static double agreed(Sharing.User user) {
        return Objects.requireNonNullElse(user.share(), 0.0);
    }

    private static Text share(double value) {
        return number(value, value == Math.rint(value) ? 0 : 2);
    }

    /** Everything about the source in a few sentences. */
    Text explanation(Optional<DaysLeft> days) {
        List<Text> sentences = new ArrayList<>();
        unknown().ifPresent(u -> sentences.add(Say.join(List.of(Say.capital(u), same(".")), "")));
        sentences.addAll(reasons());
        days.map(SourceWords::days).ifPresent(sentences::add);
        if (!now.source().openings().isEmpty() && !now.calendar().isOpen(state.at())) {
            Text closed = closed(now.calendar().nextOpening(state.at()));
            sentences.add(Say.join(List.of(Say.capital(closed), same(".")), ""));
        }
        if (sentences.isEmpty()) {
            sentences.add(text(
                    "{0}: không có số liệu về lượng nước.", "{0}: nothing is known of its water.", Say.capital(name)));
        }
        return Say.join(sentences, " ");
    }

    private static Text days(DaysLeft days) {
        if (days.low() >= DaysLeft.MOST_DAYS) {
            return text("Đủ tưới hơn {0} ngày.", "Enough for more than {0} days.", number(DaysLeft.MOST_DAYS, 0));
        }
        if (days.high() < 1) {
            return new Text("Chưa đủ tưới một ngày.", "Less than enough for a day.");
        }
        double whole = Math.floor(days.usual());
        Text usual = text("{0} ngày", whole == 1 ? "{0} day" : "{0} days", number(whole, 0));
        return Math.floor(days.low()) == Math.floor(days.high())
                ? text("Đủ tưới khoảng {0}.", "Enough for about {0}.", usual)
                : text(
                        "Đủ tưới khoảng {0} ({1} đến {2} tùy thời tiết).",
                        "Enough for about {0} ({1} to {2} by the weather).",
                        usual,
                        number(Math.floor(days.low()), 0),
                        number(Math.floor(days.high()), 0));
    }

    private static Text cubic(long litres) {
        return number(litres / 1000.0, 1);
    }

    private static Text metres(@Nullable Double value) {
        return value == null ? same("?") : number(value, 2);
    }
}
