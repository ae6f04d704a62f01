package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HourlySeriesTest {

    private static final TreeMap<Instant, Double> READINGS = new TreeMap<>(Map.of(
            Instant.parse("2022-04-01T00:00:00Z"), 1.0,
            Instant.parse("2022-04-01T00:00:01Z"), 2.0,
            Instant.parse("2022-04-01T00:45:00Z"), 3.0,
            Instant.parse("2022-04-01T01:00:00Z"), 4.0,
            Instant.parse("2022-04-01T03:10:00Z"), 5.0));

    @Test
    void anHourHoldsWhatWasMeasuredUpToItsLabelAndNothingLater() {
        HourlySeries sums = HourlySeries.sums(READINGS);
        assertThat(sums.valueAt(Instant.parse("2022-04-01T00:00:00Z"))).isEqualTo(1);
        assertThat(sums.valueAt(Instant.parse("2022-04-01T01:00:00Z"))).isEqualTo(9);
        assertThat(sums.valueAt(Instant.parse("2022-04-01T04:00:00Z"))).isEqualTo(5);
        assertThat(HourlySeries.levels(READINGS).valueAt(Instant.parse("2022-04-01T01:00:00Z")))
                .isEqualTo(4);
    }

    @Test
    void anHourWithoutAReadingIsMissingAndSoIsEveryHourOutside() {
        HourlySeries sums = HourlySeries.sums(READINGS);
        assertThat(sums.valueAt(Instant.parse("2022-04-01T02:00:00Z"))).isNaN();
        assertThat(sums.valueAt(Instant.parse("2022-03-31T23:00:00Z"))).isNaN();
        assertThat(sums.valueAt(Instant.parse("2022-04-01T05:00:00Z"))).isNaN();
    }

    @Test
    void aWindowNeedsNineInTenOfItsHours() {
        TreeMap<Instant, Double> ones = new TreeMap<>();
        for (int h = 0; h < 20; h++) {
            ones.put(HourlySeries.instant(1000 + h), 1.0);
        }
        ones.remove(HourlySeries.instant(1005));
        ones.remove(HourlySeries.instant(1006));
        assertThat(HourlySeries.sums(ones).window(1019, 20).sum()).isEqualTo(20);
        ones.remove(HourlySeries.instant(1007));
        assertThat(HourlySeries.sums(ones).window(1019, 20).sum()).isNaN();
    }
}
