package vn.nuong.telemetry.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of readings, in order of measured time.
 *
 * @param readings the page
 * @param next what to send as {@code cursor} for the next page; null on the last
 */
public record ReadingPage(
        List<ReadingJson> readings, @Nullable String next) {

    public ReadingPage {
        readings = List.copyOf(readings);
    }
}
