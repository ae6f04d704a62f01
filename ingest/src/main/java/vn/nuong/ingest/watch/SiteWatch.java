package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * Looks every {@link DeviceWatch#EVERY} for devices that fell silent and for trouble of ingest's own, keeps the alerts and
 * publishes them on {@code nuong/{site}/alerts}, each until the broker has acknowledged it.
 */
public final class SiteWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);

    /** How long alerts that are over are kept. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final SteadyClock clock;
    private final RecordStore records;
    private final DeviceWatch devices;
    private final IngestAlert ingest;
    private final BooleanSupplier listening;
    private final Supplier<@Nullable String> trouble;
    private final Publisher publisher;
    private final Map<String, DeviceAlert> unkept = new LinkedHashMap<>(); // by id; only the watching thread's
    private volatile List<DeviceAlert> open = List.of();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "ingest-watch"));

    /**
     * @param field where the devices are
     * @param site whose alert a trouble of ingest's own is
     * @param listening whether what devices send now is received and noted now
     * @param trouble why nothing is acknowledged or stored; null while all is well
     */
    public SiteWatch(
            SteadyClock clock,
            RecordStore records,
            DeviceWatch.Field field,
            String site,
            ZoneId zone,
            boolean sample,
            BooleanSupplier listening,
            Supplier<@Nullable String> trouble,
            Publisher publisher) {
        this.clock = clock;
        this.records = records;
        this.listening = listening;
        this.trouble = trouble;
        this.publisher = publisher;
        List<DeviceAlert> known = records.deviceAlertsSince(clock.instant().minus(SilenceRule.REMEMBERED));
        this.devices = new DeviceWatch(field, known, zone, sample);
        this.open = devices.open();
        this.ingest = new IngestAlert(site, "store", known, zone, sample);
    }

    /** Begins to look. */
    public void start() {
        long everyMs = DeviceWatch.EVERY.toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** When the last message of a silent device came; null for one that is not silent. */
    public @Nullable Instant silentSince(String site, String device) {
        return open.stream()
                .filter(alert -> alert.site().equals(site))
                .flatMap(alert -> alert.silent().stream())
                .filter(silent -> silent.device().equals(device))
                .map(DeviceAlert.Silent::lastHeard)
                .findFirst()
                .orElse(null);
    }

    private void look() {
        try {
            tick(clock.instant());
        } catch (RuntimeException e) { // the next look comes all the same
            LOG.error("could not look for silent devices", e);
        }
    }

    /** Looks once. */
    void tick(Instant now) {
        List<DeviceAlert> changed = new ArrayList<>(devices.tick(now, listening.getAsBoolean()));
        open = devices.open();
        String why = trouble.get();
        changed.addAll(ingest.tick(now, why == null ? null : sentence(why)));
        changed.forEach(alert -> unkept.put(alert.id(), alert));
        try {
            records.keepDeviceAlerts(List.copyOf(unkept.values()), now.minus(KEPT));
            unkept.clear();
            records.unpublishedDeviceAlerts().forEach(this::publish);
        } catch (StoreException e) { // a full disk: the alert is told all the same, and kept at a later look
            LOG.warn("alerts cannot be kept: {}", e.getMessage());
            changed.forEach(this::publish);
        }
    }

    private static Text sentence(String why) {
        return new Text(
                "Số đo chưa vào kho được, không mất: đang giữ lại. Lý do: " + why,
                "Readings cannot be stored just now; none is lost, they wait. Why: " + why);
    }

    private void publish(DeviceAlert alert) {
        var unused = publisher
                .publish(new Topic.Alerts(alert.site()).name(), Json.write(alert))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        notePublished(alert);
                    } else {
                        LOG.debug("alert {} was not published yet", alert.id(), failure);
                    }
                });
    }

    private void notePublished(DeviceAlert alert) {
        try {
            records.publishedDeviceAlert(alert);
        } catch (StoreException e) {
            LOG.warn("alert {} is sent again: {}", alert.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the watch for silent devices did not end within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
