package vn.nuong.portal.web;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Quality;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingPage;
import vn.nuong.telemetry.reading.ReadingsClient;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** What the pages ask of ingest. A page is shown without it when ingest is away. Blocks; thread-safe. */
public final class FieldData {

    private static final Logger LOG = LoggerFactory.getLogger(FieldData.class);

    private final JsonClient ingest;
    private final SiteConfig site;

    /** @param devices every device that was heard, those of other sites left out */
    public record Devices(List<DeviceStatus> devices) {

        public List<DeviceStatus> of(Plot plot) {
            return devices.stream().filter(d -> plot.id().equals(d.plot())).toList();
        }

        /** Those not yet assigned to a plot. */
        public List<DeviceStatus> unassigned() {
            return devices.stream().filter(d -> d.plot() == null).toList();
        }
    }

    private record DeviceList(List<DeviceStatus> devices) {}

    public FieldData(JsonClient ingest, SiteConfig site) {
        this.ingest = ingest;
        this.site = site;
    }

    /** The devices; empty when ingest cannot be asked, which is logged. */
    public Optional<Devices> findDevices() {
        try {
            List<DeviceStatus> all =
                    ingest.get("/api/v1/devices", Map.of(), DeviceList.class).devices();
            return Optional.of(new Devices(
                    all.stream().filter(d -> d.site().equals(site.site())).toList()));
        } catch (IOException e) {
            LOG.warn("a page is shown without its devices: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Believable readings of one property by all devices of a plot, measured in {@code [from, to)}, in order of time for each
     * device.
     *
     * @throws IOException when ingest cannot be asked
     */
    public List<Reading> find(Plot plot, ObservedProperty property, Instant from, Instant to) throws IOException {
        List<Reading> found = new ArrayList<>();
        for (String device : plot.devices()) {
            Map<String, String> query = new HashMap<>(Map.of(
                    "site", site.site(),
                    "device", device,
                    "property", property.code(),
                    "from", from.toString(),
                    "to", to.toString(),
                    "limit", String.valueOf(ReadingsClient.PAGE)));
            String next;
            do {
                ReadingPage page = ingest.get("/api/v1/readings", query, ReadingPage.class);
                page.readings().stream()
                        .map(r -> r.toReading())
                        .filter(r -> r.quality() == Quality.GOOD)
                        .forEach(found::add);
                next = page.next();
                if (next != null) {
                    query.put("cursor", next);
                }
            } while (next != null);
        }
        return found;
    }

    /**
     * Every reading of a plot's devices, believable or not, for exports.
     *
     * @throws IOException when ingest cannot be asked
     */
    public List<Reading> findAll(Plot plot, Instant from, Instant to) throws IOException {
        ReadingsClient client = new ReadingsClient(ingest);
        List<Reading> found = new ArrayList<>();
        for (String device : plot.devices()) {
            found.addAll(client.find(site.site(), device, from, to));
        }
        return found;
    }
}
