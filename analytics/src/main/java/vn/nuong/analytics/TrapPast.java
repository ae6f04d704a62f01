package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingsClient;

/**
 * Counts of traps from before what {@link SiteReadings} keeps: what is usual for a trap shows in many weeks only. Read for traps that counted
 * lately, once a day of advice's clock. For one thread.
 */
final class TrapPast {

    /** How far back. */
    static final Duration WINDOW = Duration.ofDays(400);

    private static final Duration READ_AFTER = Duration.ofDays(1);

    private final ReadingsClient client;
    private final String site;
    private final Map<String, Read> devices = new HashMap<>();

    private record Read(Set<PropertyKey> traps, Instant at, List<Reading> readings) {}

    TrapPast(ReadingsClient client, String site) {
        this.client = client;
        this.site = site;
    }

    /**
     * Reads when it is due, or the device counts other species.
     *
     * @param recent the device's readings of the last weeks
     * @throws IOException when ingest cannot be asked; what is known stays
     */
    void refresh(String device, List<Reading> recent, Instant now) throws IOException {
        Set<PropertyKey> traps = recent.stream()
                .map(Reading::key)
                .filter(k -> k.property() == ObservedProperty.TRAP_COUNT)
                .collect(Collectors.toSet());
        Read known = devices.get(device);
        if (known != null
                && known.traps().equals(traps)
                && !now.isBefore(known.at())
                && now.isBefore(known.at().plus(READ_AFTER))) {
            return;
        }
        List<Reading> readings = new ArrayList<>();
        for (PropertyKey trap : traps) {
            // A day more than the recent readings leave out, until it is read again. What is in both is the same
            // reading.
            Instant to = now.minus(SiteReadings.WINDOW).plus(READ_AFTER);
            readings.addAll(client.find(site, device, trap, now.minus(WINDOW), to));
        }
        devices.put(device, new Read(traps, now, List.copyOf(readings)));
    }

    List<Reading> of(String device) {
        Read read = devices.get(device);
        return read == null ? List.of() : read.readings();
    }
}
