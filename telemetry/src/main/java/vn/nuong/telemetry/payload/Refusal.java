package vn.nuong.telemetry.payload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was sent and not taken: a whole payload that cannot be read, or one reading of it. Kept and shown, so that
 * whoever sent it can see why, and can be tried again once the cause is gone.
 *
 * @param received when it arrived, by the wall clock
 * @param topic the topic name it came on, cut to {@value #MAX_TOPIC} characters
 * @param payload the whole message it was in
 * @param item which reading of the message it is, by its property as it was written, cut to {@value #MAX_ITEM} characters;
 *     null for the message as a whole
 * @param reason why
 * @param detail the value, the limit and what to do, for a person, cut to {@value #MAX_DETAIL} characters
 * @param measured for a time that cannot be, what it was: it tells of the device's clock; null for any other reason
 */
public record Refusal(
        Instant received,
        String topic,
        RawPayload payload,
        @Nullable String item,
        Reason reason,
        String detail,
        @Nullable Instant measured) {

    public static final int MAX_TOPIC = 300;
    public static final int MAX_ITEM = 100;
    public static final int MAX_DETAIL = 1000;

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
        /** A time that is none, one without an offset, or a clock that was never set. */
        BAD_TIME,
        /** Measured later than now, by the wall clock. */
        FROM_THE_FUTURE,
        /** The store can never take it, such as a time before what it keeps; the detail is the store's own. */
        NOT_STORABLE;

        /** As written in the store and the API, such as {@code unknown_property}. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Refusal {
        topic = Legible.cut(topic, MAX_TOPIC);
        item = item == null ? null : Legible.cut(item, MAX_ITEM);
        detail = Legible.cut(detail, MAX_DETAIL);
    }
}
