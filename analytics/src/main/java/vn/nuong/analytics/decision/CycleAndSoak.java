package vn.nuong.analytics.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Short bursts with pauses, where sprinklers give more than the soil takes in: each burst may leave {@value #PONDED_MM} mm standing
 * on the surface, which soak in during the pause. The saturated conductivity is taken as the intake rate, which is the least
 * that a wetted soil takes in. {@value #PONDED_MM} mm is this project's choice for sloping land.
 *
 * @param bursts how many
 * @param on how long each
 * @param pause how long between two
 */
public record CycleAndSoak(int bursts, Duration on, Duration pause) {

    static final double PONDED_MM = 3;

    /** From the first burst's begin to the last one's end. */
    public Duration takes() {
        return on.multipliedBy(bursts).plus(pause.multipliedBy(bursts - 1L));
    }

    /**
     * @param minutes pumping time of the turn, min
     * @param rateMmPerHour how fast water falls, mm/h; null when not known
     * @param intakeMmPerHour how fast soil takes it in, mm/h
     */
    public static CycleAndSoak of(double minutes, @Nullable Double rateMmPerHour, double intakeMmPerHour) {
        long seconds = Math.round(60 * minutes);
        if (rateMmPerHour == null || rateMmPerHour <= intakeMmPerHour) {
            return new CycleAndSoak(1, Duration.ofSeconds(seconds), Duration.ZERO);
        }
        double burst = 3600 * PONDED_MM / (rateMmPerHour - intakeMmPerHour);
        int bursts = (int) Math.max(1, Math.ceil(seconds / burst - 1e-9));
        long pause = bursts == 1 ? 0 : Math.round(3600 * PONDED_MM / intakeMmPerHour);
        return new CycleAndSoak(bursts, Duration.ofSeconds(seconds / bursts), Duration.ofSeconds(pause));
    }
}
