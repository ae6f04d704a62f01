package vn.nuong.ingest.pipeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * refused hears of one a second, with how many it was not told of, so that a fault does not double the traffic. Not thread-safe.
 */
public final class DeviceErrors implements IngestPipeline.DeadLetterListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceErrors.class);

    /** Devices remembered at most; beyond, all are told anew. */
    private static final int MAX_DEVICES = 50_000;

    private static final int MAX_ITEMS = 20;

    private final Publisher publisher;
    private final InstantSource clock;
    private final Map<DeviceId, Told> told = new HashMap<>();

    private static final class Told {
        Instant last = Instant.EPOCH;
        int untold;
    }

    /**
     * What is published.
     *
     * @param id of the dead letter, as in {@code nuong deadletter show ID}
     * @param received when the message came
     * @param readings how many readings of it were refused
     * @param errors the first {@value #MAX_ITEMS} of them
     * @param untold dead letters of this device since the last such message that it was not told of
     */
    record Message(long id, Instant received, String topic, int readings, List<DeadLetter.Item> errors, int untold) {}

    public DeviceErrors(Publisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public void kept(long id, DeadLetter letter, @Nullable DeviceId device) {
        if (device == null) {
            return; // nobody to tell: the topic names no device
        }
        if (told.size() >= MAX_DEVICES) {
            told.clear();
        }
        Told ofDevice = told.computeIfAbsent(device, d -> new Told());
        Instant now = clock.instant();
        if (now.isBefore(ofDevice.last.plusSeconds(1))) {
            ofDevice.untold++;
            return;
        }
        List<DeadLetter.Item> items = letter.items();
        Message message = new Message(
                id,
                letter.received(),
                letter.topic(),
                items.size(),
                items.subList(0, Math.min(items.size(), MAX_ITEMS)),
                ofDevice.untold);
        ofDevice.last = now;
        ofDevice.untold = 0;
        var unused = publisher
                .publish(new Topic.Errors(device.site(), device.device()).name(), Json.write(message))
                .exceptionally(e -> {
                    LOG.debug("{} was not told of dead letter {}", device, id, e);
                    return null;
                });
    }
}
