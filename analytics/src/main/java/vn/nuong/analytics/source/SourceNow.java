package vn.nuong.analytics.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vn.nuong.analytics.decision.StartTime;
import vn.nuong.telemetry.site.WaterSource;

/**
 * A plot's source as its advice needs it: what is known of it now, and the plan of the day.
 *
 * @param state the source now
 * @param plan how its water is shared today
 * @param zone whose day a day is
 */
public record SourceNow(SourceState state, SourcePlan plan, ZoneId zone) {

    public WaterSource source() {
        return state.source();
    }

    /** Changes with what was measured and with the plan, not with the clock. */
    public int revision() {
        return Objects.hash(state.levelM(), state.levelAt(), state.lockedOut(), state.ecDsPerM(), state.ph(), plan);
    }

    /** The plan of a later day, as far as it can be told today: what the source holds and what the plots need as now, nothing drawn yet. */
    public SourcePlan planOf(Instant later) {
        return SourcePlan.of(state.at(SourcePlan.planTime(later, zone)), plan.users(), zone, 0);
    }

    public Calendar calendar() {
        return new Calendar(source().openings(), zone);
    }

    /**
     * The times of a number of days at which there is water, day by day, for a source whose hours leave no better ones; empty without a
     * calendar.
     */
    public List<StartTime.Window> openings(Instant from, int days) {
        List<StartTime.Window> openings = new ArrayList<>();
        if (source().openings().isEmpty()) {
            return openings;
        }
        LocalDate first = LocalDate.ofInstant(from, zone);
        for (int day = 0; day < days; day++) {
            Instant begin = first.plusDays(day).atStartOfDay(zone).toInstant();
            Instant end = first.plusDays(day + 1L).atStartOfDay(zone).toInstant();
            calendar().windows(begin, end).forEach(w -> openings.add(new StartTime.Window(w.from(), w.to())));
        }
        return openings;
    }
}
