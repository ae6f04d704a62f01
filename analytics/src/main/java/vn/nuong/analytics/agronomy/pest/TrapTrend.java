package vn.nuong.analytics.agronomy.pest;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Which way trap catches are going, over three counts.
 *
 * <p>Yellow traps over-sample male leafhoppers, so a catch says only whether to go and count on a tray, never how many
 * there are. Rising means each of three counts above the one before, and the whole rise beyond the chance of counting
 * (Poisson: a count n has variance n).
 */
public final class TrapTrend {
    private static final int COUNTS = 3;

    private TrapTrend() {}

    /** Direction. */
    public enum Direction {
        /** Each count above the one before, beyond chance. */
        RISING,
        /** Each count below the one before, beyond chance. */
        FALLING,
        /** Neither. */
        STEADY,
        /** Fewer than three counts. */
        UNKNOWN
    }

    /**
     * One count.
     *
     * @param placed when the traps were hung up or last emptied
     * @param counted when they were counted, after {@code placed}
     * @param caught animals on all traps together, 0 or more
     * @param traps number of traps, 1 or more
     */
    public record Count(LocalDate placed, LocalDate counted, int caught, int traps) {
        public Count {
            if (!counted.isAfter(placed)) {
                throw new IllegalArgumentException("traps counted on " + counted + " were placed on " + placed
                        + "; a count needs at least one day, correct the dates");
            }
            Limits.within("catch", caught, 0, 1e6, "animals");
            Limits.within("number of traps", traps, 1, 1e5, "traps");
        }

        /** Catch per trap and day. */
        public double perTrapDay() {
            return caught / trapDays();
        }

        private double trapDays() {
            return (double) traps * ChronoUnit.DAYS.between(placed, counted);
        }

        private double variance() {
            double days = trapDays();
            // An empty trap still has the uncertainty of about one animal.
            return Math.max(1, caught) / (days * days);
        }
    }

    /**
     * The answer.
     *
     * @param direction which way
     * @param perTrapDay catch per trap and day of the last counts, oldest first; at most three
     */
    public record Result(Direction direction, List<Double> perTrapDay) {
        public Result {
            perTrapDay = List.copyOf(perTrapDay);
        }
    }

    /**
     * Judges the last three counts.
     *
     * @param counts counts of one species, any order
     * @param sigmas how many standard deviations a rise or fall must exceed; 2 is usual
     */
    public static Result of(List<Count> counts, double sigmas) {
        List<Count> sorted =
                counts.stream().sorted(Comparator.comparing(Count::counted)).toList();
        List<Count> last = sorted.subList(Math.max(0, sorted.size() - COUNTS), sorted.size());
        List<Double> rates = last.stream().map(Count::perTrapDay).toList();
        if (last.size() < COUNTS) {
            return new Result(Direction.UNKNOWN, rates);
        }
        double change = rates.get(2) - rates.get(0);
        double chance = sigmas * Math.sqrt(last.get(0).variance() + last.get(2).variance());
        if (rates.get(0) < rates.get(1) && rates.get(1) < rates.get(2) && change > chance) {
            return new Result(Direction.RISING, rates);
        }
        if (rates.get(0) > rates.get(1) && rates.get(1) > rates.get(2) && -change > chance) {
            return new Result(Direction.FALLING, rates);
        }
        return new Result(Direction.STEADY, rates);
    }
}
