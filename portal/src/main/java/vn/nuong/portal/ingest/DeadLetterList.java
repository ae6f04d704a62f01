package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, newest first.
 *
 * @param next what to send as {@code before} for older ones; null when there are none
 * @param counts refused readings of all dead letters by the code of the reason, whatever is looked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetterList(
        List<DeadLetter> deadLetters, @Nullable Long next, Map<String, Long> counts) {

    public DeadLetterList {
        deadLetters = List.copyOf(deadLetters);
        counts = Map.copyOf(counts);
    }
}
