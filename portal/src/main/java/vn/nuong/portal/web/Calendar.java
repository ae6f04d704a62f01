package vn.nuong.portal.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.ingest.DeviceHealth;
import vn.nuong.portal.ingest.LedgerDay;
import vn.nuong.telemetry.device.DeviceAbout;

/**
 * How complete the last days of one device are.
 *
 * @param row the device
 * @param intervalS seconds between measured times; null while not known
 * @param learned whether that was learned
 * @param days all days shown, oldest first
 */
public record Calendar(DeviceRow row, @Nullable Integer intervalS, boolean learned, List<Day> days) {

    /** How many days are shown, today included. */
    public static final int DAYS = 30;

    /**
     * One of the site's days.
     *
     * @param ledger null when nothing is known of it
     */
    public record Day(LocalDate date, @Nullable LedgerDay ledger) {

        public DayState state() {
            return DayState.of(ledger);
        }

        /** The day of the month, with the month on the first. */
        public String label() {
            return date.getDayOfMonth() == 1 ? "1/" + date.getMonthValue() : String.valueOf(date.getDayOfMonth());
        }

        /** The share of the expected times that came, rounded down so that only a full day has 100 %; else how many came. */
        public String number() {
            if (ledger == null || state() == DayState.NOTHING) {
                return "";
            }
            Long expected = ledger.expected();
            Long missing = ledger.missing();
            if (expected == null || missing == null || expected == 0) {
                return String.valueOf(ledger.came());
            }
            return Math.floorDiv(100 * (expected - missing), expected) + "%";
        }

        /** Whether a reading of the day was refused, in conflict or caught by a quality test. */
        public boolean isMarked() {
            return ledger != null && ledger.refused() + ledger.conflicting() + ledger.flagged() > 0;
        }

        /** What the calendar's cell cannot say in a word. */
        public String spoken(Page page) {
            return page.format().weekdayAndDate(date)
                    + (isMarked() ? page.t(", có số đo cần xem", ", with readings to look at") : "");
        }
    }

    static Calendar of(DeviceRow row, DeviceHealth health, List<LedgerDay> ledger, LocalDate today) {
        Map<LocalDate, LedgerDay> byDay =
                ledger.stream().collect(Collectors.toMap(LedgerDay::day, Function.identity(), (a, b) -> b));
        List<Day> days = new ArrayList<>();
        for (LocalDate date = first(today); !date.isAfter(today); date = date.plusDays(1)) {
            days.add(new Day(date, byDay.get(date)));
        }
        // What ingest goes by wins over what the device says of itself.
        Integer interval = health.intervalS();
        boolean learned = health.intervalLearned();
        for (LedgerDay day : ledger) {
            if (interval == null && day.intervalS() != null) {
                interval = day.intervalS();
                learned = day.learned();
            }
        }
        DeviceAbout about = row.status().about();
        if (interval == null && about != null) {
            interval = about.intervalS();
        }
        return new Calendar(row, interval, learned, days);
    }

    static LocalDate first(LocalDate today) {
        return today.minusDays(DAYS - 1L);
    }

    /** On which day of the week the calendar begins: 1 for Monday to 7. */
    public int start() {
        return days.get(0).date().getDayOfWeek().getValue();
    }

    public static List<String> weekdays(Page page) {
        return List.of(page.t("T2 T3 T4 T5 T6 T7 CN", "Mo Tu We Th Fr Sa Su").split(" "));
    }

    /** "15 phút một lần (tự học)" */
    public String interval(Page page) {
        if (intervalS == null) {
            return page.t("chưa rõ nhịp đo", "interval not known yet");
        }
        return page.t("nhịp đo ", "every ")
                + Phrases.interval(intervalS, page)
                + (learned ? page.t(" (tự học)", " (learned)") : "");
    }

    /** "Nhận 2.850 lần đo (trễ 12), thiếu 30." */
    public String summary(Page page) {
        long came = sum(LedgerDay::came);
        long late = sum(LedgerDay::late);
        long missing = sum(day -> day.missing() == null ? 0L : day.missing());
        if (came == 0 && missing == 0) {
            return page.t("Chưa nhận lần đo nào.", "Nothing was received yet.");
        }
        String received = page.t("Nhận ", "Received ")
                + Phrases.count(came, "lần đo", "time", page)
                + (late == 0 ? "" : page.t(" (trễ ", " (late: ") + page.format().number(late, 0) + ")");
        boolean known = ledgers().allMatch(day -> day.missing() != null);
        return known
                ? received + page.t(", thiếu ", ", missing ") + page.format().number(missing, 0) + "."
                : received + ".";
    }

    private Stream<LedgerDay> ledgers() {
        return days.stream().map(Day::ledger).filter(day -> day != null);
    }

    private long sum(Function<LedgerDay, Long> of) {
        return ledgers().map(of).mapToLong(Long::longValue).sum();
    }
}
