package vn.nuong.ingest.records;

/**
 * A device's day in the ledger.
 *
 * @param epochDay the day in the site's time zone, days since 1970-01-01
 */
public record LedgerKey(String site, String device, long epochDay) {}
