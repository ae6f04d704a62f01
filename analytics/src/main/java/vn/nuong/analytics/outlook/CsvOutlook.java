package vn.nuong.analytics.outlook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.files.TimeTable;

/**
 * An outlook from a CSV table: {@code time} (the end of each step), {@code member} (a number; may be left out where there is
 * one), {@code rain} (mm in the step), {@code air_temperature} (°C), {@code relative_humidity} (%), {@code wind_speed} (m/s) and
 * {@code eto_mm} (mm in the step); any but {@code time} may be missing.
 */
public final class CsvOutlook implements OutlookSource {

    /** Longest step, a day: a longer gap is not told of. */
    private static final Duration LONGEST_STEP = Duration.ofDays(1);

    private static final String MEMBER = "member";

    private static final List<String> COLUMNS =
            List.of("rain", "air_temperature", "relative_humidity", "wind_speed", "eto_mm");

    private final Path file;
    private final Consumer<String> reports;

    /** @param reports takes a line for whatever cannot be read */
    public CsvOutlook(Path file, Consumer<String> reports) {
        this.file = file;
        this.reports = reports;
    }

    /** @throws IllegalArgumentException naming file, line and value, when the table cannot be an outlook */
    @Override
    public Outlook outlook(Instant now) throws IOException {
        TimeTable table = TimeTable.read(file, reports);
        if (COLUMNS.stream().allMatch(c -> table.column(c) < 0)) {
            throw new IllegalArgumentException(
                    file + " tells nothing of the weather; give a column of " + String.join(", ", COLUMNS));
        }
        List<String> unknown = table.columns().stream()
                .filter(c -> !c.equals(MEMBER) && !COLUMNS.contains(c))
                .map(c -> "\"" + c + "\"")
                .toList();
        if (!unknown.isEmpty()) {
            reports.accept(file + ": skipping columns that no outlook has: " + String.join(", ", unknown)
                    + "; there may be " + MEMBER + ", " + String.join(", ", COLUMNS));
        }
        int member = table.column(MEMBER);
        Map<String, TreeMap<Instant, TimeTable.Row>> byMember = new LinkedHashMap<>();
        for (TimeTable.Row row : table.rows()) {
            double number = member < 0 ? 1 : row.values()[member];
            if (Double.isNaN(number)) {
                throw new IllegalArgumentException(table.place(row, member) + " is empty; number the members");
            }
            String name = number == Math.rint(number) ? "" + (long) number : "" + number;
            TimeTable.Row before =
                    byMember.computeIfAbsent(name, n -> new TreeMap<>()).put(row.time(), row);
            if (before != null) {
                throw new IllegalArgumentException(file + " line " + row.line() + ": member " + name + " tells of "
                        + row.time() + " in line " + before.line() + " already; keep one of the two");
            }
        }
        List<Member> members = new ArrayList<>();
        byMember.forEach((name, rows) -> {
            List<Member.Step> steps =
                    steps(table, rows).stream().filter(s -> s.to().isAfter(now)).toList();
            if (!steps.isEmpty()) {
                members.add(new Member(name, steps));
            }
        });
        return members.isEmpty() ? Outlook.none() : new Outlook(file.toString(), members);
    }

    private static List<Member.Step> steps(TimeTable table, TreeMap<Instant, TimeTable.Row> rows) {
        List<Member.Step> steps = new ArrayList<>();
        Duration usual = usualStep(rows);
        Instant before = null;
        for (TimeTable.Row row : rows.values()) {
            Instant from = row.time().minus(usual);
            if (before != null && before.isAfter(from)) {
                from = before;
            }
            before = row.time();
            try {
                Double temperature = value(table, row, "air_temperature");
                steps.add(new Member.Step(
                        from,
                        row.time(),
                        value(table, row, "rain"),
                        temperature,
                        temperature,
                        value(table, row, "relative_humidity"),
                        value(table, row, "wind_speed"),
                        value(table, row, "eto_mm")));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        return steps;
    }

    /** The commonest distance of two rows; a row speaks for no more than that. */
    private static Duration usualStep(TreeMap<Instant, TimeTable.Row> rows) {
        Map<Duration, Integer> counts = new TreeMap<>();
        Instant before = null;
        for (Instant time : rows.keySet()) {
            if (before != null) {
                counts.merge(Duration.between(before, time), 1, Integer::sum);
            }
            before = time;
        }
        Duration usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Duration.ofHours(1));
        return usual.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : usual;
    }

    private static @Nullable Double value(TimeTable table, TimeTable.Row row, String column) {
        int i = table.column(column);
        return i < 0 || Double.isNaN(row.values()[i]) ? null : row.values()[i];
    }
}
