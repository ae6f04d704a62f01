package vn.nuong.sim;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Optional;
import vn.nuong.telemetry.time.ReplayClock;

/**
 * The calendar on which recordings of different years are replayed side by side: 1 March to 31 May of the latest year whose
 * 31 May is past, so that nothing replayed is ever in the future.
 */
public final class ReplayCalendar {

    /** How long the readings of the past already are when a replay first starts. */
    public static final Duration HISTORY = Duration.ofDays(21);

    /** Replayed seconds per second, unless told otherwise: an hour a second. */
    public static final double DEFAULT_SPEED = 3600;

    private static final MonthDay FIRST_DAY = MonthDay.of(3, 1);
    private static final MonthDay LAST_DAY = MonthDay.of(5, 31);

    /** The hour of the last reading of the recording that ends first (Wufeng), UTC. */
    private static final LocalTime LAST_HOUR = LocalTime.of(15, 0);

    private ReplayCalendar() {}

    /** The schedule of a replay that starts now for the first time, three weeks into its calendar. */
    public static ReplayClock.Schedule first(Instant wallNow, double speed) {
        Instant end = endOf(latestYear(wallNow));
        Instant start = FIRST_DAY
                .atYear(end.atOffset(ZoneOffset.UTC).getYear())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(HISTORY);
        return new ReplayClock.Schedule(wallNow, start, end, speed);
    }

    /**
     * The schedule of a replay that goes on from where {@link SimService} left it in this folder, or the first one. Time that
     * passed in between is not replayed: the clock goes on from where it stood.
     *
     * @throws IllegalArgumentException when what is kept there cannot be understood
     */
    public static ReplayClock.Schedule resume(Path dataDir, Instant wallNow, double speed) {
        Optional<ReplayState> kept = ReplayState.find(dataDir);
        if (kept.isEmpty()) {
            return first(wallNow, speed);
        }
        return new ReplayClock.Schedule(wallNow, kept.get().clock(), kept.get().end(), speed);
    }

    private static int latestYear(Instant wallNow) {
        int year = wallNow.atOffset(ZoneOffset.UTC).getYear();
        LocalDate today = wallNow.atOffset(ZoneOffset.UTC).toLocalDate();
        return today.isAfter(LAST_DAY.atYear(year)) ? year : year - 1;
    }

    private static Instant endOf(int year) {
        return LAST_DAY.atYear(year).atTime(LAST_HOUR).toInstant(ZoneOffset.UTC);
    }
}
