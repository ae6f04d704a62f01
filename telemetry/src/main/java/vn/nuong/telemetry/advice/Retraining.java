package vn.nuong.telemetry.advice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the latest retraining of the soil-moisture model is, or what came of it.
 *
 * @param state where it stands
 * @param started when it began
 * @param changed when this was written
 * @param step what is being done, or why it came out so, in English
 * @param version the new model; null when there is none yet
 * @param figures of the trial against the model in use; null where none was made
 */
public record Retraining(
        State state,
        Instant started,
        Instant changed,
        String step,
        @Nullable String version,
        @Nullable String figures) {

    /** Where a retraining stands. */
    public enum State {
        /** At work. */
        RUNNING,
        /** Stopped before its end; it goes on by itself. */
        WAITING,
        /** The new model was better and is in use. */
        TAKEN,
        /** The new model was not better, or could not be tried, and is not in use. */
        NOT_TAKEN,
        /** There is too little to learn from. */
        TOO_LITTLE,
        /** It failed; the next one comes when it is due. */
        FAILED
    }
}
