package vn.nuong.analytics.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vn.nuong.telemetry.advice.Decision;

/**
 * One alert for each turn to irrigating or draining. A pure state machine.
 *
 * <ul>
 *   <li>Only a decision on readings younger than {@link #FRESH} turns anything; an evaluation not newer than the last one is
 *       ignored. Old readings that arrive late therefore never alert.
 *   <li>After an alert the next one comes only when the decision has been known to be another for {@link #REARM_AFTER}.
 *       A decision that flickers around its threshold alerts once.
 *   <li>"Unknown" is no other decision: it neither alerts nor counts towards the next alert.
 * </ul>
 */
public final class AlertRule {

    static final Duration FRESH = Duration.ofHours(6);
    static final Duration REARM_AFTER = Duration.ofHours(12);

    private AlertRule() {}

    /**
     * @param at time of the evaluation
     * @param decision what it decided
     * @param newestUsed measured time of the newest soil moisture it used; empty when it used none
     */
    public record Evaluation(Instant at, Decision decision, Optional<Instant> newestUsed) {
        boolean isFresh() {
            return newestUsed.isPresent()
                    && !newestUsed.get().isAfter(at)
                    && newestUsed.get().isAfter(at.minus(FRESH));
        }
    }

    /**
     * @param state where the rule stands now
     * @param alert whether to alert
     */
    public record Step(AlertState state, boolean alert) {}

    /** Takes one evaluation into account. */
    public static Step next(AlertState state, Evaluation evaluation) {
        Instant at = evaluation.at();
        if (!at.isAfter(state.at())) {
            return new Step(state, false);
        }
        if (evaluation.decision() == Decision.UNKNOWN || !evaluation.isFresh()) {
            return new Step(
                    state instanceof AlertState.Leaving leaving
                            ? new AlertState.Leaving(at, leaving.away(), false)
                            : moved(state, at),
                    false);
        }
        Duration away = away(state, at);
        boolean over = away.compareTo(REARM_AFTER) >= 0;
        if (evaluation.decision().isAlert()) {
            boolean turned = state instanceof AlertState.Armed || over;
            return new Step(new AlertState.Alerted(at), turned);
        }
        if (state instanceof AlertState.Armed || over) {
            return new Step(new AlertState.Armed(at), false);
        }
        return new Step(new AlertState.Leaving(at, away, true), false);
    }

    /** How long the decision has been known to be away, up to this evaluation. */
    private static Duration away(AlertState state, Instant at) {
        return state instanceof AlertState.Leaving leaving
                ? leaving.away().plus(leaving.known() ? Duration.between(leaving.at(), at) : Duration.ZERO)
                : Duration.ZERO;
    }

    private static AlertState moved(AlertState state, Instant at) {
        return state instanceof AlertState.Armed ? new AlertState.Armed(at) : new AlertState.Alerted(at);
    }
}
