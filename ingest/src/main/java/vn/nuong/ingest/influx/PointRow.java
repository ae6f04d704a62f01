package vn.nuong.ingest.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/** Takes a row of the measurement {@code readings} apart. What its columns mean is worked out once for each answer. For one thread. */
final class PointRow {

    /** @param place of the value among the columns */
    private record Column(int place, PropertyKey key, String received, String timeSource) {}

    private List<String> columnsOf = List.of();
    private List<Column> columns = List.of();

    /**
     * Hands over the readings of a row. Of a point that somebody else wrote without {@code received} the measured time is given.
     *
     * @param fields which are wanted; null for all
     * @return whether each has its received time
     */
    boolean read(InfluxAnswer.Row row, long timeNs, @Nullable Set<String> fields, Consumer<Reading> readings) {
        if (!row.columns().equals(columnsOf)) {
            columnsOf = row.columns();
            columns = columns(columnsOf, fields);
        }
        String site = row.find("site");
        String device = row.find("device");
        if (site == null || device == null || !Ids.isValid(site) || !Ids.isValid(device)) {
            return true; // somebody else's
        }
        boolean isWhole = true;
        for (Column column : columns) {
            OptionalDouble value = number(row.value(column.place()));
            if (value.isEmpty()) {
                continue;
            }
            // A property that a later message brought has a received time and a time source of its own.
            boolean isLater = row.find(column.received()) != null;
            String received = row.find(isLater ? column.received() : "received");
            String timeSource = row.find(isLater ? column.timeSource() : "time_source");
            isWhole &= received != null;
            readings.accept(new Reading(
                    site,
                    device,
                    column.key(),
                    value.getAsDouble(),
                    Times.ofEpochNanos(timeNs),
                    Times.ofEpochNanos(received == null ? timeNs : Long.parseLong(received)),
                    timeSource == null ? TimeSource.DEVICE : TimeSource.parse(timeSource),
                    Set.of()));
        }
        return isWhole;
    }

    private static List<Column> columns(List<String> names, @Nullable Set<String> fields) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int place = i;
            if (fields == null || fields.contains(name)) {
                InfluxFields.key(name)
                        .ifPresent(
                                key -> columns.add(new Column(place, key, "received." + name, "time_source." + name)));
            }
        }
        return columns;
    }

    private static OptionalDouble number(@Nullable String value) {
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // a text of somebody else's under the name of a property
        }
    }
}
