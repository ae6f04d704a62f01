package vn.nuong.sim.csv;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Moves times by whole years in UTC, so that season and hour stay what they were.
 *
 * @param years how many, negative for back
 */
public record YearShift(int years) {

    public YearShift {
        if (Math.abs(years) > 200) {
            throw new IllegalArgumentException("a shift of " + years + " years is outside -200..200");
        }
    }

    /** The shift that moves a time of one year into another. */
    public static YearShift between(int recordedYear, int replayYear) {
        return new YearShift(replayYear - recordedYear);
    }

    /** The moved time; empty for 29 February when the other year has none. */
    public Optional<Instant> apply(Instant recorded) {
        OffsetDateTime time = recorded.atOffset(ZoneOffset.UTC);
        OffsetDateTime moved = time.plusYears(years);
        return moved.getDayOfMonth() == time.getDayOfMonth() ? Optional.of(moved.toInstant()) : Optional.empty();
    }
}
