package vn.nuong.ingest.review;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.telemetry.property.PropertyKey;

/** Makes a series' aggregates of an hour or a day from its readings: what is flagged is counted and otherwise left out. Pure. */
public final class Aggregator {

    private static final long HOUR_NS = 3_600_000_000_000L;

    private Aggregator() {}

    /** Start of the UTC hour of a time, nanoseconds since 1970. */
    public static long hourOf(long ns) {
        return Math.floorDiv(ns, HOUR_NS) * HOUR_NS;
    }

    /** Start of the local day of a time, nanoseconds since 1970. */
    public static long dayOf(long ns, ZoneId zone) {
        return startOf(ns, zone, 0);
    }

    /** Start of the local day after that of a time: 23, 24 or 25 hours later than {@link #dayOf}. */
    public static long dayAfter(long ns, ZoneId zone) {
        return startOf(ns, zone, 1);
    }

    private static long startOf(long ns, ZoneId zone, int days) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L))
                        .atZone(zone)
                        .toLocalDate()
                        .plusDays(days)
                        .atStartOfDay(zone)
                        .toEpochSecond()
                * 1_000_000_000L;
    }

    /**
     * Aggregates of the hours and days that begin at given times; of one without any reading there is none.
     *
     * @param readings by measured time, all of each hour and day that is asked for
     * @param hours starts of UTC hours
     * @param days starts of days of the zone
     */
    public static List<Aggregate> of(
            String site,
            String device,
            PropertyKey key,
            List<Judged> readings,
            Set<Long> hours,
            Set<Long> days,
            ZoneId zone) {
        List<Aggregate> aggregates = new ArrayList<>();
        for (long hour : new TreeSet<>(hours)) {
            add(aggregates, Aggregate.Resolution.HOUR, site, device, key, readings, hour, hour + HOUR_NS);
        }
        for (long day : new TreeSet<>(days)) {
            add(aggregates, Aggregate.Resolution.DAY, site, device, key, readings, day, dayAfter(day, zone));
        }
        return aggregates;
    }

    /** A reading and whether a test caught it. */
    public record Judged(long measuredNs, double value, boolean flagged) {}

    private static void add(
            List<Aggregate> aggregates,
            Aggregate.Resolution resolution,
            String site,
            String device,
            PropertyKey key,
            List<Judged> readings,
            long fromNs,
            long toNs) {
        int count = 0;
        int flagged = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = firstFrom(readings, fromNs);
                i < readings.size() && readings.get(i).measuredNs() < toNs;
                i++) {
            Judged reading = readings.get(i);
            if (reading.flagged()) {
                flagged++;
            } else {
                count++;
                sum += reading.value();
                min = Math.min(min, reading.value());
                max = Math.max(max, reading.value());
            }
        }
        if (count > 0) {
            aggregates.add(
                    new Aggregate(resolution, site, device, key, fromNs, sum / count, min, max, sum, count, flagged));
        } else if (flagged > 0) {
            double none = Double.NaN;
            aggregates.add(new Aggregate(resolution, site, device, key, fromNs, none, none, none, none, 0, flagged));
        }
    }

    private static int firstFrom(List<Judged> readings, long ns) {
        int low = 0;
        int high = readings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (readings.get(middle).measuredNs() < ns) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
