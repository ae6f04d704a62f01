package vn.nuong.portal.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as comma-separated text (RFC 4180): UTF-8, a header, decimal points. Its first column {@code note} says on every
 * line when the data are samples, so that no part of it can be taken for the real site.
 */
final class Csv {

    private final String note;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    Csv(boolean sample, List<String> header) {
        this.note = sample ? Page.SAMPLE_NOTICE.vi() : "";
        this.width = header.size();
        line("note", header);
    }

    /** Adds a line; null is an empty cell. */
    Csv row(@Nullable Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(
                    cell == null ? "" : cell instanceof Number ? String.valueOf(cell) : harmless(String.valueOf(cell)));
        }
        line(note, texts);
        return this;
    }

    private void line(String first, List<String> cells) {
        if (cells.size() != width) {
            throw new IllegalArgumentException("a line of " + cells.size() + " cells in a table of " + width);
        }
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
