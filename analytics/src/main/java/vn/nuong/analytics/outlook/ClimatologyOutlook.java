package vn.nuong.analytics.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import vn.nuong.telemetry.site.Plot;

/**
 * What the same days of earlier years brought, from the plot's own gauge: each past year is a member three times, at the same dates and a
 * week to either side. It knows nothing of this year's weather, only how likely rain is at this time of the year. Where the gauge has too
 * few years a public station near it stands in, which says that it is not from here. Thread-safe.
 */
public final class ClimatologyOutlook implements OutlookSource {

    private static final int DAYS = 7;
    private static final int MOST_YEARS = 60;
    private static final int[] SHIFTS_DAYS = {-7, 0, 7};

    /** With fewer a chance of rain cannot be told. */
    static final int LEAST_MEMBERS = 3;

    private final BiFunction<Instant, Instant, OptionalDouble> rainMm;
    private final ZoneId zone;
    private final Optional<RainStation> station;

    /**
     * @param rainMm rain that fell between two times, mm; empty when it is not known
     * @param zone whose dates are the same from year to year
     * @param station what stands in for years that are not there
     */
    public ClimatologyOutlook(
            BiFunction<Instant, Instant, OptionalDouble> rainMm, ZoneId zone, Optional<RainStation> station) {
        this.rainMm = rainMm;
        this.zone = zone;
        this.station = station;
    }

    /** For a plot, with the public station near it. */
    public static ClimatologyOutlook of(BiFunction<Instant, Instant, OptionalDouble> rainMm, Plot.Place place) {
        return new ClimatologyOutlook(rainMm, place.timeZone(), RainStation.near(place));
    }

    @Override
    public Outlook outlook(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Duration sinceMidnight = Duration.between(today.atStartOfDay(zone).toInstant(), now);
        List<Member> members = new ArrayList<>();
        for (int year = 1; year <= MOST_YEARS; year++) {
            for (int shift : SHIFTS_DAYS) {
                LocalDate then = today.minusYears(year).plusDays(shift);
                List<Member.Step> steps =
                        steps(now, then.atStartOfDay(zone).toInstant().plus(sinceMidnight));
                if (steps.size() == DAYS) {
                    members.add(new Member(then.toString(), steps));
                }
            }
        }
        return members.size() >= LEAST_MEMBERS
                ? new Outlook("climatology", members)
                : station.map(s -> s.outlook(now, zone, rainMm.apply(now.minus(Duration.ofDays(1)), now)))
                        .orElse(Outlook.none());
    }

    private List<Member.Step> steps(Instant now, Instant then) {
        List<Member.Step> steps = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Duration from = Duration.ofDays(day);
            Duration to = Duration.ofDays(day + 1L);
            OptionalDouble rain = rainMm.apply(then.plus(from), then.plus(to));
            if (rain.isPresent() && !then.plus(to).isAfter(now)) {
                steps.add(new Member.Step(
                        now.plus(from), now.plus(to), rain.getAsDouble(), null, null, null, null, null));
            }
        }
        return steps;
    }
}
