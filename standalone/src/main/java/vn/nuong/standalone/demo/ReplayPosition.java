package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import vn.nuong.standalone.files.WholeFiles;
import vn.nuong.telemetry.time.ReplayClock;
import vn.nuong.telemetry.time.Times;

/**
 * Where on the replay's calendar a data folder is: 1 March to 31 May of the latest whole year whose 31 May is past. The first
 * start stands three weeks into it, with those weeks as history; a later start goes on where the last one stopped.
 */
final class ReplayPosition {

    /** What is in the store before the clock starts. */
    static final Duration HISTORY = Duration.ofDays(21);

    private static final MonthDay FIRST_DAY = MonthDay.of(3, 1);
    private static final MonthDay LAST_DAY = MonthDay.of(5, 31);
    private static final String FILE = "clock";

    private final Path file;

    ReplayPosition(DataFolder folder) {
        this.file = folder.file(FILE);
    }

    /** Whether the folder's replay was started before. */
    boolean isKept() {
        return Files.exists(file);
    }

    /**
     * The clock, starting now.
     *
     * @param speed replayed seconds per second
     * @throws IOException when the kept position cannot be read
     */
    ReplayClock startClock(Clock wall, double speed) throws IOException {
        Instant now = wall.instant();
        Instant start = isKept() ? read() : startOfYear(replayYear(now)).plus(HISTORY);
        Instant end = endOf(start.atOffset(ZoneOffset.UTC).getYear());
        return new ReplayClock(wall, new ReplayClock.Schedule(now, start.isAfter(end) ? end : start, end, speed));
    }

    /** Keeps what the clock shows. */
    void keep(ReplayClock clock) throws IOException {
        WholeFiles.writeReadable(file, clock.instant() + "\n");
    }

    private Instant read() throws IOException {
        try {
            return Times.parse(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; delete it to start the replay anew", e);
        }
    }

    static int replayYear(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return MonthDay.from(today).isAfter(LAST_DAY) ? today.getYear() : today.getYear() - 1;
    }

    private static Instant startOfYear(int year) {
        return FIRST_DAY.atYear(year).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The last second of 31 May, UTC: the recordings end there. */
    private static Instant endOf(int year) {
        return LAST_DAY.atYear(year)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .minusSeconds(1);
    }
}
