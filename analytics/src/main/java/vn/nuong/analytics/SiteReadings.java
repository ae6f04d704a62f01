package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingsClient;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * The readings of the site's devices as ingest holds them, kept here between evaluations. Ingest says how many readings of a
 * device it holds; when that grew, the last days are read again, and everything at least every {@link #READ_ALL_AFTER},
 * since readings may also arrive late. For one thread.
 */
final class SiteReadings {

    /** How far back advice looks; at the counts of traps as far as {@link TrapPast} does. */
    static final Duration WINDOW = Duration.ofDays(45);

    /** What is read again at once when a device has sent something. */
    private static final Duration TAIL = Duration.ofDays(2);

    private static final Duration READ_ALL_AFTER = Duration.ofMinutes(1);

    /** Readings ahead of the replay's clock are kept until it comes to them. */
    private static final Duration AHEAD = Duration.ofDays(400);

    private final JsonClient ingest;
    private final ReadingsClient client;
    private final SiteConfig site;
    private final InstantSource wall;
    private final Map<String, Device> devices = new HashMap<>();
    private final TrapPast trapPast;

    private record Devices(List<DeviceStatus> devices) {}

    /**
     * @param count how many readings ingest held when these were read; also its revision
     * @param readAll wall time at which everything was read
     * @param behind whether only the tail was read since
     */
    private record Device(
            long count,
            Instant readAll,
            boolean behind,
            List<Reading> readings,
            @Nullable DeviceAbout about) {}

    SiteReadings(JsonClient ingest, SiteConfig site, InstantSource wall) {
        this.ingest = ingest;
        this.client = new ReadingsClient(ingest);
        this.trapPast = new TrapPast(client, site.site());
        this.site = site;
        this.wall = wall;
    }

    /**
     * Reads what is new.
     *
     * @throws IOException when ingest cannot be asked; what is known stays
     */
    void refresh(Instant now) throws IOException {
        for (DeviceStatus status :
                ingest.get("/api/v1/devices", Map.of(), Devices.class).devices()) {
            boolean ours = status.site().equals(site.site()) && isOurs(status.device());
            if (ours) {
                Device device = refreshed(status, now);
                devices.put(status.device(), device);
                trapPast.refresh(status.device(), device.readings(), now);
            }
        }
    }

    /** Devices of the plots that get advice, and of what they draw their water from. */
    private boolean isOurs(String device) {
        return site.pilotPlots().stream()
                .anyMatch(p -> p.devices().contains(device)
                        || site.findSource(p)
                                .filter(s -> s.devices().contains(device))
                                .isPresent());
    }

    private Device refreshed(DeviceStatus status, Instant now) throws IOException {
        Device known = devices.get(status.device());
        boolean due = known == null || !wall.instant().isBefore(known.readAll().plus(READ_ALL_AFTER));
        boolean grown = known == null || known.count() != status.readings();
        if (known == null || (due && (grown || known.behind()))) {
            List<Reading> all = client.find(site.site(), status.device(), now.minus(WINDOW), now.plus(AHEAD));
            return new Device(status.readings(), wall.instant(), false, all, status.about());
        }
        if (!grown) {
            return new Device(known.count(), known.readAll(), known.behind(), known.readings(), status.about());
        }
        Instant tail = now.minus(TAIL);
        List<Reading> readings = new ArrayList<>();
        for (Reading reading : known.readings()) {
            if (reading.measured().isBefore(tail) && !reading.measured().isBefore(now.minus(WINDOW))) {
                readings.add(reading);
            }
        }
        readings.addAll(client.find(site.site(), status.device(), tail, now.plus(AHEAD)));
        return new Device(status.readings(), known.readAll(), true, readings, status.about());
    }

    /** Readings of a plot's devices. */
    List<Reading> of(Plot plot) {
        return of(plot.devices());
    }

    /** Readings of some devices; counts of traps reach further back. */
    List<Reading> of(List<String> ids) {
        List<Reading> readings = new ArrayList<>();
        for (String id : ids) {
            readings.addAll(trapPast.of(id));
            Device device = devices.get(id);
            if (device != null) {
                readings.addAll(device.readings());
            }
        }
        return readings;
    }

    /** What a plot's devices say of themselves. */
    Map<String, DeviceAbout> aboutsOf(Plot plot) {
        Map<String, DeviceAbout> abouts = new HashMap<>();
        for (String id : plot.devices()) {
            Device device = devices.get(id);
            if (device != null && device.about() != null) {
                abouts.put(id, device.about());
            }
        }
        return abouts;
    }

    /** Changes whenever there are other readings of a plot up to now: new ones, or old ones that the clock has reached. */
    long revisionOf(Plot plot, Instant now) {
        long revision = 0;
        for (String id : plot.devices()) {
            Device device = devices.get(id);
            if (device != null) {
                long reached = device.readings().stream()
                        .filter(r -> !r.measured().isAfter(now))
                        .count();
                revision = 31 * (31 * revision + device.count()) + reached;
            }
        }
        return revision;
    }
}
