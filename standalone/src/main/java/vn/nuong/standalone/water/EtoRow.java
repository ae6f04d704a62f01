package vn.nuong.standalone.water;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row of weather.
 *
 * @param when its date or time, as written
 * @param line its line in the file
 * @param mm ETo, mm, or null when the row is impossible
 * @param method what it was made from, or why there is none
 */
record EtoRow(String when, int line, @Nullable Double mm, String method) {

    static EtoRow impossible(String when, int line, String why) {
        // No comma, so that a program that splits at commas still finds three columns.
        return new EtoRow(
                when,
                line,
                null,
                "impossible: line " + line + ": " + why.replace(", ", " ").replace(',', ' '));
    }
}
