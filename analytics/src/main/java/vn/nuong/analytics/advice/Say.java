package vn.nuong.analytics.advice;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import vn.nuong.telemetry.advice.Text;

/** Puts numbers and times into sentences of both languages: decimal comma in Vietnamese, point in English. */
final class Say {

    private static final List<String> DAYS_VI =
            List.of("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật");

    private Say() {}

    /** A text with {@code {0}}, {@code {1}} … replaced by the same texts in the same language. */
    static Text text(String vi, String en, Text... parts) {
        String inVi = vi;
        String inEn = en;
        for (int i = 0; i < parts.length; i++) {
            inVi = inVi.replace("{" + i + "}", parts[i].vi());
            inEn = inEn.replace("{" + i + "}", parts[i].en());
        }
        return new Text(inVi, inEn);
    }

    /** A number with so many decimals. */
    static Text number(double value, int decimals) {
        return new Text(number(value, decimals, ','), number(value, decimals, '.'));
    }

    private static String number(double value, int decimals, char point) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(point);
        String text = new DecimalFormat("0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)), symbols).format(value);
        return text.matches("-0([.,]0+)?") ? text.substring(1) : text;
    }

    /** Something that is the same in both languages, such as a device's id. */
    static Text same(String text) {
        return new Text(text, text);
    }

    /** "14:00 ngày 22/3", "14:00 on 22 March". */
    static Text time(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return text(
                DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(local) + " ngày {0}",
                DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(local) + " on {0}",
                date(local.toLocalDate()));
    }

    /** "22/3", "22 March". */
    static Text date(LocalDate date) {
        return new Text(
                date.getDayOfMonth() + "/" + date.getMonthValue(),
                DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH).format(date));
    }

    /** "thứ Hai", "Monday". */
    static Text weekday(DayOfWeek day) {
        return new Text(DAYS_VI.get(day.ordinal()), day.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    /** The same text beginning with a capital. */
    static Text capital(Text text) {
        return new Text(capital(text.vi()), capital(text.en()));
    }

    /** Texts one after the other, with a separator. */
    static Text join(List<Text> texts, String separator) {
        return new Text(
                String.join(separator, texts.stream().map(Text::vi).toList()),
                String.join(separator, texts.stream().map(Text::en).toList()));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
