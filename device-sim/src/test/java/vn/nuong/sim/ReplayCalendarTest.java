package vn.nuong.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.time.ReplayClock;

class ReplayCalendarTest {

    @TempDir
    Path folder;

    @Test
    void startsThreeWeeksIntoThisYearsSpringOnceItIsPast() {
        Instant now = Instant.parse("2026-11-24T02:00:00Z");
        ReplayClock.Schedule schedule = ReplayCalendar.first(now, 3600);
        assertThat(schedule.wallStart()).isEqualTo(now);
        assertThat(schedule.replayStart()).isEqualTo("2026-03-22T00:00:00Z");
        assertThat(schedule.end()).isEqualTo("2026-05-31T15:00:00Z");
        assertThat(schedule.speed()).isEqualTo(3600);
    }

    @Test
    void takesLastYearUntilThe31stOfMayIsOver() {
        assertThat(ReplayCalendar.first(Instant.parse("2026-05-31T23:59:59Z"), 1)
                        .end())
                .isEqualTo("2025-05-31T15:00:00Z");
        assertThat(ReplayCalendar.first(Instant.parse("2026-06-01T00:00:00Z"), 1)
                        .end())
                .isEqualTo("2026-05-31T15:00:00Z");
    }

    @Test
    void startsAnewInAnEmptyFolder() {
        Instant now = Instant.parse("2026-11-24T02:00:00Z");
        assertThat(ReplayCalendar.resume(folder, now, 60)).isEqualTo(ReplayCalendar.first(now, 60));
    }

    @Test
    void goesOnFromWhereTheClockStood() throws IOException {
        new ReplayState(Instant.parse("2026-04-01T05:00:00Z"), Instant.parse("2026-05-31T15:00:00Z"), null)
                .save(folder);
        Instant later = Instant.parse("2027-01-05T00:00:00Z");
        assertThat(ReplayCalendar.resume(folder, later, 60))
                .isEqualTo(new ReplayClock.Schedule(
                        later, Instant.parse("2026-04-01T05:00:00Z"), Instant.parse("2026-05-31T15:00:00Z"), 60));
    }

    @Test
    void saysWhichFileIsDamagedAndWhatToDo() throws IOException {
        Files.writeString(folder.resolve("clock.json"), "{");
        assertThatThrownBy(() -> ReplayCalendar.resume(folder, Instant.EPOCH, 1))
                .hasMessageContaining("clock.json")
                .hasMessageContaining("remove it");
    }
}
