package vn.nuong.analytics.forecast.faults;

import org.jspecify.annotations.Nullable;

/**
 * What is held of a probe now.
 *
 * @param state whether it is believed
 * @param why nothing can be told; null when something can
 * @param finding what it is suspected of; null when it is not
 */
public record Verdict(
        State state, @Nullable Why why, @Nullable Finding finding) {

    /** Whether a probe is believed. */
    public enum State {
        GOOD,
        SUSPECT,
        CANNOT_TELL
    }

    /** Why nothing can be told. */
    public enum Why {
        /** Not enough good days to know how it goes with the others and the weather. */
        TOO_SHORT,
        /** It was not read on the last whole day, or soil was frozen. */
        SILENT,
        /** Neither other probes nor rain. */
        NOTHING_TO_COMPARE,
        /** Two probes and no rain: that they part tells not which of them is wrong. */
        ONE_OF_TWO
    }

    static Verdict good() {
        return new Verdict(State.GOOD, null, null);
    }

    static Verdict suspect(Finding finding) {
        return new Verdict(State.SUSPECT, null, finding);
    }

    static Verdict cannotTell(Why why) {
        return new Verdict(State.CANNOT_TELL, why, null);
    }
}
