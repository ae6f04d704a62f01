package vn.nuong.standalone.demo;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.PayloadParser;

/** Counts readings at the broker, as clients publish them; an unreadable payload counts one. Thread-safe. */
final class Tally implements LocalBroker.PublishListener {

    private final AtomicLong readings = new AtomicLong();

    @Override
    public void published(String topicName, byte[] payload) {
        if (isForIngest(topicName)) {
            readings.addAndGet(
                    PayloadParser.parse(topicName, payload, Instant.now()).size());
        }
    }

    /** Readings published since the broker started. */
    long published() {
        return readings.get();
    }

    /** Whether the name matches {@link Topic#readingsFilter()}, which ingest subscribes to: ids may still be wrong. */
    private static boolean isForIngest(String topicName) {
        String[] levels = topicName.split("/", -1);
        return levels.length == 4 && levels[0].equals(Topic.ROOT) && levels[3].equals("readings");
    }
}
