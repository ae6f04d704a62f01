package vn.nuong.ingest.api;

import java.util.Locale;
import vn.nuong.telemetry.advice.Text;

/**
 * One thing that a look at a device's last messages has shown.
 *
 * @param code for programs, such as {@code unknown_property}
 * @param text what it is and what to do, for whoever made the device
 */
public record Finding(Severity severity, String code, Text text) {

    public enum Severity {
        OK,
        WARNING,
        ERROR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String code, String vi, String en) {
        return new Finding(Severity.OK, code, new Text(vi, en));
    }

    static Finding warning(String code, String vi, String en) {
        return new Finding(Severity.WARNING, code, new Text(vi, en));
    }

    static Finding error(String code, String vi, String en) {
        return new Finding(Severity.ERROR, code, new Text(vi, en));
    }
}
