package vn.nuong.ingest.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** A store in memory that fails when it is told to. */
public final class MemoryStore implements ReadingStore {

    /** What a write does instead of succeeding. */
    public enum Failure {
        NONE,
        /** Away, nothing written. */
        AWAY,
        /** Everything written, but the answer is lost. */
        ANSWER_LOST,
        /** The process ends before anything is written. */
        CRASH_BEFORE,
        /** The process ends after everything is written. */
        CRASH_AFTER
    }

    /** The process ends. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Map<Position, Reading> readings = new TreeMap<>();
    private final Map<Position, Flagged> flags = new LinkedHashMap<>();
    private final List<PropertyKey> refusedKeys = new ArrayList<>();
    private Failure failure = Failure.NONE;
    private int lookUps;
    private int overwritten;

    public synchronized void failWith(Failure newFailure) {
        failure = newFailure;
    }

    /** Readings of this property can never be stored, until they can. */
    public synchronized void refuse(PropertyKey key, boolean refused) {
        refusedKeys.remove(key);
        if (refused) {
            refusedKeys.add(key);
        }
    }

    public synchronized List<Reading> all() {
        return List.copyOf(readings.values());
    }

    /** How often something was looked up. */
    public synchronized int lookUps() {
        return lookUps;
    }

    /** How often a stored reading was given another value or received time: must stay 0. */
    public synchronized int overwritten() {
        return overwritten;
    }

    @Override
    public synchronized List<RefusedReading> write(List<Point> points, List<Flagged> newFlags) {
        fail(Failure.AWAY, Failure.CRASH_BEFORE);
        List<RefusedReading> refused = new ArrayList<>();
        for (Point point : points) {
            for (Point.Value value : point.values()) {
                if (refusedKeys.contains(value.key())) {
                    refused.add(new RefusedReading(point, value, "this key is not wanted"));
                    continue;
                }
                Reading reading = new Reading(
                        point.site(),
                        point.device(),
                        value.key(),
                        value.value(),
                        Times.ofEpochNanos(point.measuredNs()),
                        Times.ofEpochNanos(point.receivedNs()),
                        point.timeSource(),
                        Set.of());
                Reading before = readings.put(Position.of(reading), reading);
                if (before != null && !before.equals(reading)) {
                    overwritten++;
                }
            }
        }
        newFlags.forEach(f -> flags.put(
                new Position(f.measuredNs(), f.site(), f.device(), f.key().code()), f));
        fail(Failure.ANSWER_LOST, Failure.CRASH_AFTER);
        return refused;
    }

    private void fail(Failure away, Failure crash) {
        if (failure == away) {
            throw new StoreException("the store is away", null);
        }
        if (failure == crash) {
            throw new Crash();
        }
    }

    @Override
    public synchronized StoredPage find(ReadingQuery query) {
        lookUps++;
        if (failure == Failure.AWAY) {
            throw new StoreException("the store is away", null);
        }
        List<Reading> found = readings.entrySet().stream()
                .filter(e -> query.wants(
                        e.getKey().site(), e.getKey().device(), e.getValue().key()))
                .filter(e -> e.getKey().timeNs() >= query.fromNs() && e.getKey().timeNs() < query.toNs())
                .filter(e -> query.after() == null || e.getKey().compareTo(query.after()) > 0)
                .map(Map.Entry::getValue)
                .limit(query.limit() + 1L)
                .toList();
        return StoredPage.of(found, query.limit());
    }

    @Override
    public synchronized List<Flagged> findFlags(String site, String device, long fromNs, long toNs) {
        return flags.values().stream()
                .filter(f -> f.site().equals(site) && f.device().equals(device))
                .filter(f -> f.measuredNs() >= fromNs && f.measuredNs() < toNs)
                .toList();
    }

    @Override
    public void writeAggregates(List<Aggregate> aggregates) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Aggregate> findAggregates(
            Aggregate.Resolution resolution, String site, String device, long fromNs, long toNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized long count() {
        return readings.size();
    }

    @Override
    public synchronized Map<String, Long> newestTimes() {
        Map<String, Long> newest = new TreeMap<>();
        readings.keySet().forEach(p -> newest.merge(p.site() + "/" + p.device(), p.timeNs(), Math::max));
        return newest;
    }

    @Override
    public synchronized void removeBefore(long ns) {
        readings.keySet().removeIf(p -> p.timeNs() < ns);
    }

    @Override
    public synchronized void check() {
        if (failure == Failure.AWAY) {
            throw new StoreException("the store is away", null);
        }
    }

    @Override
    public void close() {}
}
