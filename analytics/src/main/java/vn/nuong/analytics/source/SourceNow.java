package vn.nuong.analytics.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vn.nuong.analytics.decision.Ban;
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

    private static final Duration STEP = Duration.ofMinutes(30);

    public WaterSource source() {
        return state.source();
    }

    /** Changes with what was measured and with the plan, not with the clock. */
    public int revision() {
        return Objects.hash(state.levelM(), state.levelAt(), state.lockedOut(), state.ecDsPerM(), state.ph(), plan);
    }

    public Calendar calendar() {
        return new Calendar(source().openings(), zone);
    }

    /**
     * The earliest time at which there is water for so long, by half hours from the beginning of each opening; where no opening is long
     * enough, the beginning of the first. For a source whose hours leave no better time. Empty without a calendar.
     *
     * @param bans times without irrigation for other reasons
     */
    public Optional<Instant> earliestStart(Duration takes, List<Ban> bans) {
        if (source().openings().isEmpty()) {
            return Optional.empty();
        }
        List<Calendar.Window> windows =
                calendar().windows(state.at(), state.at().plus(StartTime.AHEAD));
        for (Calendar.Window window : windows) {
            for (Instant t = window.from(); !t.plus(takes).isAfter(window.to()); t = t.plus(STEP)) {
                if (isFree(t, t.plus(takes), bans)) {
                    return Optional.of(t);
                }
            }
        }
        return windows.stream()
                .filter(w -> takes.compareTo(Duration.between(w.from(), w.to())) > 0 && isFree(w.from(), w.to(), bans))
                .map(Calendar.Window::from)
                .findFirst();
    }

    private static boolean isFree(Instant from, Instant to, List<Ban> bans) {
        return bans.stream().noneMatch(b -> from.isBefore(b.to()) && to.isAfter(b.from()));
    }
}
