package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a message as they came, so that what was refused can be tried again. Of a very long one only the beginning is
 * kept, and it cannot be.
 *
 * @param bytes the payload, or its first {@value #MAX_BYTES} bytes; shared, so nobody may change them
 * @param length how many bytes were sent
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RawPayload(byte[] bytes, int length) {

    /** How much of a payload is kept: more than any message of a probe. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_TEXT = 1000;

    public RawPayload {
        if (bytes.length > MAX_BYTES || length < bytes.length) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes of " + length + " are not a beginning of at most " + MAX_BYTES + " bytes");
        }
    }

    /** Of a whole payload; up to the limit its array itself is kept. */
    public static RawPayload of(byte[] payload) {
        return new RawPayload(
                payload.length <= MAX_BYTES ? payload : Arrays.copyOf(payload, MAX_BYTES), payload.length);
    }

    /** Whether bytes are missing at the end. */
    public boolean isCut() {
        return bytes.length < length;
    }

    /** The beginning as text for a person; what is no UTF-8 is shown as {@code �}. */
    @JsonValue
    public String text() {
        int shown = Math.min(bytes.length, 4 * MAX_TEXT); // no character takes more than 4 bytes
        return Legible.cut(new String(bytes, 0, shown, StandardCharsets.UTF_8), MAX_TEXT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawPayload that && length == that.length && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + length;
    }

    @Override
    public String toString() {
        return text();
    }
}
