package vn.nuong.ingest.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.FlagCodes;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;

/**
 * Pages of readings. InfluxDB orders points by time alone, so readings are put in the order of {@link Position} here: a page is
 * made of whole times, and where a question was cut within a time, that time is asked for again. Flags come in the same
 * question as the readings. For one thread.
 */
final class InfluxPages {

    /** How often a question is asked until no point in the answer is being written. */
    private static final int WHOLE_ANSWER_ATTEMPTS = 5;

    /** Points in one answer. */
    private static final int MOST_POINTS = 50_000;

    /** Readings of a message, to guess how many points a page needs. */
    private static final double READINGS_PER_POINT = 3;

    private final InfluxConnection influx;
    private final InfluxStretches stretches;

    InfluxPages(InfluxConnection influx, InfluxStretches stretches) {
        this.influx = influx;
        this.stretches = stretches;
    }

    StoredPage find(ReadingQuery query) {
        Set<String> fields = fields(query);
        if (fields != null && fields.isEmpty()) {
            return new StoredPage(List.of(), null);
        }
        Page page = new Page(query, fields);
        if (query.device() != null) {
            page.visit(query.firstNs(), query.toNs());
        } else {
            stretches.ascending(query.firstNs(), query.toNs(), page);
        }
        return StoredPage.of(page.found, query.limit());
    }

    /** The fields that a query asks for; null for all. Of a soil property without depth those of any depth. */
    private @Nullable Set<String> fields(ReadingQuery query) {
        String property = query.property();
        if (property == null) {
            return null;
        }
        PropertyKey key = PropertyKey.parse(property);
        if (query.depthCm() != null) {
            return key.property().where() == ObservedProperty.Where.IN_SOIL
                    ? Set.of(new PropertyKey(key.property(), query.depthCm(), null).code())
                    : Set.of();
        }
        if (key.property().where() != ObservedProperty.Where.IN_SOIL) {
            return Set.of(property);
        }
        return InfluxFields.stored(influx).stream()
                .filter(field -> PropertyKey.parse(field).name().equals(property))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A page that is being filled, from the oldest reading on. */
    private final class Page implements InfluxStretches.Visitor {

        private final ReadingQuery query;
        private final @Nullable Set<String> fields;
        private final List<Reading> found = new ArrayList<>();
        private double readingsPerPoint;

        Page(ReadingQuery query, @Nullable Set<String> fields) {
            this.query = query;
            this.fields = fields;
            readingsPerPoint = fields == null ? READINGS_PER_POINT : 1;
        }

        private boolean isFull() {
            return found.size() > query.limit();
        }

        @Override
        public boolean visit(long fromNs, long toNs) {
            long nextNs = fromNs;
            while (!isFull() && nextNs < toNs) {
                double missing = query.limit() + 1.0 - found.size();
                int points = 2 + (int) Math.min(MOST_POINTS, missing / readingsPerPoint);
                Chunk chunk = ask(nextNs, toNs, points);
                boolean isLast = chunk.points < points;
                if (!isLast && chunk.lastNs == chunk.firstNs) {
                    chunk = ask(chunk.lastNs, chunk.lastNs + 1, 0);
                    nextNs = chunk.lastNs + 1;
                } else if (!isLast) {
                    chunk.dropLastTime(); // perhaps not all of it
                    nextNs = chunk.lastNs;
                } else {
                    nextNs = toNs;
                }
                take(chunk);
                readingsPerPoint = Math.max(1, (double) chunk.readings.size() / Math.max(1, chunk.points));
            }
            return !isFull();
        }

        private void take(Chunk chunk) {
            Position after = query.after();
            chunk.readings.stream()
                    .filter(r -> after == null || Position.of(r).compareTo(after) > 0)
                    .sorted(Comparator.comparing(Position::of))
                    .forEach(found::add);
        }

        private Chunk ask(long fromNs, long toNs, int points) {
            Chunk chunk = new Chunk(fields);
            for (int attempt = 1; attempt <= WHOLE_ANSWER_ATTEMPTS; attempt++) {
                chunk = new Chunk(fields);
                influx.ask(question(fromNs, toNs, points), chunk);
                if (chunk.isWhole) {
                    break;
                }
            }
            if (points > 0 && chunk.flags == points && chunk.points > 0) { // there may be more
                influx.ask(flagsQuestion(chunk.firstNs, chunk.lastNs + 1, 0), chunk);
            }
            chunk.join();
            return chunk;
        }

        private String question(long fromNs, long toNs, int points) {
            String columns = "*";
            String condition = "";
            if (fields != null) {
                columns = "\"site\",\"device\",\"received\",\"time_source\","
                        + each(",", f -> "\"" + f + "\",\"received." + f + "\",\"time_source." + f + "\"");
                condition = "(" + each(" OR ", f -> "\"" + f + "\" >= 0 OR \"" + f + "\" < 0") + ")";
            }
            return "SELECT " + columns + " FROM \"readings\"" + where(fromNs, toNs, condition) + InfluxQl.limit(points)
                    + ";" + flagsQuestion(fromNs, toNs, points);
        }

        private String flagsQuestion(long fromNs, long toNs, int flags) {
            String condition = fields == null ? "" : InfluxQl.oneOf("property", List.copyOf(fields));
            return "SELECT \"tests\",\"site\",\"device\",\"property\" FROM \"flags\"" + where(fromNs, toNs, condition)
                    + InfluxQl.limit(flags);
        }

        private String where(long fromNs, long toNs, String condition) {
            return InfluxQl.where(query.site(), query.device(), fromNs, toNs, condition);
        }

        private String each(String between, UnaryOperator<String> piece) {
            return fields == null ? "" : fields.stream().map(piece).collect(Collectors.joining(between));
        }
    }

    /** The answer to one question: points as readings, and flags of the same time. */
    private static final class Chunk implements InfluxAnswer.Rows {

        private final @Nullable Set<String> fields;
        private final List<Reading> readings = new ArrayList<>();
        private final Map<Position, Set<Flag>> tests = new HashMap<>();
        private final PointRow point = new PointRow();
        private int points;
        private int flags;
        private long firstNs;
        private long lastNs;

        /** Not so when a point was just being written: its value may be seen and its received time not yet. */
        private boolean isWhole = true;

        Chunk(@Nullable Set<String> fields) {
            this.fields = fields;
        }

        @Override
        public void row(InfluxAnswer.Row row) throws IOException {
            long timeNs = row.getLong("time");
            if (row.measurement().equals("flags")) {
                flags++;
                tests.put(
                        new Position(timeNs, row.get("site"), row.get("device"), row.get("property")),
                        FlagCodes.parse(row.getText("tests")));
                return;
            }
            firstNs = points == 0 ? timeNs : firstNs;
            lastNs = timeNs;
            points++;
            isWhole &= point.read(row, timeNs, fields, readings::add);
        }

        void dropLastTime() {
            readings.removeIf(r -> Position.of(r).timeNs() == lastNs);
        }

        void join() {
            if (!tests.isEmpty()) {
                readings.replaceAll(r -> r.withFlags(tests.getOrDefault(Position.of(r), Set.of())));
            }
        }
    }
}
