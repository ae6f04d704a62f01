package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of which something was refused, kept until it is tried again with success.
 *
 * @param id unique, rising
 * @param received when it came, by ingest's clock
 * @param topic its topic name
 * @param site the site that the topic names; null when it names none
 * @param device likewise
 * @param readings how many of its readings were refused
 * @param reason the code of the first reason
 * @param detail the value, the limit and what to do, for whoever made the message
 * @param items what of it was refused, the first twenty
 * @param payload as text, with U+FFFD for what is none
 * @param payloadBytes how long it was
 * @param cut whether only the beginning of it was kept, so that it cannot be tried again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetter(
        long id,
        Instant received,
        String topic,
        @Nullable String site,
        @Nullable String device,
        int readings,
        String reason,
        String detail,
        List<Item> items,
        String payload,
        long payloadBytes,
        boolean cut) {

    /**
     * One refused reading.
     *
     * @param name its property as it was written; null for the message as a whole
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(@Nullable String name, String reason, String detail) {}

    public DeadLetter {
        items = List.copyOf(items);
    }
}
