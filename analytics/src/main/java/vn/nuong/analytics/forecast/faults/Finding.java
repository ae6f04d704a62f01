package vn.nuong.analytics.forecast.faults;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A probe that became suspect.
 *
 * @param station of the probe
 * @param depthCm of the probe
 * @param fault what it looks like
 * @param flaggedOn the day at whose end it became suspect, UTC
 * @param since the day it seems to have begun
 * @param endedOn the day at whose end it read as it should again for two weeks; null as long as it does not
 * @param size m³/m³: by how much it reads too wet (below 0 too dry); for {@link Fault#RESPONSE} the rise that it did not show, below 0, on the
 *     mean of the days with one; for {@link Fault#NOISE} its scatter; for {@link Fault#TEMPERATURE} what a degree more changes than it did
 * @param sizeMm the same as water in its layer, mm
 * @param statistic what the test came to
 * @param limit from which on it is suspect
 * @param others how many other probes it was compared with
 */
public record Finding(
        String station,
        int depthCm,
        Fault fault,
        LocalDate flaggedOn,
        LocalDate since,
        @Nullable LocalDate endedOn,
        double size,
        double sizeMm,
        double statistic,
        double limit,
        int others) {

    static final double SURE = 1.5;

    /** Whether the test is well beyond its limit. */
    public boolean isSure() {
        return statistic >= SURE * limit;
    }

    Finding ended(LocalDate day) {
        return new Finding(station, depthCm, fault, flaggedOn, since, day, size, sizeMm, statistic, limit, others);
    }
}
