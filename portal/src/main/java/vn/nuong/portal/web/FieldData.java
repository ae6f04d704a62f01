package vn.nuong.portal.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.ingest.DeviceHealth;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.json.Json;
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

    /** Reads one device twice: what everybody knows of it, and what only the operator's pages show. */
    private static final ObjectReader READER =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final JsonClient ingest;
    private final SiteConfig site;

    /**
     * @param devices every device that was heard, those of other sites left out
     * @param health what ingest found out about them, by device
     * @param ofSources ids of those that measure a source of water, which stands in no plot
     */
    public record Devices(List<DeviceStatus> devices, Map<String, DeviceHealth> health, Set<String> ofSources) {

        public Optional<DeviceStatus> find(String device) {
            return devices.stream().filter(d -> d.device().equals(device)).findFirst();
        }

        public DeviceHealth health(String device) {
            return health.getOrDefault(device, DeviceHealth.UNKNOWN);
        }

        public List<DeviceStatus> of(Plot plot) {
            return devices.stream().filter(d -> plot.id().equals(d.plot())).toList();
        }

        /** Those not yet assigned to a plot or a source. */
        public List<DeviceStatus> unassigned() {
            return devices.stream()
                    .filter(d -> d.plot() == null && !ofSources.contains(d.device()))
                    .toList();
        }
    }

    public FieldData(JsonClient ingest, SiteConfig site) {
        this.ingest = ingest;
        this.site = site;
    }

    /** The devices; empty when ingest cannot be asked, which is logged. */
    public Optional<Devices> findDevices() {
        try {
            List<DeviceStatus> devices = new ArrayList<>();
            Map<String, DeviceHealth> health = new HashMap<>();
            for (JsonNode node : ingest.get("/api/v1/devices", Map.of()).path("devices")) {
                DeviceStatus device = READER.readValue(node, DeviceStatus.class);
                if (device.site().equals(site.site())) {
                    devices.add(device);
                    health.put(device.device(), READER.readValue(node, DeviceHealth.class));
                }
            }
            Set<String> ofSources =
                    site.sources().stream().flatMap(s -> s.devices().stream()).collect(Collectors.toSet());
            return Optional.of(new Devices(List.copyOf(devices), Map.copyOf(health), ofSources));
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
        return findWithFlagged(plot, property, from, to).stream()
                .filter(r -> r.quality() == Quality.GOOD)
                .toList();
    }

    /**
     * The same with those that a quality test has caught, which a page shows as such.
     *
     * @throws IOException when ingest cannot be asked
     */
    public List<Reading> findWithFlagged(Plot plot, ObservedProperty property, Instant from, Instant to)
            throws IOException {
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
                page.readings().forEach(r -> found.add(r.toReading()));
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
        List<Reading> found = new ArrayList<>();
        for (String device : plot.devices()) {
            found.addAll(findAll(device, from, to));
        }
        return found;
    }

    /**
     * Every reading of a device, believable or not, in order of measured time.
     *
     * @throws IOException when ingest cannot be asked
     */
    public List<Reading> findAll(String device, Instant from, Instant to) throws IOException {
        return new ReadingsClient(ingest).find(site.site(), device, from, to);
    }
}
