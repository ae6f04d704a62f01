package vn.nuong.ingest.backup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;

/** Writes what {@link StoreDump} read into an empty store. */
final class StoreFill {

    private static final int AT_ONCE = 5_000;

    private final ReadingStore store;
    private final List<ReadingLine> ofOneTime = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private final List<Flagged> flags = new ArrayList<>();
    private final List<Aggregate> aggregates = new ArrayList<>();

    StoreFill(ReadingStore store) {
        this.store = store;
    }

    /** Readings come in order, so that those of one device and measured time follow each other. */
    void reading(ReadingLine line) {
        if (!ofOneTime.isEmpty() && !ofOneTime.get(0).isOfSameTimeAs(line)) {
            endTime();
        }
        ofOneTime.add(line);
    }

    void flag(FlagLine line) {
        flags.add(line.flagged());
        if (flags.size() == AT_ONCE) {
            write();
        }
    }

    void aggregate(AggregateLine line) {
        aggregates.add(line.aggregate());
        if (aggregates.size() == AT_ONCE) {
            writeAggregates();
        }
    }

    /** Writes what is left. */
    void end() {
        endTime();
        write();
        writeAggregates();
    }

    /** Each message that brought something of the time is a point of its own; the one that came first made it. */
    private void endTime() {
        Map<Long, List<ReadingLine>> messages = new LinkedHashMap<>();
        ofOneTime.sort(Comparator.comparingLong(ReadingLine::receivedNs));
        ofOneTime.forEach(line -> messages.computeIfAbsent(line.receivedNs(), r -> new ArrayList<>())
                .add(line));
        boolean first = true;
        for (List<ReadingLine> message : messages.values()) {
            ReadingLine any = message.get(0);
            points.add(new Point(
                    any.site(),
                    any.device(),
                    any.measuredNs(),
                    any.receivedNs(),
                    any.timeSource(),
                    first,
                    message.stream()
                            .map(line -> new Point.Value(line.propertyKey(), line.value()))
                            .toList()));
            first = false;
        }
        ofOneTime.clear();
        if (points.size() >= AT_ONCE) {
            write();
        }
    }

    private void write() {
        if (points.isEmpty() && flags.isEmpty()) {
            return;
        }
        List<RefusedReading> refused = store.write(points, flags);
        if (!refused.isEmpty()) {
            throw new StoreException(
                    "the store takes " + refused.size() + " readings of the backup not, the first because: "
                            + refused.get(0).why() + "; is its retention shorter than what the backup holds?",
                    null);
        }
        points.clear();
        flags.clear();
    }

    private void writeAggregates() {
        if (!aggregates.isEmpty()) {
            store.writeAggregates(aggregates);
            aggregates.clear();
        }
    }
}
