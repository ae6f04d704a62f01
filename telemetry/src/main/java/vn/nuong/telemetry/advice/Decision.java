package vn.nuong.telemetry.advice;

import org.jspecify.annotations.Nullable;

/** What a statement decides. Missing or doubtful input gives {@link #UNKNOWN}, never one of the others. */
public enum Decision {
    IRRIGATE(AdviceTopic.IRRIGATION),
    DO_NOT_IRRIGATE(AdviceTopic.IRRIGATION),
    DRAIN(AdviceTopic.DRAINAGE),
    WATCH_DRAINAGE(AdviceTopic.DRAINAGE),
    DO_NOT_DRAIN(AdviceTopic.DRAINAGE),
    SCOUT(AdviceTopic.SPRAYING),
    DO_NOT_SPRAY(AdviceTopic.SPRAYING),
    FERTILISE(AdviceTopic.FERTILISING),
    HOLD_FERTILISER(AdviceTopic.FERTILISING),
    UNKNOWN(null);

    private final @Nullable AdviceTopic topic;

    Decision(@Nullable AdviceTopic topic) {
        this.topic = topic;
    }

    /** The matter it decides; null for {@link #UNKNOWN}, which belongs to all. */
    public @Nullable AdviceTopic topic() {
        return topic;
    }

    /** Whether the farmer is asked if it was done. What was fed is written into the diary instead, since amounts matter. */
    public boolean isAsked() {
        return isAlert() || this == SCOUT;
    }

    /** Whether turning to this decision is worth an alert. */
    public boolean isAlert() {
        return this == IRRIGATE || this == DRAIN;
    }
}
