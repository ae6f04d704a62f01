package vn.nuong.ingest.store;

import vn.nuong.telemetry.property.PropertyKey;

/**
 * A series over one hour (UTC) or one day (the site's), from the readings that no quality test has caught.
 *
 * @param startNs where the hour or day begins, nanoseconds since 1970
 * @param count how many readings it rests on; 0 when all were flagged, and mean, min, max and sum are then NaN
 * @param flagged how many were left out because a test caught them
 */
public record Aggregate(
        Resolution resolution,
        String site,
        String device,
        PropertyKey key,
        long startNs,
        double mean,
        double min,
        double max,
        double sum,
        int count,
        int flagged) {

    public enum Resolution {
        HOUR,
        DAY
    }
}
