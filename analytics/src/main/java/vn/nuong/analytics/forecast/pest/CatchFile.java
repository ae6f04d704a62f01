package vn.nuong.analytics.forecast.pest;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A table of weekly catches: UTF-8, commas, decimal points, a header with {@code location,pest,unit,year,standard_week,value} in any order
 * and as far as there are weather columns. Rows may come in any order; a week may be missing. A row whose catch is unusable stays as a
 * missing week and is named, so that one bad cell stops nothing. Immutable.
 */
final class CatchFile {

    /** Weather columns that are used; others are ignored and named. */
    static final List<String> WEATHER = List.of(
            "air_temperature_max",
            "air_temperature_min",
            "relative_humidity_morning",
            "relative_humidity_evening",
            "rain",
            "wind_speed",
            "sunshine_hours",
            "evaporation");

    private static final List<String> KEYS = List.of("location", "pest", "unit", "year", "standard_week", "value");

    /** What weather can be: a cell beyond is taken as missing (°C, °C, %, %, mm a week, m/s, h a day, mm a day or a week). */
    private static final double[][] WEATHER_LIMITS = {
        {-60, 60}, {-60, 60}, {0, 105}, {0, 105}, {0, 3000}, {0, 100}, {0, 24}, {0, 200}
    };

    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2200;
    private static final int LONGEST_YEAR = 53;
    private static final int NAMED = 5;

    /** Java's own parser also takes "1d", "0x1p3" and "NaN", which no logbook means. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private final String name;
    private final TreeMap<SeriesKey, List<CatchRow>> series = new TreeMap<>();
    private final TreeMap<SeriesKey, List<String>> faults = new TreeMap<>();
    private final List<String> strayRows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final TreeMap<String, Integer> badWeather = new TreeMap<>();
    private int repeats;
    private int rows;

    private CatchFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file; one ending in {@code .gz} is unpacked.
     *
     * @throws IllegalArgumentException naming file and reason, when it is not there, not unpackable, or its header lacks a column
     * @throws IOException when it cannot be read
     */
    static CatchFile read(Path file) throws IOException {
        CatchFile catches = new CatchFile(file.toString());
        try (InputStream in = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            catches.readAll(lines);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is not there; give the path of a CSV of weekly catches", e);
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(file + " ends in .gz and is not whole gzip: " + e.getMessage(), e);
        }
        return catches;
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; give the path of a CSV of weekly catches");
        }
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    String name() {
        return name;
    }

    /** Rows of each series in the order of weeks, one a week; never an empty list. */
    Map<SeriesKey, List<CatchRow>> series() {
        return series;
    }

    /** Rows that could not be used, by series, each named by line and reason. */
    Map<SeriesKey, List<String>> faults() {
        return faults;
    }

    /** Rows that could not be given to any series. */
    List<String> strayRows() {
        return strayRows;
    }

    /** What was made of the file and changes no forecast beyond what it says. */
    List<String> notes() {
        return notes;
    }

    int rows() {
        return rows;
    }

    private void readAll(BufferedReader lines) throws IOException {
        String header = lines.readLine();
        if (header == null || header.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is empty; the first line has to be " + String.join(",", KEYS) + " and weather columns");
        }
        List<String> columns = cells(header.startsWith("\uFEFF") ? header.substring(1) : header);
        int[] keys = KEYS.stream().mapToInt(k -> place(columns, k)).toArray();
        int[] weather = WEATHER.stream().mapToInt(columns::indexOf).toArray();
        noteColumns(columns, weather);
        Map<SeriesKey, TreeMap<Integer, CatchRow>> byWeek = new TreeMap<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                rows++;
                take(number, cells(line), columns.size(), keys, weather, byWeek);
            }
        }
        byWeek.forEach((key, weeks) -> series.put(key, List.copyOf(weeks.values())));
        if (repeats > 0) {
            notes.add(name + ": " + repeats
                    + " rows repeat a week of their series with another catch; the first is kept");
        }
        badWeather.forEach((column, count) -> notes.add(
                name + ", column " + column + ": " + count + " cells are no possible weather; taken as missing"));
    }

    private void noteColumns(List<String> columns, int[] weather) {
        Set<String> known = new HashSet<>(KEYS);
        known.addAll(WEATHER);
        List<String> unknown = columns.stream().filter(c -> !known.contains(c)).toList();
        if (!unknown.isEmpty()) {
            notes.add(name + " line 1: unknown columns " + String.join(", ", unknown) + " are ignored");
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < weather.length; i++) {
            if (weather[i] < 0) {
                missing.add(WEATHER.get(i));
            }
        }
        if (!missing.isEmpty()) {
            notes.add(name + " line 1: no " + String.join(", ", missing)
                    + "; forecasts from it are made without weather");
        }
    }

    private int place(List<String> columns, String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException(name + " line 1 has no column " + column + "; it needs "
                    + String.join(",", KEYS) + " and has " + String.join(",", columns));
        }
        if (columns.lastIndexOf(column) > place) {
            throw new IllegalArgumentException(name + " line 1: column " + column + " is there twice; keep one");
        }
        return place;
    }

    @SuppressWarnings("TooManyParameters")
    private void take(
            int line,
            List<String> cells,
            int width,
            int[] keys,
            int[] weather,
            Map<SeriesKey, TreeMap<Integer, CatchRow>> byWeek) {
        if (cells.size() != width) {
            strayRows.add(name + " line " + line + " has " + cells.size() + " cells and the header " + width
                    + "; write numbers with a decimal point, and text with a comma in quotes");
            return;
        }
        SeriesKey key = new SeriesKey(cells.get(keys[0]), cells.get(keys[1]), cells.get(keys[2]));
        if (key.location().isEmpty() || key.pest().isEmpty() || key.unit().isEmpty()) {
            strayRows.add(name + " line " + line + ": location, pest or unit is empty; say which series the row is of");
            return;
        }
        Integer year = whole(cells.get(keys[3]), FIRST_YEAR, LAST_YEAR);
        Integer week = whole(cells.get(keys[4]), 1, LONGEST_YEAR);
        if (year == null || week == null) {
            fault(
                    key,
                    line,
                    year == null ? "year" : "standard_week",
                    year == null ? cells.get(keys[3]) : cells.get(keys[4]),
                    year == null
                            ? "a whole year " + FIRST_YEAR + " to " + LAST_YEAR
                            : "a whole week 1 to " + LONGEST_YEAR);
            return;
        }
        CatchRow row = new CatchRow(line, year, week, value(key, line, cells.get(keys[5])), weather(cells, weather));
        TreeMap<Integer, CatchRow> weeks = byWeek.computeIfAbsent(key, k -> new TreeMap<>());
        CatchRow first = weeks.putIfAbsent(year * 100 + week, row);
        if (first != null && Double.isNaN(first.value())) {
            weeks.put(year * 100 + week, row); // an empty week is no catch that the row could contradict
        } else if (first != null && !Double.isNaN(row.value()) && first.value() != row.value()) {
            repeats++;
            if (repeats <= NAMED) {
                notes.add(name + " line " + line + " repeats week " + week + " of " + year + " of " + key + " with "
                        + row.value() + " where line " + first.line() + " has " + first.value()
                        + "; the first is kept");
            }
        }
    }

    private double value(SeriesKey key, int line, String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        double most = key.most();
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(value >= 0 && value <= most)) {
            fault(key, line, "value", text, "a number 0 to " + (long) most + " or empty");
            return Double.NaN;
        }
        return value == 0 ? 0 : value; // no negative nought
    }

    private void fault(SeriesKey key, int line, String column, String text, String limit) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        faults.computeIfAbsent(key, k -> new ArrayList<>())
                .add(name + " line " + line + ", column " + column + ": \"" + shown + "\" is not " + limit
                        + "; the week is taken as missing");
    }

    private double[] weather(List<String> cells, int[] places) {
        double[] values = new double[places.length];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < places.length; i++) {
            String text = places[i] < 0 ? "" : cells.get(places[i]);
            if (!text.isEmpty()) {
                double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
                if (value >= WEATHER_LIMITS[i][0] && value <= WEATHER_LIMITS[i][1]) {
                    values[i] = value;
                } else {
                    badWeather.merge(WEATHER.get(i), 1, Integer::sum);
                }
            }
        }
        return values;
    }

    private static @Nullable Integer whole(String text, int least, int most) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        double value = Double.parseDouble(text);
        return value >= least && value <= most && value == Math.rint(value) ? (Integer) (int) value : null;
    }

    /** The cells of a line; quotes as in RFC 4180, but within one line. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
