package vn.nuong.ingest.api;

import java.util.ArrayList;
import java.util.List;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.store.StoreException;

/** Has dead letters tried again, a few at a time, so that any number of them fits into memory. */
public final class DeadLetterRetry {

    private static final int AT_ONCE = 200;

    private final DeadLetters letters;
    private final Way way;

    /** How dead letters get into the journal again. */
    @FunctionalInterface
    public interface Way {
        /**
         * Returns when all of them are in the journal.
         *
         * @throws StoreException when the journal takes none just now
         */
        void append(List<DeadLetter> whole);
    }

    public DeadLetterRetry(DeadLetters letters, Way way) {
        this.letters = letters;
        this.way = way;
    }

    /**
     * @throws IllegalArgumentException when one of its ids is not there; none is tried then
     * @throws StoreException when the journal takes none just now
     */
    public RetryAnswer retry(RetryRequest request) {
        List<Long> cut = new ArrayList<>();
        int queued = 0;
        List<Long> ids = request.ids();
        if (ids != null) {
            return new RetryAnswer(retry(letters.findAll(ids.stream().distinct().toList()), cut), cut);
        }
        long before = Long.MAX_VALUE;
        while (true) {
            // What is tried again leaves the dead letters; what is refused again comes back with a larger id.
            List<DeadLetter> page = letters.find(request.filter(), before, AT_ONCE);
            if (page.isEmpty()) {
                return new RetryAnswer(queued, cut);
            }
            queued += retry(page, cut);
            before = page.get(page.size() - 1).id();
        }
    }

    private int retry(List<DeadLetter> of, List<Long> cut) {
        List<DeadLetter> whole = new ArrayList<>(of.size());
        for (DeadLetter letter : of) {
            if (letter.isCut()) {
                cut.add(letter.id());
            } else {
                whole.add(letter);
            }
        }
        if (!whole.isEmpty()) {
            way.append(whole);
        }
        return whole.size();
    }
}
