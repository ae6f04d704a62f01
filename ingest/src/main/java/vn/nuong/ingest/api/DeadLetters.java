package vn.nuong.ingest.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.RecordStore;

/** The dead letters in the records. Blocks; thread-safe. */
public final class DeadLetters {

    private final RecordStore records;

    public DeadLetters(RecordStore records) {
        this.records = records;
    }

    /**
     * One page, newest first.
     *
     * @param before only with a smaller id; {@link Long#MAX_VALUE} for the first page
     */
    public DeadLetterPage page(DeadLetterFilter filter, long before, int limit) {
        List<DeadLetter> found = find(filter, before, limit + 1);
        boolean more = found.size() > limit;
        List<DeadLetter> page = more ? found.subList(0, limit) : found;
        return new DeadLetterPage(
                page.stream().map(DeadLetterJson::brief).toList(),
                more ? Long.valueOf(page.get(limit - 1).id()) : null,
                records.accounting().deadLettered());
    }

    /** One with everything that was kept of it. */
    public Optional<DeadLetterJson> find(long id) {
        return records.findDeadLetter(id).map(DeadLetterJson::whole);
    }

    /** At most {@code limit} of them as they are kept, newest first. */
    public List<DeadLetter> find(DeadLetterFilter filter, long before, int limit) {
        return records.deadLetters(filter.site(), filter.device(), filter.reason(), before, limit);
    }

    /**
     * Those of these ids, in their order.
     *
     * @throws IllegalArgumentException naming the first that is not there
     */
    public List<DeadLetter> findAll(List<Long> ids) {
        List<DeadLetter> letters = new ArrayList<>(ids.size());
        for (long id : ids) {
            letters.add(records.findDeadLetter(id)
                    .orElseThrow(() -> new IllegalArgumentException("there is no dead letter " + id
                            + "; it was tried again with success, or is older than what is kept")));
        }
        return letters;
    }
}
