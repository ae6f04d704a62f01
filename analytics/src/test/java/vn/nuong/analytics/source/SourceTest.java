package vn.nuong.analytics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.WaterSource;

/** Lockout, calendar, pump, quality, and what is known of a source. */
class SourceTest {

    private static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z"); // a Sunday
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static Reading reading(String key, double hoursAgo, double value) {
        Instant at = NOW.minusSeconds((long) (hoursAgo * 3600));
        return new Reading("s", "d", PropertyKey.parse(key), value, at, at);
    }

    private static boolean locked(double... levels) {
        NavigableMap<Instant, Double> series = new TreeMap<>();
        for (double level : levels) {
            series.put(NOW.plusSeconds(series.size()), level);
        }
        return Lockout.isLocked(0.3, 0.4, series);
    }

    @Test
    void pumpingStopsAtTheLockoutAndGoesOnOnlyFromTheResumeLevel() {
        assertThat(locked(0.5, 0.31)).isFalse();
        assertThat(locked(0.5, 0.30)).isTrue();
        assertThat(locked(0.5, 0.30, 0.35, 0.39)).isTrue();
        assertThat(locked(0.5, 0.30, 0.35, 0.40)).isFalse();
        assertThat(locked(0.5, 0.30, 0.40, 0.31)).isFalse();
        assertThat(locked(0.35)).isFalse();
        assertThat(locked()).isFalse();
    }

    @Test
    void aCanalGivesWaterByItsCalendar() {
        WaterSource canal = Sources.of(
                "{kind: canal, openings: [{days: [monday, thursday], from: \"06:00\", to: \"18:00\"},"
                        + " {days: [monday], from: \"17:00\", to: \"20:00\"}, {first_date: 2026-03-28, last_date: 2026-03-29}]}");
        Calendar calendar = new Calendar(canal.openings(), ZONE);
        assertThat(calendar.isOpen(NOW)).isFalse();
        assertThat(calendar.nextOpening(NOW)).contains(Instant.parse("2026-03-22T23:00:00Z")); // Monday, 06:00
        Instant monday = Instant.parse("2026-03-22T17:00:00Z");
        assertThat(calendar.windows(monday, monday.plus(Duration.ofDays(1))))
                .containsExactly(new Calendar.Window(
                        Instant.parse("2026-03-22T23:00:00Z"), Instant.parse("2026-03-23T13:00:00Z")));
        assertThat(calendar.open(monday, monday.plus(Duration.ofDays(1)))).isEqualTo(Duration.ofHours(14));
        assertThat(calendar.isOpen(Instant.parse("2026-03-23T12:59:59Z"))).isTrue();
        assertThat(calendar.isOpen(Instant.parse("2026-03-23T13:00:00Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-03-28T20:00:00Z"))).isTrue(); // the 29th, before dawn
        assertThat(calendar.closures(monday, monday.plus(Duration.ofDays(1)))).hasSize(2);
        assertThat(new Calendar(List.of(), ZONE).isOpen(NOW)).isTrue();
    }

    @Test
    void tenCubicMetresAnHourOverThirtyFiveMetresTakeOnePointNineOneKilowatts() {
        assertThat(PumpCurve.kw(10, 35, 0.5)).isEqualTo(1.91, within(0.005));
    }

    @Test
    void thePumpRunsWhereItsCurveMeetsThePipes() {
        // H = 45 − 1.25 Q between the points; pipes 30 − level + 9.6 (Q/12)²: at level 0 they meet where
        // 45 − 1.25 Q = 30 + Q²/15, Q = 8.32.
        PumpCurve pump = new PumpCurve(pump(30));
        PumpCurve.Point point = pump.at(0).orElseThrow();
        double q = (-1.25 + Math.sqrt(1.25 * 1.25 + 4 * 15 / 15.0)) / (2 / 15.0);
        assertThat(point.flowM3PerHour()).isEqualTo(q, within(1e-6));
        assertThat(point.headM()).isEqualTo(45 - 1.25 * q, within(1e-6));
        assertThat(point.kw()).isEqualTo(PumpCurve.kw(q, 45 - 1.25 * q, 0.5), within(1e-9));
        double before = 0;
        for (double level = 0; level <= 5; level += 0.25) {
            double flow = pump.at(level).orElseThrow().flowM3PerHour();
            assertThat(flow).isGreaterThan(before);
            before = flow;
        }
        assertThat(new PumpCurve(pump(46)).at(0)).isEmpty();
        assertThat(new PumpCurve(pump(46)).at(3)).isPresent();
        assertThat(new PumpCurve(pump(5)).at(0).orElseThrow().flowM3PerHour()).isEqualTo(12);
    }

    private static WaterSource.Pump pump(double staticHead) {
        WaterSource.Pump pump = Sources.pond(
                        ", pump: {curve: [{flow_m3_per_hour: 0, head_m: 45}, {flow_m3_per_hour: 12, head_m: 30}],"
                                + " static_head_m: " + staticHead + ", loss_head_m: 9.6}")
                .pump();
        assertThat(pump).isNotNull();
        return pump;
    }

    @Test
    void saltAndAcidityAreJudgedByFao29AndQcvn39OrTheSourcesOwnLimits() {
        assertThat(WaterQuality.of(0.69, null, null)).isEqualTo(WaterQuality.FIT);
        assertThat(WaterQuality.of(0.7, 6.0, null)).isEqualTo(WaterQuality.CARE);
        assertThat(WaterQuality.of(3.0, null, null)).isEqualTo(WaterQuality.CARE);
        assertThat(WaterQuality.of(3.01, 7.0, null)).isEqualTo(WaterQuality.UNFIT);
        assertThat(WaterQuality.of(0.2, 5.4, null)).isEqualTo(WaterQuality.UNFIT);
        assertThat(WaterQuality.of(0.2, 5.5, null)).isEqualTo(WaterQuality.FIT);
        assertThat(WaterQuality.of(0.2, 8.5, null)).isEqualTo(WaterQuality.CARE);
        assertThat(WaterQuality.of(null, 9.1, null)).isEqualTo(WaterQuality.UNFIT);
        assertThat(WaterQuality.of(null, null, null)).isEqualTo(WaterQuality.UNKNOWN);
        assertThat(WaterQuality.of(1.2, null, new WaterSource.Quality(1.0, null, null)))
                .isEqualTo(WaterQuality.UNFIT);
        assertThat(WaterQuality.of(null, 7.6, new WaterSource.Quality(null, null, 7.5)))
                .isEqualTo(WaterQuality.UNFIT);
    }

    @Test
    void aFreshGoodLevelIsKnownAndAMissingOldOrDoubtedOneIsNot() {
        WaterSource pond = Sources.pond(", lockout_level_m: 0.3");
        SourceState known = SourceState.of(pond, List.of(reading("water_level", 1, 0.75)), NOW);
        assertThat(known.volumeM3()).isEqualTo(381.25, within(1e-9));
        assertThat(known.lockedOut()).isFalse();
        assertThat(known.unknown()).isNull();
        assertThat(known.usableM3()).isEqualTo(381.25 - Sources.pondCurve().volumeM3(0.3), within(1e-9));

        assertThat(cause(pond)).isEqualTo(SourceState.Cause.NEVER);
        assertThat(cause(pond, reading("water_level", 24, 0.75))).isEqualTo(SourceState.Cause.OLD);
        assertThat(cause(pond, reading("water_level", 23.9, 0.75))).isNull();
        assertThat(cause(
                        pond,
                        reading("water_level", 2, 0.75),
                        reading("water_level", 1, 0.75).withFlags(Set.of(Flag.STUCK))))
                .isEqualTo(SourceState.Cause.FLAGGED);
        assertThat(cause(pond, reading("water_level", 1, 2.1))).isEqualTo(SourceState.Cause.ABOVE_FULL);
        assertThat(cause(pond, reading("water_level", -1, 0.75))).isEqualTo(SourceState.Cause.NEVER);
        SourceState unknown = SourceState.of(pond, List.of(reading("water_level", 30, 0.2)), NOW);
        assertThat(unknown.volumeM3()).isNull();
        assertThat(unknown.lockedOut()).isNull();
        assertThat(unknown.usableM3()).isNull();
    }

    private static SourceState.Cause cause(WaterSource source, Reading... readings) {
        SourceState.Unknown unknown =
                SourceState.of(source, List.of(readings), NOW).unknown();
        return unknown == null ? null : unknown.cause();
    }

    @Test
    void aDoubtedOrOldMeasureOfTheWaterTellsNothing() {
        WaterSource pond = Sources.pond("");
        List<Reading> readings = new ArrayList<>(List.of(reading("water_ec", 48, 3.5)));
        assertThat(SourceState.of(pond, readings, NOW).quality()).isEqualTo(WaterQuality.UNFIT);
        readings.add(reading("water_ec", 1, 0.2).withFlags(Set.of(Flag.SPIKE)));
        assertThat(SourceState.of(pond, readings, NOW).quality()).isEqualTo(WaterQuality.UNKNOWN);
        assertThat(SourceState.of(pond, List.of(reading("water_ph", 24 * 31, 4)), NOW)
                        .quality())
                .isEqualTo(WaterQuality.UNKNOWN);
    }

    @Test
    void whatMayBeDrawnIsTheStoreAboveTheLockoutOrTheFlowWhileOpenAndNoMoreThanTheLimit() {
        List<Reading> level = List.of(reading("water_level", 1, 0.75));
        assertThat(litres(Sources.pond(""), level)).isEqualTo(381_250);
        assertThat(litres(Sources.pond(", limit_m3_per_day: 20.5"), level)).isEqualTo(20_500);
        assertThat(litres(Sources.pond(", lockout_level_m: 0.8, resume_level_m: 0.9"), level))
                .isZero();
        assertThat(litres(Sources.pond(", limit_m3_per_day: 20.5"), level, 15)).isEqualTo(5_500);
        assertThat(litres(Sources.pond(", limit_m3_per_day: 20.5"), level, 30)).isZero();
        assertThat(litres(Sources.pond(""), List.of())).isNull();
        assertThat(litres(Sources.pond(", limit_m3_per_day: 20.5"), List.of())).isEqualTo(20_500);
        assertThat(litres(Sources.of("{kind: stream, inflow_m3_per_hour: 3, leave_m3_per_hour: 1}"), List.of()))
                .isEqualTo(48_000);
        assertThat(litres(Sources.of("{kind: stream}"), List.of())).isNull();
        // Sunday 11:00 to Monday 11:00: open from 6 on Monday.
        assertThat(litres(
                        Sources.of(
                                "{kind: canal, inflow_m3_per_hour: 10, openings: [{days: [monday], from: \"06:00\"}]}"),
                        List.of()))
                .isEqualTo(50_000);
    }

    private static Long litres(WaterSource source, List<Reading> readings) {
        return litres(source, readings, 0);
    }

    private static Long litres(WaterSource source, List<Reading> readings, double drawn) {
        return SourcePlan.of(
                        SourceState.of(source, readings, NOW),
                        List.of(new Sharing.User("a", 1, null, 5L, true)),
                        ZONE,
                        drawn)
                .availableLitres();
    }

    @Test
    void thePlanOfADayIsMadeAtThreeInTheMorning() {
        assertThat(SourcePlan.planTime(NOW, ZONE)).isEqualTo(Instant.parse("2026-03-21T20:00:00Z"));
        assertThat(SourcePlan.planTime(Instant.parse("2026-03-21T19:59:59Z"), ZONE))
                .isEqualTo(Instant.parse("2026-03-20T20:00:00Z"));
        assertThat(SourcePlan.planTime(Instant.parse("2026-03-21T20:00:00Z"), ZONE))
                .isEqualTo(Instant.parse("2026-03-21T20:00:00Z"));
    }

    @Test
    void aPlanIsShortWhenSomebodyGetsLessThanIsNeeded() {
        SourceState state = SourceState.of(Sources.of("{kind: well, inflow_m3_per_hour: 1}"), List.of(), NOW);
        SourcePlan enough = SourcePlan.of(
                state,
                List.of(new Sharing.User("a", 1, null, 12_000L, true), new Sharing.User("b", 1, null, 12_000L, true)),
                ZONE,
                0);
        assertThat(enough.isShort()).isFalse();
        SourcePlan less = SourcePlan.of(
                state,
                List.of(new Sharing.User("a", 1, null, 12_001L, true), new Sharing.User("b", 1, null, 12_000L, true)),
                ZONE,
                0);
        assertThat(less.isShort()).isTrue();
        assertThat(less.shareOf("a")).hasValue(12_000);
        assertThat(less.shareOf("c")).isEmpty();
        assertThat(less.neededLitres()).isEqualTo(24_001);
    }
}
