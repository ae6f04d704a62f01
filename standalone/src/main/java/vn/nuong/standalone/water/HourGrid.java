package vn.nuong.standalone.water;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a table, judged over all of it: whether its rows are hours at all, which rows lie between the hours, which stand
 * twice, and which hours are missing. Times count to the minute.
 */
final class HourGrid {

    private static final int MINUTES = 60;

    /** So many gaps are named. */
    private static final int MOST_NAMED = 20;

    /** Start of an hour and whether its offset had to be assumed. */
    record Start(OffsetDateTime time, boolean assumed) {

        /** Its whole minute, so that a logger's second does not make another hour of it. */
        private long minute() {
            return Math.floorDiv(time.toEpochSecond() + MINUTES / 2, (long) MINUTES);
        }
    }

    private final CsvTable table;
    private final Map<Integer, Start> starts = new HashMap<>(); // by line
    private final TreeMap<Long, List<CsvTable.Row>> rows = new TreeMap<>(); // by minute
    private final Set<Integer> refused = new HashSet<>(); // lines
    private final @Nullable String wrongStep;
    private final int beginsAt;

    /** @param clock reads a time, and throws when it is none */
    HourGrid(CsvTable table, Function<String, Start> clock) {
        this.table = table;
        for (CsvTable.Row row : table.rows()) {
            String when = row.text(HourlyEto.TIME);
            try {
                if (when != null) {
                    Start start = clock.apply(when);
                    starts.put(row.line(), start);
                    rows.computeIfAbsent(start.minute(), m -> new ArrayList<>()).add(row);
                }
            } catch (IllegalArgumentException e) {
                continue; // the row's own result says so
            }
        }
        wrongStep = wrongStep();
        beginsAt = beginsAt();
        for (CsvTable.Row row : table.rows()) {
            try {
                check(row);
            } catch (IllegalArgumentException e) {
                refused.add(row.line());
            }
        }
    }

    /** Start of a row's hour, or null when its time cannot be read. */
    @Nullable
    Start start(CsvTable.Row row) {
        return starts.get(row.line());
    }

    /** Whether a row is an hour that counts. */
    boolean counts(CsvTable.Row row) {
        return starts.containsKey(row.line()) && !refused.contains(row.line());
    }

    /** @throws IllegalArgumentException saying why a row is no hour that counts */
    void check(CsvTable.Row row) {
        Start start = starts.get(row.line());
        if (start == null) {
            return;
        }
        if (wrongStep != null) {
            throw new IllegalArgumentException(wrongStep);
        }
        if (Math.floorMod(start.minute() - beginsAt, (long) MINUTES) != 0) {
            throw new IllegalArgumentException("time " + row.text(HourlyEto.TIME)
                    + " lies between the hours of this file, which begin at minute "
                    + String.format(Locale.ROOT, "%02d", Math.floorMod(beginsAt + offsetMinutes(start), MINUTES))
                    + "; give the mean of a whole hour");
        }
        DailyEto.refuseDoubled(row, rows.getOrDefault(start.minute(), List.of()), "hour", Set.of(HourlyEto.TIME));
    }

    private static int offsetMinutes(Start start) {
        return start.time.getOffset().getTotalSeconds() / MINUTES;
    }

    /** Why the table is none of hours: its usual step is another one; or null. */
    private @Nullable String wrongStep() {
        Map<Long, Integer> steps = new TreeMap<>();
        Long before = null;
        for (Long minute : rows.keySet()) {
            if (before != null) {
                steps.merge(minute - before, 1, Integer::sum);
            }
            before = minute;
        }
        long usual = MINUTES;
        int often = steps.getOrDefault(usual, 0);
        for (Map.Entry<Long, Integer> step : steps.entrySet()) {
            if (step.getValue() > often) {
                usual = step.getKey();
                often = step.getValue();
            }
        }
        // Two rows hours apart may be two hours with a gap between.
        if (usual == MINUTES || usual > MINUTES && often < 2) {
            return null;
        }
        int all = steps.values().stream().mapToInt(Integer::intValue).sum();
        return "the rows of this file are " + usual + " minutes apart (" + often + " of " + all
                + " steps) and not an hour; "
                + (usual < MINUTES
                        ? "average them to hours"
                        : "give hours or average them to days with the daily columns");
    }

    /** The minute of the hour, in UTC, at which most rows begin. */
    private int beginsAt() {
        int[] counts = new int[MINUTES];
        for (Long minute : rows.keySet()) {
            counts[Math.floorMod(minute, MINUTES)]++;
        }
        int most = 0;
        for (int i = 1; i < MINUTES; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return most;
    }

    /** The hours that are missing or out of order, a sentence each. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (wrongStep != null) {
            return gaps;
        }
        int more = 0;
        Start before = null;
        for (CsvTable.Row row : table.rows()) {
            Start start = starts.get(row.line());
            if (start == null || Math.floorMod(start.minute() - beginsAt, (long) MINUTES) != 0) {
                continue;
            }
            long hours = before == null ? 1 : (start.minute() - before.minute()) / MINUTES;
            if (before != null && (hours > 1 || hours < 0) && gaps.size() == MOST_NAMED) {
                more++;
            } else if (hours > 1) {
                gaps.add("line " + row.line() + ": " + (hours - 1) + (hours == 2 ? " hour is" : " hours are")
                        + " missing before " + row.text(HourlyEto.TIME));
            } else if (before != null && hours < 0) {
                gaps.add("line " + row.line() + ": " + row.text(HourlyEto.TIME) + " comes after "
                        + before.time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            }
            before = start;
        }
        if (more > 0) {
            gaps.add(more + " more gaps");
        }
        return gaps;
    }
}
