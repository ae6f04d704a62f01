package vn.nuong.ingest;

import java.util.Map;

/**
 * How many readings ingest has dealt with. {@code stored} and the sum of {@code rejected} together are what was ever
 * published, once nothing is on its way any more.
 *
 * @param acknowledged to the broker since this process started, refused ones included
 * @param stored counted in the store, since it was made
 * @param rejected by the code of the reason, since the records were made
 */
public record Counts(long acknowledged, long stored, Map<String, Long> rejected) {

    public Counts {
        rejected = Map.copyOf(rejected);
    }

    /** All refused readings, whatever the reason. */
    public long rejectedTotal() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
