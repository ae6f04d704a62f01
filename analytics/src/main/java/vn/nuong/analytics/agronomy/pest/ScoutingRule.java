package vn.nuong.analytics.agronomy.pest;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Whether to go and look at the tea today, or when.
 *
 * <p>A plot is looked at every seven days (QCVN survey method for tea). A rising trap catch, catches
 * expected to be high, weather for blister blight in
 * its months, or warmth for a whole pest generation calls earlier. The rule never says that a spray is due: that takes a
 * count by a person.
 */
public final class ScoutingRule {
    private ScoutingRule() {}

    /** What to do. */
    public enum Decision {
        /** Go and look today. */
        SCOUT_NOW,
        /** Nothing calls for it before {@link Result#nextCheck()}. */
        NOT_YET
    }

    /** What calls for a look. */
    public enum Reason {
        /** The interval since the last look is over. */
        INTERVAL_OVER,
        /** No look was recorded, and today is the scouting day of the week. */
        SCOUTING_DAY,
        /** Three trap counts in a row went up. */
        TRAPS_RISING,
        /** Even the low end of what traps are expected to catch in one or two weeks is above what is usual for them. */
        CATCHES_HIGH_AHEAD,
        /** Little sunshine in blister blight's months; experimental. */
        BLISTER_WEATHER,
        /** Warmth for a generation of thrips or mites since the last look that found them. */
        GENERATION_COMPLETE
    }

    /**
     * The rule's own numbers, each owned by the local plant-protection station.
     *
     * @param intervalDays days between looks: 7
     * @param scoutingDay day of the week when no look was recorded: Monday
     * @param calmDays days after a look in which traps and weather do not call again: 3
     * @param blisterMonths months in which blister blight is looked for: February–April, October–November, from memory
     *     of the literature
     */
    public record Settings(int intervalDays, DayOfWeek scoutingDay, int calmDays, Set<Month> blisterMonths) {
        public Settings {
            Limits.within("scouting interval", intervalDays, 1, 60, "days");
            Limits.within("calm days after scouting", calmDays, 0, intervalDays, "days");
            blisterMonths = Set.copyOf(blisterMonths);
        }

        /** 7 days; Monday; 3 days; February–April and October–November. */
        public static Settings defaults() {
            return new Settings(
                    7,
                    DayOfWeek.MONDAY,
                    3,
                    EnumSet.of(Month.FEBRUARY, Month.MARCH, Month.APRIL, Month.OCTOBER, Month.NOVEMBER));
        }
    }

    /**
     * What is known of a plot.
     *
     * @param today the local day the answer is for
     * @param lastScouted last recorded look, not after today, or null if none was recorded
     * @param traps trend of the traps
     * @param highAhead whether traps are expected to catch clearly more than is usual for them; false where nothing is known of it
     * @param blister blister blight's weather
     * @param generations generations of thrips or mites completed since a look last found them, or null if none did
     */
    public record Situation(
            LocalDate today,
            @Nullable LocalDate lastScouted,
            TrapTrend.Result traps,
            boolean highAhead,
            BlisterBlight.Result blister,
            @Nullable Double generations) {
        public Situation {
            if (lastScouted != null && lastScouted.isAfter(today)) {
                throw new IllegalArgumentException("last scouted on " + lastScouted + ", after today " + today
                        + "; leave out looks of the future");
            }
        }
    }

    /**
     * The answer.
     *
     * @param decision what to do
     * @param reasons what calls for a look; empty with {@link Decision#NOT_YET}
     * @param nextCheck the day to look: today, or later
     * @param daysSinceScouted days since the last recorded look, or null if none was recorded
     * @param traps trend of the traps
     * @param blister blister blight's weather
     * @param generations generations of thrips or mites, or null
     */
    public record Result(
            Decision decision,
            Set<Reason> reasons,
            LocalDate nextCheck,
            @Nullable Long daysSinceScouted,
            TrapTrend.Result traps,
            BlisterBlight.Result blister,
            @Nullable Double generations) {
        public Result {
            reasons = Set.copyOf(reasons);
        }
    }

    /** Decides. */
    public static Result evaluate(Situation now, Settings settings) {
        LocalDate today = now.today();
        LocalDate last = now.lastScouted();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);

        LocalDate regular = last != null
                ? last.plusDays(settings.intervalDays())
                : today.with(TemporalAdjusters.nextOrSame(settings.scoutingDay()));
        if (!regular.isAfter(today)) {
            reasons.add(last != null ? Reason.INTERVAL_OVER : Reason.SCOUTING_DAY);
        }
        Long since = last == null ? null : ChronoUnit.DAYS.between(last, today);
        if (since == null || since > settings.calmDays()) {
            if (now.traps().direction() == TrapTrend.Direction.RISING) {
                reasons.add(Reason.TRAPS_RISING);
            }
            if (now.highAhead()) {
                reasons.add(Reason.CATCHES_HIGH_AHEAD);
            }
            if (now.blister().weather() == BlisterBlight.Weather.FAVOURABLE
                    && settings.blisterMonths().contains(today.getMonth())) {
                reasons.add(Reason.BLISTER_WEATHER);
            }
            Double generations = now.generations();
            if (generations != null && generations >= 1) {
                reasons.add(Reason.GENERATION_COMPLETE);
            }
        }
        boolean scout = !reasons.isEmpty();
        return new Result(
                scout ? Decision.SCOUT_NOW : Decision.NOT_YET,
                reasons,
                scout ? today : regular,
                since,
                now.traps(),
                now.blister(),
                now.generations());
    }
}
