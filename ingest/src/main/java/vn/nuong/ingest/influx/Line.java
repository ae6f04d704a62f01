package vn.nuong.ingest.influx;

import java.util.List;
import java.util.stream.Stream;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;

/** One line of line protocol: what InfluxDB takes whole or refuses whole. */
sealed interface Line {

    void appendTo(LineProtocol request);

    /** Whether this is about several readings, each of which can be a line of its own. */
    default boolean isSeveral() {
        return false;
    }

    /** The readings apart; only for one that {@link #isSeveral()}. */
    default Stream<Line> apart() {
        return Stream.of(this);
    }

    /** The same without a field; only for one that {@link #isSeveral()}. */
    default Line without(String field) {
        return this;
    }

    /** The field alone, when it is a reading of this line. */
    default Stream<Line> only(String field) {
        return Stream.of();
    }

    /** @param values some or all of the point's */
    record OfPoint(Point point, List<Point.Value> values) implements Line {

        OfPoint(Point point) {
            this(point, point.values());
        }

        @Override
        public void appendTo(LineProtocol request) {
            request.point(point, values);
        }

        @Override
        public boolean isSeveral() {
            return values.size() > 1;
        }

        @Override
        public Stream<Line> apart() {
            return values.stream().map(value -> new OfPoint(point, List.of(value)));
        }

        @Override
        public Line without(String field) {
            return new OfPoint(
                    point,
                    values.stream().filter(v -> !v.key().code().equals(field)).toList());
        }

        @Override
        public Stream<Line> only(String field) {
            return values.stream()
                    .filter(v -> v.key().code().equals(field))
                    .map(value -> new OfPoint(point, List.of(value)));
        }
    }

    record OfFlagged(Flagged flagged) implements Line {
        @Override
        public void appendTo(LineProtocol request) {
            request.flagged(flagged);
        }
    }

    record OfAggregate(Aggregate aggregate) implements Line {
        @Override
        public void appendTo(LineProtocol request) {
            request.aggregate(aggregate);
        }
    }
}
