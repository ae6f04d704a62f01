package vn.nuong.ingest.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.reading.Reading;

/**
 * One page of stored readings in the order of {@link Position}.
 *
 * @param next the place behind which the next page starts; null on the last page
 */
public record StoredPage(List<Reading> readings, @Nullable Position next) {

    public StoredPage {
        readings = List.copyOf(readings);
    }

    /** The page for a query, given its readings in order, one more than the limit when there are more. */
    public static StoredPage of(List<Reading> found, int limit) {
        if (found.size() <= limit) {
            return new StoredPage(found, null);
        }
        List<Reading> page = found.subList(0, limit);
        return new StoredPage(page, Position.of(page.get(limit - 1)));
    }
}
