package vn.nuong.ingest.register;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.store.Point;

/**
 * What was decided about a candidate. Every reading of it is in exactly one place.
 *
 * @param candidate what was decided about
 * @param toStore the readings that are new; null when none is
 * @param storedBefore how many of its readings this very message has stored already, before a crash
 * @param countedBefore how many were taken and counted when its dead letter was made
 * @param duplicates readings that were there already, with the same value
 * @param conflicts readings that were there already with another value
 * @param newTime whether nothing of its measured time was stored before
 */
public record Decision(
        Candidate candidate,
        @Nullable Point toStore,
        int storedBefore,
        int countedBefore,
        int duplicates,
        List<Clash> conflicts,
        boolean newTime) {

    /** Another value for a reading that is there. */
    public record Clash(Point.Value other, double kept, long keptReceivedNs) {}
}
