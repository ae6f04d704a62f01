package vn.nuong.analytics.source;

import java.time.Instant;
import java.util.NavigableMap;
import vn.nuong.telemetry.site.WaterSource;

/**
 * Whether pumping is stopped because the water is low. It stops at the lockout level and goes on only from the resume level, so that
 * waves and a pump that draws the level down do not switch it on and off. Followed from the readings themselves: the same readings
 * give the same answer after a restart.
 */
public final class Lockout {

    private Lockout() {}

    /** @param levels believable levels in m by measured time, of the days before */
    public static boolean isLocked(WaterSource source, NavigableMap<Instant, Double> levels) {
        Double lockout = source.lockoutLevelM();
        Double resume = source.resumesAtM();
        return lockout != null && resume != null && isLocked(lockout, resume, levels);
    }

    static boolean isLocked(double lockoutM, double resumeM, NavigableMap<Instant, Double> levels) {
        boolean locked = false;
        for (double level : levels.values()) {
            if (level <= lockoutM) {
                locked = true;
            } else if (level >= resumeM) {
                locked = false;
            }
        }
        return locked;
    }
}
