package vn.nuong.telemetry.payload;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.site.DeviceProfile;
import vn.nuong.telemetry.time.Times;

/** Where both forms of a payload put what they find, by the rules that both share. For one message. */
final class Collector {

    private static final Memo<PropertyKey> PROPERTIES = new Memo<>(4096, PropertyKey::find);

    private final String topicName;
    private final Topic.Readings topic;
    private final byte[] payload;
    private final Instant received;
    private final Instant latest;
    private final @Nullable DeviceProfile profile;
    private final List<Reading> readings = new ArrayList<>(4);
    private final List<Refusal> refusals = new ArrayList<>(0);
    private @Nullable RawPayload raw;

    Collector(
            String topicName, Topic.Readings topic, byte[] payload, Instant received, @Nullable DeviceProfile profile) {
        this.topicName = topicName;
        this.topic = topic;
        this.payload = payload;
        this.received = received;
        this.latest = received.plus(PayloadParser.CLOCK_TOLERANCE);
        this.profile = profile;
    }

    Instant received() {
        return received;
    }

    /** Whether the device's own times say nothing, by its operator. */
    boolean isClockless() {
        return profile != null && profile.clockless();
    }

    /** What the device calls so: as its operator says, else as the catalogue does; null when nobody knows. */
    @Nullable
    PropertyKey key(String code) {
        PropertyKey meant = profile == null ? null : profile.properties().get(code);
        return meant == null ? PROPERTIES.get(code) : meant;
    }

    /** A time as the device wrote it; empty when it cannot be read, and {@link #whyNoTime} says why. */
    Optional<Instant> time(String text) {
        Optional<Instant> time = Times.find(text);
        ZoneId zone = profile == null ? null : profile.timeZone();
        return time.isPresent() || zone == null ? time : Times.findLocal(text).flatMap(local -> atZone(local, zone));
    }

    /** What to do about a text that {@link #time} cannot read. */
    String whyNoTime(String text) {
        String what = "\"time\" is \"" + Values.shown(text) + "\", ";
        if (Times.findLocal(text).isPresent()) {
            ZoneId zone = profile == null ? null : profile.timeZone();
            return zone == null
                    ? what + "without an offset from UTC; write " + Values.shown(text)
                            + "Z if the clock runs on UTC or "
                            + Values.shown(text) + "+07:00 if on Việt Nam's time, or let the operator give the device's"
                            + " time_zone in site.yaml"
                    : what + "which does not exist or occurs twice in " + zone + "; write it with its offset from UTC";
        }
        Optional<String> meant = EpochTimes.meant(text);
        if (meant.isPresent()) {
            return what + "not an ISO-8601 time; " + meant.get();
        }
        return what + "not an ISO-8601 time with an offset; write it as 2026-11-23T00:15:00Z or"
                + " 2026-11-23T07:15:00+07:00";
    }

    /** Takes one value of a known property, or refuses it when its time cannot be. */
    void take(String code, @Nullable PropertyKey key, double value, Instant measured, TimeSource timeSource) {
        if (key != null && !measured.isAfter(latest) && !measured.isBefore(PayloadParser.EARLIEST)) {
            readings.add(
                    new Reading(topic.site(), topic.device(), key, value, measured, received, timeSource, Set.of()));
        } else if (key == null) {
            refuse(
                    code,
                    Reason.UNKNOWN_PROPERTY,
                    PropertyKey.whyNot(code) + "; an operator can say in site.yaml what the device means by it");
        } else if (measured.isAfter(latest)) {
            refuse(
                    code,
                    Reason.FROM_THE_FUTURE,
                    Values.shown(code) + " was measured at " + measured + ", " + ahead(measured) + " after it came ("
                            + received
                            + "); a clock may run " + PayloadParser.CLOCK_TOLERANCE.toMinutes()
                            + " minutes ahead: set the device's clock",
                    measured);
        } else {
            refuse(
                    code,
                    Reason.BAD_TIME,
                    Values.shown(code) + " was measured at " + measured + ", before " + PayloadParser.EARLIEST
                            + ": the device's clock was never set; set it, or leave out the time when it has none",
                    measured);
        }
    }

    /** Refuses one value of the message. */
    void refuse(String code, Reason reason, String detail) {
        refuse(code, reason, detail, null);
    }

    private void refuse(String code, Reason reason, String detail, @Nullable Instant measured) {
        refusals.add(new Refusal(received, topicName, raw(), code, reason, detail, measured));
    }

    ParsedPayload result() {
        return new ParsedPayload(readings, refusals);
    }

    private RawPayload raw() {
        RawPayload kept = raw == null ? RawPayload.of(payload) : raw;
        raw = kept;
        return kept;
    }

    private static Optional<Instant> atZone(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1 ? Optional.of(local.toInstant(offsets.get(0))) : Optional.empty();
    }

    private String ahead(Instant measured) {
        Duration ahead = Duration.between(received, measured);
        return ahead.toDays() > 1
                ? ahead.toDays() + " days"
                : ahead.toMinutes() > 120 ? ahead.toHours() + " hours" : ahead.toMinutes() + " minutes";
    }
}
