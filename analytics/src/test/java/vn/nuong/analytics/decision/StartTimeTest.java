package vn.nuong.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.decision.StartTime.Conditions;
import vn.nuong.analytics.decision.StartTime.Wetting;
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
                conditions(now, dry ? Wetting.LEAVES_DRY_BEFORE_DUSK : Wetting.LEAVES, bans, wind),
                Duration.ofMinutes(minutes));
    }

    private static Conditions conditions(String now, Wetting wetting, List<Ban> bans, double wind) {
        return new Conditions(local(now), wetting, bans, List.of(), false, (from, to) -> Optional.of(wind), TAN_CUONG);
    }

    private static Ban ban(String from, String to) {
        return new Ban(local(from), local(to), new Text("cấm", "closed"));
    }

    /** 13.5 minutes for each millimetre: 6 m³/h on 1080 m² at an efficiency of 0.8. */
    private static Duration takes(double netMm) {
        return Duration.ofSeconds(Math.round(60 * 13.5 * netMm));
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
    void sprinklersThatSomebodyMovesRunByDaylightAlone() {
        for (int hour = 0; hour < 24; hour++) {
            for (int minutes : new int[] {60, 240, 500}) {
                Instant now = local(String.format("2026-03-10T%02d:05:00", hour));
                Conditions moved = new Conditions(
                        now, Wetting.LEAVES, List.of(), List.of(), true, (from, to) -> Optional.of(1.0), TAN_CUONG);
                Duration takes = Duration.ofMinutes(minutes);
                Instant start = StartTime.choose(moved, takes).orElseThrow();
                Daylight day = Daylight.of(LocalDate.ofInstant(start, ZONE), 21.55, 105.75, ZONE);
                assertThat(start).isAfterOrEqualTo(day.sunrise());
                assertThat(start.plus(takes)).isBeforeOrEqualTo(day.sunset());
            }
        }
    }

    @Test
    void waitsForCalmAirAndTakesTheCalmestWhenThereIsNone() {
        Instant calmFrom = local("2026-04-10T15:00:00");
        Optional<Instant> start = StartTime.choose(
                new Conditions(
                        local("2026-04-10T03:00:00"),
                        Wetting.LEAVES,
                        List.of(),
                        List.of(),
                        false,
                        (from, to) -> Optional.of(from.isBefore(calmFrom) ? 6.0 : 2.0),
                        TAN_CUONG),
                Duration.ofMinutes(60));
        assertThat(start).hasValue(local("2026-04-10T15:30:00"));
        assertThat(choose("2026-04-10T01:00:00", 90, false, List.of(), 9)).hasValue(local("2026-04-10T04:00:00"));
    }

    @Test
    void whatTakesLongerThanAnyWindowIsCutToItAndTheRestGoesToTheDaysAfter() {
        Conditions conditions = conditions("2026-04-10T08:00:00", Wetting.LEAVES, List.of(), 1);
        assertThat(StartTime.choose(conditions, Duration.ofMinutes(600))).isEmpty();

        // A twelfth of that pump: of the five hours four and a half bring 1.67 mm to the roots.
        double most = TurnPlan.mostMm(conditions, mm -> takes(12 * mm), 15);
        assertThat(most).isEqualTo(270 / 13.5 / 12, within(0.01));
        TurnPlan plan = TurnPlan.of(conditions, mm -> takes(12 * mm), 30, most);
        assertThat(plan.turns()).hasSize(TurnPlan.MOST_TURNS);
        assertThat(plan.netMm() + plan.leftMm()).isEqualTo(30, within(1e-6));
        for (TurnPlan.Turn turn : plan.turns()) {
            Instant end = turn.start().plus(takes(12 * turn.netMm()));
            Daylight day = Daylight.of(LocalDate.ofInstant(turn.start(), ZONE), 21.55, 105.75, ZONE);
            boolean morning = !turn.start().isBefore(day.sunrise().minus(Duration.ofHours(2)))
                    && !end.isAfter(day.sunrise().plus(Duration.ofHours(3)));
            boolean afternoon = !turn.start().isBefore(day.sunset().minus(Duration.ofHours(3)))
                    && !end.isAfter(day.sunset().plus(Duration.ofHours(2)));
            assertThat(morning || afternoon).isTrue();
        }
    }

    @Test
    void everyTurnIsClearOfBansAndTheTurnsEndBeforeTheFirstDayThatIsClosed() {
        Ban picking = ban("2026-03-11T00:00:00", "2026-03-12T18:00:00");
        TurnPlan plan = TurnPlan.of(
                conditions("2026-03-10T06:00:00", Wetting.LEAVES, List.of(picking), 1), StartTimeTest::takes, 40, 15);
        assertThat(plan.turns())
                .singleElement()
                .satisfies(t -> assertThat(t.start()).isBefore(picking.from()));
        assertThat(plan.closed()).isEqualTo(picking);
        assertThat(plan.netMm() + plan.leftMm()).isEqualTo(40, within(1e-9));

        TurnPlan open = TurnPlan.of(
                conditions("2026-03-10T06:00:00", Wetting.LEAVES, List.of(), 1), StartTimeTest::takes, 40, 15);
        assertThat(open.turns())
                .extracting(TurnPlan.Turn::start)
                .containsExactly(
                        local("2026-03-10T06:00:00"), local("2026-03-11T06:00:00"), local("2026-03-12T06:00:00"));
        assertThat(open.leftMm()).isZero();
    }

    @Test
    void noTurnOfRandomDaysAndBansOverlapsABanOrAnotherDaysTurn() {
        Random random = new Random(4);
        int several = 0;
        for (int i = 0; i < 300; i++) {
            Instant now = local("2026-03-10T00:00:00").plus(Duration.ofMinutes(random.nextInt(2880)));
            List<Ban> bans = new ArrayList<>();
            for (int b = random.nextInt(4); b > 0; b--) {
                Instant from = now.plus(Duration.ofMinutes(random.nextInt(8 * 1440) - 1440));
                bans.add(new Ban(
                        from, from.plus(Duration.ofMinutes(30 + random.nextInt(2000))), new Text("cấm", "closed")));
            }
            Wetting wetting = Wetting.values()[random.nextInt(3)];
            double slow = 0.3 + 5 * random.nextDouble();
            Conditions conditions =
                    new Conditions(now, wetting, bans, List.of(), false, (from, to) -> Optional.of(1.0), TAN_CUONG);
            double most = TurnPlan.mostMm(conditions, mm -> takes(slow * mm), 15);
            TurnPlan plan = TurnPlan.of(conditions, mm -> takes(slow * mm), 1 + 60 * random.nextDouble(), most);
            LocalDate before = null;
            for (TurnPlan.Turn turn : plan.turns()) {
                Instant end = turn.start().plus(takes(slow * turn.netMm()));
                assertThat(bans).noneMatch(b -> b.overlaps(turn.start(), end));
                assertThat(turn.start()).isAfterOrEqualTo(now);
                LocalDate date = LocalDate.ofInstant(turn.start(), ZONE);
                assertThat(before == null || date.equals(before.plusDays(1))).isTrue();
                before = date;
                if (wetting == Wetting.LEAVES_DRY_BEFORE_DUSK) {
                    Daylight day = Daylight.of(date, 21.55, 105.75, ZONE);
                    assertThat(end).isBeforeOrEqualTo(day.sunset().minus(Duration.ofHours(1)));
                }
            }
            several += plan.turns().size() > 1 ? 1 : 0;
        }
        assertThat(several).isGreaterThan(50);
    }

    @Test
    void dripMayRunFromBeforeDawnToSunsetWhereItTakesLong() {
        Conditions drip = conditions("2026-04-10T01:00:00", Wetting.SOIL, List.of(), 1);
        Instant start = StartTime.choose(drip, Duration.ofHours(12)).orElseThrow();
        assertThat(start).isEqualTo(local("2026-04-10T04:00:00"));
        assertThat(StartTime.choose(drip, Duration.ofHours(15))).isEmpty();
    }
}
