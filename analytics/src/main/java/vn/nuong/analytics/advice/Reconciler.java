package vn.nuong.analytics.advice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.Assimilation;
import vn.nuong.analytics.agronomy.water.BalanceAlone;
import vn.nuong.analytics.agronomy.water.BalanceSettings;
import vn.nuong.analytics.agronomy.water.DailyStep;
import vn.nuong.analytics.agronomy.water.DepletionObservation;
import vn.nuong.analytics.agronomy.water.ReconciledDepletion;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Carries a root zone on by its balance and reconciles it with what probes see, a line of the ledger for each day. What it does with an
 * observation is in docs/advice.md. Not thread-safe.
 */
final class Reconciler {

    /** Probes that see more water come than was booked, by more than this and a third of it, saw water that nobody recorded, mm. */
    private static final double UNEXPLAINED_MM = 5;

    private static final double UNEXPLAINED_SHARE = 0.3;

    /** Deep percolation even of the driest balance that fills the root zone for certain, mm. */
    private static final double FILLED_MM = 5;

    /** A day later no more than this drains, mm. */
    private static final double DRAINED_MM = 1;

    /** How far from field capacity a root zone may be a day after it was filled, as a standard deviation, mm. */
    private static final double FILLED_SIGMA_MM = 5;

    private static final double SIGMAS = 3;

    /** The bias of sound probes wanders by so much in a day, mm: contact, salt, ageing. This project's choice. */
    private static final double BIAS_WANDERS_MM = 0.2;

    /** A curve that is wrong at some tension is wrong there tomorrow: so many days tell no more than one. This project's choice. */
    private static final double REPEATED_DAYS = 10;

    /** Standard deviations by which probes must lie outside of what the balance alone allows. */
    private static final double APART_SIGMAS = 2;

    /** Probes and balance alone agree to within so much, mm, or to a third of what the balance alone leaves open where that is more. */
    private static final double AGREED_MM = 5;

    /** Days with readings on the same side of the balance alone that are no accident any more. This project's choice. */
    private static final int SYSTEMATIC_DAYS = 3;

    /** Share by which runoff may be wrong, as a standard deviation. This project's choice. */
    private static final double RUNOFF_ERROR = 0.5;

    private final double tawMm;
    private final BalanceSettings settings;
    private final ProbeErrors errors;
    private final RootZoneRunoff runoff;
    private final List<LedgerDay> ledger = new ArrayList<>();

    private ReconciledDepletion belief;
    private @Nullable BalanceAlone alone;
    private @Nullable Seen before;
    private boolean filledYesterday;
    private boolean filledSinceOpening;
    private boolean refused;
    private @Nullable LocalDate shiftedOn;
    private double measuredBiasMm;
    private double measuredBiasVariance;
    private double driftMmPerDay;
    private double daysSinceMeasured;
    private double modelMm;
    private double unexplainedMm;
    private @Nullable Double apartMm;
    private @Nullable Double onScaleMm;
    private int side;
    private int daysOnSide;

    /**
     * How wrong probes may be, as variances of the depletion they see, mm².
     *
     * @param noise new with every reading
     * @param bias the same every day: the probes' own and that of field capacity
     * @param tested R of the innovation test: σ = 1000·Zr·σθ
     */
    record ProbeErrors(double noise, double bias, double tested) {}

    /**
     * What the probes see.
     *
     * @param mm depletion, mm; below 0 when wetter than field capacity
     * @param excess what may be wrong with it beyond {@link ProbeErrors}, where a tension probe's curve tells less, mm²
     * @param atLeast whether it is at least so dry, a tension probe being at its limit
     */
    record Observed(double mm, double excess, boolean atLeast) {
        static Observed exactly(double mm) {
            return new Observed(mm, 0, false);
        }
    }

    /**
     * What entered and left in a day, or the part of one that is over.
     *
     * @param days how long, days
     * @param rainMm rain as measured, mm; null when it is not known
     * @param countedMm rain that counts, mm
     * @param irrigations water given
     * @param irrigationMm net irrigation, mm
     * @param etcMm crop evapotranspiration without stress, mm; null when it is not known
     * @param fraction depletion fraction p
     */
    record Flow(
            LocalDate date,
            boolean whole,
            double days,
            @Nullable Double rainMm,
            double countedMm,
            List<LedgerDay.Irrigation> irrigations,
            double irrigationMm,
            @Nullable Double etcMm,
            double fraction) {}

    /** The last observation, and what was booked since. */
    private static final class Seen {
        private double mm;
        private double unseenMm;
        private double bookedMm;

        /** What was booked as run off and would have stayed. */
        private double runoffMm;

        private double drunkMm;
    }

    Reconciler(double tawMm, BalanceSettings settings, ProbeErrors errors, RootZoneRunoff runoff) {
        this.tawMm = tawMm;
        this.settings = settings;
        this.errors = errors;
        this.runoff = runoff;
        this.belief = ReconciledDepletion.unknown(tawMm, errors.bias());
        this.modelMm = belief.depletionMm();
    }

    double depletionMm() {
        return belief.depletionMm();
    }

    /**
     * σ of the depletion, mm; never more than that of knowing nothing. Where probes and balance disagree day after day the truth may lie
     * anywhere between the two.
     */
    double sigmaMm() {
        Double apart = disagreementMm();
        double between = apart == null ? 0 : square(apart) / 3;
        return Math.sqrt(Math.min(belief.variance() + between, tawMm * tawMm / 12));
    }

    /**
     * By how much Dr, led by the probes, is drier than the balance alone has it, mm, below 0 wetter, where that has been so for days:
     * all of the probes may drift together, or the balance be wrong every day. Null where the two agree.
     */
    @Nullable
    Double disagreementMm() {
        BalanceAlone balance = alone;
        return balance == null || side == 0 || daysOnSide < SYSTEMATIC_DAYS
                ? null
                : Double.valueOf(belief.depletionMm() - balance.likelyMm());
    }

    double biasMm() {
        return belief.biasMm();
    }

    double biasSigmaMm() {
        return Math.sqrt(belief.biasVariance());
    }

    /** Dr before the last correction, mm. */
    double modelMm() {
        return modelMm;
    }

    /** What the balance alone allows; empty before the first probe. */
    Optional<BalanceAlone> alone() {
        return Optional.ofNullable(alone);
    }

    /** By how much the probes now read drier than the balance alone allows, mm, below 0 wetter; null when they do not. */
    @Nullable
    Double apartMm() {
        return apartMm;
    }

    /** Depletion that the probes see now less their bias as it was last measured, mm; null without probes. */
    @Nullable
    Double onScaleMm() {
        return onScaleMm;
    }

    /** Whether what the probes see now was too far off to be used. */
    boolean isRefused() {
        return refused;
    }

    /** The last day on which the probes turned out to read otherwise than before; null when they never did. */
    @Nullable
    LocalDate shiftedOn() {
        return shiftedOn;
    }

    List<LedgerDay> ledger() {
        return List.copyOf(ledger);
    }

    /**
     * Carries on, then reconciles.
     *
     * @param seen what the probes see at its end; null when nothing believable was heard
     * @return deep percolation of it, mm
     */
    double follow(Flow flow, @Nullable Observed seen) {
        double startMm = belief.depletionMm();
        Double etc = flow.etcMm();
        double runoffMm = runoff.runoffMm(flow.countedMm(), startMm, tawMm);
        double water = flow.countedMm() - runoffMm + flow.irrigationMm();
        DailyStep step = DailyStep.of(startMm, water, etc == null ? 0 : etc, tawMm, flow.fraction());
        belief = belief.carried(step.depletionEndMm(), added(flow, water, runoffMm), wandered(flow.days()));
        BalanceAlone balance = alone;
        if (balance != null) {
            alone = balance.step(
                    flow.rainMm() == null ? null : flow.countedMm(),
                    flow.irrigationMm(),
                    etc,
                    tawMm,
                    flow.fraction(),
                    runoff,
                    settings);
        }
        Seen last = before;
        if (last != null) {
            last.bookedMm += Math.min(water, startMm);
            last.runoffMm += Math.min(water + runoffMm, startMm) - Math.min(water, startMm);
            last.drunkMm += step.etcMm();
        }
        refused = false;
        apartMm = null;
        onScaleMm = null;
        unexplainedMm = 0;
        modelMm = belief.depletionMm();
        LedgerDay.Probes what = seen == null ? LedgerDay.Probes.SILENT : observe(seen, flow.whole());
        rememberFilling();
        compareSides(seen != null && flow.whole());
        List<String> missing = new ArrayList<>();
        if (flow.rainMm() == null) {
            missing.add("rain");
        }
        if (etc == null) {
            missing.add("eto");
        }
        double rain = flow.rainMm() == null ? 0 : flow.rainMm();
        ledger.add(new LedgerDay(
                flow.date(),
                flow.whole(),
                startMm,
                flow.rainMm(),
                rain - flow.countedMm(),
                runoffMm,
                flow.irrigations(),
                flow.irrigationMm(),
                step.etcMm(),
                step.deepPercolationMm(),
                unexplainedMm,
                belief.depletionMm() - modelMm,
                belief.depletionMm(),
                sigmaMm(),
                seen == null ? null : seen.mm(),
                belief.biasMm(),
                what,
                missing));
        return step.deepPercolationMm();
    }

    /** What the balance may be wrong by over a day, mm², as {@link BalanceSettings} has it. */
    private double added(Flow flow, double waterMm, double runoffMm) {
        double sum = square(settings.knownDaySigmaMm()) * flow.days() + square(settings.waterErrorShare() * waterMm);
        sum += square(RUNOFF_ERROR * runoffMm);
        sum += flow.etcMm() == null ? square(settings.missingEtoSigmaMm()) : 0;
        return sum + (flow.rainMm() == null ? square(settings.missingRainSigmaMm()) : 0);
    }

    /** A day's wandering of the bias, mm²; probes that were found to have drifted are taken to drift on, the same way. */
    private double wandered(double days) {
        double before = driftMmPerDay * daysSinceMeasured;
        daysSinceMeasured += days;
        double after = driftMmPerDay * daysSinceMeasured;
        return square(BIAS_WANDERS_MM) * days + square(after) - square(before);
    }

    private LedgerDay.Probes observe(Observed seen, boolean aDayLater) {
        double seenMm = seen.mm();
        double read = errors.noise() + REPEATED_DAYS * seen.excess();
        Seen last = before;
        if (last == null) {
            // At least so dry: anything from there to TAW is as likely.
            double room = seen.atLeast() ? Math.max(0, tawMm - seenMm) : 0;
            belief = ReconciledDepletion.ofProbes(seenMm + room / 2, read + square(room) / 12, errors.bias(), tawMm);
            alone = BalanceAlone.of(belief.depletionMm());
            remember(seenMm, 0);
            return LedgerDay.Probes.OPENED;
        }
        double corrected = Limits.clamp(seenMm - belief.biasMm(), 0, tawMm);
        if (seen.atLeast() && belief.depletionMm() >= corrected) {
            return LedgerDay.Probes.LIMIT;
        }
        double booked = last.bookedMm + last.unseenMm;
        double fallen = last.mm - Limits.clamp(seenMm, 0, tawMm);
        double unseen = Limits.clamp(booked - fallen - last.drunkMm, 0, booked);
        // Filled, or so the day before: what it lacks is known without the probes, however far off they are.
        boolean known = isFilled() || filledYesterday;
        if (aDayLater && !known && unseen > last.bookedMm) {
            // Water that probes did not feel within a day may have run off, or fallen on the gauge alone.
            double lost = unseen - last.bookedMm;
            belief = belief.carried(belief.depletionMm(), square(lost), 0);
            alone = alone == null ? null : alone.lacking(lost, tawMm);
            unseen = last.bookedMm;
        }
        double surplus = fallen - booked - last.runoffMm; // that it soaked in after all needs no other water
        if (!known && surplus > Math.max(UNEXPLAINED_MM, UNEXPLAINED_SHARE * booked)) {
            unexplainedMm = Limits.clamp(surplus, 0, Math.max(0, belief.depletionMm() - corrected));
        }
        // R is that of one reading as bought: what is known of the bias by now does not make a leap likelier.
        DepletionObservation observation =
                new DepletionObservation(corrected, Math.sqrt(errors.tested() + seen.excess() + square(unseen)));
        Assimilation test =
                Assimilation.of(belief.depletionMm() - unexplainedMm, belief.expectedVariance(), observation);
        refused = !known && !test.accepted() && test.innovationMm() > 0;
        if (!known && !test.accepted() && !refused) {
            // Rises that a gauge and a meter rule out never come so far: somebody watered, or it rained unmeasured.
            unexplainedMm = belief.depletionMm() - corrected;
        }
        if (unexplainedMm > 0) {
            belief = belief.carried(belief.depletionMm() - unexplainedMm, square(unexplainedMm / 2), 0);
            alone = alone == null ? null : alone.wetted(unexplainedMm, tawMm);
            modelMm = belief.depletionMm();
        }
        compareWithBalance(seenMm, unseen);
        if (refused) {
            return LedgerDay.Probes.REFUSED;
        }
        LedgerDay.Probes what = LedgerDay.Probes.USED;
        double noise = read + square(unseen);
        BalanceAlone balance = alone;
        if (known && aDayLater && !isFilled() && balance != null) {
            measureBias(seenMm, read, balance);
            what = LedgerDay.Probes.MEASURED;
            unseen = 0; // it came for certain, felt or not
        } else if (known) {
            what = LedgerDay.Probes.FILLED;
            unseen = 0;
        } else {
            belief = belief.corrected(seenMm, noise, tawMm);
        }
        remember(seenMm, unseen);
        return what;
    }

    /** A day after the root zone was filled its depletion is known without the probes. */
    private void measureBias(double seenMm, double noise, BalanceAlone balance) {
        double known = square(FILLED_SIGMA_MM) + square(balance.widthMm()) / 12;
        double off = seenMm - balance.likelyMm() - belief.biasMm();
        if (Math.abs(off) > SIGMAS * Math.sqrt(belief.biasVariance() + known + noise)) {
            shiftedOn = ledger.isEmpty()
                    ? null
                    : ledger.get(ledger.size() - 1).date().plusDays(1);
            belief = new ReconciledDepletion(
                    belief.depletionMm(),
                    belief.biasMm(),
                    belief.variance(),
                    belief.covariance(),
                    belief.biasVariance() + square(off));
            driftMmPerDay = Math.abs(off) / Math.max(1, daysSinceMeasured);
        } else if (driftMmPerDay > 0) { // it may have stopped
            driftMmPerDay = Math.abs(off) / Math.max(1, daysSinceMeasured);
        }
        daysSinceMeasured = 0;
        belief = belief.measured(balance.likelyMm(), known, seenMm, noise, tawMm);
        measuredBiasMm = belief.biasMm();
        measuredBiasVariance = belief.biasVariance();
    }

    /** Sets by how much the probes lie outside of what the balance alone allows. */
    private void compareWithBalance(double seenMm, double unseen) {
        BalanceAlone balance = alone;
        if (balance == null) {
            return;
        }
        // The bias as it was measured, not as it has been carried since: else a drift would hide in it. Before, the
        // balance
        // stands on the probes' own scale, unless water filled the root zone and took it off.
        double scale = filledSinceOpening && measuredBiasVariance == 0 ? errors.bias() : measuredBiasVariance;
        double corrected = Limits.clamp(seenMm - measuredBiasMm, 0, tawMm);
        double margin = APART_SIGMAS * Math.sqrt(errors.noise() + scale);
        onScaleMm = corrected;
        if (corrected - unseen > balance.driestMm() + margin) {
            apartMm = corrected - unseen - balance.driestMm();
        } else if (corrected < balance.wettestMm() - margin) {
            apartMm = corrected - balance.wettestMm();
        }
    }

    /** @param counts whether a day with readings is over */
    private void compareSides(boolean counts) {
        BalanceAlone balance = alone;
        if (balance == null) {
            return;
        }
        double off = belief.depletionMm() - balance.likelyMm();
        int now = Math.abs(off) > Math.max(AGREED_MM, balance.widthMm() / 3) ? (int) Math.signum(off) : 0;
        daysOnSide = (now == side ? daysOnSide : 0) + (counts && now != 0 ? 1 : 0);
        side = now;
    }

    private void remember(double seenMm, double unseen) {
        Seen now = new Seen();
        now.mm = Limits.clamp(seenMm, 0, tawMm);
        now.unseenMm = unseen;
        before = now;
    }

    /** Whether water filled the root zone in the last step, or kept it so. */
    private boolean isFilled() {
        BalanceAlone balance = alone;
        return balance != null
                && (balance.surelyMm() >= FILLED_MM || (filledYesterday && balance.percolationMm() > DRAINED_MM));
    }

    private void rememberFilling() {
        filledYesterday = isFilled();
        filledSinceOpening |= filledYesterday;
    }

    private static double square(double x) {
        return x * x;
    }
}
