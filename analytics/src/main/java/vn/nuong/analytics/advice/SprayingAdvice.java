package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import vn.nuong.analytics.agronomy.pest.BlisterBlight;
import vn.nuong.analytics.agronomy.pest.ScoutingRule;
import vn.nuong.analytics.agronomy.pest.ScoutingRule.Reason;
import vn.nuong.analytics.agronomy.pest.TrapTrend;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
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

    private record Trap(String species, TrapTrend.Result trend) {}

    private SprayingAdvice(Situation now) {
        this.now = now;
        this.history = now.history();
    }

    static Statement make(Situation now) {
        return new SprayingAdvice(now).statement();
    }

    private Statement statement() {
        Trap trap = trap();
        BlisterBlight.Result blister = blister(now);
        ScoutingRule.Result result = ScoutingRule.evaluate(
                new ScoutingRule.Situation(
                        history.today(), history.notes().lastScouted().orElse(null), trap.trend(), blister, null),
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
                List.of(
                        new Text(
                                "Nếu bẫy tăng ba lần liền hoặc thấy búp bị hại thì ra kiểm tra ngay.",
                                "If trap catches rise three times in a row, or shoots are seen damaged, go and look at once.")));
    }

    private Text notYet(ScoutingRule.Result result) {
        Text day = Say.weekday(result.nextCheck().getDayOfWeek());
        return text("Chưa phải phun. {0} kiểm tra lại.", "No need to spray. Look again on {1}.", Say.capital(day), day);
    }

    private static Text goAndLook(ScoutingRule.Result result, Trap trap) {
        if (result.reasons().contains(Reason.TRAPS_RISING)) {
            return text(
                    "Chưa phun. Nên ra nương xem {0} hôm nay: gõ 10 điểm bằng khay, đếm số con mỗi khay.",
                    "Do not spray yet. Look for {0} today: beat the tea over a tray at 10 points and count them.",
                    name(trap.species()));
        }
        if (result.reasons().contains(Reason.BLISTER_WEATHER)) {
            return new Text(
                    "Chưa phun. Nên ra nương xem phồng lá hôm nay: xem 20 búp non ở mỗi điểm, đếm búp bị bệnh.",
                    "Do not spray yet. Look for blister blight today: check 20 young shoots at each point and count those"
                            + " with blisters.");
        }
        return new Text(
                "Chưa phun. Hôm nay đến ngày kiểm tra nương: gõ 10 điểm bằng khay, đếm rầy và xem 20 búp mỗi điểm.",
                "Do not spray yet. Today is the day to look: beat the tea over a tray at 10 points, count leafhoppers and"
                        + " check 20 shoots at each.");
    }

    /** The species whose catch rises, or else the first. */
    private Trap trap() {
        return history.traps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
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

    private static List<Figure> figures(ScoutingRule.Result result, Trap trap, BlisterBlight.Result blister) {
        List<Figure> figures = new ArrayList<>();
        List<Double> rates = trap.trend().perTrapDay();
        if (!rates.isEmpty()) {
            figures.add(new Figure(
                    "trap_per_day",
                    new Text("vào bẫy mỗi ngày", "catch per trap and day"),
                    rates.get(rates.size() - 1),
                    "con"));
        }
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
