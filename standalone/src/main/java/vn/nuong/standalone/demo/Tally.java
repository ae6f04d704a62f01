package vn.nuong.standalone.demo;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.PayloadParser;

/**
 * Counts readings at the broker, as clients publish them. A message that cannot be read counts one, be it of readings or a
 * device's description of itself, of which ingest counts only such. Thread-safe.
 */
final class Tally implements LocalBroker.PublishListener {

    private final AtomicLong readings = new AtomicLong();
    private final Map<String, Integer> abouts = new ConcurrentHashMap<>(); // hash of the last payload, by topic name

    @Override
    public void published(String topicName, byte[] payload) {
        if (Topic.matches(Topic.readingsFilter(), topicName)) { // its ids may still be wrong
            readings.addAndGet(
                    PayloadParser.parse(topicName, payload, Instant.now()).size());
        } else if (Topic.matches(Topic.aboutFilter(), topicName) && !isRead(topicName, payload)) {
            readings.incrementAndGet();
        }
    }

    private boolean isRead(String topicName, byte[] payload) {
        if (Topic.find(topicName).isEmpty()) {
            return false;
        }
        Integer hash = Arrays.hashCode(payload);
        if (hash.equals(abouts.put(topicName, hash)) || payload.length == 0) {
            return true; // nothing new
        }
        try {
            return Json.read(payload, DeviceAbout.class) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Readings published since the broker started. */
    long published() {
        return readings.get();
    }
}
