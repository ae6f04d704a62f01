package vn.nuong.ingest.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.telemetry.advice.Text;

/**
 * What is known of a device's clock.
 *
 * @param state such as {@code good} or {@code ahead}
 * @param offsetS how far it is ahead, seconds; negative for behind; null unless it is steadily wrong
 * @param spreadS how far that is from certain, seconds; null likewise
 * @param since from when on; null while nothing is known
 * @param text the same as a sentence
 */
public record ClockJson(
        String state,
        @Nullable Double offsetS,
        @Nullable Double spreadS,
        @Nullable Instant since,
        Text text) {

    public static ClockJson of(ClockError error, ZoneId zone) {
        Duration spread = error.spread();
        return new ClockJson(
                error.kind().code(),
                spread == null ? null : seconds(error.offset()),
                spread == null ? null : seconds(spread),
                error.since(),
                error.sentence(zone));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
