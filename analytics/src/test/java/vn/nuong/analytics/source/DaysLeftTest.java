package vn.nuong.analytics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.site.WaterSource;

class DaysLeftTest {

    private static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z");

    /** 4 mm/day over 2000 m² at an efficiency of 0.8 are 10 m³ a day. */
    private static final DaysLeft.Draw TEN_M3 = new DaysLeft.Draw(1, 0.8, 2000);

    private static DaysLeft days(WaterSource source, double volume, DaysLeft.Draw draw, Outlook outlook) {
        return DaysLeft.of(source, Sources.pondCurve(), volume, draw, outlook, NOW, 4.0)
                .orElseThrow();
    }

    private static Outlook outlook(double... rainOfMembers) {
        List<Member> members = new ArrayList<>();
        for (double rain : rainOfMembers) {
            List<Member.Step> steps = new ArrayList<>();
            for (int day = 0; day < 7; day++) {
                Instant from = NOW.plus(Duration.ofDays(day));
                steps.add(new Member.Step(from, from.plus(Duration.ofDays(1)), rain, null, null, null, null, 4.0));
            }
            members.add(new Member("" + members.size(), steps));
        }
        return new Outlook("made up", members);
    }

    @Test
    void aCoveredSourceLastsForItsWaterOverItsDraw() {
        DaysLeft left = days(Sources.pond(", covered: true"), 105, TEN_M3, Outlook.none());
        assertThat(left.usual()).isEqualTo(10.5, within(1e-9));
        assertThat(left.low()).isEqualTo(left.high());
        // 20 m³/day of inflow less 12 that have to flow on leave 8: 2 m³ a day are taken from the store.
        WaterSource fed =
                Sources.pond(", covered: true, inflow_m3_per_hour: 0.833333333333333333," + " leave_m3_per_hour: 0.5");
        assertThat(days(fed, 105, TEN_M3, Outlook.none()).usual()).isGreaterThan(45);
    }

    @Test
    void waterBelowTheLockoutIsNotCounted() {
        double locked = Sources.pondCurve().volumeM3(0.3);
        DaysLeft left =
                days(Sources.pond(", covered: true, lockout_level_m: 0.3"), locked + 40, TEN_M3, Outlook.none());
        assertThat(left.usual()).isEqualTo(4, within(1e-9));
        assertThat(days(Sources.pond(", covered: true, lockout_level_m: 0.3"), locked - 5, TEN_M3, Outlook.none())
                        .usual())
                .isZero();
    }

    @Test
    void evaporationAndSeepageShortenWhatIsLeft() {
        double covered = days(Sources.pond(", covered: true"), 200, TEN_M3, Outlook.none())
                .usual();
        double open = days(Sources.pond(""), 200, TEN_M3, Outlook.none()).usual();
        double leaking = days(Sources.pond(", seepage_m3_per_day: 5"), 200, TEN_M3, Outlook.none())
                .usual();
        assertThat(open).isLessThan(covered);
        assertThat(leaking).isLessThan(open);
    }

    @Test
    void daysLeftFallWithTheDrawAndRiseWithTheWater() {
        double before = Double.POSITIVE_INFINITY;
        for (double area = 500; area <= 8000; area += 250) {
            double left = days(Sources.pond(""), 400, new DaysLeft.Draw(1, 0.8, area), outlook(0, 2))
                    .usual();
            assertThat(left).isLessThanOrEqualTo(before);
            before = left;
        }
        assertThat(before).isLessThan(15);
        double rising = 0;
        for (double volume = 0; volume <= 950; volume += 50) {
            double left = days(Sources.pond(""), volume, TEN_M3, outlook(0, 2)).usual();
            assertThat(left).isGreaterThanOrEqualTo(rising);
            rising = left;
        }
    }

    @Test
    void membersGiveTheLowAndTheHighAndRainIsCountedOnlyWhereItIsTold() {
        DaysLeft dry = days(Sources.pond(""), 100, TEN_M3, Outlook.none());
        DaysLeft many = days(Sources.pond(""), 100, TEN_M3, outlook(0, 3, 10));
        assertThat(many.members()).isEqualTo(3);
        assertThat(many.low()).isEqualTo(dry.usual(), within(1e-9));
        assertThat(many.usual()).isBetween(many.low(), many.high());
        assertThat(many.high()).isGreaterThan(many.low() + 3);
        assertThat(many.high()).isLessThan(DaysLeft.MOST_DAYS);
    }

    @Test
    void withoutAnyEvapotranspirationNothingIsSaid() {
        assertThat(DaysLeft.of(Sources.pond(""), Sources.pondCurve(), 100, TEN_M3, Outlook.none(), NOW, null))
                .isEmpty();
    }
}
