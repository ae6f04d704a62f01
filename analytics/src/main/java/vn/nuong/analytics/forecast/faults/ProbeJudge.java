package vn.nuong.analytics.forecast.faults;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one probe of a plot, day after day, as if each day's end were now: nothing later is looked at. Not thread-safe.
 *
 * <p>A probe is suspect only where no single other probe could be the cause: without any one of them it must look the same, if less clearly.
 */
final class ProbeJudge {

    /** Fewest days learned from. */
    static final int LEAST_LEARNED = 30;

    /** Share of its limit that a test must reach without any one of the other probes. */
    private static final double WITHOUT_ONE = 0.5;

    /** It reads as it should again after so many compared days. */
    static final int CLEAR_DAYS = 14;

    private static final int MOST_BACK_DAYS = 120;
    private static final double BEGAN = 0.3;
    private static final double AT_ONCE = 0.6;
    private static final int ROUND_DAYS = 5;

    /** Rain on the day or the day before hides scatter and temperature, mm. */
    private static final double WET_MM = 2;

    private static final double LEAST_NOISE = 0.0004;
    private static final double LEAST_PER_DEGREE = 0.0005;
    private static final double NOISIER_THAN_OTHERS = 1.5;

    /** Soil that roots grow in does not dry so far, m³/m³; and below what this probe ever read by that. */
    private static final double AIR = 0.06;

    private static final double BELOW_ALL = 0.02;

    private final ProbeDays days;
    private final String station;
    private final int depth;
    private final LimitTable limits;
    private final double[] read;
    private final List<Integer> others;
    private final List<Compared> ways = new ArrayList<>();
    private final Habit noise = new Habit(5, 20, 40);
    private final Map<Integer, Habit> noiseOfOthers;
    private final Habit perDegree = new Habit(10, 30, 40);
    private final Habit levels = new Habit(2, 5, 20);
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Fault, double[]> statistics = new EnumMap<>(Fault.class);
    private final boolean[] doubtful;
    private @Nullable Compared full;

    /** The test that found what is active; the fault may be called otherwise. */
    private Fault test = Fault.DRIFT;

    private Limits limit = Limits.NONE;
    private int judgedDays;
    private int suspectDays;
    private int clear;
    private Verdict verdict = Verdict.cannotTell(Verdict.Why.TOO_SHORT);

    ProbeJudge(String station, ProbeDays days, int depth, LimitTable limits) {
        this.station = station;
        this.days = days;
        this.depth = depth;
        this.limits = limits;
        this.read = days.median(depth).clone();
        for (int d = 0; d < read.length; d++) {
            read[d] = days.isFrozen(d) ? Double.NaN : read[d];
        }
        doubtful = new boolean[days.days()];
        others = beside(days, depth);
        for (boolean weather : new boolean[] {true, false}) {
            for (List<Integer> some : subsets(others)) {
                if (weather || !some.isEmpty()) {
                    ways.add(new Compared(new Inputs(some, weather)));
                }
            }
        }
        noiseOfOthers = new TreeMap<>();
        others.forEach(o -> noiseOfOthers.put(o, new Habit(5, 20, 40)));
        for (Fault fault : Fault.values()) {
            statistics.put(fault, ProbeRecord.missing(days.days()));
        }
    }

    /** The nearest probe above and the nearest below; where one side has none, the two nearest. */
    private static List<Integer> beside(ProbeDays days, int depth) {
        List<Integer> nearest = days.medians().keySet().stream()
                .filter(d -> d != depth)
                .sorted(Comparator.comparingInt(d -> Math.abs(d - depth)))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        nearest.stream().filter(d -> d < depth).findFirst().ifPresent(chosen::add);
        nearest.stream().filter(d -> d > depth).findFirst().ifPresent(chosen::add);
        nearest.stream()
                .filter(d -> !chosen.contains(d))
                .limit(2 - chosen.size())
                .forEach(chosen::add);
        return chosen;
    }

    private static List<List<Integer>> subsets(List<Integer> all) {
        List<List<Integer>> subsets = new ArrayList<>();
        subsets.add(all);
        if (all.size() > 1) {
            all.forEach(one -> subsets.add(List.of(one)));
        }
        if (!all.isEmpty()) {
            subsets.add(List.of());
        }
        return subsets;
    }

    /**
     * Measures the next day; {@link #decide} has to follow.
     *
     * @param believed whether another probe, by its depth, may be compared with
     */
    void measure(int day, IntPredicate believed) {
        for (Compared way : ways) {
            way.next(days, read, day, d -> !doubtful[d], believed);
        }
        boolean quiet = !days.isFrozen(day) && days.water(day) + (day > 0 ? days.water(day - 1) : 0) < WET_MM;
        noise.add(quiet ? days.noise(depth)[day] : Double.NaN, d -> !doubtful[d]);
        noiseOfOthers.forEach((o, habit) -> habit.add(quiet ? days.noise(o)[day] : Double.NaN, d -> true));
        perDegree.add(quiet ? days.perDegree(depth)[day] : Double.NaN, d -> !doubtful[d]);
        levels.add(read[day], d -> !doubtful[d]);
        full = fullest(day);
        measure(day, full);
        limit = full == null
                ? limits.with(others.size(), days.knowsWeather(day))
                : limits.with(full.inputs().others().size(), full.inputs().weather());
    }

    /** By how much the day last measured exceeds its limits: the largest statistic, in its limit. */
    double excess(int day) {
        return ORDER.stream()
                .mapToDouble(f -> orNone(statistics(f)[day]) / limit.of(f))
                .max()
                .orElse(0);
    }

    /** Of the comparisons that can be made today, the one with most inputs; null when there is none. */
    private @Nullable Compared fullest(int day) {
        boolean weather = days.knowsWeather(day);
        return ways.stream()
                .filter(w -> w.inputs().weather() == weather && w.comparedToday() && w.learned() >= LEAST_LEARNED)
                .max(Comparator.comparingInt(w -> w.inputs().others().size()))
                .orElse(null);
    }

    private List<Compared> withoutOne(Compared full) {
        int n = full.inputs().others().size();
        return n == 0
                ? List.of()
                : ways.stream()
                        .filter(w -> w.inputs().weather() == full.inputs().weather()
                                && w.inputs().others().size() == n - 1
                                && full.inputs().others().containsAll(w.inputs().others()))
                        .toList();
    }

    private void measure(int day, @Nullable Compared full) {
        if (full != null) {
            List<Compared> without = withoutOne(full);
            if (!full.inputs().others().isEmpty() && without.isEmpty()) {
                // Two probes and nothing else: that they part tells not which of them is wrong.
                verdict = Verdict.cannotTell(Verdict.Why.ONE_OF_TWO);
            } else {
                double slow = full.slow().standardised();
                double fast = full.fast().standardised();
                double rises = full.rises().shortfall();
                double slowAll = Math.abs(slow);
                double fastAll = Math.abs(fast);
                for (Compared one : without) {
                    slowAll = Math.min(slowAll, orNone(one.slow().standardised()) * Math.signum(slow) / WITHOUT_ONE);
                    fastAll = Math.min(fastAll, orNone(one.fast().standardised()) * Math.signum(fast) / WITHOUT_ONE);
                    rises = Math.min(rises, one.rises().shortfall() / WITHOUT_ONE);
                }
                set(Fault.DRIFT, day, Math.max(0, slowAll));
                set(Fault.STEP, day, Math.max(0, fastAll));
                set(Fault.RESPONSE, day, rises);
            }
        }
        if (noise.isKnown()) {
            double times = times(noise);
            boolean alone = noiseOfOthers.values().stream()
                    .noneMatch(o -> o.isKnown() && times(o) * NOISIER_THAN_OTHERS > times);
            set(Fault.NOISE, day, alone ? times : 0);
        }
        if (perDegree.isKnown()) {
            double usual = Math.max(LEAST_PER_DEGREE, (perDegree.usual(0.9) - perDegree.usual(0.1)) / 2);
            set(Fault.TEMPERATURE, day, Math.abs(perDegree.lately() - perDegree.usual(0.5)) / usual);
        }
        if (levels.isKnown()) {
            boolean air = levels.lately() < AIR && levels.lately() < levels.usual(0) - BELOW_ALL;
            set(Fault.AIR, day, air ? 1 : 0);
        }
    }

    private static double orNone(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static double times(Habit noise) {
        return noise.lately() / Math.max(LEAST_NOISE, noise.usual(0.9));
    }

    private void set(Fault fault, int day, double statistic) {
        statistics(fault)[day] = statistic;
    }

    /** What a test came to by day; NaN where it could not be made. */
    double[] statistics(Fault fault) {
        return Objects.requireNonNull(statistics.get(fault));
    }

    /**
     * Decides on the day last measured.
     *
     * @param mayBegin false when another probe became suspect that day, by which this one may have been measured
     * @return whether the probe became suspect
     */
    boolean decide(int day, boolean mayBegin) {
        boolean began = false;
        boolean judged = Arrays.stream(Fault.values()).anyMatch(f -> !Double.isNaN(statistics(f)[day]));
        judgedDays += judged ? 1 : 0;
        Finding active = active();
        if (active != null) {
            suspectDays += judged ? 1 : 0;
            double statistic = statistics(test)[day];
            if (statistic < active.limit() / 2) {
                clear++;
            } else if (!Double.isNaN(statistic)) {
                clear = 0;
            }
            doubtful[day] = true;
            if (clear >= CLEAR_DAYS) {
                findings.set(findings.size() - 1, active.ended(date(day)));
            }
        } else if (mayBegin) {
            for (Fault fault : ORDER) {
                double statistic = statistics(fault)[day];
                if (!began && statistic >= limit.of(fault)) {
                    begin(fault, day, full, statistic, limit.of(fault));
                    began = true;
                }
            }
        }
        verdict = verdict(day, full, judged);
        return began;
    }

    /** Of two that are found on the same day the first is told. */
    static final List<Fault> ORDER =
            List.of(Fault.AIR, Fault.NOISE, Fault.RESPONSE, Fault.STEP, Fault.TEMPERATURE, Fault.DRIFT);

    private Verdict verdict(int day, @Nullable Compared full, boolean judged) {
        Finding active = active();
        if (active != null) {
            return Verdict.suspect(active);
        }
        if (Double.isNaN(read[day])) {
            return Verdict.cannotTell(Verdict.Why.SILENT);
        }
        if (full == null) {
            boolean any = ways.stream().anyMatch(w -> w.inputs().weather() == days.knowsWeather(day));
            return Verdict.cannotTell(any ? Verdict.Why.TOO_SHORT : Verdict.Why.NOTHING_TO_COMPARE);
        }
        if (!full.inputs().others().isEmpty() && withoutOne(full).isEmpty()) {
            return Verdict.cannotTell(Verdict.Why.ONE_OF_TWO);
        }
        return judged ? Verdict.good() : Verdict.cannotTell(Verdict.Why.TOO_SHORT);
    }

    /** Whether it is suspect, and clearly so on this day. */
    boolean isSurelySuspect(int day) {
        Finding active = active();
        return active != null && statistics(test)[day] >= Finding.SURE * active.limit();
    }

    private @Nullable Finding active() {
        Finding last = findings.isEmpty() ? null : findings.get(findings.size() - 1);
        return last == null || last.endedOn() != null ? null : last;
    }

    private void begin(Fault fault, int day, @Nullable Compared full, double statistic, double limit) {
        int since = day;
        double size = 0;
        Fault called = fault;
        switch (fault) {
            case DRIFT, STEP -> {
                Compared way = Objects.requireNonNull(full);
                size = (fault == Fault.DRIFT ? way.slow() : way.fast()).mean();
                since = began(way, day, size);
                boolean atOnce = middle(way, since, since + ROUND_DAYS) * Math.signum(size)
                                - middle(way, since - ROUND_DAYS, since) * Math.signum(size)
                        >= AT_ONCE * Math.abs(size);
                called = atOnce ? Fault.STEP : Fault.DRIFT;
            }
            case RESPONSE -> {
                Compared way = Objects.requireNonNull(full);
                size = -way.rises().missing();
                since = way.rises().first(day);
            }
            case NOISE -> size = noise.lately();
            case TEMPERATURE -> size = perDegree.lately() - perDegree.usual(0.5);
            case AIR -> size = levels.lately() - levels.usual(0.5);
        }
        clear = 0;
        test = fault;
        Arrays.fill(doubtful, since, day + 1, true);
        findings.add(new Finding(
                station,
                depth,
                called,
                date(day),
                date(since),
                null,
                size,
                size * layerMm(),
                statistic,
                limit,
                full == null ? 0 : full.inputs().others().size()));
    }

    private static int began(Compared way, int day, double size) {
        int back = Math.max(1, day - MOST_BACK_DAYS);
        for (int d = day; d > back; d--) {
            double before = middle(way, d - ROUND_DAYS, d);
            if (before * Math.signum(size) < BEGAN * Math.abs(size)) {
                return d;
            }
        }
        return back;
    }

    /** Median of the residuals of the days from one until before another; NaN when there are none. */
    private static double middle(Compared way, int from, int until) {
        double[] known = IntStream.range(from, until)
                .mapToDouble(way::residualOrMissing)
                .filter(r -> !Double.isNaN(r))
                .sorted()
                .toArray();
        return known.length == 0 ? Double.NaN : ProbeDays.middle(known);
    }

    /** What the probe speaks for: to half-way to the probes above and below, or from the surface to as far below as above it. */
    private double layerMm() {
        Integer above = days.medians().lowerKey(depth);
        Integer below = days.medians().higherKey(depth);
        double top = above == null ? 0 : (above + depth) / 2.0;
        double bottom = below == null ? 2 * depth - top : (below + depth) / 2.0;
        return 10 * (bottom - top);
    }

    private LocalDate date(int day) {
        return LocalDate.ofEpochDay(days.firstDay() + day);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Verdict verdict() {
        return verdict;
    }

    /** @param epochDay days since 1970, UTC */
    boolean isSuspectOn(long epochDay) {
        return findings.stream()
                .anyMatch(f -> f.since().toEpochDay() <= epochDay
                        && (f.endedOn() == null || f.endedOn().toEpochDay() >= epochDay));
    }

    /** Days on which it was read often enough. */
    int readDays() {
        return (int) Arrays.stream(read).filter(r -> !Double.isNaN(r)).count();
    }

    int judgedDays() {
        return judgedDays;
    }

    int suspectDays() {
        return suspectDays;
    }
}
