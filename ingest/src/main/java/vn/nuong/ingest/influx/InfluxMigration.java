package vn.nuong.ingest.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.OldQuality;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * Copies what an earlier version stored into the layout of {@link InfluxReadingStore}, once. That version kept a point for each
 * reading: measurement {@code reading}, tags {@code site}, {@code device}, {@code property} (without depth) and, where there is
 * one, {@code depth} in cm; fields {@code value} (float), {@code received} (integer, ns) and {@code quality} ({@code good} or
 * {@code out_of_range}, now the flag {@code range}).
 *
 * <p>Page by page, oldest first. When it was interrupted it begins again, which changes nothing that is there. When it is done
 * it leaves a point in the measurement {@code nuong_layout}; {@code reading} is left alone, to be deleted by hand.
 */
public final class InfluxMigration {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxMigration.class);
    private static final int LAYOUT = 2;
    private static final int PAGE = 10_000;

    private record Moment(String site, String device, long timeNs) {}

    private final InfluxReadingStore store;
    private final InfluxConnection influx;

    public InfluxMigration(InfluxReadingStore store) {
        this.store = store;
        this.influx = store.connection();
    }

    /** Whether the bucket holds readings of an earlier version that have not been copied. Two short questions. */
    public boolean isDue() {
        return isAnswered("SHOW FIELD KEYS FROM \"reading\"")
                && !isAnswered("SELECT LAST(\"version\") FROM \"nuong_layout\"");
    }

    private boolean isAnswered(String question) {
        AtomicBoolean answered = new AtomicBoolean();
        influx.ask(question, row -> answered.set(true));
        return answered.get();
    }

    /**
     * Copies everything, before anything else is written.
     *
     * @return how many readings were copied
     * @throws StoreException when InfluxDB is away meanwhile; run it again
     */
    public long run() {
        LOG.info("Copying the readings of an earlier version into the present layout");
        Copy copy = new Copy();
        new InfluxStretches(influx, "reading").ascending(Long.MIN_VALUE, Long.MAX_VALUE, copy);
        try {
            // Without a time of its own, so that it is kept as long as a reading that comes now.
            influx.write("nuong_layout version=" + LAYOUT + "i,copied=" + copy.readings + "i");
        } catch (RefusedWrite e) {
            throw new StoreException("InfluxDB does not take the mark that readings were copied: " + e.why(), e);
        }
        LOG.info("Copied {} readings; the measurement \"reading\" is left as it is", copy.readings);
        return copy.readings;
    }

    private final class Copy implements InfluxStretches.Visitor {

        private long readings;

        @Override
        public boolean visit(long fromNs, long toNs) {
            long nextNs = fromNs;
            while (nextNs < toNs) {
                OldPage page = new OldPage();
                influx.ask(question(nextNs, toNs, PAGE), page);
                boolean isLast = page.rows < PAGE;
                if (isLast) {
                    nextNs = toNs;
                } else if (page.lastNs == page.firstNs) {
                    nextNs = page.lastNs + 1;
                    page = new OldPage();
                    influx.ask(question(nextNs - 1, nextNs, 0), page);
                } else {
                    nextNs = page.lastNs;
                    page.dropLastTime(); // perhaps not all of it
                }
                page.write();
                readings += page.kept;
            }
            return true;
        }

        private String question(long fromNs, long toNs, int rows) {
            return "SELECT \"value\",\"received\",\"quality\",\"site\",\"device\",\"property\",\"depth\" FROM \"reading\""
                    + InfluxQl.where(null, null, fromNs, toNs) + InfluxQl.limit(rows);
        }
    }

    /** Readings of the earlier version, by device and time and, within that, by the message that brought them. */
    private final class OldPage implements InfluxAnswer.Rows {

        private final Map<Moment, Map<Long, List<Point.Value>>> messages = new LinkedHashMap<>();
        private final List<Flagged> flags = new ArrayList<>();
        private int rows;
        private int kept;
        private long firstNs;
        private long lastNs;

        @Override
        public void row(InfluxAnswer.Row row) throws IOException {
            Moment moment = new Moment(row.get("site"), row.get("device"), row.getLong("time"));
            firstNs = rows == 0 ? moment.timeNs() : firstNs;
            lastNs = moment.timeNs();
            rows++;
            String depth = row.getText("depth");
            PropertyKey key = PropertyKey.parse(row.get("property") + (depth.isEmpty() ? "" : "_" + depth + "cm"));
            double value = row.getDouble("value");
            long receivedNs = row.getLong("received");
            messages.computeIfAbsent(moment, m -> new TreeMap<>())
                    .computeIfAbsent(receivedNs, r -> new ArrayList<>())
                    .add(new Point.Value(key, value));
            if (row.get("quality").equals("out_of_range")) {
                String why = value + OldQuality.outside(key.property());
                flags.add(new Flagged(
                        moment.site(), moment.device(), key, moment.timeNs(), Set.of(Flag.RANGE), why, receivedNs));
            }
        }

        void dropLastTime() {
            messages.keySet().removeIf(moment -> moment.timeNs() == lastNs);
            flags.removeIf(flagged -> flagged.measuredNs() == lastNs);
        }

        void write() {
            List<Point> points = new ArrayList<>();
            messages.forEach((moment, byReceived) -> {
                boolean isFirst = true;
                for (Map.Entry<Long, List<Point.Value>> message : byReceived.entrySet()) {
                    points.add(new Point(
                            moment.site(),
                            moment.device(),
                            moment.timeNs(),
                            message.getKey(),
                            TimeSource.DEVICE,
                            isFirst,
                            message.getValue()));
                    kept += message.getValue().size();
                    isFirst = false;
                }
            });
            for (RefusedReading refused : store.write(points, flags)) {
                kept--;
                LOG.warn("Not copied: {}", refused);
            }
        }
    }
}
