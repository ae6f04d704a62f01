package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The turns in which an amount of water is given, one a day, each within the hours that are open to it. The first begins within two
 * days, every other one on the day after the one before. Where that day is closed the plan ends: what is left is judged again
 * afterwards. A turn that is too long for the hours of its day is cut to them, and the rest goes to the days after.
 *
 * @param turns in order, at most {@value #MOST_TURNS}; empty when no hour of the next two days is open
 * @param leftMm net water that found no turn, mm
 * @param closed what closes the day after the last turn; null where nothing is left or that day is not closed
 */
public record TurnPlan(
        List<Turn> turns, double leftMm, @Nullable Ban closed) {

    /** Nothing is planned beyond a week. */
    public static final int MOST_TURNS = 7;

    /** Nobody goes out for less. */
    private static final Duration LEAST = Duration.ofMinutes(30);

    private static final double NOTHING_MM = 1e-6;

    /** Halvings that find an amount to a thousandth of a millimetre. */
    private static final int HALVINGS = 20;

    /**
     * A turn.
     *
     * @param start when to begin
     * @param netMm water to bring to the roots, mm
     */
    public record Turn(Instant start, double netMm) {}

    public TurnPlan {
        turns = List.copyOf(turns);
    }

    /** Net water of all turns, mm. */
    public double netMm() {
        return turns.stream().mapToDouble(Turn::netMm).sum();
    }

    /**
     * The most net water that fits the open hours of a day without bans, mm.
     *
     * @param takes how long so much net water takes, with the pauses for soaking; grows with it
     * @param turnMm no more than this, mm
     */
    public static double mostMm(StartTime.Conditions conditions, DoubleFunction<Duration> takes, double turnMm) {
        // Begins are at half hours, so that much of the hours may be lost.
        return fitting(takes, turnMm, StartTime.longestOfADay(conditions).minus(LEAST));
    }

    /**
     * Plans.
     *
     * @param netMm water to bring to the roots, all turns together, mm
     * @param turnMm most of one turn, mm: {@link #mostMm}
     */
    public static TurnPlan of(
            StartTime.Conditions conditions, DoubleFunction<Duration> takes, double netMm, double turnMm) {
        List<Turn> turns = new ArrayList<>();
        double left = netMm;
        Instant from = conditions.now();
        Instant last = from.plus(StartTime.AHEAD);
        LocalTime usual = null;
        while (left > NOTHING_MM && turns.size() < MOST_TURNS) {
            double each = left / Math.max(1, Math.ceil(left / turnMm - 1e-9));
            Optional<Turn> turn = turn(conditions, takes, each, from, last, usual);
            if (turn.isEmpty()) {
                LocalDate closed = LocalDate.ofInstant(from, conditions.zone());
                return new TurnPlan(
                        turns, left, StartTime.closing(conditions, closed).orElse(null));
            }
            turns.add(turn.get());
            left = Math.max(0, left - turn.get().netMm());
            usual = turn.get().start().atZone(conditions.zone()).toLocalTime();
            LocalDate next =
                    LocalDate.ofInstant(turn.get().start(), conditions.zone()).plusDays(1);
            from = next.atStartOfDay(conditions.zone()).toInstant();
            last = next.plusDays(1).atStartOfDay(conditions.zone()).toInstant().minusNanos(1);
        }
        return new TurnPlan(turns, left > NOTHING_MM ? left : 0, null);
    }

    private static Optional<Turn> turn(
            StartTime.Conditions conditions,
            DoubleFunction<Duration> takes,
            double netMm,
            Instant from,
            Instant last,
            @Nullable LocalTime usual) {
        Optional<Instant> start = StartTime.choose(conditions, takes.apply(netMm), from, last, usual);
        if (start.isPresent()) {
            return Optional.of(new Turn(start.get(), netMm));
        }
        return StartTime.longest(conditions, from, last)
                .map(w -> new Turn(w.from(), fitting(takes, netMm, wholeSteps(w.length()))))
                .filter(t -> t.netMm() > NOTHING_MM);
    }

    /** Sunrise moves by a minute a day; turns should not. */
    private static Duration wholeSteps(Duration length) {
        return LEAST.multipliedBy(length.dividedBy(LEAST));
    }

    /** The most net water, up to a limit, that takes no longer than this, mm. */
    private static double fitting(DoubleFunction<Duration> takes, double mostMm, Duration length) {
        if (takes.apply(mostMm).compareTo(length) <= 0) {
            return mostMm;
        }
        double low = 0;
        double high = mostMm;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (takes.apply(middle).compareTo(length) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
