package vn.nuong.portal.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as comma-separated text (RFC 4180): UTF-8, a header, decimal points. Its first column {@code note} says on every
 * line when the data are samples, so that no part of it can be taken for the real site.
 */
final class Csv {

    private final String note;
    private final List<String> header;
    private final StringBuilder text = new StringBuilder();

    Csv(boolean sample, List<String> header) {
        this.note = sample ? Page.SAMPLE_NOTICE.vi() : "";
        this.header = List.copyOf(header);
        line("note", header);
    }

    /**
     * Adds a line.
     *
     * @param cells by column; one that is left out or null is empty
     */
    void row(Map<String, ? extends @Nullable Object> cells) {
        if (!header.containsAll(cells.keySet())) {
            throw new IllegalArgumentException("columns " + cells.keySet() + " are not all in " + header);
        }
        line(note, header.stream().map(column -> text(cells.get(column))).toList());
    }

    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Number ? String.valueOf(cell) : harmless(String.valueOf(cell));
    }

    private void line(String first, List<String> cells) {
        text.append(quoted(first));
        cells.forEach(cell -> text.append(',').append(quoted(cell)));
        text.append("\r\n");
    }

    /** Spreadsheets take text that begins so for a formula and would run it. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
