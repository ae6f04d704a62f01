package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/**
 * Turns one MQTT message on a readings topic into readings and refusals. One bad reading never costs the others: only a
 * payload that cannot be read at all is refused whole.
 *
 * <p>Two forms are understood and told apart by their first character: the native object {@code {"time": "…", "readings":
 * {"soil_moisture_20cm": 0.312}}} ({@code readings.schema.json}) and SenML's array (RFC 8428). Pure and thread-safe.
 */
public final class PayloadParser {

    /** Largest payload that is read, bytes. A day of minutes from ten probes is about a tenth of it. */
    public static final int MAX_BYTES = 256 * 1024;

    /** How far a device's clock may run ahead of ours before its reading counts as from the future. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /** Before this a device's clock was never set: they start at 1970 or 2000. */
    public static final Instant EARLIEST = Instant.parse("2001-01-01T00:00:00Z");

    private PayloadParser() {}

    /**
     * Reads a message.
     *
     * @param topicName the MQTT topic name it came on
     * @param payload its bytes
     * @param received when it came, by the wall clock
     */
    public static ParsedPayload parse(String topicName, byte[] payload, Instant received) {
        Optional<Topic> topic = Topic.find(topicName);
        if (topic.isEmpty() || !(topic.get() instanceof Topic.Readings readingsTopic)) {
            return refuseAll(
                    topicName,
                    payload,
                    received,
                    Reason.BAD_TOPIC,
                    "readings are taken on nuong/{site}/{device}/readings, with ids of lower-case letters, digits and"
                            + " hyphens");
        }
        if (payload.length > MAX_BYTES) {
            return refuseAll(
                    topicName,
                    payload,
                    received,
                    Reason.UNPARSEABLE,
                    "the payload has " + payload.length + " bytes, more than " + MAX_BYTES + "; send smaller messages");
        }
        Collector into = new Collector(readingsTopic, payload, received);
        try {
            JsonNode root = Json.parse(payload);
            if (root.isArray()) {
                Senml.read(root, received, into);
            } else {
                readNative(root, into);
            }
        } catch (IllegalArgumentException e) {
            return refuseAll(topicName, payload, received, Reason.UNPARSEABLE, String.valueOf(e.getMessage()));
        }
        return into.result();
    }

    private static void readNative(JsonNode root, Collector into) {
        JsonNode readings = root.path("readings");
        if (!root.isObject() || !readings.isObject() || readings.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected {\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.312}} with"
                            + " at least one reading, or a SenML array");
        }
        JsonNode time = root.path("time");
        Instant measured = null;
        String fault = "\"time\" is missing; give the measured time as 2026-11-23T00:15:00Z";
        if (time.isTextual()) {
            try {
                measured = Times.parse(time.textValue());
            } catch (IllegalArgumentException e) {
                fault = String.valueOf(e.getMessage());
            }
        } else if (!time.isMissingNode()) {
            fault = "\"time\" is " + time + ", not a text; write it as 2026-11-23T00:15:00Z";
        }
        for (var entry : readings.properties()) {
            if (measured == null) {
                into.refuse(Reason.BAD_TIME, entry.getKey() + ": " + fault);
            } else {
                into.take(entry.getKey(), entry.getValue(), measured);
            }
        }
    }

    private static ParsedPayload refuseAll(
            String topic, byte[] payload, Instant received, Reason reason, String detail) {
        return new ParsedPayload(List.of(), List.of(new Refusal(received, topic, text(payload), reason, detail)));
    }

    private static String text(byte[] payload) {
        int length = Math.min(payload.length, 4 * Refusal.MAX_PAYLOAD);
        return new String(payload, 0, length, StandardCharsets.UTF_8);
    }

    /** Where both forms put what they find. */
    static final class Collector {
        private final Topic.Readings topic;
        private final byte[] payload;
        private final Instant received;
        private final List<Reading> readings = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();

        Collector(Topic.Readings topic, byte[] payload, Instant received) {
            this.topic = topic;
            this.payload = payload;
            this.received = received;
        }

        /** Takes one value, or refuses it with its reason. */
        void take(String code, JsonNode value, Instant measured) {
            if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                refuse(Reason.NOT_A_NUMBER, code + " is " + value + ", not a number; leave out what was not measured");
                return;
            }
            take(code, value.doubleValue(), measured);
        }

        void take(String code, double value, Instant measured) {
            PropertyKey key;
            try {
                key = PropertyKey.parse(code);
            } catch (IllegalArgumentException e) {
                refuse(Reason.UNKNOWN_PROPERTY, String.valueOf(e.getMessage()));
                return;
            }
            if (measured.isAfter(received.plus(CLOCK_TOLERANCE))) {
                refuse(
                        Reason.FROM_THE_FUTURE,
                        code + " was measured at " + measured + ", later than now (" + received
                                + "); set the device's clock");
                return;
            }
            if (measured.isBefore(EARLIEST)) {
                refuse(
                        Reason.BAD_TIME,
                        code + " was measured at " + measured + ", before " + EARLIEST
                                + ": the device's clock was never set");
                return;
            }
            Set<Flag> flags = key.property().isPlausible(value) ? Set.of() : Set.of(Flag.RANGE);
            readings.add(new Reading(
                    topic.site(), topic.device(), key, value, measured, received, TimeSource.DEVICE, flags));
        }

        void refuse(Reason reason, String detail) {
            refusals.add(new Refusal(received, topic.name(), text(payload), reason, detail));
        }

        ParsedPayload result() {
            return new ParsedPayload(readings, refusals);
        }
    }
}
