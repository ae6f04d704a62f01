package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import vn.nuong.telemetry.json.Json;

/**
 * What a device without a clock sends: a payload that says nothing about when it was measured. Whoever gets it first, a
 * gateway, writes down its own time, and that it is its own, since later nobody can tell how long the message lay in a spool.
 */
public final class ClocklessPayload {

    /** From 2**28 seconds on a time of SenML is absolute (RFC 8428, section 4.5.3). */
    private static final double ABSOLUTE_FROM = 1 << 28;

    private ClocklessPayload() {}

    /**
     * The payload with the gateway's time at its beginning, everything else byte for byte as it was: a native object gets
     * {@code "time"} and {@code "time_source": "gateway"}, a SenML pack a first record with both as base fields, to which
     * its relative times then refer. The same array when it has a time, even a wrong one, or is no payload of ours: ingest
     * says what is wrong with it.
     *
     * @param received when the gateway got it, by its wall clock
     */
    public static byte[] withTime(byte[] payload, Instant received) {
        int first = firstCharacter(payload);
        if (first < 0 || !isTimeless(payload)) {
            return payload;
        }
        String time = payload[first] == '{'
                ? "\"time\":\"" + received + "\",\"time_source\":\"gateway\","
                : String.format(
                        Locale.ROOT,
                        "{\"bt\":%d.%06d,\"time_source\":\"gateway\"},",
                        received.getEpochSecond(),
                        received.getNano() / 1000);
        ByteArrayOutputStream stamped = new ByteArrayOutputStream(payload.length + time.length());
        stamped.write(payload, 0, first + 1);
        stamped.writeBytes(time.getBytes(StandardCharsets.US_ASCII));
        stamped.write(payload, first + 1, payload.length - first - 1);
        return stamped.toByteArray();
    }

    /** Where the object or array of UTF-8 text begins; -1 when it is neither, or UTF-16 or -32, which have zeros there. */
    private static int firstCharacter(byte[] payload) {
        int i = 0;
        while (i < payload.length
                && (payload[i] == ' ' || payload[i] == '\n' || payload[i] == '\r' || payload[i] == '\t')) {
            i++;
        }
        boolean text = i + 1 < payload.length && (payload[i] == '{' || payload[i] == '[') && payload[i + 1] != 0;
        return text ? i : -1;
    }

    private static boolean isTimeless(byte[] payload) {
        if (payload.length > PayloadParser.MAX_BYTES) {
            return false;
        }
        try (JsonParser json = Json.mapper().getFactory().createParser(payload)) {
            boolean timeless =
                    json.nextToken() == JsonToken.START_OBJECT ? isTimelessObject(json) : isTimelessPack(json);
            return timeless && json.nextToken() == null;
        } catch (IOException e) { // not JSON, which ingest refuses with the place of the fault
            return false;
        }
    }

    private static boolean isTimelessObject(JsonParser json) throws IOException {
        boolean readings = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("time") || name.equals("time_source")) {
                return false;
            }
            readings |= name.equals("readings") && value == JsonToken.START_OBJECT;
            json.skipChildren();
        }
        return readings;
    }

    private static boolean isTimelessPack(JsonParser json) throws IOException {
        boolean any = false;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            any = true;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                boolean absolute = name.equals("t") && (!value.isNumeric() || json.getDoubleValue() >= ABSOLUTE_FROM);
                if (absolute || name.equals("bt") || name.equals("time_source")) {
                    return false;
                }
                json.skipChildren();
            }
        }
        return any && json.currentToken() == JsonToken.END_ARRAY;
    }
}
