package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vn.nuong.analytics.agronomy.pest.BlisterBlight;
import vn.nuong.analytics.agronomy.pest.ScoutingRule;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Reason;
import vn.nuong.analytics.agronomy.pest.TrapTrend;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.forecast.pest.CatchAhead;
import vn.nuong.analytics.forecast.pest.CatchForecast;
import vn.nuong.analytics.forecast.pest.WeeklyCatches;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/** Whether to go and look at the tea. That a spray is due is never said here: it takes a count by a person. */
final class SprayingAdvice {

    /** Days of catches taken together, so that one warm evening is no trend. */
    private static final int BIN_DAYS = 5;

    /** Days of them that must have a count. */
    private static final int BIN_DAYS_LEAST = 4;

    private static final double TREND_SIGMAS = 2;

    private static final Map<String, Text> SPECIES = Map.of(
            "empoasca_onukii", new Text("rầy xanh", "green leafhoppers"),
            "empoasca_vitis", new Text("rầy xanh", "green leafhoppers"),
            "empoasca_flavescens", new Text("rầy xanh", "green leafhoppers"),
            "scirtothrips_dorsalis", new Text("bọ trĩ", "thrips"),
            "physothrips_setiventris", new Text("bọ cánh tơ", "thrips"));

    private final Situation now;
    private final PlotHistory history;

    /** A trap not counted for so long has been taken away. */
    private static final int HEARD_DAYS = 45;

    private record Trap(String species, TrapTrend.Result trend) {}

    private record Expected(String species, CatchForecast forecast) {}

    /** One for each species, in the order of their names. */
    private final List<Expected> expected;

    private SprayingAdvice(Situation now) {
        this.now = now;
        this.history = now.history();
        this.expected = heard().entrySet().stream()
                .map(e -> new Expected(
                        e.getKey(),
                        CatchForecast.of(e.getKey(), WeeklyCatches.of(e.getValue(), history.today()), now.pests())))
                .toList();
    }

    private SortedMap<String, NavigableMap<LocalDate, Integer>> heard() {
        SortedMap<String, NavigableMap<LocalDate, Integer>> heard = new TreeMap<>();
        history.traps().forEach((species, days) -> {
            if (!days.tailMap(history.today().minusDays(HEARD_DAYS), true).isEmpty()) {
                heard.put(species, days);
            }
        });
        return heard;
    }

    private Optional<Expected> high() {
        return expected.stream().filter(e -> e.forecast().isHigh()).findFirst();
    }

    static Statement make(Situation now) {
        return new SprayingAdvice(now).statement();
    }

    private Statement statement() {
        Trap trap = trap();
        BlisterBlight.Result blister = blister(now);
        ScoutingRule.Result result = ScoutingRule.evaluate(
                new ScoutingRule.Situation(
                        history.today(),
                        history.notes().lastScouted().orElse(null),
                        trap.trend(),
                        high().isPresent(),
                        blister,
                        null),
                ScoutingRule.Settings.defaults());
        boolean scout = result.decision() == ScoutingRule.Decision.SCOUT_NOW;
        List<Text> missing = missing(trap, blister);
        return new Statement(
                AdviceTopic.SPRAYING,
                scout ? Decision.SCOUT : Decision.DO_NOT_SPRAY,
                missing.isEmpty() ? Confidence.HIGH : missing.size() == 1 ? Confidence.MEDIUM : Confidence.LOW,
                scout ? goAndLook(result, trap) : notYet(result),
                scout ? "SPR-2" : "SPR-1",
                reasons(result, trap, blister),
                figures(result, trap, blister),
                missing,
                List.of(new Text(
                        "Nếu bẫy tăng ba lần liền hoặc thấy búp bị hại thì kiểm tra sớm hơn.",
                        "If trap catches rise three times in a row, or shoots are seen damaged, look earlier.")));
    }

    private Text notYet(ScoutingRule.Result result) {
        Text day = Say.weekday(result.nextCheck().getDayOfWeek());
        return text("Chưa phải phun. {0} kiểm tra lại.", "No need to spray. Look again on {1}.", Say.capital(day), day);
    }

    private Text goAndLook(ScoutingRule.Result result, Trap trap) {
        if (result.reasons().contains(Reason.TRAPS_RISING)) {
            return lookFor(trap.species());
        }
        if (result.reasons().contains(Reason.CATCHES_HIGH_AHEAD)) {
            return lookFor(high().orElseThrow().species());
        }
        if (result.reasons().contains(Reason.BLISTER_WEATHER)) {
            return look(
                    new Text("Nên ra nương xem phồng lá hôm nay", "Look for blister blight today"),
                    new Text("ra nương xem phồng lá", "look for blister blight"),
                    new Text(
                            "xem 20 búp non ở mỗi điểm, đếm búp bị bệnh",
                            "check 20 young shoots at each point and count those with blisters"));
        }
        return look(
                new Text("Hôm nay đến ngày kiểm tra nương", "Today is the day to look"),
                new Text("ra kiểm tra nương", "go and look at the tea"),
                new Text(
                        "gõ 10 điểm bằng khay, đếm rầy và xem 20 búp mỗi điểm",
                        "beat the tea over a tray at 10 points, count leafhoppers and check 20 shoots at each"));
    }

    private Text lookFor(String species) {
        return look(
                text("Nên ra nương xem {0} hôm nay", "Look for {0} today", name(species)),
                text("ra nương xem {0}", "look for {0}", name(species)),
                new Text(
                        "gõ 10 điểm bằng khay, đếm số con mỗi khay",
                        "beat the tea over a tray at 10 points and count them"));
    }

    private Text look(Text today, Text later, Text how) {
        return text(
                "Chưa phun. {0}",
                "Do not spray yet. {0}",
                Outdoors.go(now, text("{0}: {1}.", "{0}: {1}.", today, how), text("{0}: {1}", "{0}: {1}", later, how)));
    }

    /** The species whose catch rises, or else the first. */
    private Trap trap() {
        return heard().entrySet().stream()
                .map(e -> new Trap(e.getKey(), TrapTrend.of(counts(e.getValue()), TREND_SIGMAS)))
                .max(Comparator.comparing(t -> t.trend().direction() == TrapTrend.Direction.RISING))
                .orElseGet(() -> new Trap("", TrapTrend.of(List.of(), TREND_SIGMAS)));
    }

    /** Daily catches in bins of {@value #BIN_DAYS} days that end yesterday. */
    private List<TrapTrend.Count> counts(NavigableMap<LocalDate, Integer> daily) {
        List<TrapTrend.Count> counts = new ArrayList<>();
        for (int bin = 0; bin < 3; bin++) {
            LocalDate end = history.today().minusDays((long) bin * BIN_DAYS);
            NavigableMap<LocalDate, Integer> days = daily.subMap(end.minusDays(BIN_DAYS), true, end, false);
            if (days.size() < BIN_DAYS_LEAST) {
                break;
            }
            int caught = days.values().stream().mapToInt(Integer::intValue).sum();
            counts.add(new TrapTrend.Count(end.minusDays(days.size()), end, caught, 1));
        }
        return counts;
    }

    /** What the sun of the last days says of blister blight. */
    static BlisterBlight.Result blister(Situation now) {
        PlotHistory history = now.history();
        Place place =
                new Place(now.plot().place().latitude(), now.plot().place().elevationM());
        BlisterBlight.Settings settings = BlisterBlight.Settings.defaults();
        List<BlisterBlight.Day> days = new ArrayList<>();
        for (int back = settings.days(); back >= 1; back--) {
            DailyWeather day = history.weather().day(history.today().minusDays(back), history.zone());
            Double solar = day.solarMjPerM2();
            days.add(new BlisterBlight.Day(
                    solar == null
                            ? null
                            : SolarRadiation.sunshineHours(place, day.date().getDayOfYear(), solar),
                    day.rainMm()));
        }
        return BlisterBlight.evaluate(days, settings);
    }

    private List<Text> missing(Trap trap, BlisterBlight.Result blister) {
        List<Text> missing = new ArrayList<>();
        if (trap.species().isEmpty()) {
            missing.add(new Text("không có số đếm bẫy", "there are no trap counts"));
        } else if (trap.trend().direction() == TrapTrend.Direction.UNKNOWN) {
            missing.add(new Text("chưa đủ số đếm bẫy trong 15 ngày", "there are too few trap counts in 15 days"));
        }
        List<Text> light = Gaps.light(history);
        missing.addAll(light);
        if (blister.weather() == BlisterBlight.Weather.UNKNOWN && light.isEmpty()) {
            missing.add(new Text("thiếu số giờ nắng (chưa đo bức xạ)", "sunshine is missing (radiation not measured)"));
        }
        if (!history.notes().known()) {
            missing.add(new Text("không đọc được nhật ký kiểm tra", "the diary of looks could not be read"));
        }
        return missing;
    }

    private List<Text> reasons(ScoutingRule.Result result, Trap trap, BlisterBlight.Result blister) {
        List<Text> reasons = new ArrayList<>();
        Long since = result.daysSinceScouted();
        reasons.add(
                since == null
                        ? new Text(
                                "Kiểm tra nương mỗi tuần, vào thứ Hai; chưa ghi lần nào.",
                                "Look at the tea every week, on Monday; no look has been recorded.")
                        : text(
                                "Lần kiểm tra gần nhất cách đây {0} ngày; mỗi 7 ngày kiểm tra một lần.",
                                "The last look was {0} days ago; look every 7 days.", number(since, 0)));
        if (!trap.trend().perTrapDay().isEmpty()) {
            reasons.add(text(
                    "Bẫy {0}: {1} con mỗi ngày, {2}.",
                    "Traps, {0}: {1} a day, {2}.",
                    name(trap.species()),
                    Say.join(
                            trap.trend().perTrapDay().stream()
                                    .map(rate -> number(rate, 1))
                                    .toList(),
                            " → "),
                    direction(trap.trend().direction())));
        }
        expected.forEach(e -> reasons.addAll(ahead(e)));
        Double sun = blister.meanSunshineH();
        if (sun != null) {
            reasons.add(text(
                    "Nắng 5 ngày qua trung bình {0} giờ; từ {1} giờ trở lên thì phồng lá khó phát (thử nghiệm).",
                    "Mean sunshine of the last 5 days {0} h; from {1} h on blister blight hardly spreads (experimental).",
                    number(sun, 1),
                    number(blister.limitH(), 2)));
        }
        reasons.add(new Text(
                "Chỉ người đếm trên nương mới quyết định được có phun hay không.",
                "Only a count by a person in the tea can decide on spraying."));
        return reasons;
    }

    private static List<Text> ahead(Expected expected) {
        CatchForecast forecast = expected.forecast();
        Text name = name(expected.species());
        Text weeks = number(forecast.weeks(), 0);
        return switch (forecast.state()) {
            case TOO_FEW_WEEKS ->
                List.of(text(
                        "Bẫy {0}: chưa đủ số đếm để dự báo ({1} tuần, cần {2}).",
                        "Traps, {0}: too few counts for a forecast ({1} weeks, {2} are needed).",
                        name,
                        weeks,
                        number(CatchForecast.LEAST_WEEKS, 0)));
            case LAST_WEEK_UNKNOWN ->
                List.of(text(
                        "Bẫy {0}: chưa đủ số đếm của 7 ngày qua để dự báo.",
                        "Traps, {0}: too few counts of the last 7 days for a forecast.", name));
            case NOTHING_CAUGHT ->
                List.of(text(
                        "Bẫy {0}: lâu nay không bắt được con nào ({1} tuần đếm); xem bẫy còn tốt không, chưa dự báo được.",
                        "Traps, {0}: nothing caught for long ({1} weeks counted); see whether they still work, no forecast.",
                        name,
                        weeks));
            case KNOWN -> {
                List<Text> texts = new ArrayList<>();
                texts.add(text(
                        "Bẫy {0}: {1} ({2}).",
                        "Traps, {0}: {1} ({2}).",
                        name,
                        Say.join(
                                forecast.ahead().stream()
                                        .map(SprayingAdvice::ahead)
                                        .toList(),
                                "; "),
                        forecast.model() == null
                                ? text(
                                        "như tuần qua, không theo mô hình; {0} tuần đếm",
                                        "as last week, not by a model; {0} weeks counted", weeks)
                                : text("mô hình {0}", "model {0}", Say.same(forecast.model()))));
                Double usual = forecast.usual();
                if (forecast.isHigh() && usual != null) {
                    texts.add(text(
                            "Bẫy {0} sắp tới có lẽ nhiều hơn thường lệ: ba phần tư số tuần trước không quá {1} con.",
                            "Traps, {0}, will probably catch more than usual: three in four weeks before had no more than {1}.",
                            name,
                            number(usual, 0)));
                }
                yield texts;
            }
        };
    }

    /** "tuần tới chừng 12 con (từ 5 đến 25)". */
    private static Text ahead(CatchAhead ahead) {
        return text(
                "{0} chừng {1} con (từ {2} đến {3})",
                "{0} about {1} (from {2} to {3})",
                week(ahead.weeks()),
                number(ahead.forecast(), 0),
                number(Math.floor(ahead.lower()), 0),
                number(Math.ceil(ahead.upper()), 0));
    }

    private static Text week(int weeks) {
        return weeks == 1 ? new Text("tuần tới", "next week") : text("tuần thứ {0}", "in week {0}", number(weeks, 0));
    }

    private static List<Figure> figures(Expected expected) {
        List<Figure> figures = new ArrayList<>();
        Text name = name(expected.species());
        for (CatchAhead ahead : expected.forecast().ahead()) {
            String code =
                    "trap_" + expected.species() + "_" + ahead.weeks() + (ahead.weeks() == 1 ? "_week" : "_weeks");
            Text label = text("bẫy {0}, {1}", "traps, {0}, {1}", name, week(ahead.weeks()));
            figures.add(new Figure(code, label, ahead.forecast(), "con"));
            figures.add(new Figure(
                    code + "_lower", text("{0}, ít nhất (80 %)", "{0}, at least (80 %)", label), ahead.lower(), "con"));
            figures.add(new Figure(
                    code + "_upper",
                    text("{0}, nhiều nhất (80 %)", "{0}, at most (80 %)", label),
                    ahead.upper(),
                    "con"));
        }
        return figures;
    }

    private List<Figure> figures(ScoutingRule.Result result, Trap trap, BlisterBlight.Result blister) {
        List<Figure> figures = new ArrayList<>();
        List<Double> rates = trap.trend().perTrapDay();
        if (!rates.isEmpty()) {
            figures.add(new Figure(
                    "trap_per_day",
                    new Text("vào bẫy mỗi ngày", "catch per trap and day"),
                    rates.get(rates.size() - 1),
                    "con"));
        }
        expected.forEach(e -> figures.addAll(figures(e)));
        Double sun = blister.meanSunshineH();
        if (sun != null) {
            figures.add(new Figure(
                    "sunshine_5d_h", new Text("nắng trung bình 5 ngày", "mean sunshine of 5 days"), sun, "giờ"));
        }
        Long since = result.daysSinceScouted();
        if (since != null) {
            figures.add(new Figure(
                    "days_since_scouted",
                    new Text("từ lần kiểm tra trước", "days since the last look"),
                    since,
                    "ngày"));
        }
        return figures;
    }

    private static Text direction(TrapTrend.Direction direction) {
        return switch (direction) {
            case RISING -> new Text("đang tăng", "rising");
            case FALLING -> new Text("đang giảm", "falling");
            case STEADY -> new Text("không tăng rõ", "not clearly rising");
            case UNKNOWN -> new Text("chưa đủ ba kỳ đếm", "fewer than three counts");
        };
    }

    private static Text name(String species) {
        Text scientific = Say.same(species.replace('_', ' '));
        return SPECIES.getOrDefault(species, scientific);
    }
}
