package vn.nuong.standalone.water;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, in memory. Empty cells are missing, and so are NaN and NA, as other programs write them.
 *
 * @param name the file, for messages
 * @param columns their names, in order
 * @param rows in order of the file
 */
record CsvTable(String name, List<String> columns, List<Row> rows) {

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

    private static final Set<String> MISSING = Set.of("", "nan", "na");

    /**
     * A line of it.
     *
     * @param line its number in the file, from 1
     * @param cells their text by column; a missing one is left out
     * @param width how many cells the line has
     */
    record Row(int line, Map<String, String> cells, int width) {

        /** A cell's text, or null when it is missing. */
        @Nullable
        String text(String column) {
            return cells.get(column);
        }

        /**
         * A cell's number, or null when it is missing.
         *
         * @throws IllegalArgumentException naming the column and the text when it is none
         */
        @Nullable
        Double number(String column) {
            String text = cells.get(column);
            if (text == null) {
                return null;
            }
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(notANumber(column, text), e);
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(notANumber(column, text));
            }
            return value;
        }

        private static String notANumber(String column, String text) {
            String quoted = column + " \"" + abbreviate(text) + "\" is not a number; ";
            return DECIMAL_COMMA.matcher(text).matches()
                    ? quoted + "write a decimal point: " + text.replace(',', '.')
                    : quoted + "leave the cell empty when nothing was measured";
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     * @throws IOException when it cannot be read
     */
    static CsvTable read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (text.startsWith("\uFEFF")) { // as spreadsheets write it
            text = text.substring(1);
        }
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .build();
        List<String> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        // The parser counts a line at its end; the last one may lack it.
        try (MappingIterator<String[]> lines =
                mapper.readerFor(String[].class).readValues(text.endsWith("\n") ? text : text + "\n")) {
            while (lines.hasNextValue()) {
                String[] cells = lines.nextValue();
                int line = lines.getCurrentLocation().getLineNr() - 1;
                if (cells.length == 0 || (cells.length == 1 && cells[0].isEmpty())) {
                    continue;
                }
                if (columns.isEmpty()) {
                    columns.addAll(header(file, cells));
                    continue;
                }
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < Math.min(cells.length, columns.size()); i++) {
                    if (!MISSING.contains(cells[i].toLowerCase(Locale.ROOT))) {
                        row.put(columns.get(i), cells[i]);
                    }
                }
                rows.add(new Row(line, row, cells.length));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " cannot be read as CSV: " + e.getOriginalMessage(), e);
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty; its first line names the columns");
        }
        return new CsvTable(file.toString(), List.copyOf(columns), List.copyOf(rows));
    }

    private static List<String> header(Path file, String[] cells) {
        if (cells.length == 1 && (cells[0].indexOf(';') >= 0 || cells[0].indexOf('\t') >= 0)) {
            throw new IllegalArgumentException(file + " line 1: its columns are separated by "
                    + (cells[0].indexOf(';') >= 0 ? "semicolons" : "tabs")
                    + "; save it with commas between the columns and a decimal point in the numbers");
        }
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            if (!cell.isEmpty() && names.contains(cell)) {
                throw new IllegalArgumentException(
                        file + " line 1: column \"" + cell + "\" is there twice; rename one");
            }
            names.add(cell);
        }
        return names;
    }

    /** Columns that are not among those known. */
    List<String> unknown(Set<String> known) {
        return columns.stream().filter(c -> !c.isEmpty() && !known.contains(c)).toList();
    }

    static String abbreviate(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
