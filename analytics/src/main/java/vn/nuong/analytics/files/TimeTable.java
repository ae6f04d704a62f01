package vn.nuong.analytics.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.time.Times;

/**
 * A table of numbers by time: UTF-8, commas, decimal points, a header whose first column is {@code time} (ISO-8601 with an
 * offset). An empty cell is a missing value. A cell that is no number is reported with its line and column, and is missing.
 * Immutable.
 *
 * @param name of the file, for messages
 * @param columns names of the columns after {@code time}
 * @param rows in the order of the file
 */
public record TimeTable(String name, List<String> columns, List<Row> rows) {

    private static final int MAX_REPORTS = 20;

    /**
     * @param line in the file, the header's is 1
     * @param values one for each column; NaN where it is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // read only in this package, a row is never compared
    public record Row(int line, Instant time, double[] values) {}

    public TimeTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file; one ending in {@code .gz} is unpacked.
     *
     * @param reports takes a line for every cell that is no number, up to 20
     * @throws IllegalArgumentException naming file, line and text, when the header or a time cannot be understood
     * @throws IOException when it cannot be read
     */
    public static TimeTable read(Path file, Consumer<String> reports) throws IOException {
        try (InputStream in = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Reader(file.toString(), reports).read(lines);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is not there; give the path of a CSV table", e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** The place of a column; -1 when there is none. */
    public int column(String column) {
        return columns.indexOf(column);
    }

    /** Where a value stands, for messages: {@code h.csv line 12, column rain}. */
    public String place(Row row, int column) {
        return name + " line " + row.line() + ", column " + columns.get(column);
    }

    private static final class Reader {

        private final String name;
        private final Consumer<String> reports;
        private int reported;

        Reader(String name, Consumer<String> reports) {
            this.name = name;
            this.reports = reports;
        }

        TimeTable read(BufferedReader lines) throws IOException {
            List<String> columns = header(lines.readLine());
            List<Row> rows = new ArrayList<>();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.add(row(number, line, columns));
                }
            }
            return new TimeTable(name, columns, rows);
        }

        private List<String> header(@Nullable String line) {
            String plain = line == null ? "" : line.startsWith("\uFEFF") ? line.substring(1) : line;
            List<String> cells =
                    Arrays.stream(plain.split(",", -1)).map(Reader::plain).toList();
            if (!cells.get(0).equals("time") || cells.size() < 2) {
                throw new IllegalArgumentException(name + " line 1: the first column is \"" + abbreviate(cells.get(0))
                        + "\"; it has to be time, as in time,soil_moisture_20cm,rain");
            }
            for (int i = 1; i < cells.size(); i++) {
                if (cells.indexOf(cells.get(i)) < i) {
                    throw new IllegalArgumentException(
                            name + " line 1: column \"" + abbreviate(cells.get(i)) + "\" is there twice; keep one");
                }
            }
            return cells.subList(1, cells.size());
        }

        private Row row(int number, String line, List<String> columns) {
            String[] cells = line.split(",", -1);
            if (cells.length > columns.size() + 1) {
                throw new IllegalArgumentException(name + " line " + number + " has " + cells.length
                        + " cells, more than the header's " + (columns.size() + 1)
                        + "; write numbers with a decimal point");
            }
            Instant time;
            try {
                time = Times.parse(plain(cells[0]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " line " + number + ": " + e.getMessage(), e);
            }
            double[] values = new double[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i + 1 < cells.length ? number(plain(cells[i + 1]), number, columns.get(i)) : Double.NaN;
            }
            return new Row(number, time, values);
        }

        private double number(String text, int line, String column) {
            if (text.isEmpty()) {
                return Double.NaN;
            }
            try {
                double value = Double.parseDouble(text);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) { // said below
            }
            if (++reported <= MAX_REPORTS) {
                reports.accept(name + " line " + line + ", column " + column + ": \"" + abbreviate(text)
                        + "\" is not a number; taken as missing");
            } else if (reported == MAX_REPORTS + 1) {
                reports.accept(name + ": more cells that are no number follow; they are no longer named");
            }
            return Double.NaN;
        }

        private static String plain(String cell) {
            String text = cell.strip();
            return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                    ? text.substring(1, text.length() - 1)
                    : text;
        }

        private static String abbreviate(String text) {
            return text.length() <= 40 ? text : text.substring(0, 40) + "…";
        }
    }
}
