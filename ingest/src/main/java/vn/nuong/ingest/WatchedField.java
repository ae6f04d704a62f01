package vn.nuong.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.ingest.watch.DeviceWatch;
import vn.nuong.ingest.watch.Levels;
import vn.nuong.ingest.watch.WatchedDevice;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** Where the watch for silent devices looks: what is known of devices, and their batteries and signals in the store. */
final class WatchedField implements DeviceWatch.Field {

    private static final Duration LAST_DAYS = Duration.ofDays(5);
    private static final int PAGE = 5_000;

    /** Values of a series at most: enough for a curve of five days. */
    private static final int MOST_VALUES = 60;

    private final KnownDevices devices;
    private final ReadingStore store;
    private final InstantSource clock;

    WatchedField(KnownDevices devices, ReadingStore store, InstantSource clock) {
        this.devices = devices;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<WatchedDevice> devices() {
        return devices.watched();
    }

    @Override
    public Levels levels(String site, String device) {
        return new Levels(
                levels(site, device, ObservedProperty.BATTERY), levels(site, device, ObservedProperty.SIGNAL));
    }

    private List<Levels.Level> levels(String site, String device, ObservedProperty property) {
        Instant now = clock.instant();
        ReadingQuery query = ReadingQuery.all(PAGE)
                .ofDevice(site, device)
                .ofProperty(property.code(), null)
                .between(Times.toEpochNanos(now.minus(LAST_DAYS)), Times.toEpochNanos(now.plus(LAST_DAYS)));
        List<Levels.Level> all = new ArrayList<>();
        Position after = null;
        do {
            StoredPage page = store.find(query.behind(after));
            for (Reading reading : page.readings()) {
                all.add(new Levels.Level(reading.measured(), reading.value()));
            }
            after = page.next();
        } while (after != null);
        List<Levels.Level> some = new ArrayList<>();
        int step = Math.max(1, all.size() / MOST_VALUES);
        for (int i = all.size() - 1; i >= 0; i -= step) {
            some.add(0, all.get(i));
        }
        return some;
    }
}
