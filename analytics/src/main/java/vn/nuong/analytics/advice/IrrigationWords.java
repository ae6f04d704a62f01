package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;

/** Parts of what is said about irrigation. */
final class IrrigationWords {

    private IrrigationWords() {}

    /**
     * Nobody runs a pump to the minute: above half an hour to the next 5.
     *
     * @param isLimited whether there is no water for more, so that it is the 5 before
     */
    static Text minutes(double minutes, boolean isLimited) {
        double step = minutes > 30 ? 5 : 1;
        double steps = isLimited ? Math.floor(minutes / step + 1e-9) : Math.ceil(minutes / step - 1e-9);
        return number(steps * step, 0);
    }

    /** "16:30 ngày 22/3"; without a time the usual hours. */
    static Text begin(@Nullable Instant start, ZoneId zone) {
        return start == null
                ? new Text("sáng sớm hoặc chiều mát", "early in the morning or late in the afternoon")
                : time(start, zone);
    }

    /** How long the soil holds enough water. */
    static Text daysLeft(@Nullable Double days) {
        if (days == null) {
            return new Text("Đất còn đủ nước.", "The soil holds enough water.");
        }
        if (days < 1) {
            return new Text("Đất còn đủ nước đến mai.", "The soil holds enough water until tomorrow.");
        }
        if (days > 14) {
            return new Text("Đất còn đủ nước hơn hai tuần.", "The soil holds enough water for more than two weeks.");
        }
        return text(
                "Đất còn đủ nước khoảng {0} ngày.",
                Math.floor(days) == 1
                        ? "The soil holds enough water for about {0} day."
                        : "The soil holds enough water for about {0} days.",
                number(Math.floor(days), 0));
    }
}
