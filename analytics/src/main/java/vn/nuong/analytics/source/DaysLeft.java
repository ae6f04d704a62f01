package vn.nuong.analytics.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.site.WaterSource;

/**
 * For how many days the water of a source lasts, in each member of the outlook: its balance is run day by day until the day on which it
 * does not give all that the tea drinks. A day of which a member does not tell counts as a day without rain at the usual ETo, so
 * that water is never counted on that nobody expects.
 *
 * @param usual the median of the members, days
 * @param low the least, days
 * @param high the most, days
 * @param members ways the weather may go; 1 without an outlook
 */
public record DaysLeft(double usual, double low, double high, int members) {

    /** No further is looked: water for so long is as good as water for ever, days. */
    public static final int MOST_DAYS = 60;

    /**
     * What is drawn.
     *
     * @param kc crop coefficient
     * @param efficiency share of the pumped water that reaches the roots, above 0
     * @param areaM2 area that all users water, m²
     */
    public record Draw(double kc, double efficiency, double areaM2) {

        /** Water to pump for what the tea drinks beyond the day's rain, m³. */
        double m3(double rainMm, double etoMm) {
            return Math.max(0, kc * etoMm - rainMm) / efficiency * areaM2 / 1000;
        }
    }

    /**
     * Of a source that holds a store. Empty when its usual ETo is not known and no member tells it.
     *
     * @param volumeM3 what it holds now
     * @param outlook the weather expected
     * @param usualEtoMm ETo of the last days, mm/day; null when not known
     */
    public static Optional<DaysLeft> of(
            WaterSource source,
            LevelVolume curve,
            double volumeM3,
            Draw draw,
            Outlook outlook,
            Instant now,
            @Nullable Double usualEtoMm) {
        List<Member> members = outlook.isKnown() ? outlook.members() : List.of(new Member("none", List.of()));
        double[] days = new double[members.size()];
        for (int m = 0; m < days.length; m++) {
            double lasts = of(source, curve, volumeM3, draw, members.get(m), now, usualEtoMm);
            if (Double.isNaN(lasts)) {
                return Optional.empty();
            }
            days[m] = lasts;
        }
        Arrays.sort(days);
        int n = days.length;
        double median = n % 2 == 1 ? days[n / 2] : (days[n / 2 - 1] + days[n / 2]) / 2;
        return Optional.of(new DaysLeft(median, days[0], days[n - 1], n));
    }

    private static double of(
            WaterSource source,
            LevelVolume curve,
            double volumeM3,
            Draw draw,
            Member member,
            Instant now,
            @Nullable Double usualEtoMm) {
        Double lockout = source.lockoutLevelM();
        double locked = curve.volumeM3(lockout == null ? curve.lowestM() : lockout);
        double volume = Math.min(volumeM3, curve.fullM3());
        double inflow = 24 * Math.max(0, or(source.inflowM3PerHour(), 0) - or(source.leaveM3PerHour(), 0));
        List<Member.Step> steps = member.steps();
        Instant told = steps.isEmpty() ? now : steps.get(steps.size() - 1).to();
        for (int day = 0; day < MOST_DAYS; day++) {
            Instant from = now.plus(Duration.ofDays(day));
            Instant to = from.plus(Duration.ofDays(1));
            OptionalDouble rainTold = from.isBefore(told) ? member.rainMm(from, to) : OptionalDouble.empty();
            OptionalDouble etoTold = from.isBefore(told) ? member.etoMm(from, to) : OptionalDouble.empty();
            if (etoTold.isEmpty() && usualEtoMm == null) {
                return Double.NaN;
            }
            double rain = Math.min(2000, rainTold.orElse(0));
            double eto = Math.min(25, etoTold.isPresent() ? etoTold.getAsDouble() : or(usualEtoMm, 0));
            double wanted = Math.min(draw.m3(rain, eto), or(source.limitM3PerDay(), Double.MAX_VALUE));
            SourceBalance balance = SourceBalance.of(
                    curve,
                    volume,
                    locked,
                    new SourceBalance.Day(
                            inflow,
                            source.covered() ? 0 : rain,
                            source.covered() ? 0 : eto,
                            or(source.seepageM3PerDay(), 0),
                            wanted));
            if (balance.drawnM3() < wanted - 1e-9) {
                return day + balance.drawnM3() / wanted;
            }
            volume = balance.endM3();
        }
        return MOST_DAYS;
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
