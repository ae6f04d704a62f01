package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * What is held of a soil moisture probe: whether for days or weeks it has read what it should. No advice rests on it.
 *
 * @param property what it reads, with its depth
 * @param verdict whether it is believed
 * @param kind what it looks like: {@code drift}, {@code step}, {@code response}, {@code noise}, {@code temperature}, {@code air}; null
 *     unless suspect
 * @param since the day (UTC) that it seems to have begun; null unless suspect
 * @param flaggedAt when it became suspect, the end of a day; null unless suspect
 * @param sizeM3M3 m³/m³, by how much it reads too wet (below 0 too dry), or the size of what it looks like; null unless suspect
 * @param sizeMm the same as water in its layer, mm; null unless suspect
 * @param confidence high when well beyond the limit, else medium; null unless suspect
 * @param why nothing can be told: {@code too_short}, {@code silent}, {@code nothing_to_compare}, {@code one_of_two}; null when
 *     something can
 * @param sentence all of it in words, with what to check by hand
 */
public record ProbeFinding(
        PropertyKey property,
        Verdict verdict,
        @Nullable String kind,
        @Nullable LocalDate since,
        @Nullable Instant flaggedAt,
        @Nullable Double sizeM3M3,
        @Nullable Double sizeMm,
        @Nullable Confidence confidence,
        @Nullable String why,
        Text sentence) {

    /** Whether a probe is believed. */
    public enum Verdict {
        /** Nothing about it is suspicious. */
        GOOD,
        /** It does not read what it should. */
        SUSPECT,
        /** There is too little to tell by. */
        CANNOT_TELL
    }
}
