package vn.nuong.ingest.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.register.DeviceState;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.ingest.watch.DeviceClock;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.ingest.watch.WatchedDevice;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/**
 * What is known of devices while ingest runs: how they call themselves, how their clocks go, how often they send. Fed by the
 * thread that settles; everybody may ask.
 */
public final class KnownDevices implements Devices {

    private final SiteConfig site;
    private final DeviceZones zones;
    private final Map<DeviceId, KnownDevice> devices = new ConcurrentHashMap<>();

    // The device that was asked about last, which is nearly always the next one asked about too.
    private @Nullable DeviceState lastState;
    private @Nullable KnownDevice lastDevice;

    /** @param rows of the devices heard before; {@code abouts} what devices said of themselves */
    public KnownDevices(SiteConfig site, List<DeviceRow> rows, Map<DeviceId, DeviceAbout> abouts) {
        this.site = site;
        this.zones = new DeviceZones(site);
        Map<DeviceId, DeviceAbout> left = new HashMap<>(abouts);
        for (DeviceRow row : rows) {
            devices.put(
                    row.id(),
                    new KnownDevice(KnownDevice.State.of(row.watch()), left.remove(row.id()), row.lastReceivedNs()));
        }
        left.forEach((id, about) -> devices.put(id, new KnownDevice(KnownDevice.State.NEW, about, 0)));
    }

    @Override
    public ZoneId zone(String ofSite, String device) {
        return zones.of(ofSite, device);
    }

    @Override
    public void heard(DeviceState state, Point point, boolean live) {
        boolean ownTime = live && point.timeSource() == TimeSource.DEVICE;
        KnownDevice.State keep = device(state).heard(point.measuredNs(), point.receivedNs(), ownTime);
        if (keep != null) {
            state.log().watch(keep.json());
        }
    }

    @Override
    public void refusedTime(DeviceState state, long measuredNs, long receivedNs) {
        device(state).refused(measuredNs, receivedNs);
    }

    @Override
    public boolean isLate(DeviceState state, long measuredNs, long receivedNs) {
        return device(state).isLate(measuredNs, receivedNs);
    }

    @Override
    public void described(AboutMessage message) {
        DeviceAbout about = message.about();
        if (about != null || !message.isRefused()) {
            devices.computeIfAbsent(
                            new DeviceId(message.site(), message.device()),
                            id -> new KnownDevice(KnownDevice.State.NEW, null, 0))
                    .described(about);
        }
    }

    private KnownDevice device(DeviceState state) {
        KnownDevice known = lastDevice;
        if (state != lastState || known == null) {
            known = devices.computeIfAbsent(
                    new DeviceId(state.site(), state.device()), id -> new KnownDevice(KnownDevice.State.NEW, null, 0));
            lastState = state;
            lastDevice = known;
        }
        return known;
    }

    /** What is expected of a device; null while that is not known. */
    public Rhythm.@Nullable Interval interval(DeviceId id) {
        KnownDevice known = devices.get(id);
        return known == null ? null : known.interval();
    }

    /** What is known of a device's clock; null for a device never heard. */
    public @Nullable ClockError clock(DeviceId id) {
        KnownDevice known = devices.get(id);
        return known == null ? null : known.clockError();
    }

    /** What a device's clock has shown, for whoever judges it. */
    public DeviceClock.State clockState(DeviceId id) {
        KnownDevice known = devices.get(id);
        return known == null ? DeviceClock.State.NEW : known.clockState();
    }

    /** Every device with what the watch for silence needs. */
    public List<WatchedDevice> watched() {
        List<WatchedDevice> watched = new ArrayList<>(devices.size());
        devices.forEach((id, known) -> {
            long lastNs = known.lastReceivedNs();
            Instant last = lastNs == 0 ? null : Times.ofEpochNanos(lastNs);
            String plot =
                    site.findPlotOf(id.site(), id.device()).map(Plot::name).orElse(null);
            watched.add(new WatchedDevice(id.site(), id.device(), plot, known.about(), known.interval(), last));
        });
        return watched;
    }
}
