package vn.nuong.ingest.pipeline;

import java.time.Instant;
import vn.nuong.telemetry.mqtt.Delivery;

/**
 * A message that waits to be dealt with.
 *
 * @param received when it came, by the wall clock; every message has a time of its own
 * @param connection which connection to the broker it came on, counted from 1
 */
record Incoming(Delivery delivery, Instant received, int connection) {

    /** What it weighs while it waits, bytes. */
    int weight() {
        return 200 + delivery.payload().length;
    }

    boolean isAbout() {
        return delivery.topic().endsWith("/about");
    }
}
