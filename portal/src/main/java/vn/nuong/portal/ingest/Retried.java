package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What became of a wish to try dead letters again.
 *
 * @param queued how many will be tried
 * @param cut ids of those of which only the beginning was kept, so that they cannot be
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Retried(int queued, List<Long> cut) {

    public Retried {
        cut = List.copyOf(cut);
    }
}
