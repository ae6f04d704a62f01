package vn.nuong.ingest.influx;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.FlagCodes;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * Readings in InfluxDB 2, written as line protocol, durable when InfluxDB answers 204, and read by InfluxQL.
 *
 * <ul>
 *   <li>measurement {@code readings}, tags {@code site} and {@code device}: one point for a device and a measured time. A float
 *       field for each property, named as in payloads ({@code soil_moisture_20cm}); integer {@code received}, when the first
 *       message of that time came, ns since 1970; text {@code time_source} when the time is not the device's own. Of a property
 *       that a later message brought: {@code received.<property>} and, as above, {@code time_source.<property>}.
 *   <li>measurement {@code flags}, tags {@code site}, {@code device}, {@code property}: texts {@code tests} (codes joined by
 *       commas; empty when taken back) and {@code why}, integer {@code judged}.
 *   <li>measurements {@code hourly} and {@code daily}, the same tags: {@code mean}, {@code min}, {@code max}, {@code sum}
 *       (float), {@code count}, {@code flagged} (integer). Where {@code count} is 0 the floats mean nothing.
 * </ul>
 */
public final class InfluxReadingStore implements ReadingStore, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxReadingStore.class);

    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** As many devices as are named in a question. */
    private static final int NAMED_DEVICES = 100;

    private final InfluxConnection influx;
    private final InfluxWriter writer;
    private final InfluxStretches stretches;

    public InfluxReadingStore(InfluxSettings settings) {
        this(settings, SILENCE);
    }

    /** @param silence after so long without a sign of life InfluxDB is away */
    InfluxReadingStore(InfluxSettings settings, Duration silence) {
        influx = new InfluxConnection(settings, silence);
        writer = new InfluxWriter(influx);
        stretches = new InfluxStretches(influx, "readings");
    }

    static String measurement(Aggregate.Resolution resolution) {
        return switch (resolution) {
            case HOUR -> "hourly";
            case DAY -> "daily";
        };
    }

    InfluxConnection connection() {
        return influx;
    }

    /** Flags go first in the request, so that whoever sees a flagged reading sees its flag. */
    @Override
    public List<RefusedReading> write(List<Point> points, List<Flagged> flags) {
        List<Line> lines = new ArrayList<>(points.size() + flags.size());
        flags.forEach(flagged -> lines.add(new Line.OfFlagged(flagged)));
        points.forEach(point -> lines.add(new Line.OfPoint(point)));
        List<RefusedReading> refused = new ArrayList<>();
        List<String> refusedFlags = new ArrayList<>();
        BiConsumer<Line, String> refusal = (line, why) -> {
            if (line instanceof Line.OfPoint of) {
                of.values().forEach(value -> refused.add(new RefusedReading(of.point(), value, why)));
            } else {
                refusedFlags.add(line + ": " + why);
            }
        };
        if (flags.isEmpty()) {
            writer.writeAtOnce(lines, refusal);
        } else {
            writer.write(lines, refusal);
        }
        report("flags", refusedFlags);
        return refused;
    }

    @Override
    public StoredPage find(ReadingQuery query) {
        return new InfluxPages(influx, stretches).find(query);
    }

    @Override
    public List<Flagged> findFlags(String site, String device, long fromNs, long toNs) {
        List<Flagged> found = new ArrayList<>();
        influx.ask(
                "SELECT \"tests\",\"why\",\"judged\",\"property\" FROM \"flags\""
                        + InfluxQl.where(site, device, fromNs, toNs),
                row -> found.add(new Flagged(
                        site,
                        device,
                        PropertyKey.parse(row.get("property")),
                        row.getLong("time"),
                        FlagCodes.parse(row.getText("tests")),
                        row.getText("why"),
                        row.getLong("judged"))));
        found.sort(Comparator.comparingLong(Flagged::measuredNs)
                .thenComparing(f -> f.key().code()));
        return found;
    }

    @Override
    public void writeAggregates(List<Aggregate> aggregates) {
        List<String> refused = new ArrayList<>();
        writer.write(
                aggregates.stream().map(Line.OfAggregate::new).toList(), (line, why) -> refused.add(line + ": " + why));
        report("aggregates", refused);
    }

    /** What is worked out from readings can be worked out again, so it does not hold them up. */
    private static void report(String what, List<String> refused) {
        if (!refused.isEmpty()) {
            LOG.error("InfluxDB will never take {} {}, the first: {}", refused.size(), what, refused.get(0));
        }
    }

    @Override
    public List<Aggregate> findAggregates(
            Aggregate.Resolution resolution, String site, String device, long fromNs, long toNs) {
        List<Aggregate> found = new ArrayList<>();
        influx.ask(
                "SELECT \"mean\",\"min\",\"max\",\"sum\",\"count\",\"flagged\",\"property\" FROM \""
                        + measurement(resolution) + "\"" + InfluxQl.where(site, device, fromNs, toNs),
                row -> {
                    int count = (int) row.getLong("count");
                    found.add(new Aggregate(
                            resolution,
                            site,
                            device,
                            PropertyKey.parse(row.get("property")),
                            row.getLong("time"),
                            count == 0 ? Double.NaN : row.getDouble("mean"),
                            count == 0 ? Double.NaN : row.getDouble("min"),
                            count == 0 ? Double.NaN : row.getDouble("max"),
                            count == 0 ? Double.NaN : row.getDouble("sum"),
                            count,
                            (int) row.getLong("flagged")));
                });
        found.sort(Comparator.comparingLong(Aggregate::startNs)
                .thenComparing(a -> a.key().code()));
        return found;
    }

    @Override
    public long count() {
        Set<String> fields = InfluxFields.stored(influx);
        if (fields.isEmpty()) {
            return 0;
        }
        String counts = fields.stream().map(field -> "COUNT(\"" + field + "\")").collect(Collectors.joining(","));
        AtomicLong total = new AtomicLong();
        stretches.ascending(Long.MIN_VALUE, Long.MAX_VALUE, (fromNs, toNs) -> {
            influx.ask("SELECT " + counts + " FROM \"readings\"" + InfluxQl.where(null, null, fromNs, toNs), row -> {
                for (int column = 1; column < row.columns().size(); column++) {
                    String count = row.value(column);
                    total.addAndGet(count == null ? 0 : Long.parseLong(count));
                }
            });
            return true;
        });
        return total.get();
    }

    /** From the newest week back, until every device has been met. */
    @Override
    public Map<String, Long> newestTimes() {
        Set<String> missing = devices();
        Map<String, Long> newest = new HashMap<>();
        stretches.descending(Long.MIN_VALUE, Long.MAX_VALUE, (fromNs, toNs) -> {
            String few = missing.size() > NAMED_DEVICES ? "" : namesOf(missing);
            influx.ask(
                    "SELECT \"received\" FROM \"readings\"" + InfluxQl.where(null, null, fromNs, toNs, few)
                            + " GROUP BY \"site\",\"device\" ORDER BY time DESC LIMIT 1",
                    row -> {
                        String device = row.get("site") + "/" + row.get("device");
                        newest.putIfAbsent(device, row.getLong("time"));
                        missing.remove(device);
                    });
            return !missing.isEmpty();
        });
        return newest;
    }

    private static String namesOf(Set<String> devices) {
        return InfluxQl.oneOf(
                "device",
                devices.stream()
                        .map(device -> device.substring(device.indexOf('/') + 1))
                        .distinct()
                        .toList());
    }

    /** Every device that has or had a point, as {@code site/device}. */
    private Set<String> devices() {
        Set<String> devices = new HashSet<>();
        influx.ask("SHOW SERIES FROM \"readings\"", row -> {
            Map<String, String> tags = new HashMap<>();
            for (String part : row.get("key").split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    tags.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
            if (tags.containsKey("site") && tags.containsKey("device")) {
                devices.add(tags.get("site") + "/" + tags.get("device"));
            }
        });
        return devices;
    }

    @Override
    public void removeBefore(long ns) {
        if (ns > InfluxConnection.FIRST_NS) {
            influx.deleteBefore("readings", ns);
            influx.deleteBefore("flags", ns);
        }
    }

    /** By a question that fails where there is no bucket, as not all do. */
    @Override
    public void bringUpToDate() {
        InfluxMigration migration = new InfluxMigration(this);
        if (migration.isDue()) {
            migration.run();
        }
    }

    @Override
    public void check() {
        influx.ask("SHOW FIELD KEYS FROM \"nuong_layout\"", row -> {});
    }

    /** Times its requests. */
    @Override
    public void bindTo(MeterRegistry registry) {
        influx.times().recordInto(registry);
    }

    @Override
    public void close() {
        writer.close();
        influx.close();
    }
}
