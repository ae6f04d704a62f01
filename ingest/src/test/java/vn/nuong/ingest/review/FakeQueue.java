package vn.nuong.ingest.review;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A queue in memory, as the records keep it. */
final class FakeQueue implements ReviewQueue {

    private final Map<String, Due> waiting = new LinkedHashMap<>();
    private final Map<String, Map<LocalDate, Integer>> flagged = new TreeMap<>();
    private long changes;

    /** A reading of a device was stored. */
    synchronized void changed(String site, String device, long ns) {
        changes++;
        waiting.merge(
                site + "/" + device,
                new Due(site, device, ns, ns, changes),
                (a, b) -> new Due(
                        site, device, Math.min(a.fromNs(), b.fromNs()), Math.max(a.toNs(), b.toNs()), b.change()));
    }

    @Override
    public synchronized List<Due> due(int limit) {
        return new ArrayList<>(waiting.values()).subList(0, Math.min(limit, waiting.size()));
    }

    @Override
    public synchronized int length() {
        return waiting.size();
    }

    @Override
    public synchronized void done(Due due, Map<LocalDate, Integer> flaggedByDay) {
        String name = due.site() + "/" + due.device();
        flagged.computeIfAbsent(name, n -> new TreeMap<>()).putAll(flaggedByDay);
        Due now = waiting.get(name);
        if (now != null && now.change() == due.change()) {
            waiting.remove(name);
        }
    }

    /** Flagged readings of a device by day, of days that have some. */
    synchronized Map<LocalDate, Integer> flagged(String site, String device) {
        Map<LocalDate, Integer> days = new TreeMap<>(flagged.getOrDefault(site + "/" + device, Map.of()));
        days.values().removeIf(count -> count == 0);
        return days;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
