package vn.nuong.portal.diary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.store.DiaryStore;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.site.Plot;

/** The rules of the diaries: what a line must have, and when it happened. Thread-safe; blocks. */
public final class Diary {

    private static final int LONGEST_ID = 64;

    /** Nobody keeps a diary of other years: such a date is a slip. */
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** How far ahead a page takes plans, days. Advice looks a week ahead. */
    static final int PLAN_DAYS = 30;

    private final DiaryStore store;

    public Diary(DiaryStore store) {
        this.store = store;
    }

    /**
     * Writes a line; the same id twice is one line, the first.
     *
     * @return the line as kept
     * @throws IllegalArgumentException naming what is missing or does not fit
     */
    public DiaryEntry add(Plot plot, DiaryEntry entry) {
        if (!plot.id().equals(entry.plot())) {
            throw new IllegalArgumentException("plot is \"" + entry.plot() + "\" in the line and \"" + plot.id()
                    + "\" in the address; write the same in both");
        }
        String id = required("id", entry.id());
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("id has " + id.length() + " characters, not 1 to " + LONGEST_ID);
        }
        return store.keep(entry, at(plot, entry));
    }

    /** The lines of a plot that happened in {@code [from, to)}, oldest first. */
    public List<DiaryEntry> find(Plot plot, @Nullable Instant from, @Nullable Instant to) {
        return store.find(plot.id(), from, to);
    }

    /**
     * Takes out a plan that will not be carried out: a picking, work or input of today or a later day. What lies further back stays, since
     * sums and advice were made from it.
     *
     * @return whether there was such a plan
     */
    public boolean cancel(Plot plot, String id, Instant now) {
        return store.find(id)
                .filter(line -> line.plot().equals(plot.id()) && isPlan(plot, line, now))
                .map(line -> store.remove(line.id()))
                .orElse(false);
    }

    /** Whether a line is of today or later, and of something that can be planned. */
    public static boolean isPlan(Plot plot, DiaryEntry line, Instant now) {
        boolean dated = line instanceof DiaryEntry.Picking
                || line instanceof DiaryEntry.Input
                || line instanceof DiaryEntry.Labour;
        LocalDate today = LocalDate.ofInstant(now, plot.place().timeZone());
        return dated && !at(plot, line).isBefore(midnight(plot, today));
    }

    /**
     * When a line happened; a day begins at midnight of the plot.
     *
     * @throws IllegalArgumentException when the line does not say, or names a time outside 1990 to 2100
     */
    public static Instant at(Plot plot, DiaryEntry entry) {
        Instant at = happened(plot, entry);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "a line of " + at + " lies outside " + EARLIEST + " to " + LATEST + "; correct the date");
        }
        return at;
    }

    private static Instant happened(Plot plot, DiaryEntry entry) {
        if (entry instanceof DiaryEntry.IrrigationDone irrigation) {
            return irrigation.start();
        }
        if (entry instanceof DiaryEntry.Picking picking) {
            return midnight(plot, picking.date());
        }
        if (entry instanceof DiaryEntry.Input input) {
            return midnight(plot, input.date());
        }
        if (entry instanceof DiaryEntry.Labour labour) {
            return midnight(plot, labour.date());
        }
        if (entry instanceof DiaryEntry.AdviceAnswer answer) {
            return answer.at();
        }
        throw new IllegalArgumentException(
                "unknown kind of line " + entry.getClass().getName());
    }

    private static Instant midnight(Plot plot, LocalDate date) {
        return date.atStartOfDay(plot.place().timeZone()).toInstant();
    }

    /** Jackson passes null for what a line leaves out. */
    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; give it");
        }
        return value;
    }
}
