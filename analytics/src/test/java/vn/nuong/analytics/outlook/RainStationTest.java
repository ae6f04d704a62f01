package vn.nuong.analytics.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.site.Plot;

class RainStationTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final RainStation STATION = RainStation.thaiNguyen();

    @Test
    void hasTheRecordsRainByMonth() {
        // 590 wet days of 24.6 mm in 36 Julys, 112 of 7.0 mm in 36 Decembers.
        assertThat(31 * STATION.chanceOfWet(7)).isCloseTo(16.4, within(0.3));
        assertThat(STATION.meanOfWetMm(7)).isCloseTo(24.6, within(0.1));
        assertThat(31 * STATION.chanceOfWet(12)).isCloseTo(3.1, within(0.1));
        assertThat(STATION.meanOfWetMm(12)).isCloseTo(7.0, within(0.1));
    }

    @Test
    void itsWeeksBringWhatTheRecordsWeeksBrought() {
        assertThat(meanOfWeeks(7)).isCloseTo(93.4, within(6.0));
        assertThat(meanOfWeeks(4)).isCloseTo(21.7, within(2.0));
        assertThat(meanOfWeeks(1)).isCloseTo(5.2, within(1.0));
    }

    @Test
    void rainIsLikelierAfterARainyDay() {
        Instant now = Instant.parse("2026-07-10T23:00:00Z");
        assertThat(chanceTomorrow(now, OptionalDouble.of(20)))
                .isGreaterThan(chanceTomorrow(now, OptionalDouble.of(0)) + 0.05);
    }

    @Test
    void saysThatItIsNotFromHereAndIsTheSameForTheSameTime() {
        Instant now = Instant.parse("2026-04-10T23:00:00Z");
        Outlook outlook = STATION.outlook(now, ZONE, OptionalDouble.empty());
        assertThat(outlook.isElsewhere()).isTrue();
        assertThat(outlook.source()).isEqualTo("not from here: usual rain of Thái Nguyên 1980–2015");
        assertThat(outlook).isEqualTo(STATION.outlook(now, ZONE, OptionalDouble.empty()));
        assertThat(outlook.rainMm(now, 7 * 24)).isPresent();
    }

    @Test
    void standsForPlotsNearItAlone() {
        assertThat(RainStation.near(new Plot.Place(21.55, 105.75, 50, ZONE))).isPresent();
        assertThat(RainStation.near(new Plot.Place(21.03, 105.85, 10, ZONE)))
                .as("Hà Nội")
                .isEmpty();
        assertThat(RainStation.near(new Plot.Place(24.03, 120.69, 80, ZoneId.of("Asia/Taipei"))))
                .isEmpty();
    }

    @Test
    void isAskedOnlyWhereThePlotHasNoYearsOfItsOwn() {
        Instant now = Instant.parse("2026-04-10T23:00:00Z");
        Outlook none = new ClimatologyOutlook(
                        (from, to) -> OptionalDouble.empty(),
                        ZONE,
                        RainStation.near(new Plot.Place(21.55, 105.75, 50, ZONE)))
                .outlook(now);
        assertThat(none.isElsewhere()).isTrue();
        Outlook own = new ClimatologyOutlook(
                        (from, to) -> OptionalDouble.of(3),
                        ZONE,
                        RainStation.near(new Plot.Place(21.55, 105.75, 50, ZONE)))
                .outlook(now);
        assertThat(own.isElsewhere()).isFalse();
        assertThat(own.source()).isEqualTo("climatology");
    }

    private static double meanOfWeeks(int month) {
        double sum = 0;
        int weeks = 0;
        for (int day = 1; day <= 24; day++) {
            for (int hour = 0; hour < 5; hour++) {
                Instant now = Instant.parse(String.format("2026-%02d-%02dT%02d:00:00Z", month, day, hour));
                sum += STATION.outlook(now, ZONE, OptionalDouble.empty())
                        .rainMm(now, 7 * 24)
                        .orElseThrow();
                weeks++;
            }
        }
        return sum / weeks;
    }

    private static double chanceTomorrow(Instant now, OptionalDouble before) {
        return STATION.outlook(now, ZONE, before)
                .chanceOfRain(1, now, now.plus(Duration.ofDays(1)))
                .orElseThrow();
    }
}
