package vn.nuong.ingest.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A device's day in the ledger. The first counts are of measured times, and add up: expected + extra = on time + late + missing.
 * The others are of readings.
 *
 * @param day the site's
 * @param intervalS seconds between measured times; null while not known, as are expected, missing and extra
 * @param learned whether the interval was learned, since the device declares none
 * @param flagged stored readings that a quality test has caught
 */
public record CompletenessJson(
        String site,
        String device,
        LocalDate day,
        @Nullable Long intervalS,
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
        long flagged) {}
