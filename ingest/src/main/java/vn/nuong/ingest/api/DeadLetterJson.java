package vn.nuong.ingest.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * A message of which something could not be taken.
 *
 * @param id by which it is shown and tried again
 * @param received when it came
 * @param topic the topic name
 * @param site the site of the topic; null when the topic names none
 * @param device the device of the topic; null when the topic names none
 * @param readings how many readings of it were refused; 1 for a message that cannot be read
 * @param reason of the first of them
 * @param detail of the first of them, for a person
 * @param items each of them; the first {@value #FEW} in a list
 * @param payload what was sent, as text: what is no UTF-8 is written as U+FFFD
 * @param payloadBytes how many bytes it had
 * @param cut whether only its beginning was kept, so that it cannot be tried again
 * @param payloadBase64 what was kept of it, byte for byte; null in a list
 */
public record DeadLetterJson(
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
        int payloadBytes,
        boolean cut,
        @Nullable String payloadBase64) {

    /** Refused readings told of a dead letter in a list. */
    public static final int FEW = 20;

    /**
     * One refused reading.
     *
     * @param name the property as it was written; null for the message as a whole
     */
    public record Item(@Nullable String name, String reason, String detail) {}

    public DeadLetterJson {
        items = List.copyOf(items);
    }

    /** As in a list. */
    public static DeadLetterJson brief(DeadLetter letter) {
        return of(letter, FEW, null);
    }

    /** With everything that was kept. */
    public static DeadLetterJson whole(DeadLetter letter) {
        return of(letter, Integer.MAX_VALUE, Base64.getEncoder().encodeToString(letter.payload()));
    }

    private static DeadLetterJson of(DeadLetter letter, int most, @Nullable String base64) {
        DeadLetter.Item first = letter.items().get(0);
        Optional<DeviceId> device = device(letter.topic());
        return new DeadLetterJson(
                letter.id(),
                letter.received(),
                letter.topic(),
                device.map(DeviceId::site).orElse(null),
                device.map(DeviceId::device).orElse(null),
                letter.items().size(),
                first.reason().code(),
                first.detail(),
                letter.items().stream()
                        .limit(most)
                        .map(i -> new Item(i.name(), i.reason().code(), i.detail()))
                        .toList(),
                new String(letter.payload(), StandardCharsets.UTF_8),
                letter.payloadLength(),
                letter.isCut(),
                base64);
    }

    private static Optional<DeviceId> device(String topicName) {
        return Topic.find(topicName).flatMap(topic -> {
            if (topic instanceof Topic.Readings readings) {
                return Optional.of(new DeviceId(readings.site(), readings.device()));
            }
            return topic instanceof Topic.About about
                    ? Optional.of(new DeviceId(about.site(), about.device()))
                    : Optional.empty();
        });
    }
}
