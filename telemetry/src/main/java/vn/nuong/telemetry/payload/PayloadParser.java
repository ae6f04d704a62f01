package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.site.DeviceProfiles;

/**
 * Turns one MQTT message on a readings topic into readings and refusals. One bad reading never costs the others: only a
 * payload that cannot be read at all is refused whole. Whether a value can be believed is not judged here.
 *
 * <p>Two forms are understood and told apart by their first character: the native object {@code {"time": "…", "readings":
 * {"soil_moisture_20cm": 0.312}}} ({@code readings.schema.json}) and SenML's array (RFC 8428). The outcome depends on the
 * arguments alone. Thread-safe.
 */
public final class PayloadParser {

    /** Largest payload that is read, bytes. A day of minutes from ten probes is about a tenth of it. */
    public static final int MAX_BYTES = 256 * 1024;

    /** How far a device's clock may run ahead of ours before its reading counts as from the future. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /** Before this a device's clock was never set: they start at 1970 or 2000. */
    public static final Instant EARLIEST = Instant.parse("2001-01-01T00:00:00Z");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Deepest nesting of what is passed over. */
    private static final int MAX_DEPTH = 32;

    /**
     * As strict as {@link Json}, but NaN and Infinity, which Python and some firmware write for a probe that does not answer, cost
     * only their own reading, as do names and numbers of any length. Jackson's tables of names are not used: every message of
     * a hostile device brings new ones.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_BYTES)
                    .maxNumberLength(MAX_BYTES)
                    .build())
            .build();

    private static final Memo<Topic.Readings> TOPICS = new Memo<>(
            16_384,
            name -> Topic.find(name).filter(t -> t instanceof Topic.Readings).map(Topic.Readings.class::cast));

    private PayloadParser() {}

    /** Reads a message of a device of which its operator says nothing. */
    public static ParsedPayload parse(String topicName, byte[] payload, Instant received) {
        return parse(topicName, payload, received, DeviceProfiles.NONE);
    }

    /**
     * Reads a message.
     *
     * @param topicName the MQTT topic name it came on
     * @param payload its bytes; kept by what is refused, so nobody may change them afterwards
     * @param received when it came, by the wall clock
     * @param profiles what operators say of devices that cannot be changed
     */
    public static ParsedPayload parse(String topicName, byte[] payload, Instant received, DeviceProfiles profiles) {
        Topic.Readings topic = TOPICS.get(topicName);
        if (topic == null) {
            return refuse(topicName, payload, received, Reason.BAD_TOPIC, badTopic(topicName));
        }
        if (payload.length > MAX_BYTES) {
            return refuse(
                    topicName,
                    payload,
                    received,
                    Reason.UNPARSEABLE,
                    "the payload has " + payload.length + " bytes, more than " + MAX_BYTES + "; send smaller messages");
        }
        String fault = Utf8.fault(payload);
        if (fault == null) {
            Collector into = new Collector(
                    topicName,
                    topic,
                    payload,
                    received,
                    profiles.find(topic.site(), topic.device()).orElse(null));
            fault = read(payload, into);
            if (fault == null) {
                return into.result();
            }
        }
        return refuse(topicName, payload, received, Reason.UNPARSEABLE, fault);
    }

    /** Why the payload as a whole cannot be read; null when it was. */
    private static @Nullable String read(byte[] payload, Collector into) {
        String text = new String(payload, StandardCharsets.UTF_8);
        if (text.startsWith(BYTE_ORDER_MARK)) { // RFC 8259 section 8.1 allows to ignore it
            text = text.substring(1);
        }
        try (JsonParser json = FACTORY.createParser(text)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                return "the payload is empty; " + NativeForm.SHAPE;
            }
            String fault = switch (first) {
                case START_OBJECT -> NativeForm.read(json, into);
                case START_ARRAY -> Senml.read(json, into);
                default -> "the payload is " + Values.kind(first) + "; " + NativeForm.SHAPE;
            };
            if (fault == null && json.nextToken() != null) {
                return "something follows the JSON value (" + Json.place(json.currentTokenLocation())
                        + "); send each value in a message of its own";
            }
            return fault;
        } catch (JsonProcessingException e) {
            return Json.explain(e) + decimalComma(text, e.getLocation());
        } catch (IOException e) {
            return "not JSON: " + e.getMessage();
        }
    }

    /** What to do when the text cannot be read near a place that looks like {@code 0,312}; empty when it does not. */
    private static String decimalComma(String text, @Nullable JsonLocation location) {
        int at = location == null ? 0 : (int) location.getCharOffset();
        for (int i = Math.max(1, at - 2); i < Math.min(text.length() - 1, at + 1); i++) {
            if (text.charAt(i) == ',' && isDigit(text.charAt(i - 1)) && isDigit(text.charAt(i + 1))) {
                return "; if that is a decimal comma, write a point, as in 0.312";
            }
        }
        return "";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String badTopic(String topicName) {
        String rule =
                "readings are taken on nuong/{site}/{device}/readings, with ids of 1 to 64 lower-case letters (a to z),"
                        + " digits and hyphens";
        if (topicName.length() > Refusal.MAX_TOPIC) {
            return "the topic has " + topicName.length() + " characters; " + rule;
        }
        String[] levels = topicName.split("/", -1);
        if (levels.length == 4) {
            if (!Ids.isValid(levels[2])) {
                return "the device is called \"" + levels[2] + "\"; " + rule;
            }
            if (!Ids.isValid(levels[1])) {
                return "the site is called \"" + levels[1] + "\"; " + rule;
            }
        }
        return "the topic \"" + topicName + "\" has " + levels.length + " levels; " + rule;
    }

    private static ParsedPayload refuse(String topic, byte[] payload, Instant received, Reason reason, String detail) {
        return new ParsedPayload(
                List.of(), List.of(new Refusal(received, topic, RawPayload.of(payload), null, reason, detail, null)));
    }
}
