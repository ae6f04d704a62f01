package vn.nuong.standalone.water;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of one of pyfao56's text files below its heading, which ends with the last line of 72 asterisks.
 *
 * @param file for messages
 * @param lines the lines below, empty ones left out
 */
record PyfaoText(Path file, List<Line> lines) {

    private static final String RULE = "*".repeat(72);

    /** A year and a day of it, as {@code 2023-122}. */
    private static final Pattern YEAR_DAY = Pattern.compile("(\\d{4})-(\\d{3})");

    /**
     * A line.
     *
     * @param number its number in the file, from 1
     * @param text the text
     */
    record Line(Path file, int number, String text) {

        /** Its words. */
        String[] words() {
            return text.strip().split("\\s+");
        }

        IllegalArgumentException error(String what) {
            return new IllegalArgumentException(file + " line " + number + ": " + what);
        }

        /** A word as a number; NaN, as pyfao56 writes what is missing, stays NaN. */
        double number(int index, String name) {
            String[] words = words();
            if (index >= words.length) {
                throw error("has " + words.length + " columns and no " + name + ", which is column " + (index + 1));
            }
            try {
                return Double.parseDouble(words[index]);
            } catch (NumberFormatException e) {
                throw error(name + " \"" + CsvTable.abbreviate(words[index]) + "\" is not a number");
            }
        }

        /** The first word as a day. */
        LocalDate date() {
            try {
                return day(words()[0]);
            } catch (IllegalArgumentException e) {
                throw error(String.valueOf(e.getMessage()));
            }
        }
    }

    static PyfaoText read(Path file) throws IOException {
        // A comment in another encoding is no reason to refuse the numbers below it.
        List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int rule = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).strip().equals(RULE)) {
                rule = i;
            }
        }
        if (rule < 0) {
            throw new IllegalArgumentException(file + " is no file of pyfao56: it has no line of 72 asterisks");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = rule + 1; i < all.size(); i++) {
            if (!all.get(i).isBlank()) {
                lines.add(new Line(file, i + 1, all.get(i)));
            }
        }
        return new PyfaoText(file, List.copyOf(lines));
    }

    /** The lines after the heading of the table, and {@code before} lines before that. */
    List<Line> table(int before) {
        if (lines.size() <= before) {
            throw new IllegalArgumentException(file + " ends before its table");
        }
        return lines.subList(before + 1, lines.size());
    }

    /**
     * A day, as {@code 2023-122} or {@code 2023-05-02}.
     *
     * @throws IllegalArgumentException naming the text
     */
    static LocalDate day(String text) {
        Matcher form = YEAR_DAY.matcher(text);
        try {
            return form.matches()
                    ? Year.of(Integer.parseInt(form.group(1))).atDay(Integer.parseInt(form.group(2)))
                    : LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + CsvTable.abbreviate(text) + "\" is no day; write it as 2023-122 or 2023-05-02", e);
        }
    }

    /** A day as pyfao56 writes it. */
    static String yearDay(LocalDate day) {
        return String.format("%04d-%03d", day.getYear(), day.getDayOfYear());
    }
}
