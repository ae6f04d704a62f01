package vn.nuong.ingest.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.Digest;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.RawPayload;
import vn.nuong.telemetry.payload.Refusal;
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

    void read(Incoming message, Batch into) {
        String topicName = message.delivery().topic();
        byte[] payload = message.delivery().payload();
        Optional<Topic> topic = Topic.find(topicName);
        if (topic.isEmpty() || !(topic.get() instanceof Topic.About about)) {
            into.strayAbouts.add(refusal(
                    message,
                    Reason.BAD_TOPIC,
                    "devices are described on nuong/{site}/{device}/about, with ids of lower-case letters, digits and"
                            + " hyphens"));
            return;
        }
        Digest digest = Digest.of(topicName, payload);
        if (digest.equals(last.put(new DeviceId(about.site(), about.device()), digest))) {
            return;
        }
        into.abouts.add(read(about, message, digest));
    }

    private static AboutMessage read(Topic.About topic, Incoming message, Digest digest) {
        byte[] payload = message.delivery().payload();
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
            String detail = "what " + topic.device() + " says of itself cannot be read: " + e.getMessage();
            return new AboutMessage(
                    topic.site(), topic.device(), digest, null, refusal(message, Reason.UNPARSEABLE, detail));
        }
    }

    private static Refusal refusal(Incoming message, Reason reason, String detail) {
        return new Refusal(
                message.received(),
                message.delivery().topic(),
                RawPayload.of(message.delivery().payload()),
                null,
                reason,
                detail);
    }
}
