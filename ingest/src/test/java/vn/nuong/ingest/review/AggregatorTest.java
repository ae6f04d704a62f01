package vn.nuong.ingest.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.time.Times;

class AggregatorTest {

    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final PropertyKey RAIN = PropertyKey.parse("rain");

    @Test
    void anHourHasMeanLeastMostSumAndCountOfItsReadings() {
        List<Aggregator.Judged> readings = List.of(
                good("2026-03-01T00:59:59Z", 9),
                good("2026-03-01T01:00:00Z", 1),
                good("2026-03-01T01:59:59Z", 4),
                good("2026-03-01T02:00:00Z", 9));
        assertThat(of(readings, Set.of(ns("2026-03-01T01:00:00Z")), Set.of()))
                .containsExactly(new Aggregate(
                        Aggregate.Resolution.HOUR, "s", "d", RAIN, ns("2026-03-01T01:00:00Z"), 2.5, 1, 4, 5, 2, 0));
    }

    @Test
    void aDayIsTheSitesAndNotUtcs() {
        List<Aggregator.Judged> readings = List.of(
                good("2026-02-28T16:59:59Z", 9),
                good("2026-02-28T17:00:00Z", 1),
                good("2026-03-01T16:59:59Z", 2),
                good("2026-03-01T17:00:00Z", 9));
        List<Aggregate> days = of(readings, Set.of(), Set.of(ns("2026-02-28T17:00:00Z")));
        assertThat(days)
                .extracting(Aggregate::sum, Aggregate::count, Aggregate::startNs)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3.0, 2, ns("2026-02-28T17:00:00Z")));
    }

    @Test
    void aDayOnWhichClocksGoForwardHasTwentyThreeHours() {
        ZoneId chicago = ZoneId.of("America/Chicago");
        long day = Aggregator.dayOf(ns("2026-03-08T20:00:00Z"), chicago);
        assertThat(day).isEqualTo(ns("2026-03-08T06:00:00Z"));
        assertThat(Aggregator.dayAfter(ns("2026-03-08T20:00:00Z"), chicago)).isEqualTo(ns("2026-03-09T05:00:00Z"));
    }

    @Test
    void whatIsFlaggedIsCountedAndOtherwiseLeftOut() {
        List<Aggregator.Judged> readings = List.of(good("2026-03-01T01:10:00Z", 1), bad("2026-03-01T01:20:00Z", 1000));
        assertThat(of(readings, Set.of(ns("2026-03-01T01:00:00Z")), Set.of()))
                .extracting(Aggregate::mean, Aggregate::count, Aggregate::flagged)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1.0, 1, 1));
    }

    @Test
    void anHourOfFlaggedReadingsHasNoMean() {
        assertThat(of(List.of(bad("2026-03-01T01:20:00Z", 7)), Set.of(ns("2026-03-01T01:00:00Z")), Set.of()))
                .extracting(Aggregate::mean, Aggregate::min, Aggregate::sum, Aggregate::count, Aggregate::flagged)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Double.NaN, Double.NaN, Double.NaN, 0, 1));
    }

    @Test
    void anHourWithoutReadingsHasNoAggregate() {
        assertThat(of(List.of(good("2026-03-01T01:20:00Z", 7)), Set.of(ns("2026-03-01T02:00:00Z")), Set.of()))
                .isEmpty();
    }

    private static List<Aggregate> of(List<Aggregator.Judged> readings, Set<Long> hours, Set<Long> days) {
        return Aggregator.of("s", "d", RAIN, readings, hours, days, VIET_NAM);
    }

    private static Aggregator.Judged good(String time, double value) {
        return new Aggregator.Judged(ns(time), value, false);
    }

    private static Aggregator.Judged bad(String time, double value) {
        return new Aggregator.Judged(ns(time), value, true);
    }

    private static long ns(String time) {
        return Times.toEpochNanos(Instant.parse(time));
    }
}
