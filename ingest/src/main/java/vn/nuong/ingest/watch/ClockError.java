package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;

/**
 * What is known of a device's clock.
 *
 * @param kind how it runs
 * @param by how far it is ahead or behind; null unless it is one of these
 * @param spread how far single estimates lie from {@code by}; null where that is
 * @param since the received time of the first message that shows it; null while nothing is known
 */
public record ClockError(
        Kind kind,
        @Nullable Duration by,
        @Nullable Duration spread,
        @Nullable Instant since) {

    static final ClockError UNKNOWN = new ClockError(Kind.UNKNOWN, null, null, null);

    public enum Kind {
        /** Not heard often enough, or only with data that are on their way for an unknown time. */
        UNKNOWN,
        GOOD,
        /** Ahead of ours by a steady amount. */
        AHEAD,
        /** Behind ours by a steady amount of at most {@link DeviceClock#MOST_BEHIND}; a steady delay on the way looks the same. */
        BEHIND,
        /** All times are older than that: history that is replayed, or a wrong date. */
        OLD_TIMES,
        /** At 1970 or 2000, where clocks begin. */
        NEVER_SET,
        /** Often in the future, by ever other amounts. */
        JUMPING;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ClockError {
        if ((kind == Kind.AHEAD || kind == Kind.BEHIND) != (by != null && spread != null)) {
            throw new IllegalArgumentException("a clock that is " + kind + " has by " + by + " and spread " + spread);
        }
    }

    /** How far measured times are ahead of the truth: negative when the clock is behind, zero when that is not known. */
    public Duration offset() {
        if (by == null) {
            return Duration.ZERO;
        }
        return kind == Kind.AHEAD ? by : by.negated();
    }

    /** In a sentence for a page, with times in the site's zone. */
    public Text sentence(ZoneId zone) {
        return switch (kind) {
            case UNKNOWN -> new Text("Chưa rõ đồng hồ của thiết bị.", "Nothing is known of the device's clock yet.");
            case GOOD -> new Text("Đồng hồ của thiết bị chạy đúng.", "The device's clock is right.");
            case AHEAD -> steady("nhanh", "", "fast", "", zone);
            case BEHIND ->
                steady(
                        "chậm",
                        ", hoặc lúc nào cũng gửi trễ chừng ấy",
                        "slow",
                        ", or it always sends as late as that",
                        zone);
            case OLD_TIMES ->
                since(
                        "Thiết bị chỉ gửi số đo cũ hơn một ngày: diễn lại lịch sử, hoặc đồng hồ sai ngày",
                        "The device only sends times more than a day old: history, or a clock with a wrong date",
                        zone);
            case NEVER_SET -> since("Đồng hồ của thiết bị chưa được đặt giờ", "The device's clock was never set", zone);
            case JUMPING ->
                since(
                        "Đồng hồ của thiết bị nhảy lung tung, không tin được",
                        "The device's clock jumps about and cannot be trusted",
                        zone);
        };
    }

    private Text steady(String vi, String viOr, String en, String enOr, ZoneId zone) {
        if (by == null || spread == null) {
            throw new IllegalStateException("checked when made");
        }
        Text amount = Words.duration(by);
        Text around = Words.duration(spread);
        return since(
                "Đồng hồ của thiết bị chạy " + vi + " " + amount.vi() + " (± " + around.vi() + ")" + viOr,
                "The device's clock is " + amount.en() + " " + en + " (± " + around.en() + ")" + enOr,
                zone);
    }

    private Text since(String vi, String en, ZoneId zone) {
        return since == null
                ? new Text(vi + ".", en + ".")
                : new Text(
                        vi + ", từ " + Words.moment(since, zone) + ".",
                        en + ", since " + Words.moment(since, zone) + ".");
    }
}
