package vn.nuong.ingest.review;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Devices whose stored readings changed since they were last reviewed. Kept in the records, so a restart forgets none. */
public interface ReviewQueue {

    /**
     * @param fromNs measured time of the oldest changed reading, nanoseconds since 1970
     * @param toNs measured time of the newest changed reading
     * @param change rises with every change; {@link #done} with an older one leaves what came meanwhile
     */
    record Due(String site, String device, long fromNs, long toNs, long change) {}

    /** Devices that wait, the longest waiting first. */
    List<Due> due(int limit);

    /** How many devices wait. */
    int length();

    /** The range of {@code due} was reviewed; so many readings are flagged on each of the site's days that it touches. */
    void done(Due due, Map<LocalDate, Integer> flaggedByDay);
}
