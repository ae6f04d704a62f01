package vn.nuong.ingest.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.DeviceTotals;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.watch.ClockError;
import vn.nuong.ingest.watch.Rhythm;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** Every device that was ever heard. Blocks; thread-safe. */
public final class Devices {

    private final RecordStore records;
    private final SiteConfig site;
    private final KnownDevices known;

    /** @param known their clocks and intervals */
    public Devices(RecordStore records, SiteConfig site, KnownDevices known) {
        this.records = records;
        this.site = site;
        this.known = known;
    }

    /** All of them, by site and id. */
    public List<DeviceJson> all() {
        Map<DeviceId, DeviceJson> devices = new TreeMap<>();
        Map<DeviceId, DeviceAbout> abouts = records.abouts();
        Map<DeviceId, DeviceTotals> totals = records.totals();
        Map<DeviceId, Instant> silent = silent();
        for (DeviceRow row : records.devices()) {
            DeviceTotals ofDevice = totals.getOrDefault(row.id(), DeviceTotals.NONE);
            devices.put(row.id(), json(row, abouts.get(row.id()), ofDevice, silent.get(row.id())));
        }
        abouts.forEach((id, about) -> devices.computeIfAbsent(id, i -> unheard(i, about)));
        return List.copyOf(devices.values());
    }

    /** The one device of this id; empty when there is none or, without a site, more than one. */
    public Optional<DeviceJson> find(@Nullable String ofSite, String device) {
        List<DeviceJson> found = all().stream()
                .filter(d -> d.status().device().equals(device))
                .filter(d -> ofSite == null || d.status().site().equals(ofSite))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Devices that open alerts name, with when they were last heard. */
    private Map<DeviceId, Instant> silent() {
        Map<DeviceId, Instant> silent = new HashMap<>();
        for (DeviceAlert alert : records.deviceAlertsSince(Instant.MAX)) { // the open ones
            alert.silent().forEach(s -> silent.put(new DeviceId(alert.site(), s.device()), s.lastHeard()));
        }
        return silent;
    }

    private DeviceJson json(
            DeviceRow row, @Nullable DeviceAbout about, DeviceTotals totals, @Nullable Instant silentSince) {
        Rhythm.Interval interval = known.interval(row.id());
        ClockError clock = known.clock(row.id());
        Instant newest = row.newestNs() == Long.MIN_VALUE ? null : Times.ofEpochNanos(row.newestNs());
        return new DeviceJson(
                new DeviceStatus(
                        row.site(),
                        row.device(),
                        plot(row.id()),
                        about,
                        newest,
                        Times.ofEpochNanos(row.lastReceivedNs()),
                        totals.stored()),
                interval == null ? null : Long.valueOf(interval.measured().toSeconds()),
                interval == null ? null : Boolean.valueOf(interval.learned()),
                clock == null ? null : ClockJson.of(clock, known.zone(row.site(), row.device())),
                silentSince,
                totals.refused(),
                totals.conflicting());
    }

    private DeviceJson unheard(DeviceId id, DeviceAbout about) {
        return new DeviceJson(
                new DeviceStatus(id.site(), id.device(), plot(id), about, null, null, 0),
                about.intervalS() == null ? null : Long.valueOf(about.intervalS()),
                about.intervalS() == null ? null : Boolean.FALSE,
                null,
                null,
                0,
                0);
    }

    private @Nullable String plot(DeviceId id) {
        return site.findPlotOf(id.site(), id.device()).map(Plot::id).orElse(null);
    }
}
