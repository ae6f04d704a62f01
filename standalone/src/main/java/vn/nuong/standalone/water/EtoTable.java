package vn.nuong.standalone.water;

import java.util.List;

/**
 * What became of a table of weather.
 *
 * @param rows one a row of the table, in its order
 * @param notes what is to be said of the whole, a sentence each
 */
record EtoTable(List<EtoRow> rows, List<String> notes) {}
