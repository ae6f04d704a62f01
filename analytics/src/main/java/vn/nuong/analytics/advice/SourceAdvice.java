package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.StartTime;
import vn.nuong.analytics.decision.TurnPlan;
import vn.nuong.analytics.history.Watering;
import vn.nuong.analytics.source.Calendar;
import vn.nuong.analytics.source.DaysLeft;
import vn.nuong.analytics.source.LevelVolume;
import vn.nuong.analytics.source.PumpCurve;
import vn.nuong.analytics.source.Sharing;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.analytics.source.WaterQuality;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.SourceUse;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.WaterSource;

/** What the source lets be done of what the soil asks for: nothing, less, or all of it. */
final class SourceAdvice {

    /** What an irrigation that does not take place has no part in. */
    private static final Set<String> AMOUNTS = Set.of(
            "net_mm",
            "gross_mm",
            "volume_m3",
            "pump_minutes",
            "turns",
            "turn_minutes",
            "turn_m3",
            "positions",
            "bursts",
            "burst_minutes",
            "soak_minutes",
            "turn_takes_minutes",
            "left_mm");

    /** Beyond this difference from the pump's curve something leaks, is blocked or measures wrong. */
    private static final double PUMP_OFF = 0.20;

    /** The first turn begins within two days, the last a week after it. */
    private static final int DAYS_AHEAD = 2 + TurnPlan.MOST_TURNS;

    /** Nothing is measured or pumped so exactly, m³. */
    private static final double HALF_A_LITRE = 5e-4;

    private final Situation now;
    private final SourceNow source;
    private final SourceWords words;

    private SourceAdvice(Situation now, SourceNow source) {
        this.now = now;
        this.source = source;
        this.words = new SourceWords(source, now.plot());
    }

    /** The statement on irrigation, by soil, weather and source together. */
    static Statement make(Situation now) {
        SourceNow source = now.source();
        Statement asked = IrrigationAdvice.make(now);
        return source == null ? asked : new SourceAdvice(now, source).limit(asked);
    }

    /** The plot with a pump that delivers what its curve gives at the water's level; as it is where that is not known. */
    static Plot pumped(Situation now) {
        Plot.Irrigation irrigation = now.plot().irrigation();
        SourceNow source = now.source();
        return irrigation == null || source == null
                ? now.plot()
                : pump(source)
                        .map(p -> now.plot().withIrrigation(irrigation.withPump(p.flowM3PerHour(), p.kw())))
                        .orElse(now.plot());
    }

    private static Optional<PumpCurve.Point> pump(SourceNow source) {
        WaterSource.Pump pump = source.source().pump();
        Double level = source.state().levelM();
        return pump == null || level == null ? Optional.empty() : new PumpCurve(pump).at(level);
    }

    /** Bans of the diary with the times at which the source gives no water; its reason comes first where it never does. */
    static List<Ban> withClosures(Situation now, List<Ban> bans) {
        SourceNow source = now.source();
        if (source == null || source.source().openings().isEmpty()) {
            return bans;
        }
        Instant at = now.history().now();
        Calendar calendar = source.calendar();
        SourceWords words = new SourceWords(source, now.plot());
        // Every turn has to end while there is water, too.
        List<Ban> closures = calendar.closures(at, at.plus(Duration.ofDays(DAYS_AHEAD))).stream()
                .map(w -> new Ban(w.from(), w.to(), words.closed(calendar.nextOpening(w.from()))))
                .toList();
        boolean never = calendar.windows(at, at.plus(StartTime.AHEAD)).isEmpty();
        List<Ban> all = new ArrayList<>(never ? closures : bans);
        all.addAll(never ? bans : closures);
        return all;
    }

    /** Hours that only the source's calendar gives; none without one. */
    static List<StartTime.Window> openings(Situation now) {
        SourceNow source = now.source();
        return source == null ? List.of() : source.openings(now.history().now(), DAYS_AHEAD);
    }

    /** What is known of the source, for whoever shows or stores the advice; null where none is configured. */
    static @Nullable SourceUse use(Situation now) {
        SourceNow source = now.source();
        return source == null ? null : new SourceAdvice(now, source).use();
    }

    private SourceUse use() {
        SourceState state = source.state();
        SourcePlan plan = source.plan();
        Optional<DaysLeft> days = daysLeft();
        OptionalLong share = plan.shareOf(now.plot().id());
        return new SourceUse(
                source.source().id(),
                source.source().name(),
                source.source().kind().name().toLowerCase(Locale.ROOT),
                state.levelM(),
                state.volumeM3(),
                days.map(DaysLeft::usual).orElse(null),
                days.map(DaysLeft::low).orElse(null),
                days.map(DaysLeft::high).orElse(null),
                plan.availableLitres(),
                share.isPresent() ? share.getAsLong() : null,
                plan.users().stream()
                        .filter(u -> u.id().equals(now.plot().id()))
                        .findFirst()
                        .map(Sharing.User::needLitres)
                        .orElse(null),
                source.source().rule().name().toLowerCase(Locale.ROOT),
                plan.at(),
                plan.isShort(),
                state.lockedOut(),
                state.quality().code(),
                words.explanation(days));
    }

    /** All users' tea is taken to drink as much on a square metre as this plot's. */
    private Optional<DaysLeft> daysLeft() {
        SourceState state = source.state();
        LevelVolume curve = state.curve();
        Double volume = state.volumeM3();
        if (curve == null || volume == null) {
            return Optional.empty();
        }
        if (Boolean.TRUE.equals(state.lockedOut())) { // what stands above the lockout level may not be drawn yet
            return Optional.of(
                    new DaysLeft(0, 0, 0, Math.max(1, now.outlook().members().size())));
        }
        Plot.Irrigation irrigation = now.plot().irrigation();
        double area =
                source.plan().users().stream().mapToDouble(Sharing.User::areaM2).sum();
        return DaysLeft.of(
                source.source(),
                curve,
                volume,
                new DaysLeft.Draw(
                        now.water().kc(),
                        irrigation == null ? IrrigationSystem.SPRINKLER_EFFICIENCY : irrigation.applicationEfficiency(),
                        area),
                now.outlook(),
                now.history().now(),
                now.water().etoMm());
    }

    private Statement limit(Statement asked) {
        Statement limited = asked;
        if (asked.decision() == Decision.IRRIGATE) {
            limited = decide(asked);
        }
        List<Text> reasons = new ArrayList<>(limited.reasons());
        reasons.addAll(words.reasons());
        pumpWords().ifPresent(reasons::add);
        List<Text> missing = new ArrayList<>(limited.missing());
        words.unknown().ifPresent(missing::add);
        List<Figure> figures = new ArrayList<>(limited.figures());
        figures.addAll(figures());
        return new Statement(
                AdviceTopic.IRRIGATION,
                limited.decision(),
                limited.confidence(),
                limited.sentence(),
                limited.rule(),
                reasons,
                figures,
                missing,
                limited.wouldChange(),
                limited.start(),
                limited.turns());
    }

    private Statement decide(Statement asked) {
        SourceState state = source.state();
        if (Boolean.TRUE.equals(state.lockedOut())) {
            return wait(asked, "SRC-1", words.lockedOut(), words.lockoutEnds());
        }
        if (state.quality() == WaterQuality.UNFIT) {
            return wait(
                    asked,
                    "SRC-2",
                    words.unfit(),
                    new Text("Khi nước tốt trở lại thì tính lại.", "When the water is good again it is judged again."));
        }
        if (source.source().pump() != null
                && state.levelM() != null
                && pump(source).isEmpty()) {
            return wait(
                    asked,
                    "SRC-3",
                    words.pumpCannotLift(),
                    new Text("Khi nước lên thì tính lại.", "When the water has risen it is judged again."));
        }
        Statement statement = share(asked);
        if (statement.decision() == Decision.IRRIGATE && words.unknown().isPresent()) {
            statement = with(
                    statement,
                    statement.confidence() == Confidence.HIGH ? Confidence.MEDIUM : statement.confidence(),
                    statement.rule(),
                    words.lookFirst());
        }
        if (statement.decision() == Decision.IRRIGATE && state.quality() == WaterQuality.CARE) {
            statement = with(statement, statement.confidence(), statement.rule(), words.care());
        }
        return statement;
    }

    /** No more than the plot's part, less what it has drawn of it. */
    private Statement share(Statement asked) {
        Optional<Instant> opens = opensLater();
        if (opens.isEmpty()) {
            return share(asked, source.plan(), words::nothingLeft, words::oneTurn, words::less);
        }
        Text waits = words.opens(opens.get());
        Statement shared =
                share(asked, source.planOf(opens.get()), drawn -> waits, words::oneTurnThen, words::lessThen);
        return shared.decision() == Decision.IRRIGATE
                ? with(shared, shared.confidence(), shared.rule(), waits)
                : shared;
    }

    /** When its calendar opens it, where that is after the day of the plan. */
    private Optional<Instant> opensLater() {
        Instant at = now.history().now();
        Instant planEnds = source.plan().at().plus(Duration.ofDays(1));
        return source.source().openings().isEmpty()
                        || !source.calendar().windows(at, planEnds).isEmpty()
                ? Optional.empty()
                : source.calendar().nextOpening(at);
    }

    private Statement share(
            Statement asked,
            SourcePlan plan,
            DoubleFunction<Text> nothing,
            BiFunction<Double, Double, Text> oneTurn,
            BiFunction<Double, Double, Text> less) {
        OptionalLong share = plan.shareOf(now.plot().id());
        if (share.isEmpty()) {
            return asked;
        }
        double drawn = drawnM3(plan.at());
        double leftM3 = Math.max(0, share.getAsLong() / 1000.0 - drawn);
        double all = figure(asked, "volume_m3");
        double turn = figure(asked, "turn_m3");
        if (all <= leftM3 + HALF_A_LITRE) {
            return asked;
        }
        Text ends = new Text(
                "Sáng mai nguồn nước được chia lại theo mực nước lúc đó.",
                "Tomorrow morning the water is shared again by the level of then.");
        if (leftM3 < HALF_A_LITRE) {
            return wait(asked, "SRC-4", nothing.apply(drawn), ends);
        }
        Statement part = IrrigationAdvice.make(now, leftM3);
        if (part.decision() != Decision.IRRIGATE) {
            return part;
        }
        return turn <= leftM3 + HALF_A_LITRE
                ? with(part, part.confidence(), "SRC-6", oneTurn.apply(turn, all))
                : with(part, part.confidence(), "SRC-5", less.apply(leftM3, turn));
    }

    /** What the plot has drawn since the water was shared, m³. */
    private double drawnM3(Instant sharedAt) {
        return now.history().waterings().stream()
                .filter(w -> !w.at().isBefore(sharedAt))
                .mapToDouble(Watering::volumeM3)
                .sum();
    }

    private static Statement with(Statement statement, Confidence confidence, String rule, Text more) {
        return new Statement(
                statement.topic(),
                statement.decision(),
                confidence,
                Say.join(List.of(statement.sentence(), more), " "),
                rule,
                statement.reasons(),
                statement.figures(),
                statement.missing(),
                statement.wouldChange(),
                statement.start(),
                statement.turns());
    }

    private static Statement wait(Statement asked, String rule, Text sentence, Text wouldChange) {
        List<Figure> figures = new ArrayList<>(asked.figures().stream()
                .filter(f -> !AMOUNTS.contains(f.code()))
                .toList());
        figures.add(new Figure(
                "needed_m3",
                new Text("nước nương cần", "water that the plot needs"),
                figure(asked, "volume_m3"),
                "m³"));
        return new Statement(
                asked.topic(),
                Decision.DO_NOT_IRRIGATE,
                asked.confidence(),
                sentence,
                rule,
                asked.reasons(),
                figures,
                asked.missing(),
                List.of(wouldChange));
    }

    private static double figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("irrigation is advised without " + code));
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        SourceState state = source.state();
        add(figures, "source_level_m", "mực nước nguồn", "level of the source", state.levelM(), "m");
        add(figures, "source_volume_m3", "nước trong nguồn", "water in the source", state.volumeM3(), "m³");
        source.plan()
                .shareOf(now.plot().id())
                .ifPresent(litres -> add(
                        figures,
                        "source_share_m3",
                        "phần của nương hôm nay",
                        "the plot's part of today",
                        litres / 1000.0,
                        "m³"));
        add(figures, "source_ec", "độ dẫn điện của nước", "conductivity of the water", state.ecDsPerM(), "dS/m");
        add(figures, "source_ph", "độ pH của nước", "pH of the water", state.ph(), "1");
        pump(source).ifPresent(point -> {
            add(figures, "pump_m3_per_hour", "bơm đẩy được", "what the pump gives", point.flowM3PerHour(), "m³/h");
            add(figures, "pump_head_m", "cột nước của bơm", "head of the pump", point.headM(), "m");
            add(figures, "pump_kw", "công suất bơm", "power of the pump", point.kw(), "kW");
        });
        return figures;
    }

    private static void add(
            List<Figure> figures, String code, String vi, String en, @Nullable Double value, String unit) {
        if (value != null) {
            figures.add(new Figure(code, new Text(vi, en), value, unit));
        }
    }

    /** What the pump does at this level, and whether what was measured at the plot disagrees. */
    private Optional<Text> pumpWords() {
        return pump(source).map(point -> {
            Text says = text(
                    "Ở mực nước này bơm đẩy được {0} khối/giờ lên {1} m, tốn {2} kW.",
                    "At this level the pump gives {0} m³/h at {1} m and takes {2} kW.",
                    number(point.flowM3PerHour(), 1),
                    number(point.headM(), 0),
                    number(point.kw(), 2));
            Plot.Irrigation told = now.plot().irrigation();
            if (told == null || Math.abs(told.pumpM3PerHour() / point.flowM3PerHour() - 1) <= PUMP_OFF) {
                return says;
            }
            return Say.join(
                    List.of(
                            says,
                            text(
                                    "Nhưng đã đo được {0} khối/giờ tại nương: xem ống có rò, nghẹt, hay đo lại.",
                                    "But {0} m³/h were measured at the plot: look for a leak or a blocked pipe, or measure"
                                            + " again.",
                                    number(told.pumpM3PerHour(), 1))),
                    " ");
        });
    }
}
