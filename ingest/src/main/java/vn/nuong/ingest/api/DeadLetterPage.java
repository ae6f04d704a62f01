package vn.nuong.ingest.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters, newest first.
 *
 * @param next what to send as {@code before} for the next page; null on the last
 * @param counts refused readings not put in since, by reason, of all devices
 */
public record DeadLetterPage(
        List<DeadLetterJson> deadLetters, @Nullable Long next, Map<String, Long> counts) {

    public DeadLetterPage {
        deadLetters = List.copyOf(deadLetters);
        counts = new TreeMap<>(counts);
    }
}
