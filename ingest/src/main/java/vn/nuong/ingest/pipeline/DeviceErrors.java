package vn.nuong.ingest.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.watch.Publisher;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * Tells a device on {@code nuong/{site}/{device}/errors} what of its messages was not taken. A device whose every message is
 * refused hears once a second, of all since the last time together, so that a fault does not double the traffic. Thread-safe.
 */
public final class DeviceErrors implements IngestPipeline.DeadLetterListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceErrors.class);

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** Devices remembered at most; beyond, all are told anew. */
    private static final int MAX_DEVICES = 50_000;

    /** Devices that wait for their next message at most: 20 errors of each are held. What comes beyond is only counted. */
    private static final int MAX_WAITING = 2_000;

    private static final int MAX_ITEMS = 20;

    private final Publisher publisher;
    private final InstantSource clock;
    private final Later later;
    private final Map<DeviceId, Told> told = new HashMap<>(); // guarded by this, with what it holds
    private int waiting;

    /** Has something done after a while. */
    @FunctionalInterface
    public interface Later {
        void after(Duration time, Runnable work);
    }

    private static final class Told {
        Instant last = Instant.EPOCH;
        int letters; // not told of yet
        int readings;
        final Set<DeadLetter.Item> errors = new LinkedHashSet<>(0);

        @Nullable
        Untold newest;
    }

    private record Untold(long id, DeadLetter letter) {}

    /**
     * What is published.
     *
     * @param id of the newest dead letter that it tells of, as in {@code nuong deadletter show ID}
     * @param received when that came
     * @param topic on which that came
     * @param readings how many readings were refused, of all dead letters that it tells of
     * @param errors what was wrong with them, each once, the first {@value #MAX_ITEMS}
     * @param others how many dead letters it tells of besides the newest: those since the last such message
     */
    record Message(long id, Instant received, String topic, int readings, List<DeadLetter.Item> errors, int others) {}

    public DeviceErrors(Publisher publisher, InstantSource clock, Later later) {
        this.publisher = publisher;
        this.clock = clock;
        this.later = later;
    }

    @Override
    public synchronized void kept(long id, DeadLetter letter, @Nullable DeviceId device) {
        if (device == null) {
            return; // nobody to tell: the topic names no device
        }
        if (told.size() >= MAX_DEVICES) {
            told.clear();
            waiting = 0;
        }
        Told ofDevice = told.computeIfAbsent(device, d -> new Told());
        Instant now = clock.instant();
        Instant next = ofDevice.last.plus(BETWEEN);
        boolean isFirst = ofDevice.newest == null;
        ofDevice.letters++;
        ofDevice.readings += letter.items().size();
        if (!now.isBefore(next) && isFirst) {
            add(id, letter, ofDevice);
            tell(device, ofDevice, now);
        } else if (!isFirst) {
            add(id, letter, ofDevice);
        } else if (waiting < MAX_WAITING) {
            waiting++;
            add(id, letter, ofDevice);
            later.after(Duration.between(now, next), () -> tellRest(device, ofDevice));
        }
    }

    private static void add(long id, DeadLetter letter, Told ofDevice) {
        ofDevice.newest = new Untold(id, letter);
        for (DeadLetter.Item item : letter.items()) {
            if (ofDevice.errors.size() < MAX_ITEMS) {
                ofDevice.errors.add(item);
            }
        }
    }

    private synchronized void tellRest(DeviceId device, Told ofDevice) {
        if (told.get(device) == ofDevice && ofDevice.newest != null) { // else forgotten meanwhile
            waiting--;
            tell(device, ofDevice, clock.instant());
        }
    }

    private void tell(DeviceId device, Told ofDevice, Instant now) {
        Untold newest = ofDevice.newest;
        if (newest == null) {
            throw new IllegalStateException("there is nothing to tell " + device);
        }
        Message message = new Message(
                newest.id(),
                newest.letter().received(),
                newest.letter().topic(),
                ofDevice.readings,
                new ArrayList<>(ofDevice.errors),
                ofDevice.letters - 1);
        ofDevice.last = now;
        ofDevice.letters = 0;
        ofDevice.readings = 0;
        ofDevice.errors.clear();
        ofDevice.newest = null;
        var unused = publisher
                .publish(new Topic.Errors(device.site(), device.device()).name(), Json.write(message))
                .exceptionally(e -> {
                    LOG.debug("{} was not told of dead letter {}", device, newest.id(), e);
                    return null;
                });
    }
}
