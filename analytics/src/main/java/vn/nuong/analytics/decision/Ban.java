package vn.nuong.analytics.decision;

import java.time.Instant;
import vn.nuong.telemetry.advice.Text;

/**
 * A time in which no water may fall on the plot.
 *
 * @param from begin
 * @param to end, not included
 * @param reason why, as a clause: "lá chưa khô thuốc", "the spray is not rain-fast yet"
 */
public record Ban(Instant from, Instant to, Text reason) {

    public Ban {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "a time without irrigation ends at " + to + ", not after its begin " + from + "; exchange them");
        }
    }

    boolean overlaps(Instant start, Instant end) {
        return start.isBefore(to) && end.isAfter(from);
    }
}
