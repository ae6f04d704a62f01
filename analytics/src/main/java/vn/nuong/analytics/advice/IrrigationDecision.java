package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.pest.BlisterBlight;
import vn.nuong.analytics.agronomy.water.BalanceAlone;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.agronomy.water.IrrigationRule;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.Costs;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.decision.Foresight;
import vn.nuong.analytics.decision.StartTime;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Statement;
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

    /** Two depletions no further from each other than this are the same, mm. */
    private static final double APART_MM = 5;

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

    private final Situation now;
    private final RootZoneState water;
    private final IrrigationSystem system;
    private final IrrigationRule.Result result;
    private final Optional<ExpectedCost.Choice> choice;
    private final boolean due;
    private final boolean isLimited;
    private final double netMm;
    private final double grossMm;
    private final double volumeM3;
    private final @Nullable Double pumpMinutes;
    private final @Nullable CycleAndSoak bursts;
    private final @Nullable Instant start;
    private final boolean balanceAlone;
    private final Outcome outcome;

    /** @param mostM3 what may be pumped today, m³ */
    IrrigationDecision(Situation now, double mostM3) {
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
        this.choice = weigh();
        double wantedMm = Math.min(choice.map(ExpectedCost.Choice::netMm).orElse(result.netMm()), water.agreedMm());
        this.netMm = limited(wantedMm, mostM3);
        this.isLimited = netMm < wantedMm / turns(wantedMm) - 1e-9;
        this.due = netMm > 0;
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
        this.start = due ? chooseStart() : null;
        this.balanceAlone = !water.hasFreshProbes() && balanceMayStandAlone();
        this.outcome = judge();
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
        return start == null && !bans().isEmpty() ? Outcome.BANNED : Outcome.IRRIGATE;
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
    private Optional<ExpectedCost.Choice> weigh() {
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
                        now.before());
    }

    private ExpectedCost.Now state() {
        return new ExpectedCost.Now(
                water.depletionMm(),
                water.sigmaMm(),
                water.tawMm(),
                AdviceMaker.crop(now.plot()).depletionFraction(),
                system.applicationEfficiency(),
                TURN_MM,
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
                        .orElse(Math.min(TURN_MM, water.depletionMm())),
                now.outlook(),
                now.history().now(),
                now.history().zone(),
                water.kc(),
                etc);
    }

    /** When to begin the first turn; null when all of the next two days is banned. */
    private @Nullable Instant chooseStart() {
        Duration takes = bursts == null ? Duration.ofHours(1) : bursts.takes();
        boolean blister = SprayingAdvice.blister(now).weather() != BlisterBlight.Weather.UNFAVOURABLE;
        return StartTime.choose(
                        new StartTime.Wanted(now.history().now(), takes, blister, bans(), now.outlook()::windMs),
                        now.plot().place())
                .or(() -> SourceAdvice.earliestStart(now, takes, diaryBans()))
                .orElse(null);
    }

    /** Times at which the plot must not be wetted, or has no water. */
    List<Ban> bans() {
        return SourceAdvice.withClosures(now, diaryBans());
    }

    /** Drip wets no leaves and nobody. */
    private List<Ban> diaryBans() {
        Plot.Irrigation irrigation = now.plot().irrigation();
        boolean drip = irrigation != null && irrigation.method() == Plot.Irrigation.Method.DRIP;
        return drip ? List.of() : now.history().notes().bans();
    }

    /** A short silence of the probes is bridged by the balance, when rain and evapotranspiration were known throughout. */
    private boolean balanceMayStandAlone() {
        Instant newest = now.history().findNewestProbe().orElse(Instant.MIN);
        boolean doubted = !now.history().doubts().isEmpty();
        return newest.isAfter(now.history().now().minus(BALANCE_ALONE)) && water.balanceCarries() && !doubted;
    }

    Confidence confidence() {
        boolean doubted = !now.history().doubts().isEmpty()
                || !Gaps.silentProbes(now.history()).isEmpty();
        boolean apart = water.apartMm() != null && !balanceAgrees();
        if (balanceAlone
                || apart
                || balanceDenies()
                || water.refused()
                || (doubted && water.moisture().size() < 2)) {
            return Confidence.LOW;
        }
        boolean sure = !doubted
                && isSure()
                && !driedApart()
                && water.disagreementMm() == null
                && !water.shiftedWithin(SHIFT_DAYS, now.history().today())
                && water.moisture().size() >= 2
                && water.daysKnown() >= 7
                && !water.etoEstimated();
        return sure ? Confidence.HIGH : Confidence.MEDIUM;
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

    double netMm() {
        return netMm;
    }

    double grossMm() {
        return grossMm;
    }

    double volumeM3() {
        return volumeM3;
    }

    /** All turns together; null when the pump is not known. */
    @Nullable
    Double pumpMinutes() {
        return pumpMinutes;
    }

    /** How a turn is given; null when the pump is not known. */
    @Nullable
    CycleAndSoak bursts() {
        return bursts;
    }

    /** When to begin the first turn; null when nothing is due, or all of the next two days is banned. */
    @Nullable
    Instant start() {
        return start;
    }

    int turns() {
        return turns(netMm);
    }

    private static int turns(double netMm) {
        return (int) Math.max(1, Math.ceil(netMm / TURN_MM - 1e-9));
    }

    /** Whether there is less water at the source than a turn takes. */
    boolean isLimited() {
        return isLimited;
    }

    /** Where there is less than all turns take: one turn of no more than there is. The next day it is judged again. */
    private double limited(double wantedMm, double mostM3) {
        double mostMm = mostM3 * 1000 / system.areaM2() * system.applicationEfficiency();
        return wantedMm > mostMm + 1e-9 ? Math.min(wantedMm / turns(wantedMm), mostMm) : wantedMm;
    }
}
