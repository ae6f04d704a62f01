package vn.nuong.ingest.register;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.store.Point;

/**
 * What ingest knows of one device while it runs: up to which measured time something may be stored, and its newest points. Not
 * thread-safe: belongs to the thread that decides.
 */
public final class DeviceState {

    /** More gaps than this are not remembered: the oldest is then looked up again like any late reading. */
    private static final int MAX_GAPS = 4;

    private final String site;
    private final String device;
    private long newestNs;
    private final List<DeviceRow.Gap> gaps;
    private int overtaking; // the overtaking that this device's newest gap belongs to
    private final Map<Long, List<Point>> recent =
            new LinkedHashMap<>(); // points by measured time, in the order they came
    private final DeviceLog log;

    DeviceState(DeviceRow row) {
        this.site = row.site();
        this.device = row.device();
        this.newestNs = row.newestNs();
        this.gaps = new ArrayList<>(row.gaps());
        this.log = new DeviceLog(row);
    }

    public String site() {
        return site;
    }

    public String device() {
        return device;
    }

    /** The newest measured time at which anything was stored, nanoseconds since 1970; {@link Long#MIN_VALUE} for nothing yet. */
    public long newestNs() {
        return newestNs;
    }

    /** What else is noted of the device, by message. */
    public DeviceLog log() {
        return log;
    }

    /** Whether nothing can be stored at this time, so that no look-up is needed. */
    boolean isCertainlyFree(long timeNs) {
        if (timeNs > newestNs) {
            return true;
        }
        for (DeviceRow.Gap gap : gaps) {
            if (timeNs > gap.fromNs() && timeNs < gap.toNs()) {
                return !recent.containsKey(timeNs);
            }
        }
        return false;
    }

    /** The points of a measured time that are remembered; null when the time is not remembered. */
    @Nullable
    List<Point> recent(long timeNs) {
        return recent.get(timeNs);
    }

    /** Every remembered point, the newest last. */
    Iterable<List<Point>> recent() {
        return recent.values();
    }

    /**
     * Notes that a point is being stored.
     *
     * @param overtakingNow the number of the overtaking while live messages pass older ones that still wait; 0 otherwise
     */
    void store(Point point, int overtakingNow) {
        long timeNs = point.measuredNs();
        if (timeNs > newestNs) {
            if (overtakingNow > overtaking && newestNs > Long.MIN_VALUE) {
                gaps.add(new DeviceRow.Gap(newestNs, timeNs));
                if (gaps.size() > MAX_GAPS) {
                    gaps.remove(0);
                }
            }
            overtaking = Math.max(overtaking, overtakingNow);
            newestNs = timeNs;
        } else {
            for (int i = 0; i < gaps.size(); i++) {
                DeviceRow.Gap gap = gaps.get(i);
                if (timeNs > gap.fromNs() && timeNs < gap.toNs()) {
                    gaps.set(
                            i,
                            new DeviceRow.Gap(timeNs, gap.toNs())); // what waits comes in order of time, nearly always
                }
            }
        }
        recent.computeIfAbsent(timeNs, t -> new ArrayList<>(1)).add(point);
    }

    /** Something is stored up to this measured time; what is older is looked up. */
    public void isStoredTo(long timeNs) {
        newestNs = Math.max(newestNs, timeNs);
    }

    /** Remembers what was found in the store at a measured time. */
    void remember(long timeNs, List<Point> points) {
        recent.computeIfAbsent(timeNs, t -> new ArrayList<>(points.size() + 1)).addAll(points);
    }

    /** Takes back what was noted of readings that the store refused, so that they are looked up when they come again. */
    public void forget(long timeNs) {
        recent.remove(timeNs);
    }

    /** Nothing waits behind the live messages any more. */
    void closeGaps() {
        gaps.clear();
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    /** Remembers no more than the newest {@code times} measured times. */
    void trim(int times) {
        Iterator<Long> oldest = recent.keySet().iterator();
        for (int surplus = recent.size() - times; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }

    /** As it is kept in the records. */
    public DeviceRow row() {
        return log.row(site, device, newestNs, gaps);
    }
}
