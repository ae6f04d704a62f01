package vn.nuong.sim.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.time.Times;

/**
 * Reads a wide table row by row: the first column is {@code time} (ISO-8601 with an offset) or {@code date} (a day, from
 * 00:00 in a zone that must be given), every other column one property. Columns named as in a payload
 * ({@code soil_moisture_20cm}) need no mapping; a column that is neither named so nor mapped is reported once and skipped. An
 * empty cell is a missing value. A cell that is not a number is reported with its line and column, counted and skipped.
 *
 * <p>Not thread-safe.
 */
public final class WideCsv implements AutoCloseable {

    /** More bad cells than this are counted but no longer reported one by one. */
    static final int MAX_REPORTS = 20;

    /**
     * How to read a table.
     *
     * @param mapping property of each column whose name is not one, by column
     * @param zone whose days a {@code date} column means; null when the file has times
     */
    public record Options(
            Map<String, PropertyKey> mapping, @Nullable ZoneId zone) {
        public static final Options PLAIN = new Options(Map.of(), null);

        public Options {
            mapping = Map.copyOf(mapping);
        }
    }

    /** One row: what was measured at a time; empty cells are left out. */
    public record Row(Instant time, Map<PropertyKey, Double> values) {}

    private record Column(int index, String name, PropertyKey key) {}

    private final String name;
    private final Options options;
    private final Consumer<String> reports;
    private final MappingIterator<String[]> lines;
    private final List<Column> columns = new ArrayList<>();
    private final int width;
    private final boolean dates;
    private long badCells;

    private WideCsv(String name, MappingIterator<String[]> lines, Options options, Consumer<String> reports)
            throws IOException {
        this.name = name;
        this.lines = lines;
        this.options = options;
        this.reports = reports;
        String[] header = nextLine();
        if (header == null || header.length < 2) {
            throw new IllegalArgumentException(
                    name + " has no header line; the first line names the columns: time,soil_moisture_20cm,…");
        }
        this.width = header.length;
        this.dates = isDates(header[0]);
        readHeader(header);
    }

    /**
     * Opens a table; a name ending in {@code .gz} is unpacked on the way.
     *
     * @param reports takes one line for everything that was skipped
     * @throws IllegalArgumentException saying what is wrong with its header
     * @throws IOException when it cannot be read
     */
    public static WideCsv open(Path file, Options options, Consumer<String> reports) throws IOException {
        return open(file.toString(), Files.newInputStream(file), options, reports);
    }

    /** The same for a stream, which is closed with this reader. */
    public static WideCsv open(String name, InputStream in, Options options, Consumer<String> reports)
            throws IOException {
        try {
            InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            CsvMapper mapper = CsvMapper.builder(CsvFactory.builder()
                            .enable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                            .build())
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .enable(CsvParser.Feature.TRIM_SPACES)
                    .build();
            return new WideCsv(
                    name, mapper.readerFor(String[].class).readValues(endingItsLine(plain)), options, reports);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The parser counts a line at its end; the last one may lack it. */
    private static InputStream endingItsLine(InputStream in) {
        return new SequenceInputStream(in, new ByteArrayInputStream(new byte[] {'\n'}));
    }

    /** The properties that the table holds, in the order of its columns. */
    public List<PropertyKey> keys() {
        return columns.stream().map(Column::key).toList();
    }

    /** Cells skipped so far because they were not numbers or had no column. */
    public long badCells() {
        return badCells;
    }

    /**
     * The next row, or empty at the end.
     *
     * @throws IllegalArgumentException naming line and text, when its time cannot be read
     */
    public Optional<Row> next() throws IOException {
        String[] cells = nextLine();
        if (cells == null) {
            return Optional.empty();
        }
        long line = lines.getCurrentLocation().getLineNr() - 1L; // the parser stands at the start of the next line
        Instant time = time(cells[0], line);
        Map<PropertyKey, Double> values = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.index < cells.length && !cells[column.index].isEmpty()) {
                Double value = number(cells[column.index]);
                if (value == null) {
                    bad(
                            line,
                            "column " + column.name + ": \"" + abbreviate(cells[column.index]) + "\" is not a number");
                } else {
                    values.put(column.key, value);
                }
            }
        }
        if (cells.length > width) {
            bad(line, "has " + cells.length + " cells, more than the header's " + width + "; the rest is skipped");
        }
        return Optional.of(new Row(time, values));
    }

    /** All the rows that are left. */
    public List<Row> readAll() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Optional<Row> row = next(); row.isPresent(); row = next()) {
            rows.add(row.get());
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private String @Nullable [] nextLine() throws IOException {
        try {
            while (lines.hasNextValue()) {
                String[] cells = lines.nextValue();
                if (cells.length > 1 || (cells.length == 1 && !cells[0].isEmpty())) {
                    return cells;
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    name + " cannot be read as CSV near line "
                            + lines.getCurrentLocation().getLineNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private boolean isDates(String first) {
        if (first.equals("time")) {
            return false;
        }
        if (!first.equals("date")) {
            throw new IllegalArgumentException(name + ": the first column is \"" + abbreviate(first)
                    + "\"; it has to be time (with offset) or date");
        }
        if (options.zone == null) {
            throw new IllegalArgumentException(name
                    + " has dates without times: say with --zone whose days they are, as in --zone Asia/Ho_Chi_Minh");
        }
        return true;
    }

    private void readHeader(String[] header) {
        Set<String> names = new HashSet<>();
        Set<PropertyKey> keys = new HashSet<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 1; i < header.length; i++) {
            String column = header[i];
            if (!names.add(column)) {
                throw new IllegalArgumentException(name + ": column \"" + column + "\" is there twice; rename one");
            }
            Optional<PropertyKey> key = keyOf(column);
            if (key.isEmpty()) {
                skipped.add(column);
            } else if (!keys.add(key.get())) {
                throw new IllegalArgumentException(
                        name + ": two columns are " + key.get() + ", the second is \"" + column + "\"; map only one");
            } else {
                columns.add(new Column(i, column, key.get()));
            }
        }
        for (String mapped : options.mapping.keySet()) {
            if (!names.contains(mapped)) {
                throw new IllegalArgumentException(name + " has no column \"" + mapped + "\" to map; its columns are "
                        + String.join(", ", names.stream().sorted().toList()));
            }
        }
        if (!skipped.isEmpty()) {
            reports.accept(name + ": skipping columns that are no property: " + String.join(", ", skipped) + " (--map "
                    + skipped.get(0) + "=PROPERTY takes one in)");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(name
                    + " has no column that is a property; name one with --map COLUMN=PROPERTY, as in --map"
                    + " humidity=relative_humidity");
        }
    }

    private Optional<PropertyKey> keyOf(String column) {
        PropertyKey mapped = options.mapping.get(column);
        if (mapped != null) {
            return Optional.of(mapped);
        }
        try {
            return Optional.of(PropertyKey.parse(column));
        } catch (IllegalArgumentException e) { // not a property: reported with the others that are skipped
            return Optional.empty();
        }
    }

    private Instant time(String text, long line) {
        try {
            if (options.zone != null && dates) {
                return LocalDate.parse(text).atStartOfDay(options.zone).toInstant();
            }
            return Times.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " line " + line + ": date \"" + abbreviate(text) + "\" is not written as 2026-11-23", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " line " + line + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Double number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) { // a bad cell is data, reported by the caller
            return null;
        }
    }

    private void bad(long line, String what) {
        badCells++;
        if (badCells <= MAX_REPORTS) {
            reports.accept(name + " line " + line + " " + what);
        } else if (badCells == MAX_REPORTS + 1) {
            reports.accept(name + ": more bad cells follow; they are counted and no longer named");
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
