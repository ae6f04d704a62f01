package vn.nuong.telemetry.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether bytes are UTF-8, as JSON must be (RFC 8259 section 8.1), by the table of well-formed sequences of the Unicode Standard
 * (section 3.9, table 3-7). Jackson replaces some of what is not and guesses at UTF-16; a guessed name is a wrong series.
 */
final class Utf8 {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Utf8() {}

    /** What is wrong and where, for a person; null when the bytes are UTF-8 without zero bytes. */
    static @Nullable String fault(byte[] bytes) {
        int i = firstFault(bytes);
        if (i < 0) {
            return null;
        }
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (bytes[i] == 0 || first == 0xFEFF || first == 0xFFFE) {
            return "byte " + (i + 1)
                    + " of the payload is no text in UTF-8; it looks like UTF-16 or UTF-32: send UTF-8";
        }
        return "byte " + (i + 1) + " of the payload (0x"
                + Integer.toHexString(bytes[i] & 0xFF).toUpperCase(Locale.ROOT)
                + ") is no text in UTF-8; send UTF-8, or check the line on which bytes are damaged";
    }

    /** Where the first byte lies that is zero or belongs to no well-formed sequence; -1 when there is none. */
    private static int firstFault(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i <= bytes.length - Long.BYTES) {
                long eight = (long) EIGHT.get(bytes, i);
                // Of bytes below 0x80 only a zero has its high bit set after 1 is taken away.
                if ((eight & HIGH_BITS) == 0 && ((eight - ONES) & HIGH_BITS) == 0) {
                    i += Long.BYTES;
                    continue;
                }
            }
            int length = sequence(bytes, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** How many bytes the well-formed sequence at {@code i} has; 0 when there is none. */
    private static int sequence(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return first == 0 ? 0 : 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (i + length > bytes.length) {
            return 0;
        }
        int second = bytes[i + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int k = i + 2; k < i + length; k++) {
            if ((bytes[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
