package vn.nuong.portal.web;

import org.jspecify.annotations.Nullable;
import vn.nuong.portal.ingest.LedgerDay;
import vn.nuong.telemetry.advice.Text;

/** How a day of a device looks in the calendar: a colour, a word and a number each tell it alone. */
public enum DayState {
    COMPLETE("complete", new Text("đủ", "full")),
    /** Everything came, some of it late. */
    LATE("late", new Text("trễ", "late")),
    /** Some times are missing. */
    SOME("some", new Text("thiếu", "gaps")),
    /** More than half of the times are missing. */
    FEW("few", new Text("ít", "little")),
    /** Nothing came, and something should have. */
    EMPTY("empty", new Text("mất", "none")),
    /** Something came; how much should have is not known, since the interval is not. */
    UNKNOWN("unknown", new Text("có", "some")),
    /** Nothing came and nothing was expected, as before the device was there. */
    NOTHING("nothing", new Text("–", "–"));

    private final String style;
    private final Text word;

    DayState(String style, Text word) {
        this.style = style;
        this.word = word;
    }

    /** The CSS class. */
    public String style() {
        return style;
    }

    public Text word() {
        return word;
    }

    static DayState of(@Nullable LedgerDay day) {
        if (day == null) {
            return NOTHING;
        }
        Long expected = day.expected();
        Long missing = day.missing();
        if (expected == null || missing == null) {
            return day.came() == 0 ? NOTHING : UNKNOWN;
        }
        if (missing == 0) {
            return day.came() == 0 ? NOTHING : day.late() > 0 ? LATE : COMPLETE;
        }
        if (day.came() == 0) {
            return EMPTY;
        }
        return 2 * missing > expected ? FEW : SOME;
    }
}
