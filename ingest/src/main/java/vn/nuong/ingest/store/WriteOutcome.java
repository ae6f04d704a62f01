package vn.nuong.ingest.store;

import java.util.List;
import vn.nuong.telemetry.reading.Reading;

/**
 * What became of every reading of one write; {@code stored + duplicates + refused} is how many there were.
 *
 * @param stored how many are in the store now, written by this call or by an earlier attempt to write the very same reading
 * @param duplicates those whose series already had another reading at their measured time, which stays
 * @param refused those the store can never take
 */
public record WriteOutcome(int stored, List<Reading> duplicates, List<Refused> refused) {

    public WriteOutcome {
        duplicates = List.copyOf(duplicates);
        refused = List.copyOf(refused);
    }

    /**
     * A reading the store can never take.
     *
     * @param why in the store's own words
     */
    public record Refused(Reading reading, String why) {}
}
