package vn.nuong.telemetry.device;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;

/**
 * Something about devices that an operator should know, sent when it begins, when more devices join it, and when it has ended.
 * It is about probes and radios, never about tea: no farmer is asked anything by it.
 *
 * <p>It shares its topic with {@link vn.nuong.telemetry.advice.Alert}, which has a {@code decision} where this has a
 * {@code kind}.
 *
 * @param id the same in every message about it; the newest message holds
 * @param site the site
 * @param device the device; null when it is about the whole site or about ingest itself
 * @param kind what it is about
 * @param silent the devices it names; empty when it is about ingest itself
 * @param openedAt when it was noticed
 * @param closedAt when it had ended; null while it holds
 * @param cause what probably happened
 * @param title in a few words, as the subject of a mail
 * @param sentence what is known, and what to look at
 * @param closing how it ended; null while it holds
 * @param sample whether the site's readings are samples
 */
public record DeviceAlert(
        String id,
        String site,
        @Nullable String device,
        Kind kind,
        List<Silent> silent,
        Instant openedAt,
        @Nullable Instant closedAt,
        Cause cause,
        Text title,
        Text sentence,
        @Nullable Text closing,
        boolean sample) {

    public enum Kind {
        /** Nothing comes from a device, or from most of a site. */
        SILENT(new Text("Im lặng", "Silent")),
        /** Ingest itself cannot take or keep readings. */
        INGEST(new Text("Máy chủ", "The server"));

        private final Text label;

        Kind(Text label) {
            this.label = label;
        }

        public Text label() {
            return label;
        }
    }

    public enum Cause {
        BATTERY(new Text("có lẽ hết pin", "probably the battery")),
        SIGNAL(new Text("có lẽ mất sóng", "probably the signal")),
        GATEWAY(new Text("có lẽ trạm thu hoặc mạng", "probably the gateway or its network")),
        INGEST(new Text("máy chủ", "the server")),
        UNKNOWN(new Text("chưa rõ vì sao", "cause not known"));

        private final Text label;

        Cause(Text label) {
            this.label = label;
        }

        public Text label() {
            return label;
        }
    }

    /**
     * A device from which nothing comes.
     *
     * @param name what people call it
     * @param lastHeard when its last message came
     */
    public record Silent(String device, String name, Instant lastHeard) {}

    @SuppressWarnings("NullAway") // a message may leave anything out; what must be there is checked here
    public DeviceAlert {
        if (Stream.of(id, site, kind, silent, openedAt, cause, title, sentence).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "an alert about devices names id, site, kind, silent, opened_at, cause, title and"
                            + " sentence; one of them is missing");
        }
        silent = List.copyOf(silent);
        if ((closedAt == null) != (closing == null)) {
            throw new IllegalArgumentException("the alert " + id + " is closed at " + closedAt
                    + ", and the closing is \"" + closing + "\"; give both or neither");
        }
    }

    @JsonIgnore
    public boolean isOpen() {
        return closedAt == null;
    }

    /** The same alert, ended. */
    public DeviceAlert closed(Instant at, Text how) {
        return new DeviceAlert(id, site, device, kind, silent, openedAt, at, cause, title, sentence, how, sample);
    }
}
