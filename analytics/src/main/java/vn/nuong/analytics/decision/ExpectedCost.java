package vn.nuong.analytics.decision;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
 *
 * <p>A forecast of the soil itself may be weighed in ({@link Ways}): the expected cost is then (1 − w) times that by the balance plus w
 * times that by the forecast, the linear pool of the two (Stone 1961). It is never surer than either, and where they differ it is wider.
 * Pure; for any thread.
 */
public final class ExpectedCost {

    static final double[] SIGMAS = {-Math.sqrt(3), 0, Math.sqrt(3)};
    static final double[] WEIGHTS = {1.0 / 6, 2.0 / 3, 1.0 / 6};

    /** Less than a turn is tried in as many parts, where rain may fill the rest. */
    private static final int PARTS = 3;

    /** Courses that cost the same but for this share of a turn are equal: of amounts the least is taken. More can be given tomorrow. */
    private static final double AS_GOOD_TURNS = 0.05;

    /** A change of mind, or of the amount, has to gain this share of what one turn costs. */
    private static final double HYSTERESIS_TURNS = 0.5;

    /** Halvings that find an amount to a millionth of a millimetre. */
    private static final int HALVINGS = 27;

    /** Tea that is so short is not made to wait for a cheaper day: share of the way from RAW to TAW, where Ks is 0.8. */
    private static final double SHORT = 0.2;

    /** More water missing than this below the former amount is new: some of it was given meanwhile, mm. */
    private static final double SAME_AMOUNT_MM = 5;

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
            Limits.within("water of a turn", turnMm, 0.01, 500, "mm");
        }

        /** What soaks in of a day's rain, mm. */
        public double soaks(double rainMm, double depletionMm) {
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
     * @param thirst chance that RAW is passed at the end of one of the next two days when nothing is given, 0 to 1; the same
     *     measure as {@link Foresight}'s
     * @param days days that were looked ahead
     * @param members ways the weather may go
     */
    public record Choice(double netMm, double cost, double waiting, double thirst, int days, int members) {
        public boolean isIrrigate() {
            return netMm > 0;
        }
    }

    /**
     * Ways that the root zone may go by itself, beside the balance in the outlook's members.
     *
     * @param changeMm by way and day: how much the depletion has changed by the end of the day when nothing is given, mm
     * @param shares how likely each way is; 1 together
     * @param weight of all of them beside the balance, 0 to 1; at 0 they are not looked at
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; made once and only read
    public record Ways(double[][] changeMm, double[] shares, double weight) {
        public Ways {
            Limits.within("weight of a forecast", weight, 0, 1, "");
        }
    }

    private final Now now;
    private final Week week;
    private final Costs costs;
    private final @Nullable Ways ways;
    private final double[] meanEtcMm;
    private final Course[] courses;

    private ExpectedCost(Now now, Week week, Costs costs, @Nullable Ways ways) {
        this.now = now;
        this.week = week;
        this.costs = costs;
        this.ways = ways == null || ways.weight() == 0 ? null : ways;
        this.meanEtcMm = this.ways == null ? new double[0] : meanEtcMm(week);
        this.courses = this.ways == null ? new Course[0] : courses(this.ways);
    }

    /**
     * The least expected cost; a change from what was advised before has to gain half a turn's cost. Where nothing was, irrigating has to
     * gain a twentieth of a turn: amounts no further apart count as equal, and of two equal courses the one without work is taken.
     *
     * @param beforeMm net amount that was advised before, mm; null where it is not known
     */
    static Choice choose(Now now, Week week, Costs costs, Before before, @Nullable Double beforeMm) {
        return choose(now, week, costs, before, beforeMm, null);
    }

    static Choice choose(
            Now now, Week week, Costs costs, Before before, @Nullable Double beforeMm, @Nullable Ways ways) {
        ExpectedCost weighing = new ExpectedCost(now, week, costs, ways);
        double wait = weighing.of(0);
        NavigableMap<Double, Double> costOf = new TreeMap<>();
        double most = Math.min(now.depletionMm(), now.turnMm() * TurnPlan.MOST_TURNS);
        double turn = Math.min(now.turnMm(), most);
        for (int part = 1; part < PARTS; part++) {
            tried(weighing, costOf, turn * part / PARTS);
        }
        // Whole turns, and the rest with them where it is worth another.
        for (double net = turn; net < most + turn / 2; net += now.turnMm()) {
            tried(weighing, costOf, Math.min(net, most));
        }
        double best = costOf.values().stream().min(Double::compare).orElse(Double.POSITIVE_INFINITY);
        double bestNet = costOf.entrySet().stream()
                .filter(e -> e.getValue() <= best + AS_GOOD_TURNS * costs.turn())
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(0.0);
        double margin = HYSTERESIS_TURNS * costs.turn();
        double gain = wait - best; // of irrigating now
        // Waiting is priced as if tomorrow it were irrigated. Thirsty tea that no rain will help must not be put off so
        // day after day.
        boolean thirsty = weighing.isThirstyWithoutHelp();
        boolean irrigate = bestNet > 0
                && (thirsty && weighing.isShortBeyond(SHORT)
                        || switch (before) {
                            case IRRIGATE -> gain > -margin;
                            case WAIT -> gain > (thirsty ? 0 : margin);
                            case NOTHING -> gain > (thirsty ? 0 : AS_GOOD_TURNS * costs.turn());
                        });
        double net = bestNet;
        double cost = best;
        if (irrigate
                && before == Before.IRRIGATE
                && beforeMm != null
                && beforeMm < now.depletionMm() + SAME_AMOUNT_MM) {
            double former = Math.min(beforeMm, now.depletionMm());
            double formerCost = weighing.of(former);
            if (formerCost <= best + margin) {
                net = former;
                cost = formerCost;
            }
        }
        return new Choice(
                irrigate ? net : 0,
                irrigate ? cost : wait,
                bestNet > 0 ? gain : 0,
                weighing.thirst(),
                week.days(),
                week.members());
    }

    /** Whether what is missing is past RAW, and the mean rain of today and tomorrow does not bring it back. */
    private boolean isThirstyWithoutHelp() {
        double rain = week.meanRainMm(0) + (week.days() > 1 ? week.meanRainMm(1) : 0);
        return isShortBeyond(0) && now.depletionMm() - now.soaks(rain, now.depletionMm()) >= rawMm();
    }

    /** Whether Dr is beyond so large a share of the way from RAW to TAW. */
    private boolean isShortBeyond(double share) {
        double raw = rawMm();
        return now.depletionMm() >= raw + share * (now.tawMm() - raw);
    }

    private double rawMm() {
        double etc = meanEtcMm(week)[0];
        return WaterStress.readilyAvailableMm(now.tawMm(), WaterStress.depletionFraction(now.tableFraction(), etc));
    }

    /**
     * The first day at whose end tea is likelier thirsty than not when nothing is given, 0 for today; empty when that is on none that the
     * outlook tells, or it tells too few.
     */
    public static OptionalInt thirstyDay(Now now, Outlook outlook, Instant at, double kc, double usualEtcMm) {
        Optional<Week> week = Week.of(outlook, at, kc, usualEtcMm);
        return week.isEmpty() ? OptionalInt.empty() : thirstyDay(now, week.get());
    }

    private static OptionalInt thirstyDay(Now now, Week week) {
        double[] chance = new double[week.days()];
        for (int s = 0; s < SIGMAS.length; s++) {
            for (int m = 0; m < week.members(); m++) {
                double depletion = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
                for (int day = 0; day < chance.length; day++) {
                    double etc = week.etcMm()[m][day];
                    double fraction = WaterStress.depletionFraction(now.tableFraction(), etc);
                    depletion = DailyStep.of(
                                    depletion, now.soaks(week.rainMm()[m][day], depletion), etc, now.tawMm(), fraction)
                            .depletionEndMm();
                    chance[day] += isThirsty(depletion, now.tawMm(), fraction) ? WEIGHTS[s] / week.members() : 0;
                }
            }
        }
        return IntStream.range(0, chance.length).filter(d -> chance[d] > 0.5).findFirst();
    }

    private static void tried(ExpectedCost weighing, NavigableMap<Double, Double> costOf, double netMm) {
        if (netMm > 0) {
            costOf.put(netMm, weighing.of(netMm));
        }
    }

    /**
     * As {@link #choose} for an outlook.
     *
     * @param ways a forecast of the soil to be weighed in; null for none
     */
    public static Optional<Choice> choose(
            Now now,
            Outlook outlook,
            Instant at,
            double kc,
            double usualEtcMm,
            Costs costs,
            Before before,
            @Nullable Double beforeMm,
            @Nullable Ways ways) {
        return Week.of(outlook, at, kc, usualEtcMm).map(week -> choose(now, week, costs, before, beforeMm, ways));
    }

    /** Root-zone depletion at the end of each day that the outlook tells when nothing is given, the mean over its members, mm. */
    public static double[] unwateredMm(Now now, Outlook outlook, Instant at, double kc, double usualEtcMm) {
        return Week.of(outlook, at, kc, usualEtcMm)
                .map(week -> unwateredMm(now, week))
                .orElse(new double[0]);
    }

    static double[] unwateredMm(Now now, Week week) {
        double[] mean = new double[week.days()];
        for (int m = 0; m < week.members(); m++) {
            double depletion = now.depletionMm();
            for (int day = 0; day < mean.length; day++) {
                double etc = week.etcMm()[m][day];
                depletion = DailyStep.of(
                                depletion,
                                now.soaks(week.rainMm()[m][day], depletion),
                                etc,
                                now.tawMm(),
                                WaterStress.depletionFraction(now.tableFraction(), etc))
                        .depletionEndMm();
                mean[day] += depletion / week.members();
            }
        }
        return mean;
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
        return ways == null ? sum : (1 - ways.weight()) * sum + ways.weight() * byWays(netMm, ways);
    }

    /** Expected cost where the soil goes the forecast's ways. */
    private double byWays(double netMm, Ways forecast) {
        double sum = 0;
        for (int s = 0; s < SIGMAS.length; s++) {
            double start = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
            for (int k = 0; k < courses.length; k++) {
                sum += WEIGHTS[s] * forecast.shares()[k] * runWay(netMm, start, courses[k]);
            }
        }
        return sum;
    }

    /** As {@link #run} where the water comes and goes as on one of the ways. */
    private double runWay(double netMm, double startMm, Course way) {
        double depletion = startMm;
        double cost = 0;
        double left = netMm;
        double turn = turnOf(netMm);
        for (int day = 0; day < week.days(); day++) {
            double etc = meanEtcMm[day];
            double given;
            if (left > 1e-9) {
                given = Math.min(turn, left);
                left -= given;
            } else {
                double fraction = WaterStress.depletionFraction(now.tableFraction(), etc);
                given = day == 0 ? 0 : later(depletion, fraction, day);
            }
            if (given > 0) {
                cost += costs.turn() + costs.pumping() * given / now.efficiency();
            }
            DailyStep step = step(depletion, given + way.waterMm()[day], etc);
            double end = step.depletionEndMm() + way.lostMm()[day];
            cost += costs.stress() * (etc - step.etcMm())
                    + costs.leaching() * (step.deepPercolationMm() + Math.max(0, -end));
            depletion = Limits.clamp(end, 0, now.tawMm());
        }
        return cost + (depletion + left) * perMissingMm();
    }

    /**
     * A way as the balance sees it: with so much water early each day, and so much lost late, it goes that way when nothing is given.
     *
     * @param waterMm by day, mm
     * @param lostMm by day, mm; below 0 for water that came so late that the crop did not drink of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; made once and only read
    private record Course(double[] waterMm, double[] lostMm) {}

    private Course[] courses(Ways forecast) {
        Course[] all = new Course[forecast.changeMm().length];
        for (int k = 0; k < all.length; k++) {
            double[] water = new double[week.days()];
            double[] lost = new double[week.days()];
            double depletion = now.depletionMm();
            for (int day = 0; day < water.length; day++) {
                double end = Limits.clamp(now.depletionMm() + forecast.changeMm()[k][day], 0, now.tawMm());
                water[day] = waterMm(depletion, end, meanEtcMm[day]);
                lost[day] = end - step(depletion, water[day], meanEtcMm[day]).depletionEndMm();
                depletion = end;
            }
            all[k] = new Course(water, lost);
        }
        return all;
    }

    /** Water with which a day ends at a depletion, mm; none where it ends wetter without, as much as is missing where that is not enough. */
    private double waterMm(double depletion, double end, double etc) {
        double least = 0;
        double most = depletion;
        if (step(depletion, least, etc).depletionEndMm() <= end) {
            return least;
        }
        for (int i = 0; i < HALVINGS && step(depletion, most, etc).depletionEndMm() < end; i++) {
            double middle = (least + most) / 2;
            if (step(depletion, middle, etc).depletionEndMm() > end) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    private DailyStep step(double depletion, double water, double etc) {
        return DailyStep.of(
                depletion, water, etc, now.tawMm(), WaterStress.depletionFraction(now.tableFraction(), etc));
    }

    private static double[] meanEtcMm(Week week) {
        double[] mean = new double[week.days()];
        for (double[] member : week.etcMm()) {
            for (int day = 0; day < mean.length; day++) {
                mean[day] += member[day] / week.members();
            }
        }
        return mean;
    }

    private double turnOf(double netMm) {
        return netMm / Math.max(1, Math.ceil(netMm / now.turnMm() - 1e-9));
    }

    private double run(double netMm, double startMm, int member) {
        double depletion = startMm;
        double cost = 0;
        double left = netMm;
        double turn = turnOf(netMm);
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

    /** Whether the crop is short of water at the end of a day: Dr ≥ RAW (FAO-56 Eq. 84). */
    static boolean isThirsty(double depletionMm, double tawMm, double fraction) {
        return depletionMm >= WaterStress.readilyAvailableMm(tawMm, fraction);
    }

    /** Chance of thirst within two days without water, over members and depletions. */
    private double thirst() {
        double chance = 0;
        for (int s = 0; s < SIGMAS.length; s++) {
            for (int m = 0; m < week.members(); m++) {
                double depletion = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
                boolean thirsty = false;
                for (int day = 0; day < Math.min(2, week.days()); day++) {
                    double etc = week.etcMm()[m][day];
                    double fraction = WaterStress.depletionFraction(now.tableFraction(), etc);
                    DailyStep step = DailyStep.of(
                            depletion, now.soaks(week.rainMm()[m][day], depletion), etc, now.tawMm(), fraction);
                    depletion = step.depletionEndMm();
                    thirsty |= isThirsty(depletion, now.tawMm(), fraction);
                }
                chance += thirsty ? WEIGHTS[s] / week.members() : 0;
            }
        }
        return ways == null ? chance : (1 - ways.weight()) * chance + ways.weight() * thirstByWays(ways);
    }

    private double thirstByWays(Ways forecast) {
        double chance = 0;
        for (int s = 0; s < SIGMAS.length; s++) {
            for (int k = 0; k < courses.length; k++) {
                double depletion = Limits.clamp(now.depletionMm() + SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
                boolean thirsty = false;
                for (int day = 0; day < Math.min(2, week.days()); day++) {
                    DailyStep step = step(depletion, courses[k].waterMm()[day], meanEtcMm[day]);
                    depletion = Limits.clamp(step.depletionEndMm() + courses[k].lostMm()[day], 0, now.tawMm());
                    double fraction = WaterStress.depletionFraction(now.tableFraction(), meanEtcMm[day]);
                    thirsty |= isThirsty(depletion, now.tawMm(), fraction);
                }
                chance += thirsty ? WEIGHTS[s] * forecast.shares()[k] : 0;
            }
        }
        return chance;
    }
}
