package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.same;
import static vn.nuong.analytics.advice.Say.text;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;

/** Parts of what is said about irrigation. */
final class IrrigationWords {

    private static final int TWO_WEEKS = 14;

    /** More days in a row than this are named by the first and the last. */
    private static final int MOST_DATES = 4;

    private IrrigationWords() {}

    /**
     * Nobody runs a pump to the minute: above half an hour to the next 5.
     *
     * @param isLimited whether there is no water for more, so that it is the 5 before
     */
    static Text minutes(double minutes, boolean isLimited) {
        return number(saidMinutes(minutes, isLimited), 0);
    }

    private static double saidMinutes(double minutes, boolean isLimited) {
        double step = minutes > 30 ? 5 : 1;
        double steps = isLimited ? Math.floor(minutes / step + 1e-9) : Math.ceil(minutes / step - 1e-9);
        return steps * step;
    }

    /**
     * When the turns begin, those of the same length and hour together: "15:30 ngày 22/3", "15:30 các ngày 10, 11 và 12/3", "170 phút lúc
     * 15:30 ngày 22/3, 90 phút lúc 18:00 ngày 23/3"; without a turn the usual hours.
     */
    static Text begin(List<Statement.Turn> turns, boolean isLimited, ZoneId zone) {
        if (turns.isEmpty()) {
            return new Text("sáng sớm hoặc chiều mát", "early in the morning or late in the afternoon");
        }
        Map<String, List<Statement.Turn>> alike = new LinkedHashMap<>();
        for (Statement.Turn turn : turns) {
            String key =
                    length(turn, isLimited).vi() + turn.start().atZone(zone).toLocalTime();
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(turn);
        }
        boolean sameLength = isSameLength(turns, isLimited);
        List<Text> parts = new ArrayList<>();
        for (List<Statement.Turn> group : alike.values()) {
            Text hour = same(group.get(0).start().atZone(zone).toLocalTime().toString());
            Text dates = dates(group.stream()
                    .map(t -> LocalDate.ofInstant(t.start(), zone))
                    .toList());
            parts.add(
                    sameLength
                            ? text("{0} {1}", "{0} {1}", hour, dates)
                            : text("{0} lúc {1} {2}", "{0} at {1} {2}", length(group.get(0), isLimited), hour, dates));
        }
        return Say.join(parts, ", ");
    }

    static boolean isSameLength(List<Statement.Turn> turns, boolean isLimited) {
        return turns.stream().map(t -> length(t, isLimited)).distinct().count() == 1;
    }

    private static Text length(Statement.Turn turn, boolean isLimited) {
        Double minutes = turn.pumpMinutes();
        return minutes == null
                ? text("{0} khối", "{0} m³", number(turn.volumeM3(), 1))
                : text("{0} phút", "{0} minutes", minutes(minutes, isLimited));
    }

    /** "ngày 22/3", "các ngày 10, 11 và 12/3", "các ngày 31/3 và 1/4", "mỗi ngày từ 11/3 đến 17/3". */
    static Text dates(List<LocalDate> dates) {
        LocalDate first = dates.get(0);
        LocalDate last = dates.get(dates.size() - 1);
        if (dates.size() == 1) {
            return text("ngày {0}", "on {0}", Say.date(first));
        }
        if (dates.size() > MOST_DATES && first.plusDays(dates.size() - 1L).equals(last)) {
            return text("mỗi ngày từ {0} đến {1}", "every day from {0} to {1}", Say.date(first), Say.date(last));
        }
        StringBuilder vi = new StringBuilder("các ngày ");
        StringBuilder en = new StringBuilder("on ");
        for (int i = 0; i < dates.size(); i++) {
            LocalDate date = dates.get(i);
            boolean isLast = i == dates.size() - 1;
            boolean monthFollows = !isLast && dates.get(i + 1).getMonth() == date.getMonth();
            vi.append(i == 0 ? "" : isLast ? " và " : ", ");
            en.append(i == 0 ? "" : isLast ? " and " : ", ");
            vi.append(monthFollows ? "" + date.getDayOfMonth() : Say.date(date).vi());
            en.append(monthFollows ? "" + date.getDayOfMonth() : Say.date(date).en());
        }
        return new Text(vi.toString(), en.toString());
    }

    /** How a turn is given in parts, which together make the minutes that are said; empty where it is given at one go. */
    static Optional<Text> parts(@Nullable CycleAndSoak bursts, List<Statement.Turn> turns, boolean isLimited) {
        Double minutes = turns.isEmpty() ? null : turns.get(0).pumpMinutes();
        if (bursts == null || minutes == null || (bursts.positions() == 1 && bursts.bursts() == 1)) {
            return Optional.empty();
        }
        double said = saidMinutes(minutes, isLimited);
        Text pause = rounded(bursts.pause());
        Text count = number(bursts.bursts(), 0);
        Text positions = number(bursts.positions(), 0);
        Text each = turns.size() == 1 ? new Text("Lượt này", "In this turn") : new Text("Mỗi lượt", "In each turn");
        if (bursts.positions() == 1) {
            return Optional.of(text(
                    "{3} chia {0} đợt {1}, giữa hai đợt nghỉ {2} phút cho nước ngấm.",
                    "{3} pump {0} times {1}, with {2} minutes between for the water to soak in.",
                    count,
                    pieces(said, bursts.bursts()),
                    pause,
                    each));
        }
        Text on = about(said / (bursts.positions() * bursts.bursts()));
        if (bursts.bursts() == 1) {
            return Optional.of(text(
                    "{2} dời vòi qua {0} chỗ, mỗi chỗ {1} phút.",
                    "{2} move the sprinklers over {0} positions, {1} minutes on each.", positions, on, each));
        }
        return Optional.of(
                bursts.pause().isZero()
                        ? text(
                                "{3} dời vòi qua {0} chỗ, mỗi chỗ {1} phút, đi {2} vòng như vậy; chỗ này ngấm thì tưới chỗ kia.",
                                "{3} move the sprinklers over {0} positions, {1} minutes on each, {2} times round; one"
                                        + " soaks while the next is watered.",
                                positions,
                                on,
                                count,
                                each)
                        : text(
                                "{4} dời vòi qua {0} chỗ, mỗi chỗ {1} phút, đi {2} vòng như vậy, giữa hai vòng nghỉ {3} phút cho nước"
                                        + " ngấm.",
                                "{4} move the sprinklers over {0} positions, {1} minutes on each, {2} times round with {3}"
                                        + " minutes between two rounds for the water to soak in.",
                                positions,
                                on,
                                count,
                                pause,
                                each));
    }

    /** "85 phút", "105 phút (đợt cuối 100 phút)", "khoảng 1,5 phút": as many add up to what is said of the turn. */
    private static Text pieces(double said, int count) {
        double step = said > 30 ? 5 : 1;
        double piece = step * Math.ceil(said / count / step - 1e-9);
        double last = said - (count - 1) * piece;
        if (last < piece / 2) {
            return text("{0} phút", "{0} minutes", about(said / count));
        }
        return last > piece - 1e-9
                ? text("{0} phút", "{0} minutes", number(piece, 0))
                : text(
                        "{0} phút (đợt cuối {1} phút)",
                        "{0} minutes (the last {1} minutes)", number(piece, 0), number(last, 0));
    }

    /** To the minute, below twenty to a tenth. */
    private static Text about(double minutes) {
        double tenths = Math.rint(10 * minutes) / 10;
        boolean whole = minutes >= 20 || Math.abs(tenths - Math.rint(tenths)) < 0.05;
        return whole ? number(minutes, 0) : text("khoảng {0}", "about {0}", number(tenths, 1));
    }

    private static Text rounded(Duration duration) {
        return number(Math.ceil(duration.toSeconds() / 60.0), 0);
    }

    /** Whole days for which water suffices, the same wherever it is said; 0 until tomorrow. */
    static int wholeDays(double days) {
        return (int) Math.floor(days);
    }

    /** How long the soil holds enough water. */
    static Text daysLeft(@Nullable Double days) {
        if (days == null) {
            return new Text("Đất còn đủ nước.", "The soil holds enough water.");
        }
        int whole = wholeDays(days);
        if (whole < 1) {
            return new Text("Đất còn đủ nước đến mai.", "The soil holds enough water until tomorrow.");
        }
        if (whole > TWO_WEEKS) {
            return new Text("Đất còn đủ nước hơn hai tuần.", "The soil holds enough water for more than two weeks.");
        }
        return text(
                "Đất còn đủ nước khoảng {0} ngày.",
                whole == 1
                        ? "The soil holds enough water for about {0} day."
                        : "The soil holds enough water for about {0} days.",
                number(whole, 0));
    }

    /** The same the other way round: when it has to be irrigated without rain. */
    static Text dueIn(double days) {
        int whole = wholeDays(days);
        if (whole < 1) {
            return new Text("Nếu không mưa, mai phải tưới.", "Without rain it must be irrigated tomorrow.");
        }
        if (whole > TWO_WEEKS) {
            return new Text(
                    "Nếu không mưa, hơn hai tuần nữa mới phải tưới.",
                    "Without rain it need not be irrigated for more than two weeks.");
        }
        return text(
                "Nếu không mưa, khoảng {0} ngày nữa phải tưới.",
                whole == 1
                        ? "Without rain it must be irrigated in about {0} day."
                        : "Without rain it must be irrigated in about {0} days.",
                number(whole, 0));
    }
}
