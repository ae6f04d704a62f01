package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How complete a device's day is. The first four count measured times, and {@code expected + extra = onTime + late + missing};
 * the others count readings.
 *
 * @param intervalS seconds between measured times; null while it is not known
 * @param learned whether that was learned, since the device declares none
 * @param expected null while the interval is not known, as are missing and extra
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LedgerDay(
        String site,
        String device,
        LocalDate day,
        @Nullable Integer intervalS,
        boolean learned,
        @Nullable Long expected,
        long onTime,
        long late,
        @Nullable Long missing,
        @Nullable Long extra,
        long stored,
        long duplicate,
        long conflicting,
        long refused,
        long flagged) {

    /** Measured times that came. */
    public long came() {
        return onTime + late;
    }
}
