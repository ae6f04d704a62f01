package vn.nuong.ingest.pipeline;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** The time zone whose days count for a device: its plot's, or else the site's, or else Việt Nam's. Thread-safe. */
public final class DeviceZones {

    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Map<DeviceId, ZoneId> zones = new HashMap<>();
    private final ZoneId otherwise;

    public DeviceZones(SiteConfig site) {
        for (Plot plot : site.plots()) {
            plot.devices()
                    .forEach(d ->
                            zones.put(new DeviceId(site.site(), d), plot.place().timeZone()));
        }
        this.otherwise =
                site.plots().isEmpty() ? VIET_NAM : site.plots().get(0).place().timeZone();
    }

    public ZoneId of(String site, String device) {
        return zones.getOrDefault(new DeviceId(site, device), otherwise);
    }
}
