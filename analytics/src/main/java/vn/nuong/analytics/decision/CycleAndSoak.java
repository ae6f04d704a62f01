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
        double moved = rate / averageMmPerHour > WHOLE ? rate / averageMmPerHour : 1;
        double pumped = 60 * minutes;
        double atOne = pumped / moved; // the turn's gross depth over the rate
        int positions = (int) Math.ceil(moved - (WHOLE - 1));
        int bursts = 1;
        double pause = 0;
        if (rate > intakeMmPerHour) {
            double burst = 3600 * PONDED_MM / (rate - intakeMmPerHour);
            bursts = (int) Math.max(1, Math.ceil(atOne / burst - 1e-9));
            double elsewhere = (pumped - atOne) / bursts;
            pause = bursts == 1 ? 0 : Math.max(0, 3600 * PONDED_MM / intakeMmPerHour - elsewhere);
        }
        return new CycleAndSoak(
                positions, bursts, seconds(atOne / bursts), seconds(pause), seconds(pumped + (bursts - 1) * pause));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }
}
