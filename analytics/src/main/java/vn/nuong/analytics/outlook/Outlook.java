package vn.nuong.analytics.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The weather expected, as members that are each as likely as any other: a single forecast has one, an ensemble many. Rain in it
 * is a chance; it postpones work and is never booked as fallen. Immutable.
 *
 * @param source where it comes from, for people: {@code o.csv}, {@code Open-Meteo}
 * @param members ways the weather may go; empty when nothing is known
 */
public record Outlook(String source, List<Member> members) {

    private static final String UNREACHED = "not reached: ";
    private static final String ELSEWHERE = "not from here: ";
    private static final Outlook NONE = new Outlook("none", List.of());

    public Outlook {
        members = List.copyOf(members);
    }

    /** Nothing is known of the weather to come. */
    public static Outlook none() {
        return NONE;
    }

    /** Nothing is known, because the source could not be had. */
    public static Outlook unreached(String why) {
        return new Outlook(UNREACHED + why, List.of());
    }

    /** How it usually rains at a station that is not the plot's own. */
    static Outlook elsewhere(String station, List<Member> members) {
        return new Outlook(ELSEWHERE + "usual rain of " + station, members);
    }

    /** Whether it is no forecast but the usual rain of a station elsewhere. */
    public boolean isElsewhere() {
        return source.startsWith(ELSEWHERE);
    }

    /** Whether the source that is configured could not be had. */
    public boolean isUnreached() {
        return members.isEmpty() && source.startsWith(UNREACHED);
    }

    public boolean isKnown() {
        return !members.isEmpty();
    }

    /** Mean of the members' rain between two times, mm; empty when fewer than half of them tell of it. */
    public OptionalDouble rainMm(Instant from, Instant to) {
        return mean(m -> m.rainMm(from, to));
    }

    /** Mean rain of the hours after a time, mm. */
    public OptionalDouble rainMm(Instant from, int hours) {
        return rainMm(from, from.plus(Duration.ofHours(hours)));
    }

    /**
     * Share of the members with at least so much rain between two times, 0 to 1. A member that tells of a part of the time reaches it where that
     * part alone does. Where fewer than half of them tell of the whole time it is the share that reaches it for certain, and empty
     * when none does.
     */
    public OptionalDouble chanceOfRain(double mm, Instant from, Instant to) {
        int whole = 0;
        int reached = 0;
        for (Member member : members) {
            reached += member.toldRainMm(from, to) >= mm ? 1 : 0;
            whole += member.rainMm(from, to).isPresent() ? 1 : 0;
        }
        if (whole > 0 && 2 * whole >= members.size()) {
            return OptionalDouble.of(Math.min(1, (double) reached / whole));
        }
        return reached == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) reached / members.size());
    }

    /** Mean wind between two times, m/s. */
    public Optional<Double> windMs(Instant from, Instant to) {
        OptionalDouble mean =
                mean(m -> m.windMs(from, to).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    /** Mean of the members' lowest air temperature, °C. */
    public OptionalDouble lowest(Instant from, Instant to) {
        return mean(m -> m.lowest(from, to));
    }

    /** Mean of the members' highest air temperature, °C. */
    public OptionalDouble highest(Instant from, Instant to) {
        return mean(m -> m.highest(from, to));
    }

    private OptionalDouble mean(Function<Member, OptionalDouble> value) {
        double[] told = members.stream()
                .map(value)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        if (told.length == 0 || 2 * told.length < members.size()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (double one : told) {
            sum += one;
        }
        return OptionalDouble.of(sum / told.length);
    }
}
