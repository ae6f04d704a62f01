package vn.nuong.ingest.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.Digest;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal.Reason;

/**
 * Reads what devices say of themselves. The broker sends every retained message at every subscription: one that is the
 * device's last, good or bad, is passed over. An empty message takes back what the device said.
 */
final class AboutReader {

    private static final int MAX_BYTES = 16 * 1024;

    private final Map<DeviceId, Digest> last;

    AboutReader(Map<DeviceId, Digest> last) {
        this.last = new HashMap<>(last);
    }

    /** What is wrong with the topic of a message that cannot be a device's. */
    static final DeadLetter.Item BAD_TOPIC = new DeadLetter.Item(
            null,
            Reason.BAD_TOPIC,
            "devices are described on nuong/{site}/{device}/about, with ids of lower-case letters, digits and hyphens");

    /** The device that a topic speaks of. */
    static Optional<Topic.About> topic(Entry entry) {
        return Topic.find(entry.topic()).filter(Topic.About.class::isInstance).map(Topic.About.class::cast);
    }

    /** What the message says; empty when it is the device's last once more. */
    Optional<AboutMessage> read(Topic.About topic, Entry entry) {
        Digest digest = Digest.of(entry.topic(), entry.payload());
        if (digest.equals(last.put(new DeviceId(topic.site(), topic.device()), digest))) {
            return Optional.empty();
        }
        return Optional.of(read(topic, entry.payload(), digest));
    }

    /** The same of one that is tried again; empty when the device has said something else of itself since. */
    Optional<AboutMessage> readAgain(Topic.About topic, Entry entry) {
        Digest digest = Digest.of(entry.topic(), entry.payload());
        return digest.equals(last.get(new DeviceId(topic.site(), topic.device())))
                ? Optional.of(read(topic, entry.payload(), digest))
                : Optional.empty();
    }

    private static AboutMessage read(Topic.About topic, byte[] payload, Digest digest) {
        if (payload.length == 0) {
            return new AboutMessage(topic.site(), topic.device(), digest, null, null);
        }
        try {
            if (payload.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "the payload has " + payload.length + " bytes, more than " + MAX_BYTES + "; say less");
            }
            DeviceAbout about = Json.read(payload, DeviceAbout.class);
            if (about == null) {
                throw new IllegalArgumentException("the payload is null, not an object");
            }
            return new AboutMessage(topic.site(), topic.device(), digest, about, null);
        } catch (RuntimeException e) { // whatever a device says of itself, the next message is read
            String detail = "what " + topic.device() + " says of itself cannot be read: " + e.getMessage()
                    + "; docs/telemetry.md, \"About\", shows how it is written";
            return new AboutMessage(
                    topic.site(), topic.device(), digest, null, new DeadLetter.Item(null, Reason.UNPARSEABLE, detail));
        }
    }
}
