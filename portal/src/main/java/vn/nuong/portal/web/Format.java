package vn.nuong.portal.web;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import vn.nuong.telemetry.advice.Language;

/**
 * Numbers, dates and ages as a reader of the language writes them: decimal comma and dd/MM/yyyy in Vietnamese, decimal
 * point and the same order of day and month in English. Immutable.
 *
 * @param language the reader's
 * @param zone whose hours are shown
 */
public record Format(Language language, ZoneId zone) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter DAY_MONTH = DateTimeFormatter.ofPattern("dd/MM");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final List<String> DAYS =
            List.of("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật");

    /** A number with at most so many decimals, grouped by thousands. */
    public String number(double value, int decimals) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(language == Language.VI ? ',' : '.');
        symbols.setGroupingSeparator(language == Language.VI ? '.' : ',');
        DecimalFormat format = new DecimalFormat("#,##0" + (decimals > 0 ? "." + "#".repeat(decimals) : ""), symbols);
        String text = format.format(value);
        return text.equals("-0") ? "0" : text;
    }

    /** A number with about three figures that matter. */
    public String number(double value) {
        double size = Math.abs(value);
        return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }

    public String date(Instant time) {
        return DATE.format(time.atZone(zone));
    }

    public String date(LocalDate date) {
        return DATE.format(date);
    }

    /** 22/03 */
    public String dayMonth(Instant time) {
        return DAY_MONTH.format(time.atZone(zone));
    }

    /** 15:00 */
    public String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** 15:00 22/03 */
    public String timeAndDay(Instant time) {
        return time(time) + " " + dayMonth(time);
    }

    /** 15:00 22/03/2026 */
    public String timeAndDate(Instant time) {
        return time(time) + " " + date(time);
    }

    /** 15:00 Thứ Ba 22/3/2026 */
    public String clock(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return time(time) + " " + weekday(local.getDayOfWeek()) + " " + local.getDayOfMonth() + "/"
                + local.getMonthValue() + "/" + local.getYear();
    }

    private String weekday(DayOfWeek day) {
        return language == Language.VI ? DAYS.get(day.ordinal()) : day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** Thứ Ba 22/03/2026 */
    public String weekdayAndDate(LocalDate date) {
        return weekday(date.getDayOfWeek()) + " " + date(date);
    }

    /** How long before {@code now} something was: "20 phút trước". */
    public String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        boolean vi = language == Language.VI;
        if (age.compareTo(Duration.ofMinutes(-5)) < 0) { // a probe published by the real clock during a replay
            return timeAndDate(then) + (vi ? " (đi trước đồng hồ này)" : " (ahead of this clock)");
        }
        if (age.toMinutes() < 2) {
            return vi ? "vừa xong" : "just now";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + (vi ? " phút trước" : " minutes ago");
        }
        if (age.toHours() < 48) {
            return age.toHours() + (vi ? " giờ trước" : " hours ago");
        }
        return age.toDays() + (vi ? " ngày trước" : " days ago");
    }
}
