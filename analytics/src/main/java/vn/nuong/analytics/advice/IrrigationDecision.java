package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.pest.BlisterBlight;
import vn.nuong.analytics.agronomy.water.BalanceAlone;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.agronomy.water.IrrigationRule;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.Costs;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.analytics.decision.DepletionAhead;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.decision.Foresight;
import vn.nuong.analytics.decision.OutdoorWork;
import vn.nuong.analytics.decision.StartTime;
import vn.nuong.analytics.decision.TurnPlan;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WhatIf;
import vn.nuong.telemetry.site.Plot;

/** Whether to irrigate today, how much, and when to begin: numbers alone. {@link IrrigationAdvice} puts them into words. */
final class IrrigationDecision {

    /** Without fresh probes the balance is trusted alone for this long after the last reading. */
    static final Duration BALANCE_ALONE = Duration.ofHours(24);

    /** Water of one turn at most, mm: local practice is 100 to 150 m³/ha. A default, to be confirmed. */
    static final double TURN_MM = 15;

    /** Once irrigation is advised, Dr may lie so much below RAW and it still is, mm. */
    private static final double HYSTERESIS_MM = 2;

    /** For so long probes that turned out to read otherwise than before are not quite believed, days. */
    static final int SHIFT_DAYS = 30;

    /** From this share of the σ of knowing nothing on nothing is known. This project's choice. */
    private static final double NOTHING_KNOWN = 0.9;

    /** A day on which irrigation falls due is spoken of within so many days. */
    private static final int SOON_DAYS = 3;

    /** Two depletions no further from each other than this are the same, mm. */
    private static final double APART_MM = 5;

    /** Rain in an hour of which nothing is given where at least half of the members expect so much, mm. This project's choice. */
    private static final double RAINY_MM_PER_HOUR = 1;

    /** Mean rain expected before the first turn that is worth a word, mm. */
    private static final double NOTABLE_RAIN_MM = 1;

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Rain expected before the first turn can begin.
     *
     * @param until when that is
     * @param meanMm mean rain until then, mm
     * @param enough whether it brings the root zone below RAW in more than half of the members
     * @param stillMm what is missing after it in the middle one of them, mm
     */
    record RainFirst(Instant until, double meanMm, boolean enough, double stillMm) {}

    /** What comes of it. */
    enum Outcome {
        /** Nothing believable is known of the soil. */
        UNKNOWN,
        /** Probes and balance say opposite things, and nothing tells which is right. */
        CONTRADICTED,
        /** Irrigation is due but the soil is too wet somewhere. */
        TOO_WET,
        /** Irrigation is due but no time of the next two days is open to it. */
        BANNED,
        IRRIGATE,
        WAIT
    }

    private static final TurnPlan NO_TURNS = new TurnPlan(List.of(), 0, null);

    private final Situation now;
    private final RootZoneState water;
    private final IrrigationSystem system;
    private final IrrigationRule.Result result;
    private final Optional<ExpectedCost.Choice> choice;
    private final boolean due;
    private final boolean isLimited;
    private final StartTime.Conditions conditions;
    private final double turnMm;
    private final TurnPlan plan;
    private final @Nullable RainFirst rainFirst;
    private final boolean balanceAlone;
    private final Outcome outcome;
    private final ExpectedCost.@Nullable Ways ways;
    private @Nullable IrrigationDecision without;
    private boolean modelDoubts;

    /**
     * With the learned forecast where that is used and makes a difference to irrigating or not, or to the amount. It has no say where nothing
     * is known, the soil is too wet or no time is open, with it or without.
     *
     * @param mostM3 what may be pumped today, m³
     */
    static IrrigationDecision of(Situation now, double mostM3) {
        IrrigationDecision plain = new IrrigationDecision(now, mostM3, null);
        ModelPart model = now.model();
        DepletionAhead ahead = model == null ? null : model.ahead();
        if (model == null || ahead == null || !model.isUsed() || plain.choice.isEmpty() || !plain.isOpen()) {
            return plain;
        }
        double weight = model.weight();
        boolean irrigates = plain.choice.get().isIrrigate();
        boolean doubts = Stream.of(ahead.driest(weight), ahead.wettest(weight))
                .map(plain::weigh)
                .anyMatch(c -> c.isPresent() && c.get().isIrrigate() != irrigates);
        IrrigationDecision with = new IrrigationDecision(now, mostM3, ahead.ways(weight));
        boolean differs = with.isOpen()
                && (with.outcome != plain.outcome || Math.abs(with.netMm() - plain.netMm()) > HYSTERESIS_MM);
        IrrigationDecision taken = differs ? with : plain;
        taken.modelDoubts = doubts;
        taken.without = differs ? plain : null;
        return taken;
    }

    private boolean isOpen() {
        return outcome == Outcome.IRRIGATE || outcome == Outcome.WAIT;
    }

    private IrrigationDecision(Situation now, double mostM3, ExpectedCost.@Nullable Ways ways) {
        this.now = now;
        this.ways = ways;
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
        this.conditions = conditions();
        this.turnMm = TurnPlan.mostMm(conditions, this::takes, Math.min(TURN_MM, movableMm()));
        this.choice = weigh(ways);
        double wantedMm = isFarFromThirst()
                ? 0
                : Math.min(choice.map(ExpectedCost.Choice::netMm).orElse(result.netMm()), water.agreedMm());
        double limitedMm = limited(wantedMm, mostM3);
        TurnPlan first = limitedMm > 0 ? plan(limitedMm) : NO_TURNS;
        this.rainFirst = limitedMm > 0 ? rainFirst(first) : null;
        // Nothing can be given before that rain, so it is waited for and judged again; or as much less is given.
        double netMm =
                rainFirst == null ? limitedMm : rainFirst.enough() ? 0 : Math.min(limitedMm, rainFirst.stillMm());
        this.isLimited = limitedMm < turnOf(wantedMm) - 1e-9;
        this.due = netMm > 0;
        this.plan = !due ? NO_TURNS : netMm < limitedMm ? plan(netMm) : first;
        this.balanceAlone = !water.hasFreshProbes() && balanceMayStandAlone();
        this.outcome = judge();
    }

    /** Where hardly anything is known of the depletion its spread alone is no reason to irrigate: the driest balance is not thirsty either. */
    private boolean isFarFromThirst() {
        BalanceAlone alone = water.alone();
        return isNothingKnown() && alone != null && water.depletionMm() < rawMm() && alone.driestMm() < rawMm();
    }

    /** Days until Dr reaches RAW at the present demand, or sooner where the outlook's makes tea thirsty sooner; null when ETc is not known. */
    @Nullable
    Double daysUntilRaw() {
        Double usual = result.daysUntilRaw();
        Double etc = water.etcMm();
        if (usual == null || etc == null) {
            return usual;
        }
        OptionalInt thirsty =
                ExpectedCost.thirstyDay(state(), now.outlook(), now.history().now(), water.kc(), etc);
        return thirsty.isPresent() ? Double.valueOf(Math.min(usual, thirsty.getAsInt())) : usual;
    }

    /** Rain that comes before the first turn begins, or within two days where none can. */
    private @Nullable RainFirst rainFirst(TurnPlan plan) {
        Instant at = now.history().now();
        Instant until = plan.turns().isEmpty()
                ? at.plus(StartTime.AHEAD)
                : plan.turns().get(0).start();
        if (!until.isAfter(at)) {
            return null;
        }
        OptionalDouble mean = now.outlook().rainMm(at, until);
        if (mean.orElse(0) < NOTABLE_RAIN_MM) {
            return null;
        }
        double[] still = now.outlook().members().stream()
                .map(m -> m.rainMm(at, until))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(rain ->
                        Math.max(0, water.depletionMm() - state().soaks(rain.getAsDouble(), water.depletionMm())))
                .sorted()
                .toArray();
        double middle = still[still.length / 2];
        return new RainFirst(until, mean.getAsDouble(), middle < water.rawMm(), middle);
    }

    /** Rain that is to come before the first turn; null where too little is expected. */
    @Nullable
    RainFirst rainFirst() {
        return rainFirst;
    }

    /** Why the first turn begins on a later day than the hours alone allow; empty where it does not. */
    Optional<Ban> delayedBy() {
        Instant start = start();
        if (start == null) {
            return Optional.empty();
        }
        StartTime.Conditions open = new StartTime.Conditions(
                conditions.now(),
                conditions.wetting(),
                List.of(),
                List.of(),
                conditions.movedByHand(),
                conditions.wind(),
                conditions.place());
        Duration takes = takes(plan.turns().get(0).netMm());
        return StartTime.choose(open, takes)
                .filter(s -> LocalDate.ofInstant(s, conditions.zone())
                        .isBefore(LocalDate.ofInstant(start, conditions.zone())))
                .flatMap(s -> conditions.bans().stream()
                        .filter(b -> b.from().isBefore(s.plus(takes)) && b.to().isAfter(s))
                        .findFirst());
    }

    private Outcome judge() {
        if ((!water.hasFreshProbes() && !balanceAlone) || Gaps.isMostDoubted(now.history())) {
            return Outcome.UNKNOWN;
        }
        if (isContradicted()) {
            return Outcome.CONTRADICTED;
        }
        if (!due) {
            return Outcome.WAIT;
        }
        boolean tooWet =
                now.drainage().wetSince() != null && now.drainage().decision() != DrainageRule.Decision.UNKNOWN;
        if (tooWet) {
            return Outcome.TOO_WET;
        }
        return plan.turns().isEmpty() ? Outcome.BANNED : Outcome.IRRIGATE;
    }

    /**
     * Probes that call for water which the balance rules out: they drifted, or it misses a loss. Where probes are wetter than the balance
     * somebody watered unrecorded, or so they say; that lowers the confidence alone.
     */
    private boolean isContradicted() {
        BalanceAlone alone = water.alone();
        Double seen = water.probesOnScaleMm();
        if (alone == null || seen == null) {
            return false;
        }
        boolean balanceWet = alone.driestMm() < water.rawMm();
        return balanceWet && driedApart() && (due || seen >= water.rawMm());
    }

    /** Whether the probes are drier than the balance can be. */
    private boolean driedApart() {
        Double apart = water.apartMm();
        return water.refused() || (apart != null && apart > 0);
    }

    /** Whether the balance alone, taken as wrong as it may be, comes to the same. */
    boolean balanceAgrees() {
        BalanceAlone alone = water.alone();
        return alone != null && (due ? alone.wettestMm() >= water.rawMm() : alone.driestMm() < water.rawMm());
    }

    /** Once irrigation is advised a little less than RAW keeps it so: advice does not flicker. */
    private double rawMm() {
        double raw = water.rawMm();
        return now.before() == ExpectedCost.Before.IRRIGATE ? raw - Math.min(HYSTERESIS_MM, 0.1 * raw) : raw;
    }

    /** By expected cost, where there is an outlook to weigh; empty leaves it to the threshold. */
    private Optional<ExpectedCost.Choice> weigh(ExpectedCost.@Nullable Ways forecast) {
        Double etc = water.etcMm();
        return etc == null
                ? Optional.empty()
                : ExpectedCost.choose(
                        state(),
                        now.outlook(),
                        now.history().now(),
                        water.kc(),
                        etc,
                        Costs.of(SourceAdvice.pumped(now)),
                        now.before(),
                        now.beforeMm(),
                        forecast);
    }

    private ExpectedCost.Now state() {
        return new ExpectedCost.Now(
                water.depletionMm(),
                water.sigmaMm(),
                water.tawMm(),
                AdviceMaker.crop(now.plot()).depletionFraction(),
                system.applicationEfficiency(),
                Math.max(0.01, turnMm),
                PlotSoil.of(now.plot()).runoff());
    }

    /**
     * The next days without irrigation, and with what is advised, or else a turn; null when too little is known.
     *
     * @param advised what is advised in the end, which the source may have made less
     */
    @Nullable
    WhatIf whatIf(Statement advised) {
        Double etc = water.etcMm();
        if (etc == null || outcome == Outcome.UNKNOWN || outcome == Outcome.CONTRADICTED) {
            return null;
        }
        return Foresight.of(
                state(),
                advised.figures().stream()
                        .filter(f -> f.code().equals("net_mm"))
                        .mapToDouble(Statement.Figure::value)
                        .findFirst()
                        .orElse(Math.min(turnMm, water.depletionMm())),
                now.outlook(),
                now.history().now(),
                now.history().zone(),
                water.kc(),
                etc);
    }

    /** What would have been decided without the learned forecast; null where it changed nothing. */
    @Nullable
    IrrigationDecision without() {
        return without;
    }

    /**
     * What the learned forecast had to do with it.
     *
     * @param advised what is advised in the end
     */
    @Nullable
    ModelEffect effect(Statement advised) {
        ModelPart model = now.model();
        if (model == null) {
            return null;
        }
        IrrigationDecision plain = without == null ? this : without;
        Decision decided = decisionOf(plain.outcome);
        boolean used = model.isUsed() && plain.choice.isPresent() && plain.isOpen();
        ModelWeight weight = model.learned().weight();
        return new ModelEffect(
                used,
                model.learned().name(),
                weight.weight(),
                weight.days(),
                Double.isNaN(weight.modelErrorMm()) ? null : (Double) weight.modelErrorMm(),
                Double.isNaN(weight.balanceErrorMm()) ? null : (Double) weight.balanceErrorMm(),
                used ? null : whyNot(model, plain),
                water.depletionMm(),
                model.days(water.depletionMm(), water.tawMm(), unwateredMm()),
                decided,
                plain.outcome == Outcome.IRRIGATE ? plain.netMm() : 0,
                due().filter(Due::isMoved).map(Due::balance).orElse(null),
                due().filter(Due::isMoved).map(Due::withModel).orElse(null),
                advised.decision() == decisionOf(outcome)
                        && (without != null || due().filter(Due::isMoved).isPresent()));
    }

    private static Text whyNot(ModelPart model, IrrigationDecision plain) {
        Text why = model.why();
        if (why != null) {
            return why;
        }
        return plain.choice.isEmpty()
                ? new Text("không có dự báo thời tiết để cân nhắc", "there is no outlook to weigh by")
                : switch (plain.outcome) {
                    case TOO_WET, BANNED -> new Text("hiện không tưới được", "it cannot be irrigated now");
                    default -> new Text("chưa biết đất khô hay ướt", "it is not known how dry the soil is");
                };
    }

    private static Decision decisionOf(Outcome outcome) {
        return switch (outcome) {
            case UNKNOWN, CONTRADICTED -> Decision.UNKNOWN;
            case IRRIGATE -> Decision.IRRIGATE;
            case TOO_WET, BANNED, WAIT -> Decision.DO_NOT_IRRIGATE;
        };
    }

    /**
     * On which day irrigation falls due when nothing is given before, by the balance and with the learned forecast.
     *
     * @param balance 1 is tomorrow; one more than is looked ahead where it does not
     */
    record Due(int balance, int withModel) {

        /** Whether the forecast makes it another day, and one of the next {@value #SOON_DAYS}. */
        boolean isMoved() {
            return balance != withModel && Math.min(balance, withModel) <= SOON_DAYS;
        }
    }

    /** Empty unless it is waited, with a learned forecast in use that has not changed that. */
    Optional<Due> due() {
        ModelPart model = now.model();
        if (model == null || !model.isUsed() || without != null || outcome != Outcome.WAIT || choice.isEmpty()) {
            return Optional.empty();
        }
        List<ModelEffect.Day> days = model.days(water.depletionMm(), water.tawMm(), unwateredMm());
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(new Due(first(days, ModelEffect.Day::withoutMm), first(days, ModelEffect.Day::withMm)));
    }

    private int first(List<ModelEffect.Day> days, ToDoubleFunction<ModelEffect.Day> depletionMm) {
        return days.stream()
                .filter(d -> depletionMm.applyAsDouble(d) >= water.rawMm())
                .mapToInt(ModelEffect.Day::day)
                .findFirst()
                .orElse(days.size() + 1);
    }

    /** Depletion by the balance at the end of each day that the outlook tells, mm. */
    double[] unwateredMm() {
        Double etc = water.etcMm();
        return etc == null
                ? new double[0]
                : ExpectedCost.unwateredMm(state(), now.outlook(), now.history().now(), water.kc(), etc);
    }

    private StartTime.Conditions conditions() {
        boolean blister = SprayingAdvice.blister(now).weather() != BlisterBlight.Weather.UNFAVOURABLE;
        StartTime.Wetting wetting = isDrip()
                ? StartTime.Wetting.SOIL
                : blister ? StartTime.Wetting.LEAVES_DRY_BEFORE_DUSK : StartTime.Wetting.LEAVES;
        return new StartTime.Conditions(
                now.history().now(),
                wetting,
                bans(),
                List.of(),
                isMovedByHand(),
                now.outlook()::windMs,
                now.plot().place());
    }

    /** By the usual hours; where a turn fits none of them by all that the source's calendar gives. */
    private TurnPlan plan(double netMm) {
        List<StartTime.Window> openings =
                StartTime.choose(conditions, takes(turnOf(netMm))).isPresent() ? List.of() : SourceAdvice.openings(now);
        return TurnPlan.of(
                new StartTime.Conditions(
                        conditions.now(),
                        conditions.wetting(),
                        conditions.bans(),
                        openings,
                        conditions.movedByHand(),
                        conditions.wind(),
                        conditions.place()),
                this::takes,
                netMm,
                turnMm);
    }

    /** How long so much net water takes; an hour where the pump is not known. */
    private Duration takes(double netMm) {
        CycleAndSoak bursts = bursts(netMm);
        return bursts == null ? Duration.ofHours(1) : bursts.takes();
    }

    private @Nullable CycleAndSoak bursts(double netMm) {
        Double pump = system.pumpM3PerHour();
        return pump == null
                ? null
                : CycleAndSoak.of(
                        60 * volumeM3(netMm) / pump,
                        system.applicationRateMmPerHour(),
                        1000 * pump / system.areaM2(),
                        now.soil().ksMmPerHour());
    }

    /** Whether somebody has to carry the sprinklers from place to place. */
    boolean isMovedByHand() {
        CycleAndSoak bursts = bursts(TURN_MM);
        return bursts != null && bursts.positions() > 1;
    }

    /** The most net water that can be given without moving the sprinklers too often, mm. */
    private double movableMm() {
        Double pump = system.pumpM3PerHour();
        if (pump == null) {
            return TURN_MM;
        }
        double average = 1000 * pump / system.areaM2();
        double minutes = CycleAndSoak.mostMinutes(
                system.applicationRateMmPerHour(), average, now.soil().ksMmPerHour());
        return minutes / 60 * average * system.applicationEfficiency();
    }

    private double volumeM3(double netMm) {
        return netMm / system.applicationEfficiency() * system.areaM2() / 1000;
    }

    private @Nullable Double minutes(double netMm) {
        Double pump = system.pumpM3PerHour();
        return pump == null ? null : 60 * volumeM3(netMm) / pump;
    }

    /** Times at which nobody is sent out, the plot must not be wetted, or has no water. */
    List<Ban> bans() {
        List<Ban> bans = new ArrayList<>(Outdoors.stayIn(now));
        bans.removeIf(b -> !b.to().isAfter(now.history().now()));
        bans.addAll(SourceAdvice.withClosures(now, diaryBans()));
        bans.addAll(rain());
        return bans;
    }

    /** Hours of the next two days in which at least half of the members expect rain, where the outlook tells the hour. */
    private List<Ban> rain() {
        List<Ban> rain = new ArrayList<>();
        Instant last = now.history().now().plus(StartTime.AHEAD);
        Instant from = null;
        for (Instant t = now.history().now().truncatedTo(ChronoUnit.HOURS); t.isBefore(last); t = t.plus(HOUR)) {
            boolean rainy = OutdoorWork.isHourTold(now.outlook(), t)
                    && now.outlook()
                                    .chanceOfRain(RAINY_MM_PER_HOUR, t, t.plus(HOUR))
                                    .orElse(0)
                            >= 0.5;
            if (rainy && from == null) {
                from = t;
            }
            boolean over = from != null && (!rainy || !t.plus(HOUR).isBefore(last));
            if (over && from != null) {
                Instant to = rainy ? t.plus(HOUR) : t;
                rain.add(new Ban(
                        from,
                        to,
                        Say.text(
                                "dự báo mưa {0} mm",
                                "{0} mm of rain are expected",
                                Say.number(now.outlook().rainMm(from, to).orElse(0), 0))));
                from = null;
            }
        }
        return rain;
    }

    /** Drip wets no leaves and nobody. */
    private List<Ban> diaryBans() {
        return isDrip() ? List.of() : now.history().notes().bans();
    }

    private boolean isDrip() {
        Plot.Irrigation irrigation = now.plot().irrigation();
        return irrigation != null && irrigation.method() == Plot.Irrigation.Method.DRIP;
    }

    /** A short silence of the probes is bridged by the balance, when rain and evapotranspiration were known throughout. */
    private boolean balanceMayStandAlone() {
        Instant newest = now.history().findNewestProbe().orElse(Instant.MIN);
        boolean doubted = !now.history().doubts().isEmpty();
        return newest.isAfter(now.history().now().minus(BALANCE_ALONE)) && water.balanceCarries() && !doubted;
    }

    /** Where the learned forecast changed the decision, no surer than it was without: two that disagree are never sure. */
    Confidence confidence() {
        IrrigationDecision plain = without;
        if (plain == null) {
            Confidence own = confidenceOfItsOwn();
            return own == Confidence.HIGH && modelDoubts ? Confidence.MEDIUM : own;
        }
        return Stream.of(confidenceOfItsOwn(), plain.confidenceOfItsOwn(), Confidence.MEDIUM)
                .max(Comparator.naturalOrder()) // from sure to unsure
                .orElseThrow();
    }

    private Confidence confidenceOfItsOwn() {
        boolean doubted = !now.history().doubts().isEmpty()
                || !Gaps.silentProbes(now.history()).isEmpty();
        boolean apart = water.apartMm() != null && !balanceAgrees();
        if (balanceAlone
                || isNothingKnown()
                        && (due || !balanceAgrees()) // to wait, a second witness that is far from thirst will do
                || apart
                || balanceDenies()
                || water.refused()
                || (doubted && water.moisture().size() < 2)) {
            return Confidence.LOW;
        }
        boolean sure = !doubted
                && !isNothingKnown()
                && isSure()
                && !driedApart()
                && water.disagreementMm() == null
                && !water.shiftedWithin(SHIFT_DAYS, now.history().today())
                && water.moisture().size() >= 2
                && water.daysKnown() >= 7
                && !water.etoEstimated();
        return sure ? Confidence.HIGH : Confidence.MEDIUM;
    }

    /** Whether the depletion is hardly better known than by 0 ≤ Dr ≤ TAW alone, whose σ is TAW/√12. */
    boolean isNothingKnown() {
        return water.sigmaMm() >= NOTHING_KNOWN * water.tawMm() / Math.sqrt(12);
    }

    /** Whether irrigation is advised though what is expected of the depletion lies below the threshold. */
    boolean isBelowThreshold() {
        return due && water.depletionMm() < water.rawMm();
    }

    /** Whether the balance alone comes to the opposite, by more than can be told apart. */
    private boolean balanceDenies() {
        BalanceAlone alone = water.alone();
        return alone != null
                && due != alone.likelyMm() >= water.rawMm()
                && Math.abs(water.depletionMm() - alone.likelyMm()) > APART_MM;
    }

    /** Whether probes and balance disagree day after day so that it makes a difference: to irrigate or not, or how much. */
    boolean isDisputed() {
        BalanceAlone alone = water.alone();
        Double apart = water.disagreementMm();
        return apart != null
                && alone != null
                && ((due && apart > 0)
                        || (alone.likelyMm() >= water.rawMm()) != (water.depletionMm() >= water.rawMm()));
    }

    /** Far enough from the threshold, or by two witnesses: the probes, and the balance without them. */
    boolean isSure() {
        return result.certain() || balanceAgrees();
    }

    Outcome outcome() {
        return outcome;
    }

    /** Whether water is due, open to it or not. */
    boolean isDue() {
        return due;
    }

    /** The threshold's answer, with or without an outlook. */
    IrrigationRule.Result threshold() {
        return result;
    }

    /** By expected cost, where there is an outlook to weigh. */
    Optional<ExpectedCost.Choice> choice() {
        return choice;
    }

    boolean isByBalanceAlone() {
        return balanceAlone;
    }

    /** Of all turns. */
    double netMm() {
        return plan.netMm();
    }

    double grossMm() {
        return plan.netMm() / system.applicationEfficiency();
    }

    double volumeM3() {
        return volumeM3(plan.netMm());
    }

    /** All turns together; null when the pump is not known. */
    @Nullable
    Double pumpMinutes() {
        return minutes(plan.netMm());
    }

    /** How the first turn is given; null when the pump is not known, or nothing is given. */
    @Nullable
    CycleAndSoak bursts() {
        return plan.turns().isEmpty() ? null : bursts(plan.turns().get(0).netMm());
    }

    /** When to begin the first turn; null when nothing is due, or all of the next two days is banned. */
    @Nullable
    Instant start() {
        return plan.turns().isEmpty() ? null : plan.turns().get(0).start();
    }

    List<Statement.Turn> turns() {
        return plan.turns().stream()
                .map(t -> new Statement.Turn(t.start(), minutes(t.netMm()), volumeM3(t.netMm())))
                .toList();
    }

    /** What found no turn, mm, and why the turns end before it. */
    TurnPlan plan() {
        return plan;
    }

    /** What a day's open hours bring to the roots at most, mm, where that is less than the crop uses; null where the pump keeps up. */
    @Nullable
    Double fallsBehindMm() {
        Double etc = water.etcMm();
        return due && etc != null && turnMm < Math.min(etc, TURN_MM) ? Double.valueOf(turnMm) : null;
    }

    /** Whether the pump and the layout are told. */
    boolean isPumpKnown() {
        return system.pumpM3PerHour() != null;
    }

    IrrigationSystem system() {
        return system;
    }

    private double turnOf(double netMm) {
        return netMm / Math.max(1, Math.ceil(netMm / turnMm - 1e-9));
    }

    /** Whether there is less water at the source than a turn takes. */
    boolean isLimited() {
        return isLimited;
    }

    /** Where there is less than all turns take: one turn of no more than there is. The next day it is judged again. */
    private double limited(double wantedMm, double mostM3) {
        double mostMm = mostM3 * 1000 / system.areaM2() * system.applicationEfficiency();
        return wantedMm > mostMm + 1e-9 ? Math.min(turnOf(wantedMm), mostMm) : wantedMm;
    }
}
