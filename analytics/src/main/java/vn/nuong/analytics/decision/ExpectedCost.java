package vn.nuong.analytics.decision;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import vn.nuong.analytics.agronomy.water.DailyStep;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.analytics.agronomy.water.WaterStress;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Weighs what may be given now by its expected cost over the days ahead: tea lost to thirst against pumping, labour and
 * fertiliser washed out, over the outlook's members and what is not known of the depletion.
 *
 * <p>The depletion enters at three values, its mean and √3 standard deviations to either side with weights 1/6, 2/3, 1/6: the
 * three-point Gauss–Hermite quadrature, exact for a normal error up to the fifth power. Each day runs by FAO-56's balance (Eqs.
 * 82–88, {@link DailyStep}). After today's water a plain rule goes on: irrigate on a day that begins with Dr ≥ RAW, up to field
 * capacity less the mean rain expected that day and the next. What is missing at the end costs as much as it takes to bring it.
 * Pure; for any thread.
 */
public final class ExpectedCost {

    static final double[] SIGMAS = {-Math.sqrt(3), 0, Math.sqrt(3)};
    static final double[] WEIGHTS = {1.0 / 6, 2.0 / 3, 1.0 / 6};

    /** Amounts are tried in steps of this much, mm. */
    private static final double STEP_MM = 2.5;

    /** Of amounts that cost the same but for this share of a turn the largest is taken: the work is done at once. */
    private static final double AS_GOOD_TURNS = 0.05;

    /** A change of mind has to gain this share of what one turn costs. */
    private static final double HYSTERESIS_TURNS = 0.5;

    /**
     * The plot now.
     *
     * @param depletionMm Dr, mm, 0 to TAW
     * @param sigmaMm its standard deviation, mm
     * @param tawMm TAW, mm
     * @param tableFraction p at ETc 5 mm/day
     * @param efficiency share of pumped water that reaches the roots
     * @param turnMm most net water of one turn, mm; more is given on the days that follow
     * @param runoff what runs off of rain
     */
    public record Now(
            double depletionMm,
            double sigmaMm,
            double tawMm,
            double tableFraction,
            double efficiency,
            double turnMm,
            RootZoneRunoff runoff) {
        public Now {
            Limits.within("root-zone depletion", depletionMm, 0, tawMm, "mm");
            Limits.within("standard deviation of the depletion", sigmaMm, 0, 1e4, "mm");
            Limits.within("application efficiency", efficiency, 0.1, 1, "");
            Limits.within("water of a turn", turnMm, 1, 500, "mm");
        }

        /** What soaks in of a day's rain, mm. */
        double soaks(double rainMm, double depletionMm) {
            return rainMm - runoff.runoffMm(rainMm, depletionMm, tawMm);
        }
    }

    /** What was advised last, so that advice does not flicker. */
    public enum Before {
        IRRIGATE,
        WAIT,
        NOTHING
    }

    /**
     * The choice.
     *
     * @param netMm water to bring to the roots, all turns together, mm; 0 to wait
     * @param cost its expected cost, đồng/m²
     * @param waiting what waiting a day costs beyond irrigating now in the best way, đồng/m²; below 0 when it saves
     * @param thirst chance that the crop is short of water within two days when nothing is given today, 0 to 1
     * @param days days that were looked ahead
     * @param members ways the weather may go
     */
    public record Choice(double netMm, double cost, double waiting, double thirst, int days, int members) {
        public boolean isIrrigate() {
            return netMm > 0;
        }
    }

    private final Now now;
    private final Week week;
    private final Costs costs;

    private ExpectedCost(Now now, Week week, Costs costs) {
        this.now = now;
        this.week = week;
        this.costs = costs;
    }

    /** The least expected cost; a change from what was advised before has to gain half a turn's cost. */
    static Choice choose(Now now, Week week, Costs costs, Before before) {
        ExpectedCost weighing = new ExpectedCost(now, week, costs);
        double wait = weighing.of(0);
        NavigableMap<Double, Double> costOf = new TreeMap<>();
        for (double net = STEP_MM; net < now.depletionMm() + STEP_MM; net += STEP_MM) {
            double amount = Math.min(net, now.depletionMm());
            costOf.put(amount, weighing.of(amount));
        }
        double best = costOf.values().stream().min(Double::compare).orElse(Double.POSITIVE_INFINITY);
        double bestNet = costOf.descendingMap().entrySet().stream()
                .filter(e -> e.getValue() <= best + AS_GOOD_TURNS * costs.turn())
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(0.0);
        double margin = HYSTERESIS_TURNS * costs.turn();
        double gain = wait - best; // of irrigating now
        boolean irrigate = bestNet > 0
                && switch (before) {
                    case IRRIGATE -> gain > -margin;
                    case WAIT -> gain > margin;
                    case NOTHING -> gain > 0;
                };
        return new Choice(
                irrigate ? bestNet : 0,
                irrigate ? best : wait,
                bestNet > 0 ? gain : 0,
                weighing.thirst(),
                week.days(),
                week.members());
    }

    /** As {@link #choose} for an outlook. */
    public static Optional<Choice> choose(
            Now now, Outlook outlook, Instant at, double kc, double usualEtcMm, Costs costs, Before before) {
        return Week.of(outlook, at, kc, usualEtcMm).map(week -> choose(now, week, costs, before));
    }

    /** Expected cost of giving so much net water from today on, đồng/m². */
    private double of(double netMm) {
        double sum = 0;
        for (int s = 0; s < SIGMAS.length; s++) {
            double start = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
            for (int m = 0; m < week.members(); m++) {
                sum += WEIGHTS[s] / week.members() * run(netMm, start, m);
            }
        }
        return sum;
    }

    private double run(double netMm, double startMm, int member) {
        double depletion = startMm;
        double cost = 0;
        double left = netMm;
        double turn = netMm / Math.max(1, Math.ceil(netMm / now.turnMm() - 1e-9));
        for (int day = 0; day < week.days(); day++) {
            double etc = week.etcMm()[member][day];
            double fraction = WaterStress.depletionFraction(now.tableFraction(), etc);
            double given;
            if (left > 1e-9) {
                given = Math.min(turn, left);
                left -= given;
            } else {
                given = day == 0 ? 0 : later(depletion, fraction, day);
            }
            if (given > 0) {
                cost += costs.turn() + costs.pumping() * given / now.efficiency();
            }
            DailyStep step = DailyStep.of(
                    depletion, given + now.soaks(week.rainMm()[member][day], depletion), etc, now.tawMm(), fraction);
            cost += costs.stress() * (etc - step.etcMm()) + costs.leaching() * step.deepPercolationMm();
            depletion = step.depletionEndMm();
        }
        return cost + (depletion + left) * perMissingMm();
    }

    /** What the plain rule gives on a later day, mm. */
    private double later(double depletion, double fraction, int day) {
        if (depletion < WaterStress.readilyAvailableMm(now.tawMm(), fraction)) {
            return 0;
        }
        double expected = week.meanRainMm(day) + (day + 1 < week.days() ? week.meanRainMm(day + 1) : 0);
        return Math.min(now.turnMm(), Math.max(0, depletion - expected));
    }

    /** A millimetre that is missing at the end has to be brought later. */
    private double perMissingMm() {
        return costs.pumping() / now.efficiency() + costs.turn() / now.turnMm();
    }

    /** Chance of Ks below 1 within two days without water today, over members and depletions. */
    private double thirst() {
        double chance = 0;
        for (int s = 0; s < SIGMAS.length; s++) {
            for (int m = 0; m < week.members(); m++) {
                double depletion = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
                boolean thirsty = false;
                for (int day = 0; day < Math.min(2, week.days()); day++) {
                    double etc = week.etcMm()[m][day];
                    DailyStep step = DailyStep.of(
                            depletion,
                            now.soaks(week.rainMm()[m][day], depletion),
                            etc,
                            now.tawMm(),
                            WaterStress.depletionFraction(now.tableFraction(), etc));
                    thirsty |= step.ks() < 1;
                    depletion = step.depletionEndMm();
                }
                chance += thirsty ? WEIGHTS[s] / week.members() : 0;
            }
        }
        return chance;
    }
}
