package vn.nuong.ingest.pipeline;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.register.DeviceState;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.device.DeviceAbout;

/** What is known of devices while ingest runs. For the thread that settles. */
public final class KnownDevices implements Devices {

    private final DeviceZones zones;
    private final Map<DeviceId, DeviceAbout> abouts;

    public KnownDevices(DeviceZones zones, Map<DeviceId, DeviceAbout> abouts) {
        this.zones = zones;
        this.abouts = new HashMap<>(abouts);
    }

    @Override
    public ZoneId zone(String site, String device) {
        return zones.of(site, device);
    }

    @Override
    public void heard(DeviceState device, Point point, boolean live) {}

    @Override
    public boolean isLate(DeviceState device, long measuredNs, long receivedNs) {
        return false;
    }

    @Override
    public void described(AboutMessage message) {
        DeviceId id = new DeviceId(message.site(), message.device());
        DeviceAbout about = message.about();
        if (about != null) {
            abouts.put(id, about);
        } else if (!message.isRefused()) {
            abouts.remove(id);
        }
    }
}
