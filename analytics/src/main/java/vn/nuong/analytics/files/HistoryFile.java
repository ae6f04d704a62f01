package vn.nuong.analytics.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;

/**
 * What was measured in a plot, from a wide table: {@code time} and columns named as properties ({@code soil_moisture_20cm},
 * {@code rain}, {@code air_temperature} …), and {@code irrigation_mm}, the water pumped onto the plot since the row before, as a
 * depth over its whole area. Irrigation becomes the counter of a water meter, so that nothing downstream need know of files.
 *
 * @param readings every reading up to the time asked for; none is flagged yet
 * @param irrigationRecorded whether the table tells of irrigation at all
 * @param properties the columns that are properties, also those without a value
 */
public record HistoryFile(List<Reading> readings, boolean irrigationRecorded, List<PropertyKey> properties) {

    /** The device that everything in the file is said to come from. */
    public static final String DEVICE = "file";

    /** The site likewise. */
    public static final String SITE = "file";

    /** Column of water given, mm over the plot. */
    public static final String IRRIGATION = "irrigation_mm";

    /** More in one row than a plot can be given between two readings, mm. */
    private static final double MOST_IRRIGATION_MM = 500;

    private static final PropertyKey METER = PropertyKey.of(ObservedProperty.WATER_VOLUME_TOTAL);

    private static final Set<ObservedProperty> WATER_GIVEN =
            Set.of(ObservedProperty.WATER_VOLUME_TOTAL, ObservedProperty.WATER_FLOW, ObservedProperty.VALVE_OPEN);

    private static final Set<ObservedProperty> RAIN_TWICE = Set.of(ObservedProperty.RAIN, ObservedProperty.RAIN_TOTAL);

    public HistoryFile {
        readings = List.copyOf(readings);
        properties = List.copyOf(properties);
    }

    /**
     * Reads a table. Rows after {@code at} are not looked at: nothing that was not known then may lead to advice.
     *
     * @param areaM2 the plot's area, for {@code irrigation_mm}
     * @param at the time to stand at
     * @param reports takes a line for whatever was left out
     * @throws IllegalArgumentException naming file, line and value, when the table contradicts itself: a time twice with
     *     other values, or an impossible irrigation
     */
    public static HistoryFile read(Path file, double areaM2, Instant at, Consumer<String> reports) throws IOException {
        TimeTable table = TimeTable.read(file, reports);
        Map<Integer, PropertyKey> keys = keys(table, reports);
        int irrigation = table.column(IRRIGATION);
        if (keys.isEmpty() && irrigation < 0) {
            throw new IllegalArgumentException(file
                    + " has no column that is a property, such as soil_moisture_20cm; docs/telemetry.md lists them");
        }
        boolean metered = keys.values().stream().anyMatch(k -> WATER_GIVEN.contains(k.property()));
        if (irrigation >= 0 && keys.containsValue(METER)) {
            throw new IllegalArgumentException(file + " has both " + IRRIGATION + " and " + METER
                    + ", which tell the same water twice; leave one out");
        }
        if (keys.values().stream()
                .map(PropertyKey::property)
                .collect(Collectors.toSet())
                .containsAll(RAIN_TWICE)) {
            reports.accept(
                    file + " tells of rain twice, in rain and rain_total; the one with more readings lately is used");
        }
        List<TimeTable.Row> rows = rows(table, at);
        List<Reading> readings = new ArrayList<>();
        double givenM3 = 0;
        Impossible impossible = new Impossible(table, reports);
        if (irrigation >= 0 && rows.size() > 1) { // so that the first row's water is seen too
            Instant first = rows.get(0).time();
            Instant before = first.minus(Duration.between(first, rows.get(1).time()));
            readings.add(new Reading(SITE, DEVICE, METER, 0, before, before));
        }
        for (TimeTable.Row row : rows) {
            for (Map.Entry<Integer, PropertyKey> column : keys.entrySet()) {
                double value = row.values()[column.getKey()];
                if (!Double.isNaN(value)) {
                    impossible.look(row, column.getKey(), column.getValue().property(), value);
                    readings.add(new Reading(SITE, DEVICE, column.getValue(), value, row.time(), row.time()));
                }
            }
            double mm = irrigation < 0 ? Double.NaN : row.values()[irrigation];
            if (!Double.isNaN(mm)) {
                if (!(mm >= 0 && mm <= MOST_IRRIGATION_MM)) {
                    throw new IllegalArgumentException(table.place(row, irrigation) + ": " + mm + " is outside 0.."
                            + MOST_IRRIGATION_MM + " mm; give the water pumped since the row before, mm over the plot");
                }
                givenM3 += mm * areaM2 / 1000;
                readings.add(new Reading(SITE, DEVICE, METER, givenM3, row.time(), row.time()));
            }
        }
        return new HistoryFile(readings, irrigation >= 0 || metered, List.copyOf(keys.values()));
    }

    /** Names what no field can be like; the quality tests take it out of use. */
    private static final class Impossible {

        private static final int MOST_NAMED = 20;

        private final TimeTable table;
        private final Consumer<String> reports;
        private int found;

        Impossible(TimeTable table, Consumer<String> reports) {
            this.table = table;
            this.reports = reports;
        }

        void look(TimeTable.Row row, int column, ObservedProperty property, double value) {
            if (property.isPlausible(value)) {
                return;
            }
            if (++found <= MOST_NAMED) {
                reports.accept(table.place(row, column) + ": " + value + " is outside " + property.plausibleMin() + ".."
                        + property.plausibleMax() + " " + property.unit()
                        + "; not used. Correct it or leave the cell empty");
            } else if (found == MOST_NAMED + 1) {
                reports.accept(table.name() + ": more such values follow; they are counted, not named");
            }
        }
    }

    private static Map<Integer, PropertyKey> keys(TimeTable table, Consumer<String> reports) {
        Map<Integer, PropertyKey> keys = new LinkedHashMap<>();
        Set<String> skipped = new TreeSet<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String column = table.columns().get(i);
            Optional<PropertyKey> key = PropertyKey.find(column);
            if (key.isPresent()) {
                keys.put(i, key.get());
            } else if (!column.equals(IRRIGATION)) {
                skipped.add(column);
            }
        }
        if (!skipped.isEmpty()) {
            reports.accept(table.name() + ": skipping columns that are no property: "
                    + skipped.stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", ")) + "; "
                    + PropertyKey.whyNot(skipped.iterator().next()));
        }
        return keys;
    }

    /** Rows up to a time, in order of time; the same row twice counts once. */
    private static List<TimeTable.Row> rows(TimeTable table, Instant at) {
        Map<Instant, TimeTable.Row> byTime = new HashMap<>();
        for (TimeTable.Row row : table.rows()) {
            if (row.time().isAfter(at)) {
                continue;
            }
            TimeTable.Row before = byTime.putIfAbsent(row.time(), row);
            if (before != null && !Arrays.equals(before.values(), row.values())) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": the time " + row.time()
                        + " stands in line " + before.line() + " already, with other values; keep one of the two");
            }
        }
        return byTime.values().stream()
                .sorted(Comparator.comparing(TimeTable.Row::time))
                .toList();
    }
}
