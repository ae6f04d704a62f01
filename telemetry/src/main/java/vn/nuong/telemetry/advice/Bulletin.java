package vn.nuong.telemetry.advice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An official storm bulletin, passed on verbatim with its issuer and time. Nothing is read out of its text.
 *
 * @param issuer who issued it, such as {@code Đài Khí tượng Thủy văn tỉnh Thái Nguyên}
 * @param issued when
 * @param validUntil until when it is shown, after {@code issued}
 * @param text its words, as issued
 * @param stayIn when nobody should be outdoors, where the bulletin names such a time and whoever entered it wrote it down; else null
 */
public record Bulletin(
        String issuer,
        Instant issued,
        Instant validUntil,
        String text,
        @Nullable StayIn stayIn) {

    /**
     * When nobody should be outdoors.
     *
     * @param from begin
     * @param to end, after it
     */
    public record StayIn(Instant from, Instant to) {
        public StayIn {
            need("stay_in.from", from);
            need("stay_in.to", to);
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException("stay_in ends at " + to + ", not after " + from);
            }
        }
    }

    /** @throws IllegalArgumentException naming what is missing */
    public Bulletin {
        need("issuer", issuer == null || issuer.isBlank() ? null : issuer);
        need("issued", issued);
        need("valid_until", validUntil);
        need("text", text == null || text.isBlank() ? null : text);
        if (!validUntil.isAfter(issued)) {
            throw new IllegalArgumentException("the bulletin of " + issuer + " has valid_until " + validUntil
                    + ", not after issued " + issued + "; write both as the bulletin does");
        }
    }

    private static void need(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a bulletin without " + name
                    + " is not passed on; write it as the bulletin does (issuer, issued, valid_until, text)");
        }
    }

    /** Whether it has been issued and has not expired at a time. */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(issued) && time.isBefore(validUntil);
    }
}
