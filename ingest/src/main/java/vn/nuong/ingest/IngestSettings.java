package vn.nuong.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.mqtt.MqttSettings;

/**
 * How ingest runs.
 *
 * @param mqtt the broker, and as whom
 * @param connections how many connections share the subscription, 1 to {@value #MAX_CONNECTIONS}
 * @param sites the sites whose readings are taken; empty for all
 * @param data the folder of its journal, its records, and with the embedded store its readings; one process writes it
 * @param journal how large the journal may grow
 * @param keepRaw how long raw readings are kept, at least a day; null for ever. Hourly and daily aggregates are kept for ever
 */
public record IngestSettings(
        MqttSettings mqtt,
        int connections,
        List<String> sites,
        Path data,
        Journal.Settings journal,
        @Nullable Duration keepRaw) {

    public static final int MAX_CONNECTIONS = 16;

    public IngestSettings {
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    connections + " connections is outside 1.." + MAX_CONNECTIONS + "; two are as fast as more");
        }
        sites = List.copyOf(sites);
        sites.forEach(site -> Ids.check("site", site));
        if (keepRaw != null && keepRaw.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("raw readings cannot be kept for " + keepRaw
                    + ", less than a day: the daily aggregates are made from them");
        }
    }

    /** One connection for all sites, the usual journal, readings kept for ever. */
    public static IngestSettings of(MqttSettings mqtt, Path data) {
        return new IngestSettings(mqtt, 1, List.of(), data, Journal.Settings.DEFAULT, null);
    }
}
