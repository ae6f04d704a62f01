package vn.nuong.analytics.history;

import java.time.Instant;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * Readings that were left out, or something that cannot be known from what was recorded.
 *
 * @param kind what is wrong
 * @param device the device, or {@code diary}
 * @param key what was measured
 * @param at the newest reading or line concerned
 * @param value its value, in the property's unit
 */
public record Doubt(Kind kind, String device, PropertyKey key, Instant at, double value) {

    public enum Kind {
        /** Outside what this soil, or anything, can hold: a broken probe, or one standing in the air. */
        OUT_OF_RANGE,
        /** The same value for a day and longer: a probe that has stopped measuring. */
        STUCK,
        /** Caught by another quality test of ingest. */
        CAUGHT,
        /** A leap that nothing confirms yet; the next reading decides. */
        UNCONFIRMED_LEAP,
        /** It leaps up and down all day: a loose contact. */
        UNSTEADY,
        /** It fell at once by more than soil can lose. */
        FELL,
        /** It rose at once though there was no water. */
        ROSE,
        /** Watered, but neither minutes nor volume were written down. */
        WATER_WITHOUT_AMOUNT
    }
}
