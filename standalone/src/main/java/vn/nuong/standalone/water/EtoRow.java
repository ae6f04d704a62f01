package vn.nuong.standalone.water;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row of weather.
 *
 * @param when its date or time, as written
 * @param line its line in the file
 * @param mm ETo, mm, or null when the row is impossible
 * @param method what it was made from, or why there is none, with the line
 * @param why the reason alone, or null when there is ETo
 */
record EtoRow(
        String when,
        int line,
        @Nullable Double mm,
        String method,
        @Nullable String why) {

    static EtoRow of(String when, int line, double mm, String method) {
        return new EtoRow(when, line, mm, method, null);
    }

    static EtoRow impossible(String when, int line, String why) {
        // Words without commas, so that a program that splits at commas still finds three columns. One in a value
        // stays.
        String words = why.replace(", ", " ");
        return new EtoRow(when, line, null, "impossible: line " + line + ": " + words, words);
    }
}
