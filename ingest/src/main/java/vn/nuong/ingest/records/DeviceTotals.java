package vn.nuong.ingest.records;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a device in all.
 *
 * @param firstDay the oldest of its days on which anything was stored; null when nothing ever was
 * @param stored readings stored
 * @param conflicting readings that were there already with another value
 * @param refused readings that lie in the dead letters, or did
 */
public record DeviceTotals(@Nullable LocalDate firstDay, long stored, long conflicting, long refused) {

    public static final DeviceTotals NONE = new DeviceTotals(null, 0, 0, 0);
}
