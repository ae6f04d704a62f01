package vn.nuong.analytics.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Short bursts with pauses, where sprinklers give more than the soil takes in: each burst may leave {@value #PONDED_MM} mm standing
 * on the surface, which soak in during the pause. The saturated conductivity is taken as the intake rate, which is the least
 * that a wetted soil takes in. {@value #PONDED_MM} mm is this project's choice for sloping land.
 *
 * <p>Where water falls faster than the pump's water spread over the whole plot would, the sprinklers stand on a part of it at a time
 * and are moved from position to position. While one position soaks the others get their burst, so that the pump stands still only
 * for what soaking takes beyond that.
 *
 * @param positions where the sprinklers stand one after the other, 1 when they reach the whole plot
 * @param bursts how many a position gets
 * @param on how long each
 * @param pause how long the pump stands still between two rounds of the positions
 * @param takes from the first burst's begin to the last one's end
 */
public record CycleAndSoak(int positions, int bursts, Duration on, Duration pause, Duration takes) {

    static final double PONDED_MM = 3;

    /** Nobody carries sprinklers about more often than this in a turn. This project's choice. */
    static final int MOST_MOVES = 10;

    /** Sprinklers that reach all but this share more than the plot need not be moved. */
    private static final double WHOLE = 1.05;

    /**
     * @param minutes pumping time of the turn, min
     * @param rateMmPerHour how fast water falls where the sprinklers stand, mm/h; null when not known
     * @param averageMmPerHour the pump's water spread over the whole plot, mm/h
     * @param intakeMmPerHour how fast soil takes it in, mm/h
     */
    public static CycleAndSoak of(
            double minutes, @Nullable Double rateMmPerHour, double averageMmPerHour, double intakeMmPerHour) {
        double rate = rateMmPerHour == null ? averageMmPerHour : rateMmPerHour;
        double pumped = 60 * minutes;
        int positions = positions(rate, averageMmPerHour);
        double atOne = pumped / positions; // positions that overlap get less each
        int bursts = 1;
        double pause = 0;
        if (rate > intakeMmPerHour) {
            bursts = (int) Math.max(1, Math.ceil(atOne / burst(rate, intakeMmPerHour) - 1e-9));
            double elsewhere = (pumped - atOne) / bursts;
            pause = bursts == 1 ? 0 : Math.max(0, 3600 * PONDED_MM / intakeMmPerHour - elsewhere);
        }
        return new CycleAndSoak(
                positions, bursts, seconds(atOne / bursts), seconds(pause), seconds(pumped + (bursts - 1) * pause));
    }

    /**
     * The longest that a turn may pump for sprinklers to be moved no more than {@value #MOST_MOVES} times, or once to each position
     * where those are more, min; without limit where they are not moved, or the soil takes in all that falls.
     */
    public static double mostMinutes(@Nullable Double rateMmPerHour, double averageMmPerHour, double intakeMmPerHour) {
        double rate = rateMmPerHour == null ? averageMmPerHour : rateMmPerHour;
        int positions = positions(rate, averageMmPerHour);
        return positions == 1 || rate <= intakeMmPerHour
                ? Double.POSITIVE_INFINITY
                : positions * Math.max(1, MOST_MOVES / positions) * burst(rate, intakeMmPerHour) / 60;
    }

    private static int positions(double rate, double average) {
        return (int) Math.max(1, Math.ceil(rate / average - (WHOLE - 1)));
    }

    /** How long until so much stands as may, s. */
    private static double burst(double rate, double intake) {
        return 3600 * PONDED_MM / (rate - intake);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }
}
