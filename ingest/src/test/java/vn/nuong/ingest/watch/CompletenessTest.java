package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.watch.Rhythm.Interval;

class CompletenessTest {

    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant BEGIN = Instant.parse("2026-11-22T17:00:00Z");
    private static final Instant LONG_BEFORE = BEGIN.minus(Duration.ofDays(30));
    private static final Instant LONG_AFTER = BEGIN.plus(Duration.ofDays(30));
    private static final Interval QUARTER = Interval.declared(Duration.ofMinutes(15));

    @Test
    void aWholeDayHasNinetySixQuarters() {
        assertThat(day(counts(96, 0)))
                .isEqualTo(new Completeness(DAY, 96L, 96, 0, 0L, 0L, false))
                .returns(1.0, Completeness::share);
    }

    @Test
    void oneThatDidNotComeIsMissing() {
        assertThat(day(counts(90, 5))).isEqualTo(new Completeness(DAY, 96L, 90, 5, 1L, 0L, false));
        assertThat(day(counts(90, 5)).share()).isEqualTo(95 / 96.0);
        assertThat(day(DayCounts.NONE)).isEqualTo(new Completeness(DAY, 96L, 0, 0, 96L, 0L, false));
    }

    @Test
    void oneTooManyIsExtra() {
        assertThat(day(counts(97, 0))).isEqualTo(new Completeness(DAY, 96L, 97, 0, 0L, 1L, false));
    }

    @Test
    void anIntervalThatDoesNotDivideTheDayExpectsWhatCameOfTheTwoPossibleCounts() {
        Interval seven = Interval.declared(Duration.ofMinutes(7)); // 205.7 in a day
        assertThat(Completeness.of(DAY, SAIGON, seven, LONG_BEFORE, LONG_AFTER, counts(204, 0))
                        .missing())
                .isEqualTo(1);
        assertThat(Completeness.of(DAY, SAIGON, seven, LONG_BEFORE, LONG_AFTER, counts(205, 0))
                        .missing())
                .isZero();
        assertThat(Completeness.of(DAY, SAIGON, seven, LONG_BEFORE, LONG_AFTER, counts(206, 0))
                        .extra())
                .isZero();
        assertThat(Completeness.of(DAY, SAIGON, seven, LONG_BEFORE, LONG_AFTER, counts(207, 0))
                        .extra())
                .isEqualTo(1);
    }

    @Test
    void theFirstDayBeginsWithTheFirstMeasuredTime() {
        Instant ten = BEGIN.plus(Duration.ofHours(10)); // 10:00 to 23:45
        assertThat(first(ten, counts(56, 0))).isEqualTo(new Completeness(DAY, 56L, 56, 0, 0L, 0L, false));
        assertThat(first(ten, counts(55, 0)).missing()).isEqualTo(1);
        Instant later = ten.plusSeconds(1); // 10:00:01 to 23:45:01
        assertThat(first(later, counts(56, 0)).expected()).isEqualTo(56);
        assertThat(first(later, counts(55, 0)).missing()).isEqualTo(1);
    }

    @Test
    void nothingIsExpectedBeforeTheDeviceWasHeard() {
        assertThat(first(BEGIN.plus(Duration.ofDays(1)), DayCounts.NONE).expected())
                .isZero();
        assertThat(first(BEGIN.plus(Duration.ofDays(1)), DayCounts.NONE).share())
                .isNull();
        assertThat(Completeness.of(DAY, SAIGON, QUARTER, null, LONG_AFTER, DayCounts.NONE)
                        .expected())
                .isZero();
    }

    @Test
    void ofTodayWhatIsStillOnItsWayIsNotExpected() {
        Instant noon = BEGIN.plus(Duration.ofHours(12));
        assertThat(today(noon, 49).missing()).isZero(); // 00:00 to 12:00
        assertThat(today(noon, 49).extra()).isEqualTo(1); // 12:00 itself is not over yet
        assertThat(today(noon.plusSeconds(1), 49).extra()).isZero();
        assertThat(today(noon, 46).missing()).isZero(); // half an hour may be on its way
        assertThat(today(noon, 45).missing()).isEqualTo(1);
    }

    @Test
    void tomorrowExpectsNothing() {
        assertThat(today(BEGIN.minusSeconds(1), 0).expected()).isZero();
        assertThat(today(BEGIN, 0).expected()).isZero();
    }

    @Test
    void aDayOnWhichClocksAreChangedHasItsOwnLength() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Interval hourly = Interval.declared(Duration.ofHours(1));
        assertThat(Completeness.of(
                                LocalDate.of(2026, 3, 29),
                                berlin,
                                hourly,
                                LONG_BEFORE.minus(Duration.ofDays(300)),
                                LONG_AFTER,
                                counts(23, 0))
                        .missing())
                .isZero();
        assertThat(Completeness.of(
                                LocalDate.of(2026, 10, 25),
                                berlin,
                                hourly,
                                LONG_BEFORE.minus(Duration.ofDays(300)),
                                LONG_AFTER,
                                counts(23, 0))
                        .missing())
                .isEqualTo(2);
    }

    @Test
    void withoutAnIntervalNothingIsExpectedAndNothingIsMissing() {
        assertThat(Completeness.of(DAY, SAIGON, null, LONG_BEFORE, LONG_AFTER, counts(7, 2)))
                .isEqualTo(new Completeness(DAY, null, 7, 2, null, null, false))
                .returns(null, Completeness::share);
    }

    @Test
    void aLearnedIntervalIsMarkedSo() {
        Interval learned = new Interval(Duration.ofMinutes(15), Duration.ofHours(1), true);
        assertThat(Completeness.of(DAY, SAIGON, learned, LONG_BEFORE, LONG_AFTER, counts(96, 0))
                        .learned())
                .isTrue();
    }

    @Test
    void itAlwaysAddsUp() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Duration measured = Duration.ofSeconds((long) Math.exp(random.nextDouble(0, Math.log(604_800))));
            Interval interval =
                    new Interval(measured, measured.multipliedBy(random.nextInt(1, 5)), random.nextBoolean());
            Instant first = BEGIN.plusSeconds(random.nextLong(-200_000, 200_000));
            Instant now = BEGIN.plusSeconds(random.nextLong(-50_000, 200_000));
            Completeness c =
                    Completeness.of(DAY, SAIGON, interval, first, now, counts(random.nextInt(200), random.nextInt(20)));

            assertThat(c.expected() + c.extra())
                    .as("seed %s: %s", seed, c)
                    .isEqualTo(c.onTime() + c.late() + c.missing());
            assertThat(Math.min(c.missing(), c.extra()))
                    .as("seed %s: %s", seed, c)
                    .isZero();
            assertThat(Math.min(c.expected(), c.missing()))
                    .as("seed %s: %s", seed, c)
                    .isNotNegative();
        }
    }

    @Test
    void aPerfectDeviceNeverMissesAnythingWhateverItsPhase() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            long everyS = random.nextLong(30, 20_000);
            Interval interval = Interval.declared(Duration.ofSeconds(everyS));
            Instant first = BEGIN.minusSeconds(random.nextLong(-80_000, 500_000));
            Instant now = BEGIN.plusSeconds(random.nextLong(1, 200_000));
            Instant end = BEGIN.plus(Duration.ofDays(1));
            int came = 0;
            for (Instant t = first; t.isBefore(end) && t.isBefore(now); t = t.plusSeconds(everyS)) {
                came += t.isBefore(BEGIN) ? 0 : 1;
            }
            Completeness c = Completeness.of(DAY, SAIGON, interval, first, now, counts(came, 0));
            assertThat(c.missing() + c.extra())
                    .as("seed %s, every %s s: %s", seed, everyS, c)
                    .isZero();
        }
    }

    @Test
    void countsAddUpAndAreNeverNegative() {
        assertThat(new DayCounts(1, 2, 3, 4, 5, 6, 7).plus(new DayCounts(1, 1, 1, 1, 1, 1, 1)))
                .isEqualTo(new DayCounts(2, 3, 4, 5, 6, 7, 8));
        assertThatThrownBy(() -> new DayCounts(0, -1, 0, 0, 0, 0, 0)).hasMessageContaining("late -1");
    }

    private static DayCounts counts(long onTime, long late) {
        return new DayCounts(onTime, late, 3 * (onTime + late), 0, 0, 0, 0);
    }

    private static Completeness day(DayCounts counts) {
        return Completeness.of(DAY, SAIGON, QUARTER, LONG_BEFORE, LONG_AFTER, counts);
    }

    private static Completeness first(Instant firstMeasured, DayCounts counts) {
        return Completeness.of(DAY, SAIGON, QUARTER, firstMeasured, LONG_AFTER, counts);
    }

    private static Completeness today(Instant now, long came) {
        return Completeness.of(DAY, SAIGON, QUARTER, LONG_BEFORE, now, counts(came, 0));
    }
}
