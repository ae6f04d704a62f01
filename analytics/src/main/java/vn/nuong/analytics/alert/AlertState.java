package vn.nuong.analytics.alert;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;

/** Where {@link AlertRule} stands for one matter of one plot. Kept across restarts, so that none alerts again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AlertState.Armed.class, name = "armed"),
    @JsonSubTypes.Type(value = AlertState.Alerted.class, name = "alerted"),
    @JsonSubTypes.Type(value = AlertState.Leaving.class, name = "leaving")
})
public sealed interface AlertState {

    /** Time of the newest evaluation taken into account; older ones are ignored. */
    Instant at();

    /** The next turn alerts. */
    record Armed(Instant at) implements AlertState {}

    /** The present turn has been alerted. */
    record Alerted(Instant at) implements AlertState {}

    /**
     * The decision has turned away since, but not for long enough to be over.
     *
     * @param away how long it was known to be away
     * @param known whether the newest evaluation knew; time in which the decision was unknown does not count
     */
    record Leaving(Instant at, Duration away, boolean known) implements AlertState {}

    /** Before the first evaluation. */
    static AlertState start() {
        return new Armed(Instant.MIN);
    }
}
