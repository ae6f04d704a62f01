package vn.nuong.ingest.api;

import java.util.List;

/**
 * What became of a wish to try dead letters again.
 *
 * @param queued how many messages wait in the journal now; the accounting shows what becomes of them
 * @param cut those that cannot be tried again, since only their beginning was kept
 */
public record RetryAnswer(int queued, List<Long> cut) {

    public RetryAnswer {
        cut = List.copyOf(cut);
    }
}
