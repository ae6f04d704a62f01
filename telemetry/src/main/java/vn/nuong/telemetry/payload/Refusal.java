package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that was sent and not taken: a whole payload that cannot be read, or one reading of it. Kept and shown, so that
 * whoever sent it can see why.
 *
 * @param received when it arrived, by the wall clock
 * @param topic the topic name it came on, cut to {@value #MAX_TOPIC} characters
 * @param payload what was sent, as text, cut to {@value #MAX_PAYLOAD} characters
 * @param reason why
 * @param detail the value, the limit and what to do, for a person
 */
public record Refusal(Instant received, String topic, String payload, Reason reason, String detail) {

    public static final int MAX_TOPIC = 300;
    public static final int MAX_PAYLOAD = 1000;

    /** Why something was refused. */
    public enum Reason {
        /** Not JSON, or JSON of another shape. */
        UNPARSEABLE,
        /** The topic or an id in it is not one of Nương's. */
        BAD_TOPIC,
        UNKNOWN_PROPERTY,
        NOT_A_NUMBER,
        /** SenML gives a unit that is not the property's and is not converted. */
        WRONG_UNIT,
        /** No time, no offset, or a clock that was never set. */
        BAD_TIME,
        /** Measured later than now, by the wall clock. */
        FROM_THE_FUTURE,
        /** A reading of this series and time is already stored; the first one stays. */
        DUPLICATE,
        /** The store can never take it, such as a time before what it keeps; the detail is the store's own. */
        NOT_STORABLE;

        /** As written in the store and the API, such as {@code unknown_property}. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Refusal {
        topic = cut(topic, MAX_TOPIC);
        payload = cut(payload, MAX_PAYLOAD);
        detail = cut(detail, MAX_PAYLOAD);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
