package vn.nuong.portal.web;

import java.time.Duration;
import java.time.Instant;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;

/** A device in a list. */
public record DeviceRow(DeviceStatus status) {

    private static final int LATE_AFTER_INTERVALS = 3;

    /** What people call it, or its id. */
    public String name() {
        DeviceAbout about = status.about();
        return about == null || about.name().isEmpty() ? status.device() : about.name();
    }

    public boolean isLive() {
        DeviceAbout about = status.about();
        return about == null || about.origin() == Origin.LIVE;
    }

    /** Where its readings come from: the field, a recording of a named year, a simulator. */
    public Text origin() {
        DeviceAbout about = status.about();
        Text word = Origins.word(about);
        String source = about == null || about.source() == null ? "" : ": " + about.source();
        return word == null
                ? new Text("đo tại nương", "measured here")
                : new Text(word.vi() + source, word.en() + source);
    }

    /** Whether it has been silent for longer than three of its reporting intervals. */
    public boolean isLate(Instant now) {
        DeviceAbout about = status.about();
        Instant last = status.lastMeasured();
        if (last == null) {
            return true;
        }
        return about != null
                && about.intervalS() != null
                && Duration.between(last, now).toSeconds() > (long) LATE_AFTER_INTERVALS * about.intervalS();
    }

    public String seen(Page page) {
        Instant last = status.lastMeasured();
        return last == null
                ? page.t("chưa gửi số đo nào", "has sent no reading")
                : page.t("số đo mới nhất ", "newest reading ") + page.format().age(last, page.now());
    }
}
