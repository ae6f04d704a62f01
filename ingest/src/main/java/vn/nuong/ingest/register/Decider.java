package vn.nuong.ingest.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/**
 * Decides which readings are new. The same device, property and measured time is one reading, however often it comes; the first
 * value stays. Only what is not newer than its device's newest reading, and not remembered, is looked up in the store.
 *
 * <p>Deciding again about the same messages, from the same records, comes to the same result whatever of it was written
 * meanwhile: so a crash at any moment neither doubles nor loses nor miscounts. It rests on every message having a received time
 * of its own, which the store keeps: a reading that is found with the message's own received time is the message's own.
 *
 * <p>Not thread-safe.
 */
public final class Decider {

    /** Late times further apart than this are looked up apart: a day, ns. A question costs more than a day's readings. */
    private static final long LARGEST_GAP_NS = 86_400_000_000_000L;

    /** With more late devices than this in a batch it is asked for all of a site at once. */
    private static final int DEVICES_ALONE = 20;

    /** Only within a span like this, ns: an hour of a site's readings is soon read. */
    private static final long TOGETHER_NS = 3_600_000_000_000L;

    private static final int PAGE = 10_000;

    private final ReadingStore store;

    public Decider(ReadingStore store) {
        this.store = store;
    }

    /**
     * Decides about candidates in the order in which they came, and notes in their devices' states what is now being stored.
     *
     * @param overtaking the number of the overtaking while live messages pass waiting ones and these are live; 0 otherwise
     * @throws vn.nuong.ingest.store.StoreException when late ones cannot be looked up; nothing is noted then, and the same
     *     candidates can be decided about again
     */
    public List<Decision> decide(List<Candidate> candidates, int overtaking) {
        Map<DeviceState, Map<Long, List<Point>>> found = lookUp(candidates);
        List<Decision> decisions = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            decisions.add(decide(candidate, found.get(candidate.state()), overtaking));
        }
        return decisions;
    }

    private static Decision decide(Candidate candidate, @Nullable Map<Long, List<Point>> inStore, int overtaking) {
        Point point = candidate.point();
        DeviceState state = candidate.state();
        if (candidate.again() && point.timeSource() == TimeSource.INGEST) {
            // Without a time of its own it would be taken for another, measured when it came the second time.
            return new Decision(candidate, null, 0, 0, point.values().size(), List.of(), false);
        }
        List<Point> remembered = orNone(state.recent(point.measuredNs()));
        List<Point> stored = inStore == null ? List.of() : orNone(inStore.get(point.measuredNs()));
        boolean nothingThere = remembered.isEmpty() && stored.isEmpty();
        boolean first = nothingThere || isFirst(point, remembered, stored);
        List<Point.Value> fresh = new ArrayList<>(point.values().size());
        List<Decision.Clash> conflicts = List.of();
        int storedBefore = 0;
        int countedBefore = 0;
        int duplicates = 0;
        List<Point.Value> values = point.values();
        for (int i = 0; i < values.size(); i++) {
            Point.Value value = values.get(i);
            Known known = nothingThere && i == 0 ? null : find(value, values.subList(0, i), point, remembered, stored);
            if (known == null) {
                fresh.add(value);
            } else if (known.value() != value.value()) {
                conflicts = conflicts.isEmpty() ? new ArrayList<>() : conflicts;
                conflicts.add(new Decision.Clash(value, known.value(), known.receivedNs()));
            } else if (known.isOwn()) {
                storedBefore++;
            } else if (candidate.before() != 0 && known.receivedNs() == candidate.before()) {
                countedBefore++;
            } else {
                duplicates++;
            }
        }
        Point toStore = fresh.isEmpty()
                ? null
                : new Point(
                        point.site(),
                        point.device(),
                        point.measuredNs(),
                        point.receivedNs(),
                        point.timeSource(),
                        first,
                        fresh);
        if (toStore != null) {
            if (remembered.isEmpty() && !stored.isEmpty()) {
                state.remember(
                        point.measuredNs(), stored); // or the next message would take this point for all there is
            }
            state.store(toStore, overtaking);
        }
        boolean takesNewTime = first && (toStore != null || storedBefore > 0);
        return new Decision(candidate, toStore, storedBefore, countedBefore, duplicates, conflicts, takesNewTime);
    }

    /** Nothing of another message is stored at this time. */
    private static boolean isFirst(Point point, List<Point> remembered, List<Point> stored) {
        return remembered.stream().allMatch(p -> p.receivedNs() == point.receivedNs())
                && stored.stream().allMatch(p -> p.receivedNs() == point.receivedNs());
    }

    /** @param isOwn whether this very message stored it, before a crash */
    private record Known(double value, long receivedNs, boolean isOwn) {}

    private static @Nullable Known find(
            Point.Value wanted, List<Point.Value> before, Point point, List<Point> remembered, List<Point> stored) {
        for (Point.Value value : before) { // twice in one message
            if (value.key().equals(wanted.key())) {
                return new Known(value.value(), point.receivedNs(), false);
            }
        }
        Known known = find(wanted, remembered, point);
        return known != null ? known : find(wanted, stored, point);
    }

    private static @Nullable Known find(Point.Value wanted, List<Point> points, Point point) {
        for (Point p : points) {
            for (Point.Value value : p.values()) {
                if (value.key().equals(wanted.key())) {
                    return new Known(value.value(), p.receivedNs(), p.receivedNs() == point.receivedNs());
                }
            }
        }
        return null;
    }

    private Map<DeviceState, Map<Long, List<Point>>> lookUp(List<Candidate> candidates) {
        Map<DeviceState, TreeSet<Long>> late = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            long timeNs = candidate.point().measuredNs();
            DeviceState state = candidate.state();
            if (!state.isCertainlyFree(timeNs) && state.recent(timeNs) == null) {
                late.computeIfAbsent(state, s -> new TreeSet<>()).add(timeNs);
            }
        }
        if (late.isEmpty()) {
            return Map.of();
        }
        return late.size() > DEVICES_ALONE ? lookUpTogether(late) : lookUpAlone(late);
    }

    /** A question for each device. */
    private Map<DeviceState, Map<Long, List<Point>>> lookUpAlone(Map<DeviceState, TreeSet<Long>> late) {
        Map<DeviceState, Map<Long, List<Point>>> found = new HashMap<>();
        late.forEach((state, times) -> {
            Map<Long, List<Point>> points = new HashMap<>();
            for (Range range : ranges(times, LARGEST_GAP_NS)) {
                ReadingQuery query = ReadingQuery.all(PAGE).ofDevice(state.site(), state.device());
                read(query, range, reading -> enter(reading, points));
            }
            found.put(state, points);
        });
        return found;
    }

    /**
     * When many devices send again what they sent at about the same times, as after a restart of a gateway or of ingest itself, a
     * question for all of a site takes the place of one for each. Times that lie far apart are asked for alone.
     */
    private Map<DeviceState, Map<Long, List<Point>>> lookUpTogether(Map<DeviceState, TreeSet<Long>> late) {
        Map<String, TreeSet<Long>> bySite = new HashMap<>();
        late.forEach((state, times) ->
                bySite.computeIfAbsent(state.site(), s -> new TreeSet<>()).addAll(times));
        for (TreeSet<Long> times : bySite.values()) {
            if (times.last() - times.first() > TOGETHER_NS) {
                return lookUpAlone(late);
            }
        }
        Map<String, Map<String, Map<Long, List<Point>>>> points = new HashMap<>();
        late.keySet()
                .forEach(state -> points.computeIfAbsent(state.site(), s -> new HashMap<>())
                        .put(state.device(), new HashMap<>()));
        bySite.forEach((site, times) -> {
            Range range = new Range(times.first(), times.last());
            ReadingQuery query = new ReadingQuery(site, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE, PAGE, null);
            Map<String, Map<Long, List<Point>>> ofSite = points.getOrDefault(site, Map.of());
            read(query, range, reading -> {
                Map<Long, List<Point>> ofDevice = ofSite.get(reading.device());
                if (ofDevice != null) {
                    enter(reading, ofDevice);
                }
            });
        });
        Map<DeviceState, Map<Long, List<Point>>> found = new HashMap<>();
        late.keySet()
                .forEach(state -> found.put(
                        state, points.getOrDefault(state.site(), Map.of()).getOrDefault(state.device(), Map.of())));
        return found;
    }

    /** Both ends included. */
    private record Range(long fromNs, long toNs) {}

    private static List<Range> ranges(TreeSet<Long> times, long largestGapNs) {
        List<Range> ranges = new ArrayList<>();
        long from = times.first();
        long to = from;
        for (long time : times) {
            if (time - to > largestGapNs) {
                ranges.add(new Range(from, to));
                from = time;
            }
            to = time;
        }
        ranges.add(new Range(from, to));
        return ranges;
    }

    /** Everything that a question finds from one time to another; only so many rows at once. */
    private void read(ReadingQuery wanted, Range range, Consumer<Reading> into) {
        ReadingQuery query = wanted.between(range.fromNs(), Math.addExact(range.toNs(), 1));
        Position after = null;
        do {
            StoredPage page = store.find(query.behind(after));
            page.readings().forEach(into);
            after = page.next();
        } while (after != null);
    }

    private static void enter(Reading reading, Map<Long, List<Point>> into) {
        long timeNs = Times.toEpochNanos(reading.measured());
        Point.Value value = new Point.Value(reading.key(), reading.value());
        into.computeIfAbsent(timeNs, t -> new ArrayList<>())
                .add(new Point(
                        reading.site(),
                        reading.device(),
                        timeNs,
                        Times.toEpochNanos(reading.received()),
                        reading.timeSource(),
                        true,
                        Collections.singletonList(value)));
    }

    private static List<Point> orNone(@Nullable List<Point> points) {
        return points == null ? List.of() : points;
    }
}
