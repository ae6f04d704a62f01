package vn.nuong.sim.device;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Who irrigates a simulated field, so that it does not stay dry for a whole spring: when less than half of the available
 * water is left, looks on for two days, then waters for some hours from five in the morning. He follows nobody's advice.
 *
 * <p>Not thread-safe.
 */
final class Farmer {

    private static final double DRY_BELOW = 0.5; // share of the available water
    private static final int LOOKS_ON_HOURS = 48;
    private static final int STARTS_AT = 5;
    private static final int WATERS_HOURS = 7;

    private final ZoneId zone;
    private int dryHours;
    private int hoursLeft;

    Farmer(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Whether he waters in this hour.
     *
     * @param end the end of the hour; hours are to be asked one after the other
     * @param availableShare how much of the available water is left
     */
    boolean waters(Instant end, double availableShare) {
        dryHours = availableShare < DRY_BELOW ? dryHours + 1 : 0;
        if (hoursLeft == 0 && dryHours > LOOKS_ON_HOURS && end.atZone(zone).getHour() == STARTS_AT + 1) {
            hoursLeft = WATERS_HOURS;
        }
        if (hoursLeft == 0) {
            return false;
        }
        hoursLeft--;
        dryHours = 0;
        return true;
    }
}
