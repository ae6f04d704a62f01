package vn.nuong.portal.web;

import java.util.List;
import vn.nuong.telemetry.device.DeviceAlert;

/**
 * The operator's page of alerts about devices.
 *
 * @param open those that hold, newest first
 * @param closed those that ended last, newest end first
 */
public record DeviceAlertsView(List<DeviceAlert> open, List<DeviceAlert> closed) {

    public DeviceAlertsView {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    /** "Thấy lúc 10:45 23/11/2026": by the real time, also while the page's clock replays. */
    public String noticed(DeviceAlert alert, Page page) {
        return page.t("Thấy lúc ", "Noticed at ") + page.format().timeAndDate(alert.openedAt());
    }

    /** A name for the part of the page that shows it. */
    public String anchor(DeviceAlert alert) {
        return alert.id().replaceAll("[^a-z0-9]", "-");
    }
}
