package vn.nuong.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;

class StartTimeTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Plot.Place TAN_CUONG = new Plot.Place(21.55, 105.75, 50, ZONE);

    private static Instant local(String time) {
        return OffsetDateTime.parse(time + "+07:00").toInstant();
    }

    private static Optional<Instant> choose(String now, int minutes, boolean dry, List<Ban> bans, double wind) {
        return StartTime.choose(
                new StartTime.Wanted(
                        local(now), Duration.ofMinutes(minutes), dry, bans, (from, to) -> Optional.of(wind)),
                TAN_CUONG);
    }

    @Test
    void sunriseAndSunsetAreThoseOfThaiNguyen() {
        // Solar noon 105.75°E is 3 minutes before UTC+7's meridian 105°E; equation of time in late June is about -2
        // minutes.
        Daylight june = Daylight.of(LocalDate.of(2026, 6, 21), 21.55, 105.75, ZONE);
        assertThat(june.sunrise()).isCloseTo(local("2026-06-21T05:17:00"), within(10, ChronoUnit.MINUTES));
        assertThat(june.sunset()).isCloseTo(local("2026-06-21T18:40:00"), within(10, ChronoUnit.MINUTES));
    }

    @Test
    void beginsBeforeDawnOrLateInTheAfternoonNeverAtNoon() {
        assertThat(choose("2026-04-10T01:00:00", 90, false, List.of(), 1)).hasValue(local("2026-04-10T04:00:00"));
        assertThat(choose("2026-04-10T06:10:00", 90, false, List.of(), 1)).hasValue(local("2026-04-10T06:30:00"));
        assertThat(choose("2026-04-10T10:00:00", 90, false, List.of(), 1)).hasValue(local("2026-04-10T15:30:00"));
        assertThat(choose("2026-04-10T20:00:00", 90, false, List.of(), 1)).hasValue(local("2026-04-11T04:00:00"));
    }

    @Test
    void whereBlisterBlightThreatensLeavesDryBeforeDusk() {
        for (int hour = 0; hour < 24; hour++) {
            String now = String.format("2026-03-10T%02d:05:00", hour);
            Instant end = choose(now, 60, true, List.of(), 1).orElseThrow().plus(Duration.ofMinutes(60));
            Daylight day = Daylight.of(LocalDate.ofInstant(end, ZONE), 21.55, 105.75, ZONE);
            assertThat(end).isBeforeOrEqualTo(day.sunset().minus(Duration.ofHours(1)));
        }
    }

    @Test
    void neverBeginsWhileItIsBanned() {
        Ban people = new Ban(
                local("2026-04-10T05:00:00"), local("2026-04-10T17:00:00"), new Text("có người trong nương", "people"));
        Instant start =
                choose("2026-04-10T04:10:00", 90, false, List.of(people), 1).orElseThrow();
        assertThat(people.overlaps(start, start.plus(Duration.ofMinutes(90)))).isFalse();
        assertThat(start).isEqualTo(local("2026-04-10T17:00:00"));

        Ban allDays = new Ban(local("2026-04-10T00:00:00"), local("2026-04-14T00:00:00"), people.reason());
        assertThat(choose("2026-04-10T04:10:00", 90, false, List.of(allDays), 1))
                .isEmpty();
    }

    @Test
    void waitsForCalmAirAndTakesTheCalmestWhenThereIsNone() {
        Instant calmFrom = local("2026-04-10T15:00:00");
        Optional<Instant> start = StartTime.choose(
                new StartTime.Wanted(
                        local("2026-04-10T03:00:00"),
                        Duration.ofMinutes(60),
                        false,
                        List.of(),
                        (from, to) -> Optional.of(from.isBefore(calmFrom) ? 6.0 : 2.0)),
                TAN_CUONG);
        assertThat(start).hasValue(local("2026-04-10T15:30:00"));
        assertThat(choose("2026-04-10T01:00:00", 90, false, List.of(), 9)).hasValue(local("2026-04-10T04:00:00"));
    }

    @Test
    void whatTakesLongerThanAnyWindowBeginsBeforeSunrise() {
        assertThat(choose("2026-04-10T08:00:00", 600, false, List.of(), 1)).hasValue(local("2026-04-11T04:00:00"));
    }
}
