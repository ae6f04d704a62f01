package vn.nuong.analytics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.json.Json;

class AlertRuleTest {

    private static final Instant START = Instant.parse("2026-03-22T00:00:00Z");
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private AlertState state = AlertState.start();

    @Test
    void alertsWhenAdviceTurnsToIrrigating() {
        assertThat(at(0, Decision.DO_NOT_IRRIGATE)).isFalse();
        assertThat(at(1, Decision.IRRIGATE)).isTrue();
    }

    @Test
    void alertsAtTheFirstEvaluationWhenThatIrrigates() {
        assertThat(at(0, Decision.IRRIGATE)).isTrue();
    }

    @Test
    void alertsOnceForOneTurn() {
        at(0, Decision.IRRIGATE);
        for (int hour = 1; hour < 48; hour++) {
            assertThat(at(hour, Decision.IRRIGATE)).isFalse();
        }
    }

    @Test
    void alertsAgainOnlyAfterTwelveHoursOfAnotherDecision() {
        at(0, Decision.DRAIN);
        at(1, Decision.WATCH_DRAINAGE);
        assertThat(minutes(12 * 60 + 59, Decision.DRAIN, YOUNG)).isFalse();
        at(14, Decision.DO_NOT_DRAIN);
        assertThat(at(26, Decision.DRAIN)).isTrue();
    }

    @Test
    void aDecisionThatFlickersAlertsOnce() {
        int alerts = 0;
        for (int hour = 0; hour < 72; hour++) {
            alerts += at(hour, hour % 3 == 0 ? Decision.DO_NOT_IRRIGATE : Decision.IRRIGATE) ? 1 : 0;
        }
        assertThat(alerts).isEqualTo(1);
    }

    @Test
    void unknownNeitherAlertsNorCountsTowardsTheNextAlert() {
        at(0, Decision.IRRIGATE);
        at(1, Decision.DO_NOT_IRRIGATE);
        for (int hour = 2; hour < 40; hour++) {
            assertThat(at(hour, Decision.UNKNOWN)).isFalse();
        }
        assertThat(at(40, Decision.IRRIGATE)).isFalse();
    }

    @Test
    void readingsOfSixHoursAndOlderNeverAlert() {
        assertThat(minutes(0, Decision.IRRIGATE, Duration.ofHours(6))).isFalse();
        assertThat(minutes(1, Decision.IRRIGATE, Duration.ofHours(6).minusSeconds(1)))
                .isTrue();
    }

    @Test
    void anEvaluationThatIsNotNewerChangesNothing() {
        at(5, Decision.DO_NOT_IRRIGATE);
        AlertState before = state;
        assertThat(at(5, Decision.IRRIGATE)).isFalse();
        assertThat(at(4, Decision.IRRIGATE)).isFalse();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void goesOnAfterARestartWhereItStood() {
        Random random = new Random(1);
        for (int hour = 0; hour < 200; hour++) {
            at(hour, random.nextBoolean() ? Decision.IRRIGATE : Decision.DO_NOT_IRRIGATE);
            assertThat(Json.read(Json.write(state), AlertState.class)).isEqualTo(state);
        }
    }

    @Test
    void neverAlertsTwiceWithinTwelveHours() {
        Random random = new Random(7);
        Decision[] decisions = {Decision.IRRIGATE, Decision.DO_NOT_IRRIGATE, Decision.UNKNOWN};
        Instant last = Instant.MIN;
        for (int minute = 0; minute < 100_000; minute += 1 + random.nextInt(90)) {
            // Long spells, so that there are second alerts at all.
            Decision decision = decisions[(minute / 1500 + (random.nextInt(5) == 0 ? 1 : 0)) % 3];
            if (minutes(minute, decision, Duration.ofMinutes(random.nextInt(500)))) {
                Instant now = START.plus(Duration.ofMinutes(minute));
                assertThat(last.isAfter(now.minus(AlertRule.REARM_AFTER))).isFalse();
                last = now;
            }
        }
        assertThat(last).isAfter(START);
    }

    private boolean at(int hour, Decision decision) {
        return minutes(60 * hour, decision, YOUNG);
    }

    private boolean minutes(int minute, Decision decision, Duration age) {
        Instant at = START.plus(Duration.ofMinutes(minute));
        AlertRule.Step step = AlertRule.next(state, new AlertRule.Evaluation(at, decision, Optional.of(at.minus(age))));
        state = step.state();
        return step.alert();
    }
}
