package vn.nuong.ingest.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.LedgerDay;
import vn.nuong.ingest.records.LedgerKey;
import vn.nuong.telemetry.time.Times;

/** When a device was heard, and what of it changed since the last checkpoint. Not thread-safe. */
public final class DeviceLog {

    private final long firstReceivedNs;
    private long lastReceivedNs;
    private long dirtyFromNs = Long.MAX_VALUE;
    private long dirtyToNs = Long.MIN_VALUE;
    private long dirtySinceNs;
    private @Nullable String watch;

    // The day that the last measured time lay in: nearly always the next one's too.
    private @Nullable ZoneId zone;
    private long dayFromNs = Long.MAX_VALUE;
    private long dayToNs = Long.MIN_VALUE;
    private long epochDay;
    private @Nullable LedgerDay ledgerDay;
    private @Nullable Checkpoint ledgerOf;
    private long ledgerEpochDay;

    DeviceLog(DeviceRow row) {
        this.firstReceivedNs = row.firstReceivedNs();
        this.lastReceivedNs = row.lastReceivedNs();
        this.watch = row.watch();
    }

    public long firstReceivedNs() {
        return firstReceivedNs;
    }

    public long lastReceivedNs() {
        return lastReceivedNs;
    }

    /** A message came. */
    public void heard(long receivedNs) {
        lastReceivedNs = Math.max(lastReceivedNs, receivedNs);
    }

    /** A reading of this measured time was stored: the device is to be reviewed there. */
    public void changed(long measuredNs, long receivedNs) {
        if (dirtyFromNs > dirtyToNs) {
            dirtySinceNs = receivedNs;
        }
        dirtyFromNs = Math.min(dirtyFromNs, measuredNs);
        dirtyToNs = Math.max(dirtyToNs, measuredNs);
    }

    /** What is known of its clock, interval, battery and signal, as JSON. */
    public @Nullable String watch() {
        return watch;
    }

    public void watch(@Nullable String json) {
        watch = json;
    }

    /** The day in a time zone that a time lies in, days since 1970-01-01. */
    public long epochDay(long timeNs, ZoneId in) {
        if (!in.equals(zone) || timeNs < dayFromNs || timeNs >= dayToNs) {
            LocalDate day = LocalDate.ofInstant(Times.ofEpochNanos(timeNs), in);
            zone = in;
            epochDay = day.toEpochDay();
            dayFromNs = Times.toEpochNanosOrLimit(startOf(day, in));
            dayToNs = Times.toEpochNanosOrLimit(startOf(day.plusDays(1), in));
        }
        return epochDay;
    }

    /** The day's line in a checkpoint's ledger: found once, since message after message falls into the same one. */
    public LedgerDay ledgerDay(Checkpoint checkpoint, String site, String device, long day) {
        LedgerDay known = ledgerDay;
        if (known == null || checkpoint != ledgerOf || day != ledgerEpochDay) {
            known = checkpoint.ledger(new LedgerKey(site, device, day));
            ledgerDay = known;
            ledgerOf = checkpoint;
            ledgerEpochDay = day;
        }
        return known;
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** As it goes into a checkpoint; what changed is then noted, and counted anew from here. */
    DeviceRow row(String site, String device, long newestNs, List<DeviceRow.Gap> gaps) {
        boolean dirty = dirtyFromNs <= dirtyToNs;
        DeviceRow row = new DeviceRow(
                site,
                device,
                newestNs,
                gaps,
                firstReceivedNs,
                lastReceivedNs,
                dirty ? dirtyFromNs : null,
                dirty ? dirtyToNs : null,
                dirty ? dirtySinceNs : null,
                0,
                watch);
        dirtyFromNs = Long.MAX_VALUE;
        dirtyToNs = Long.MIN_VALUE;
        return row;
    }
}
