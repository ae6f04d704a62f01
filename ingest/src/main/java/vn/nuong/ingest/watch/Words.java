package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vn.nuong.telemetry.advice.Text;

/** Durations, moments and values as people say them. */
final class Words {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy");

    private Words() {}

    /** At most two units: "5 giờ 20 phút". Durations above two days are said in days and hours. */
    static Text duration(Duration duration) {
        long seconds = duration.abs().toSeconds();
        if (seconds < 120) {
            return new Text(seconds + " giây", seconds == 1 ? "1 second" : seconds + " seconds");
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 120) {
            return new Text(minutes + " phút", minutes + " minutes");
        }
        if (minutes < 48 * 60) {
            return two(minutes / 60, " giờ", " hour", minutes % 60, " phút", " minute");
        }
        long hours = Math.round(seconds / 3600.0);
        return two(hours / 24, " ngày", " day", hours % 24, " giờ", " hour");
    }

    private static Text two(long great, String vi, String en, long small, String viSmall, String enSmall) {
        String english = great + en + (great == 1 ? "" : "s");
        return small == 0
                ? new Text(great + vi, english)
                : new Text(
                        great + vi + " " + small + viSmall, english + " " + small + enSmall + (small == 1 ? "" : "s"));
    }

    /** 15:00 22/03/2026 */
    static String moment(Instant time, ZoneId zone) {
        return MOMENT.format(time.atZone(zone));
    }

    /** A number with its decimals, with a comma in Vietnamese. */
    static Text number(double value, int decimals) {
        String english = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return new Text(english.replace('.', ','), english);
    }
}
