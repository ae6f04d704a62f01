package vn.nuong.ingest.records;

import java.time.LocalDate;

/**
 * What the ledger says of a device's day.
 *
 * @param onTime measured times received in time
 * @param late measured times received late
 * @param stored readings stored
 * @param duplicate readings that were there already
 * @param conflicting readings that were there already with another value
 * @param refused readings that lie in the dead letters, or did
 * @param flagged stored readings that a quality test has caught
 */
public record LedgerRow(
        String site,
        String device,
        LocalDate day,
        int onTime,
        int late,
        int stored,
        int duplicate,
        int conflicting,
        int refused,
        int flagged) {}
